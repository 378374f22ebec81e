"""What has a name, a place that mentions it, and the mentions of texts and formulas: references, links and names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from yiwu_report.compute.formula import Formula, parse_formula
from yiwu_report.compute.formula.nodes import Call, Compare, Is, KeyWords, NameNode, calls_of, names_of, walk
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


Owner = tuple[str, str]  # the table and the name of a column; "" is the ids of the rows of a table in YAML


@dataclass(frozen=True)
class TableNames:
    """The tables and views of a project. A column that a view has from another table is that table's column."""

    columns: Mapping[str, Mapping[str, Owner]]
    keys: Mapping[str, Sequence[Owner]]  # of views: the columns that tell their rows apart

    def __contains__(self, table: str) -> bool:
        return table in self.columns

    def column(self, table: str, name: str) -> Named:
        """The column that a table calls by this name."""
        return Named(NamedKind.COLUMN, self.columns[table].get(name, (table, name)))

    def selected(self, table: str, column: str, text: str) -> Named:
        """The category, or the row of a table in YAML, that a text in a column is."""
        return named_by(self.columns.get(table, {}).get(column, (table, column)), text)

    def row(self, table: str, position: int, key: str) -> Named | None:
        """What a key of a row names: a row of a table in YAML, also in a view, or a category."""
        if table not in self.keys:
            return Named(NamedKind.ROW, (table, key))
        keys = self.keys[table]
        return named_by(keys[position], key) if position < len(keys) else None


def named_by(owner: Owner, text: str) -> Named:
    """The category, or the row, that a text in a column is."""
    table, column = owner
    return Named(NamedKind.CATEGORY, (table, column, text)) if column else Named(NamedKind.ROW, (table, text))


def named_mention(named: Named | None, text: Text, offset: int) -> Iterator[Mention]:
    """The mention of it in a text; none of the ids of rows, which are no column with a name."""
    if named is not None and named.path[-1]:
        yield mention(named.kind, named.path, text, offset)


def file_mention(kind: NamedKind, name: str, file: str) -> Mention:
    """The mention that the name of a file is."""
    return Mention(Named(kind, (name,)), Place(file, 0, 0), "", is_definition=True)


def _shifted(place: Place, characters: int) -> Place:
    """The place so many characters further right in its line."""
    return Place(place.file, place.line, place.column + characters)


def figure_mentions(
    figure_id: str,
    place: Place,
    tables: TableNames,
    text: Text | None = None,
    reference: Reference | None = None,
) -> Iterator[Mention]:
    """The mentions of an id that stands in one piece at `place`: of the figure, and of what its parts name."""
    if cell := parse_cell(figure_id):
        yield Mention(Named(NamedKind.FIGURE, (cell.id,)), place, figure_id, False, text, reference)
        column = _shifted(place, len(figure_id) - len(cell.column))
        yield from part_mentions((cell.table, cell.column), (place, column), tables)
        if cell.table in tables.keys:
            for position, (start, key) in enumerate(_keys_in(figure_id)):
                yield from _row_mention(tables.row(cell.table, position, key), _shifted(place, start))
        return
    yield Mention(Named(NamedKind.FIGURE, (figure_id,)), place, figure_id, False, text, reference)
    parts = figure_id.split(".")
    places = [_shifted(place, len(".".join(parts[:number])) + (number > 0)) for number in range(len(parts))]
    yield from part_mentions(parts, places, tables)
    if parts[0] not in tables:
        for count in range(1, len(parts)):
            prefix = ".".join(parts[:count])
            yield Mention(Named(NamedKind.PREFIX, (prefix,)), place, prefix)


def figure_in(text: Text, tables: TableNames) -> Iterator[Mention]:
    """The mentions of a text that is the id of a figure, without the spaces around it."""
    figure_id = text.value.strip()
    yield from figure_mentions(figure_id, text.place_of(text.value.index(figure_id), len(figure_id)), tables, text)


def part_mentions(parts: Sequence[str], places: Sequence[Place], tables: TableNames) -> Iterator[Mention]:
    """A table, its column (of two parts), or its row and column (of three), each at its place."""
    table = parts[0]
    if table not in tables:
        return
    yield Mention(Named(NamedKind.TABLE, (table,)), places[0], table)
    if len(parts) > 1:
        yield from _row_mention(tables.column(table, parts[-1]), places[-1])
    if len(parts) == 3 or (len(parts) > 3 and table in tables.keys):  # table.key.key.column
        for position, (key, place) in enumerate(zip(parts[1:-1], places[1:-1], strict=True)):
            yield from _row_mention(tables.row(table, position, key), place)


def _row_mention(named: Named | None, place: Place) -> Iterator[Mention]:
    if named is not None and named.path[-1]:
        yield Mention(named, place, named.path[-1])


