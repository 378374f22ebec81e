"""What a formula names."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from yiwu_report.formula import Formula, parse_formula
from yiwu_report.formula.nodes import Call, Name, calls_of, names_of
from yiwu_report.model.text import Text
from yiwu_report.rename.figure_ids import figure_mentions, part_mentions
from yiwu_report.rename.mention import Kind, Mention, mention


def formula_mentions(text: Text, tables: Collection[str], table: str | None = None) -> Iterator[Mention]:
    """The mentions of a formula; none where it cannot be read. In a column of `table` a bare name is a column."""
    formula = parse_formula(text)
    if not isinstance(formula, Formula):
        return
    for name in names_of(formula.root):
        yield from _of_name(name, text, tables, table)
    for call in calls_of(formula.root):
        yield from _of_call(call, text, tables)


def _of_name(name: Name, text: Text, tables: Collection[str], table: str | None) -> Iterator[Mention]:
    if table is not None and len(name.parts) == 1:
        yield mention(Kind.COLUMN, (table, name.id), text, name.start)
        return
    if text.value[name.start : name.end] == name.id:
        yield from figure_mentions(name.id, text.place_of(name.start, len(name.id)), tables)
        return
    position, starts = name.start, []
    for part in name.parts:  # table['row'].column, or with spaces around the dots
        starts.append(text.value.index(part, position))
        position = starts[-1] + len(part)
    if name.parts[0] in tables:
        yield from part_mentions(name.parts, [text.place_of(start) for start in starts], tables)
        return
    yield from figure_mentions(name.id, text.place_of(name.start), tables)  # not in one piece: refused when it changes


def _of_call(call: Call, text: Text, tables: Collection[str]) -> Iterator[Mention]:
    of = {name.parts[0] for argument in call.arguments for name in names_of(argument) if name.parts[0] in tables}
    for each in call.selections:
        for table in sorted(of):
            yield mention(Kind.COLUMN, (table, each.column), text, each.start)
            yield mention(Kind.CATEGORY, (table, each.column, each.category), text, each.category_start)
