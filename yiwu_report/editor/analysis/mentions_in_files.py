"""Every mention in the files of a project, by the keys of each kind of file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.editor.analysis.entries import (
    column_key,
    column_word,
    entries_of,
    id_of,
    items_of,
    key_mention,
    texts_of_column,
    unit_and_source,
    word_mention,
)
from yiwu_report.editor.analysis.mentions_in_texts import (
    Mention,
    NamedKind,
    TableNames,
    article_mentions,
    figure_in,
    figure_mentions,
    file_mention,
    formula_mentions,
    mention,
    text_mentions,
)
from yiwu_report.editor.analysis.mentions_in_views import Doubt, read_view_columns, view_mentions
from yiwu_report.model.charts import CategoryRef, ChartBase, ColumnRef, DataSpec, FigureRef, TableRef
from yiwu_report.model.node import ListNode, Loaded, LoadedArticle, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.table_display import TableDisplay
from yiwu_report.model.text import Text


def chart_mentions(node: Node, tables: TableNames) -> Iterator[Mention]:
    """The mentions of a chart's keys, as its spec annotates them; those of its texts are found with all other texts."""
    kind = id_of(entries_of(node).get("kind"))
    yield from _shown_mentions(node, CHART_SPECS.get(kind.value.strip() if kind else "", ChartBase), tables)


def _shown_mentions(node: Node, spec: type[DataSpec], tables: TableNames) -> Iterator[Mention]:
    """The mentions of the keys of a chart or a display, as its spec annotates them."""
    entries = entries_of(node)
    named = id_of(entries.get("table"))
    for key, refers in spec.references().items():
        entry = entries.get(key)
        match refers:
            case FigureRef():
                for text in items_of(entry):
                    yield from figure_in(text, tables)
            case TableRef():
                for text in items_of(entry):
                    yield word_mention(NamedKind.TABLE, (), text)
            case ColumnRef() | CategoryRef() if named is not None:
                yield from _column_mentions(named.value.strip(), refers, entry, tables)


def _column_mentions(
    table: str, refers: ColumnRef | CategoryRef, entry: MappingEntry | None, tables: TableNames
) -> Iterator[Mention]:
    """The mentions of a table's columns, and of their categories."""
    columns = tables.columns.get(table, {})
    if isinstance(refers, CategoryRef):
        for column, each in entries_of(entry).items():
            owner = columns.get(column, (table, column))
            yield from column_key(owner, each)
            yield from texts_of_column(owner, each)
        return
    for text in items_of(entry):
        yield from column_word(columns, table, text)


def table_mentions(table: str, node: Node, tables: TableNames) -> Iterator[Mention]:
    """The mentions of data/tables/<table>.yaml."""
    entries = entries_of(node)
    yield file_mention(NamedKind.TABLE, table, f"data/tables/{table}.yaml")
    yield from unit_and_source(entries.get("defaults"))
    for name, column in entries_of(entries.get("columns")).items():
        yield key_mention(NamedKind.COLUMN, (table, name), column)
        yield from unit_and_source(column)
        inside = entries_of(column)
        if formula := id_of(inside.get("formula")):
            yield from formula_mentions(formula, tables, tables.columns[table])
        for category, label in () if "file" in entries else entries_of(inside.get("labels")).items():
            yield key_mention(NamedKind.CATEGORY, (table, name, category), label)
    if "file" in entries:
        yield from _of_description(table, entries)
    yield from _rows(table, entries.get("rows"), node)


def _of_description(table: str, entries: Mapping[str, MappingEntry]) -> Iterator[Mention]:
    """The columns that the description of a file names, besides where they are described."""
    for key in ("keys", "periods_in_headings"):
        for text in items_of(entries.get(key)):
            yield word_mention(NamedKind.COLUMN, (table,), text)
    for column, cells in entries_of(entries_of(entries.get("format")).get("drop")).items():
        yield key_mention(NamedKind.COLUMN, (table, column), cells, is_definition=False)


def _rows(table: str, rows: MappingEntry | None, described: Node | None) -> Iterator[Mention]:
    columns = entries_of(entries_of(described).get("columns"))
    categories = {name for name, column in columns.items() if _is_category(column)}
    for row, entry in entries_of(rows).items():
        yield key_mention(NamedKind.ROW, (table, row), entry)
        for column, cell in entries_of(entry).items():
            yield key_mention(NamedKind.COLUMN, (table, column), cell, is_definition=False)
            if column in categories and (text := id_of(cell)):
                yield word_mention(NamedKind.CATEGORY, (table, column), text)
            yield from unit_and_source(cell)


def _is_category(column: MappingEntry) -> bool:
    kind = id_of(entries_of(column).get("kind"))
    return kind is not None and kind.value.strip() == "category"


_TABLES, _CHARTS, _FIGURES = "data/tables/", "content/charts/", "data/figures/"
_DISPLAYS = "content/tables/"


