"""What a table names: itself, its rows, columns and categories, in its YAML and its CSV."""

from __future__ import annotations

from collections.abc import Iterator

from yiwu_report.model.node import Entry, Node
from yiwu_report.model.place import Place
from yiwu_report.rename.in_formulas import formula_mentions
from yiwu_report.rename.mention import Kind, Mention, file_mention
from yiwu_report.rename.nodes import entries_of, id_of, key_mention, unit_and_source, word_mention


def table_mentions(table: str, node: Node, tables: frozenset[str]) -> Iterator[Mention]:
    """The mentions of data/tables/<table>.yaml."""
    entries = entries_of(node)
    yield file_mention(Kind.TABLE, table, f"data/tables/{table}.yaml")
    yield from unit_and_source(entries.get("defaults"))
    for name, column in entries_of(entries.get("columns")).items():
        yield key_mention(Kind.COLUMN, (table, name), column)
        yield from unit_and_source(column)
        inside = entries_of(column)
        if formula := id_of(inside.get("formula")):
            yield from formula_mentions(formula, tables, table)
        for category, label in entries_of(inside.get("labels")).items():
            yield key_mention(Kind.CATEGORY, (table, name, category), label)
    yield from _rows(table, entries.get("rows"), node)


def csv_mentions(table: str, node: Node, described: Node | None) -> Iterator[Mention]:
    """The mentions of data/tables/<table>.csv."""
    yield file_mention(Kind.TABLE, table, f"data/tables/{table}.csv")
    for entry in entries_of(node).values():
        for column, cell in entries_of(entry).items():
            for part in entries_of(cell).values():  # the headings name.zh and name.en are of one column
                yield key_mention(Kind.COLUMN, (table, column), Entry(part.key, node), is_definition=False)
    yield from _rows(table, Entry(Place(""), node), described)


def _rows(table: str, rows: Entry | None, described: Node | None) -> Iterator[Mention]:
    columns = entries_of(entries_of(described).get("columns"))
    categories = {name for name, column in columns.items() if _is_category(column)}
    for row, entry in entries_of(rows).items():
        yield key_mention(Kind.ROW, (table, row), entry)
        for column, cell in entries_of(entry).items():
            yield key_mention(Kind.COLUMN, (table, column), cell, is_definition=False)
            if column in categories and (text := id_of(cell)):
                yield word_mention(Kind.CATEGORY, (table, column), text)
            yield from unit_and_source(cell)


def _is_category(column: Entry) -> bool:
    kind = id_of(entries_of(column).get("kind"))
    return kind is not None and kind.value.strip() == "category"
