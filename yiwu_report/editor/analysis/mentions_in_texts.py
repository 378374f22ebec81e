"""What has a name, a place that mentions it, and the mentions of texts and formulas: references, links and names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from yiwu_report.compute.formula import Formula, parse_formula
from yiwu_report.compute.formula.nodes import Call, NameNode, calls_of, names_of
from yiwu_report.model.cell_name import parse_cell
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.text.references import Reference, ReferenceKind, Scan, scan_markdown, scan_text


class NamedKind(StrEnum):
    """What can have a name."""

    FIGURE = "figure"  # written or derived; a cell, which is named by its table, row and column, is never defined
    PREFIX = "prefix"  # what the ids of several figures begin with
    TABLE = "table"
    ROW = "row"
    COLUMN = "column"
    CATEGORY = "category"
    CHART = "chart"
    DISPLAY = "display"  # of a table, in content/tables/
    CLAIM = "claim"
    UNIT = "unit"
    SOURCE = "source"
    ARTICLE = "article"
    DIMENSION = "dimension"  # of a unit, its id is the default


@dataclass(frozen=True, order=True, slots=True)
class Named:
    """Something with a name, e.g. (row, ("projects", "risen")); the last part is its name."""

    kind: NamedKind
    path: tuple[str, ...]

    def __str__(self) -> str:
        return f"the {self.kind} {'.'.join(self.path)}"


@dataclass(frozen=True, order=True, slots=True)
class Mention:
    """A place where something is named, as `written` (of a prefix and a figure, with its dots).

    A file that is named after it is a mention in line 0.
    """

    named: Named
    place: Place
    written: str
    is_definition: bool = False
    text: Text | None = field(default=None, compare=False)  # the value that contains it; None: a key, a file
    reference: Reference | None = field(default=None, compare=False)  # of that text, if it is in one


def mention(
    kind: NamedKind, path: tuple[str, ...], text: Text, offset: int = 0, reference: Reference | None = None
) -> Mention:
    """A mention at an offset in a text."""
    return Mention(Named(kind, path), text.place_of(offset, len(path[-1])), path[-1], False, text, reference)


def file_mention(kind: NamedKind, name: str, file: str) -> Mention:
    """The mention that the name of a file is."""
    return Mention(Named(kind, (name,)), Place(file, 0, 0), "", is_definition=True)


def _shifted(place: Place, characters: int) -> Place:
    """The place so many characters further right in its line."""
    return Place(place.file, place.line, place.column + characters)


def figure_mentions(
    figure_id: str,
    place: Place,
    tables: Collection[str],
    text: Text | None = None,
    reference: Reference | None = None,
) -> Iterator[Mention]:
    """The mentions of an id that stands in one piece at `place`: of the figure, and of what its parts name."""
    if cell := parse_cell(figure_id):
        yield Mention(Named(NamedKind.FIGURE, (cell.id,)), place, figure_id, False, text, reference)
        column = _shifted(place, len(figure_id) - len(cell.column))
        yield from part_mentions((cell.table, cell.column), (place, column), tables)
        return
    yield Mention(Named(NamedKind.FIGURE, (figure_id,)), place, figure_id, False, text, reference)
    parts = figure_id.split(".")
    places = [_shifted(place, len(".".join(parts[:number])) + (number > 0)) for number in range(len(parts))]
    yield from part_mentions(parts, places, tables)
    if parts[0] not in tables:
        for count in range(1, len(parts)):
            prefix = ".".join(parts[:count])
            yield Mention(Named(NamedKind.PREFIX, (prefix,)), place, prefix)


def figure_in(text: Text, tables: Collection[str]) -> Iterator[Mention]:
    """The mentions of a text that is the id of a figure, without the spaces around it."""
    figure_id = text.value.strip()
    yield from figure_mentions(figure_id, text.place_of(text.value.index(figure_id), len(figure_id)), tables, text)


def part_mentions(parts: Sequence[str], places: Sequence[Place], tables: Collection[str]) -> Iterator[Mention]:
    """A table, its column (of two parts), or its row and column (of three), each at its place."""
    table = parts[0]
    if table not in tables:
        return
    yield Mention(Named(NamedKind.TABLE, (table,)), places[0], table)
    if len(parts) > 3:  # table.key.key.column
        yield Mention(Named(NamedKind.COLUMN, (table, parts[-1])), places[-1], parts[-1])
        return
    kinds = {2: (NamedKind.COLUMN,), 3: (NamedKind.ROW, NamedKind.COLUMN)}.get(len(parts), ())
    for kind, part, place in zip(kinds, parts[1:], places[1:], strict=False):
        yield Mention(Named(kind, (table, part)), place, part)


_KINDS = {
    ReferenceKind.CLAIM: NamedKind.CLAIM,
    ReferenceKind.CHART: NamedKind.CHART,
    ReferenceKind.TABLE: NamedKind.TABLE,
}
_LINK = re.compile(r"""(?<=[(<"'\s])(?:@/(?P<page>[a-z0-9-]*)/?)?(?:\#(?P<anchor>[^\s)>"']+))?(?=[)>"'\s]|$)""")
_OF_FIGURES = {"figures", "corrections"}  # pages whose anchors are figures
_OF_CLAIMS = "checks"


def text_mentions(text: Text, tables: Collection[str]) -> Iterator[Mention]:
    """The mentions of a short text."""
    if "{{" in text.value:
        yield from _of_references(text, scan_text(text), tables)


def article_mentions(text: Text, slug: str, tables: Collection[str]) -> Iterator[Mention]:
    """The mentions of the body of an article, its links too."""
    scan = scan_markdown(text)
    yield from _of_references(text, scan, tables)
    for start, end in scan.mask.other:
        for match in _LINK.finditer(text.value, start, end):
            yield from _of_link(match, text, slug, tables)


def _of_references(text: Text, scan: Scan, tables: Collection[str]) -> Iterator[Mention]:
    for reference in scan.references:
        position = reference.start + 2
        if reference.kind in {ReferenceKind.FIGURE, ReferenceKind.FIGURES}:
            position = _after_word(reference, position, text)
            for written in reference.written:
                position = text.value.index(written, position)
                place = text.place_of(position, len(written))
                yield from figure_mentions(written, place, tables, text, reference)
                position += len(written)
        else:
            position = text.value.index(reference.id, _after_word(reference, position, text))
            is_display = reference.kind is ReferenceKind.TABLE and reference.id not in tables
            kind = NamedKind.DISPLAY if is_display else _KINDS[reference.kind]
            yield mention(kind, (reference.id,), text, position, reference)
            yield from _of_options(reference, text)


def _of_options(reference: Reference, text: Text) -> Iterator[Mention]:
    """The columns and categories that a reference to a table names."""
    for option in reference.options:
        if option.column is not None:
            [(category, at)] = option.values
            yield mention(
                NamedKind.COLUMN, (reference.id, option.column), text, option.start + len(option.key) + 1, reference
            )
            yield mention(NamedKind.CATEGORY, (reference.id, option.column, category), text, at, reference)
        elif option.key != "rows":
            for written, at in option.values:
                column = written.removeprefix("-")
                start = at + len(written) - len(column)
                yield mention(NamedKind.COLUMN, (reference.id, column), text, start, reference)


def _after_word(reference: Reference, position: int, text: Text) -> int:
    """Behind the word that a reference begins with: {{ chart chart }} is of the chart of that name."""
    if reference.kind is ReferenceKind.FIGURE:
        return position
    return text.value.index(reference.kind, position) + len(reference.kind)


def _of_link(match: re.Match[str], text: Text, slug: str, tables: Collection[str]) -> Iterator[Mention]:
    page, anchor = match["page"], match["anchor"]
    if page and page not in {*_OF_FIGURES, _OF_CLAIMS, "methods"}:
        yield mention(NamedKind.ARTICLE, (page,), text, match.start("page"))
    if not anchor:
        return
    start = match.start("anchor")
    if page in _OF_FIGURES:
        yield from figure_mentions(anchor, text.place_of(start, len(anchor)), tables)
    elif page == _OF_CLAIMS:
        yield mention(NamedKind.CLAIM, (anchor,), text, start)
    elif page is not None or slug:
        for kind in (NamedKind.CHART, NamedKind.TABLE):
            name = anchor.removeprefix(f"{kind}-")
            if name != anchor:
                kind = NamedKind.DISPLAY if kind is NamedKind.TABLE and name not in tables else kind  # noqa: PLW2901
                yield mention(kind, (name,), text, start + len(anchor) - len(name))


def formula_mentions(text: Text, tables: Collection[str], table: str | None = None) -> Iterator[Mention]:
    """The mentions of a formula; none if it cannot be read. In a column of `table` a bare name is a column."""
    formula = parse_formula(text)
    if not isinstance(formula, Formula):
        return
    for name in names_of(formula.root):
        yield from _of_name(name, text, tables, table)
    for call in calls_of(formula.root):
        yield from _of_call(call, text, tables)


def _of_name(name: NameNode, text: Text, tables: Collection[str], table: str | None) -> Iterator[Mention]:
    if table is not None and len(name.parts) == 1:
        yield mention(NamedKind.COLUMN, (table, name.id), text, name.start)
        return
    if text.value[name.start : name.end] == name.id:
        yield from figure_mentions(name.id, text.place_of(name.start, len(name.id)), tables)
        return
    if parse_cell(text.value[name.start : name.end]) and len(name.keys) > 1:
        yield from figure_mentions(text.value[name.start : name.end], text.place_of(name.start), tables)
        return
    parts = (name.parts[0], *name.keys, *name.parts[1:])  # table['row'].column, or with spaces around the dots
    position, starts = name.start, []
    for part in parts:
        starts.append(text.value.index(part, position))
        position = starts[-1] + len(part)
    if parts[0] in tables:
        yield from part_mentions(parts, [text.place_of(start) for start in starts], tables)
        return
    yield from figure_mentions(name.id, text.place_of(name.start), tables)  # not in one piece: refused when it changes


def _of_call(call: Call, text: Text, tables: Collection[str]) -> Iterator[Mention]:
    of = {name.parts[0] for argument in call.arguments for name in names_of(argument) if name.parts[0] in tables}
    for each in call.selections:
        for table in sorted(of):
            yield mention(NamedKind.COLUMN, (table, each.column), text, each.start)
            yield mention(NamedKind.CATEGORY, (table, each.column, each.category), text, each.category_start)
