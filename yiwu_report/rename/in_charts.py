"""What a chart names: its table with columns and categories, and figures."""

from __future__ import annotations

from collections.abc import Iterator

from yiwu_report.model.node import Node
from yiwu_report.rename.figure_ids import figure_in
from yiwu_report.rename.mention import Kind, Mention, mention
from yiwu_report.rename.nodes import entries_of, id_of, items_of, key_mention, word_mention

_COLUMNS = ("x", "y", "colour", "start", "end")
_FIGURES = ("figures", "part", "whole", "total")


def chart_mentions(node: Node, tables: frozenset[str]) -> Iterator[Mention]:
    """The mentions of a chart's keys; those of its texts are found with all others."""
    entries = entries_of(node)
    for key in _FIGURES:
        for text in items_of(entries.get(key)):
            yield from figure_in(text, tables)
    named = id_of(entries.get("table"))
    if named is None:
        return
    table = named.value.strip()
    yield word_mention(Kind.TABLE, (), named)
    for key in _COLUMNS:
        for text in items_of(entries.get(key)):
            yield word_mention(Kind.COLUMN, (table,), text)
    if sort := id_of(entries.get("sort")):
        column = sort.value.strip().removeprefix("-").strip()
        yield mention(Kind.COLUMN, (table, column), sort, sort.value.index(column))
    for column, entry in entries_of(entries.get("where")).items():
        yield key_mention(Kind.COLUMN, (table, column), entry, is_definition=False)
        if category := id_of(entry):
            yield word_mention(Kind.CATEGORY, (table, column), category)
