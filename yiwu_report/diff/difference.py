"""The model of a diff: figures, and where each is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yiwu_report.model.place import Place


class Kind(StrEnum):
    """What happened to something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing about a figure, as an editor writes it; None: not given."""

    name: str  # e.g. "value", "status"
    before: str | None
    after: str | None


@dataclass(frozen=True, order=True, slots=True)
class Sentence:
    """A sentence that changed. The two texts are the same where only a mark in it changes."""

    place: Place  # of the first reference in it that does
    subject: str  # what it stands in, e.g. "article index zh", "chart parks_completed"
    language: str
    before: str
    after: str
    figures: tuple[str, ...]  # ids of the changed figures in it, those under the words of a claim included


@dataclass(frozen=True, order=True, slots=True)
class Shown:
    """A table, or a strip of key figures, that shows a changed figure."""

    place: Place
    kind: str
    subject: str


@dataclass(frozen=True, order=True, slots=True)
class ChangedChart:
    """A chart that changed."""

    id: str
    languages: tuple[str, ...]
    place: Place
    kind: Kind = Kind.CHANGED


@dataclass(frozen=True, slots=True)
class MovedClaim:
    """A claim with its verdicts; None where there was or is none."""

    id: str
    title: str
    place: Place | None
    before: str | None
    after: str | None
    now: str  # what is true now, e.g. "hightech.after / hightech.before is 6.848485"


@dataclass(frozen=True, order=True, slots=True)
class ChangedOutput:
    """A file of the site. A path stands without the hash of its content."""

    path: str
    kind: Kind
    sort: str  # page, data or asset
    subject: str


@dataclass(frozen=True)
class FigureChange:
    """A figure with all that changed about it, and where that shows."""

    id: str
    kind: Kind
    title: str  # in the first language
    place: Place | None
    shown: tuple[str | None, str | None]  # before and after, as pages in the first language show it
    fields: tuple[FieldChange, ...]
    causes: tuple[str, ...] = ()  # of a derived one: the changed inputs of its formula
    follows: tuple[str, ...] = ()  # derived figures that changed because this one did
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Shown, ...] = ()
    charts: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()  # paths


@dataclass(frozen=True)
class Difference:
    """All differences from an earlier state."""

    old: str  # as it was asked for, e.g. "HEAD~1"
    language: str  # the first one, in which titles and values are given
    figures: tuple[FigureChange, ...]
    sentences: tuple[Sentence, ...]
    charts: tuple[ChangedChart, ...]
    claims: tuple[MovedClaim, ...]
    outputs: tuple[ChangedOutput, ...]
    is_exact: bool  # outputs were compared byte by byte; else they are those that show something changed