_KEY = re.compile(r"""(?P<quote>["'])(?P<text>(?:[^"'\\]|\\.)*)(?P=quote)|(?P<number>[0-9]+)""")


def _keys_in(cell: str) -> Iterator[tuple[int, str]]:
    """Where each key of a cell's name begins, behind its quote, and the key as it is written."""
    for match in _KEY.finditer(cell, cell.index("["), cell.rindex("]")):
        yield match.start("text" if match["text"] is not None else "number"), match["text"] or match["number"] or ""


_KINDS = {
    ReferenceKind.CLAIM: NamedKind.CLAIM,
    ReferenceKind.CHART: NamedKind.CHART,
    ReferenceKind.TABLE: NamedKind.TABLE,
}
_LINK = re.compile(r"""(?<=[(<"'\s])(?:@/(?P<page>[a-z0-9-]*)/?)?(?:\#(?P<anchor>[^\s)>"']+))?(?=[)>"'\s]|$)""")
_OF_FIGURES = {"figures", "corrections"}  # pages whose anchors are figures
_OF_CLAIMS = "checks"


def text_mentions(text: Text, tables: TableNames) -> Iterator[Mention]:
    """The mentions of a short text."""
    if "{{" in text.value:
        yield from _of_references(text, scan_text(text), tables)


def article_mentions(text: Text, slug: str, tables: TableNames) -> Iterator[Mention]:
    """The mentions of the body of an article, its links too."""
    scan = scan_markdown(text)
    yield from _of_references(text, scan, tables)
    for start, end in scan.mask.other:
        for match in _LINK.finditer(text.value, start, end):
            yield from _of_link(match, text, slug, tables)


def _of_references(text: Text, scan: Scan, tables: TableNames) -> Iterator[Mention]:
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


def _of_link(match: re.Match[str], text: Text, slug: str, tables: TableNames) -> Iterator[Mention]:
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


def formula_mentions(text: Text, tables: TableNames, of_row: Mapping[str, Owner] | None = None) -> Iterator[Mention]:
    """The mentions of a formula; none if it cannot be read. `of_row`: the columns that bare names are, of a row."""
    formula = parse_formula(text)
    if not isinstance(formula, Formula):
        return
    columns = dict.fromkeys(names_of(formula.root), of_row)
    for call in calls_of(formula.root):
        table = _table_of(call, tables)
        for argument in call.arguments:
            if table and isinstance(argument, Compare):  # count(africa, change < -9)
                columns |= dict.fromkeys(names_of(argument), tables.columns[table])
    for name in names_of(formula.root):
        yield from _of_name(name, text, tables, columns[name])
    for call in calls_of(formula.root):
        yield from _of_call(call, text, tables)
    for node in walk(formula.root):
        if isinstance(node, Is):
            yield from _of_keys(node.call, node.words, text, tables)


def _table_of(call: Call, tables: TableNames) -> str | None:
    """The table that the first argument of a function is of."""
    first = call.arguments[0] if call.arguments else None
    return first.parts[0] if isinstance(first, NameNode) and first.parts[0] in tables else None


def _of_name(name: NameNode, text: Text, tables: TableNames, of_row: Mapping[str, Owner] | None) -> Iterator[Mention]:
    if of_row is not None and len(name.parts) == 1 and not name.keys and name.id in of_row:
        yield from named_mention(Named(NamedKind.COLUMN, of_row[name.id]), text, name.start)
        return
    if text.value[name.start : name.end] == name.id:
        yield from figure_mentions(name.id, text.place_of(name.start, len(name.id)), tables)
        return
    if parse_cell(text.value[name.start : name.end]) and (len(name.keys) > 1 or name.parts[0] in tables.keys):
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


def _of_call(call: Call, text: Text, tables: TableNames) -> Iterator[Mention]:
    of = {name.parts[0] for argument in call.arguments for name in names_of(argument) if name.parts[0] in tables}
    for each in call.selections:
        for table in sorted(of):
            yield from named_mention(tables.column(table, each.column), text, each.start)
            yield from named_mention(tables.selected(table, each.column, each.category), text, each.category_start)
    for argument in call.arguments:
        if isinstance(argument, KeyWords):
            yield from _of_keys(call, argument, text, tables)


def _of_keys(call: Call, keys: KeyWords, text: Text, tables: TableNames) -> Iterator[Mention]:
    """The keys of a row, e.g. those of rank(africa.change, "Swaziland")."""
    table, start = _table_of(call, tables), keys.start
    if table is None or call.function == "trend":
        return
    for position, key in enumerate(keys.texts):
        start = text.value.find(key, start, keys.end)
        if start < 0:  # with an escape: refused by the build of the result, if it is renamed
            return
        yield from named_mention(tables.row(table, position, key), text, start)
        start += len(key)
