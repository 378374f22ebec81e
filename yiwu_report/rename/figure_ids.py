"""The id of a figure as the mentions that its parts are: a figure and its prefixes, or a table, a row and a column."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from yiwu_report.model.place import Place
from yiwu_report.model.text import Text
from yiwu_report.rename.mention import Kind, Mention, Named, shifted


def figure_mentions(figure_id: str, place: Place, tables: Collection[str]) -> Iterator[Mention]:
    """The mentions of an id that stands in one piece at `place`."""
    parts = figure_id.split(".")
    places = [shifted(place, len(".".join(parts[:number])) + (number > 0)) for number in range(len(parts))]
    yield from part_mentions(parts, places, tables)
    if parts[0] not in tables:
        yield Mention(Named(Kind.FIGURE, (figure_id,)), place, figure_id)
        for count in range(1, len(parts)):
            prefix = ".".join(parts[:count])
            yield Mention(Named(Kind.PREFIX, (prefix,)), place, prefix)


def figure_in(text: Text, tables: Collection[str]) -> Iterator[Mention]:
    """The mentions of a text that is the id of a figure, without the spaces around it."""
    figure_id = text.value.strip()
    yield from figure_mentions(figure_id, text.place_of(text.value.index(figure_id), len(figure_id)), tables)


def part_mentions(parts: Sequence[str], places: Sequence[Place], tables: Collection[str]) -> Iterator[Mention]:
    """A table, its column (of two parts), or its row and column (of three), each where it stands."""
    table = parts[0]
    if table not in tables:
        return
    yield Mention(Named(Kind.TABLE, (table,)), places[0], table)
    kinds = {2: (Kind.COLUMN,), 3: (Kind.ROW, Kind.COLUMN)}.get(len(parts), ())
    for kind, part, place in zip(kinds, parts[1:], places[1:], strict=False):
        yield Mention(Named(kind, (table, part)), place, part)
