"""Every mention in the files of a project, by what each kind of file says under which key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from yiwu_report.model.loaded import Loaded, LoadedArticle
from yiwu_report.model.node import Entry, ListNode, MappingNode, Node, ScalarNode
from yiwu_report.model.text import Text
from yiwu_report.rename.figure_ids import figure_in, figure_mentions
from yiwu_report.rename.in_charts import chart_mentions
from yiwu_report.rename.in_formulas import formula_mentions
from yiwu_report.rename.in_tables import csv_mentions, table_mentions
from yiwu_report.rename.in_texts import article_mentions, text_mentions
from yiwu_report.rename.mention import Kind, Mention, file_mention, mention
from yiwu_report.rename.nodes import entries_of, id_of, items_of, key_mention, unit_and_source, word_mention

_TABLES, _CHARTS, _FIGURES = "data/tables/", "content/charts/", "data/figures/"
Tables = frozenset[str]


def mentions(loaded: Loaded) -> frozenset[Mention]:
    """Every mention of every file; files are mentions of what they are named after, at their first place."""
    tables = frozenset(_stem(file, _TABLES) for file in loaded.documents if file.startswith(_TABLES))
    found: set[Mention] = set()
    for file, node in loaded.documents.items():
        found |= set(_of_document(file, node, tables))
        found |= {each for text in _texts(node) for each in text_mentions(text, tables)}
    for file, node in loaded.tables_csv.items():
        described = loaded.documents.get(file.removesuffix("csv") + "yaml")
        found |= set(csv_mentions(_stem(file, _TABLES), node, described))
    for article in loaded.articles:
        found |= set(_of_article(article, tables))
    return frozenset(found)


def _stem(file: str, folder: str) -> str:
    return file.removeprefix(folder).rpartition(".")[0]


def _of_document(file: str, node: Node, tables: Tables) -> Iterator[Mention]:
    if file.startswith(_TABLES):
        yield from table_mentions(_stem(file, _TABLES), node, tables)
    elif file.startswith(_CHARTS):
        yield file_mention(Kind.CHART, _stem(file, _CHARTS), file)
        yield from chart_mentions(node, tables)
    elif file.startswith(_FIGURES):
        yield from _figures(node, tables)
    elif reader := _READERS.get(file):
        yield from reader(node, tables)


def _figures(node: Node, tables: Tables) -> Iterator[Mention]:
    entries = entries_of(node)
    if "defaults" in entries:
        yield from unit_and_source(entries["defaults"])
    for name, entry in entries_of(entries["figures"].node if "figures" in entries else None).items():
        yield from _key_of_figure(name, entry, tables)
        yield from unit_and_source(entry)


def _key_of_figure(name: str, entry: Entry, tables: Tables) -> Iterator[Mention]:
    for each in figure_mentions(name, entry.key, tables):
        yield replace(each, is_definition=True)


def _derived(node: Node, tables: Tables) -> Iterator[Mention]:
    for name, entry in entries_of(node).items():
        yield from _key_of_figure(name, entry, tables)
        yield from unit_and_source(entry)
        if text := id_of(entries_of(entry.node).get("formula")):
            yield from formula_mentions(text, tables)


def _claims(node: Node, tables: Tables) -> Iterator[Mention]:
    for name, entry in entries_of(node).items():
        yield key_mention(Kind.CLAIM, (name,), entry)
        yield from unit_and_source(entry)
        inside = entries_of(entry.node)
        if text := id_of(inside.get("says")):
            yield from figure_in(text, tables)
        for key in ("formula", "holds", "counts"):
            if text := id_of(inside.get(key)):
                yield from formula_mentions(text, tables)


def _corrections(node: Node, tables: Tables) -> Iterator[Mention]:
    for item in node.items if isinstance(node, ListNode) else ():
        if text := id_of(entries_of(item).get("figure")):
            yield from figure_in(text, tables)


def _sources(node: Node, _tables: Tables) -> Iterator[Mention]:
    for name, entry in entries_of(node).items():
        yield key_mention(Kind.SOURCE, (name,), entry)


def _units(node: Node, _tables: Tables) -> Iterator[Mention]:
    for name, entry in entries_of(node).items():
        yield key_mention(Kind.UNIT, (name,), entry)
        inside = entries_of(entry.node)
        if text := id_of(inside.get("dimension")):
            for match in re.finditer(r"[^\s/·*]+", text.value):
                yield mention(Kind.DIMENSION, (match[0],), text, match.start())
        for form in inside.values():
            if text := id_of(entries_of(form.node).get("convert")):
                yield word_mention(Kind.UNIT, (), text)


def _of_article(article: LoadedArticle, tables: Tables) -> Iterator[Mention]:
    yield file_mention(Kind.ARTICLE, article.slug, article.file)
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


_READERS: Mapping[str, Callable[[Node, Tables], Iterator[Mention]]] = {
    "data/derived.yaml": _derived,
    "data/claims.yaml": _claims,
    "data/corrections.yaml": _corrections,
    "data/sources.yaml": _sources,
    "data/units.yaml": _units,
}