def mentions(loaded: Loaded) -> frozenset[Mention]:
    """Every mention of every file; a file is a mention of what it is named after, at its first place."""
    views = read_view_columns(loaded.documents)
    tables = views.names
    found: set[Mention] = set(view_mentions(views))
    for file, node in loaded.documents.items():
        found |= set(_of_document(file, node, tables))
        found |= {each for text in _texts(node) for each in text_mentions(text, tables)}
    for article in loaded.articles:
        found |= set(_of_article(article, tables))
    return frozenset(found)


def doubts(loaded: Loaded) -> tuple[Doubt, ...]:
    """The renames that can't be followed through views."""
    return tuple(read_view_columns(loaded.documents).doubts)


def _stem(file: str, folder: str) -> str:
    return file.removeprefix(folder).rpartition(".")[0]


def _of_document(file: str, node: Node, tables: TableNames) -> Iterator[Mention]:
    if file.startswith(_TABLES):
        yield from table_mentions(_stem(file, _TABLES), node, tables)
    elif file.startswith(_CHARTS):
        yield file_mention(NamedKind.CHART, _stem(file, _CHARTS), file)
        yield from chart_mentions(node, tables)
    elif file.startswith(_DISPLAYS):
        name = _stem(file, _DISPLAYS)  # that of a table belongs to it
        yield file_mention(NamedKind.TABLE if name in tables else NamedKind.DISPLAY, name, file)
        yield from _shown_mentions(node, TableDisplay, tables)
    elif file.startswith(_FIGURES):
        yield from _figures(node, tables)
    elif reader := _READERS.get(file):
        yield from reader(node, tables)


def _figures(node: Node, tables: TableNames) -> Iterator[Mention]:
    entries = entries_of(node)
    if "defaults" in entries:
        yield from unit_and_source(entries["defaults"])
    for name, entry in entries_of(entries["figures"].node if "figures" in entries else None).items():
        yield from _key_of_figure(name, entry, tables)
        yield from unit_and_source(entry)


def _key_of_figure(name: str, entry: MappingEntry, tables: TableNames) -> Iterator[Mention]:
    for each in figure_mentions(name, entry.key, tables):
        yield replace(each, is_definition=True)


def _derived(node: Node, tables: TableNames) -> Iterator[Mention]:
    for name, entry in entries_of(node).items():
        yield from _key_of_figure(name, entry, tables)
        yield from unit_and_source(entry)
        if text := id_of(entries_of(entry.node).get("formula")):
            yield from formula_mentions(text, tables)


def _claims(node: Node, tables: TableNames) -> Iterator[Mention]:
    for name, entry in entries_of(node).items():
        yield key_mention(NamedKind.CLAIM, (name,), entry)
        yield from unit_and_source(entry)
        inside = entries_of(entry.node)
        if text := id_of(inside.get("says")):
            yield from figure_in(text, tables)
        for key in ("formula", "holds", "counts"):
            if text := id_of(inside.get(key)):
                yield from formula_mentions(text, tables)


def _corrections(node: Node, tables: TableNames) -> Iterator[Mention]:
    for item in node.items if isinstance(node, ListNode) else ():
        if text := id_of(entries_of(item).get("figure")):
            yield from figure_in(text, tables)


def _sources(node: Node, _tables: TableNames) -> Iterator[Mention]:
    for name, entry in entries_of(node).items():
        yield key_mention(NamedKind.SOURCE, (name,), entry)


def _units(node: Node, _tables: TableNames) -> Iterator[Mention]:
    for name, entry in entries_of(node).items():
        yield key_mention(NamedKind.UNIT, (name,), entry)
        inside = entries_of(entry.node)
        if text := id_of(inside.get("dimension")):
            for match in re.finditer(r"[^\s/·*]+", text.value):
                yield mention(NamedKind.DIMENSION, (match[0],), text, match.start())
        for form in inside.values():
            if text := id_of(entries_of(form.node).get("convert")):
                yield word_mention(NamedKind.UNIT, (), text)


def _of_article(article: LoadedArticle, tables: TableNames) -> Iterator[Mention]:
    yield file_mention(NamedKind.ARTICLE, article.slug, article.file)
    for text in items_of(entries_of(article.front).get("key_figures")):
        yield from figure_in(text, tables)
    for text in _texts(article.front):
        yield from text_mentions(text, tables)
    yield from article_mentions(article.body, article.slug, tables)


def _texts(node: Node) -> Iterator[Text]:
    """Every single value of a tree."""
    if isinstance(node, ScalarNode) and node.text:
        yield node.text
    elif isinstance(node, MappingNode):
        for entry in node.entries.values():
            yield from _texts(entry.node)
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from _texts(item)


_READERS: Mapping[str, Callable[[Node, TableNames], Iterator[Mention]]] = {
    "data/derived.yaml": _derived,
    "data/claims.yaml": _claims,
    "data/corrections.yaml": _corrections,
    "data/sources.yaml": _sources,
    "data/units.yaml": _units,
}
