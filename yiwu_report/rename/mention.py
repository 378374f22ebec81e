"""Occurrences of names in files, which a rename has to change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yiwu_report.model.place import Place
from yiwu_report.model.text import Text


class Kind(StrEnum):
    """What can have a name."""

    FIGURE = "figure"  # written or derived
    PREFIX = "prefix"  # what the ids of several figures begin with
    TABLE = "table"
    ROW = "row"
    COLUMN = "column"
    CATEGORY = "category"
    CHART = "chart"
    CLAIM = "claim"
    UNIT = "unit"
    SOURCE = "source"
    ARTICLE = "article"
    DIMENSION = "dimension"  # that of a unit is its id, where it says nothing else


@dataclass(frozen=True, order=True, slots=True)
class Named:
    """A thing with a name, e.g. (row, ("projects", "risen")); the last part is its name."""

    kind: Kind
    path: tuple[str, ...]

    def __str__(self) -> str:
        return f"the {self.kind} {'.'.join(self.path)}"


@dataclass(frozen=True, order=True, slots=True)
class Mention:
    """A place where the name of a thing stands, as `written` (of a prefix and a figure, with its dots).

    A file that is named after a thing is a mention in its line 0.
    """

    named: Named
    place: Place
    written: str
    is_definition: bool = False


def mention(kind: Kind, path: tuple[str, ...], text: Text, offset: int = 0, written: str | None = None) -> Mention:
    """A mention at an offset in a text."""
    name = path[-1] if written is None else written
    return Mention(Named(kind, path), text.place_of(offset, len(name)), name)


def file_mention(kind: Kind, name: str, file: str) -> Mention:
    """The mention that the name of a file is."""
    return Mention(Named(kind, (name,)), Place(file, 0, 0), "", is_definition=True)


def shifted(place: Place, characters: int) -> Place:
    """The place so many characters further right in its line."""
    return Place(place.file, place.line, place.column + characters)
