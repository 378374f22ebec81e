"""The result of a diff: which figures changed, their values before and after, and where each is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from yiwu_report.model.problem import Place
from yiwu_report.model.published import FigureRecord, FiguresRecord, TextRecord

InputsAmong = Callable[[str, Sequence[str]], Sequence[str]]


class ChangeKind(StrEnum):
    """What happened to something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One attribute of a figure, as an editor writes it; None: not given."""

    name: str  # e.g. "value", "status"
    before: str | None
    after: str | None


@dataclass(frozen=True, order=True, slots=True)
class ChangedSentence:
    """A sentence that changed. The two texts are the same where only a mark in it changes."""

    place: Place  # of the first reference in it that does
    subject: str  # what contains it, e.g. "article index zh", "chart parks_completed"
    language: str
    before: str
    after: str
    figures: tuple[str, ...]  # ids of the changed figures in it, those under the words of a claim included


@dataclass(frozen=True, order=True, slots=True)
class ShowingPart:
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
    kind: ChangeKind = ChangeKind.CHANGED


@dataclass(frozen=True, slots=True)
class MovedClaim:
    """A claim with its verdicts; None for a new or a removed one."""

    id: str
    title: str
    place: Place | None
    before: str | None
    after: str | None
    now: str  # what is true now, e.g. "hightech.after / hightech.before is 6.848485"


@dataclass(frozen=True, order=True, slots=True)
class ChangedOutput:
    """A file of the site; its path without the hash of its content."""

    path: str
    kind: ChangeKind
    sort: str  # page, data or asset
    subject: str


@dataclass(frozen=True)
class FigureChange:
    """A figure with everything that changed about it, and where it is shown."""

    id: str
    kind: ChangeKind
    title: str  # in the first language
    place: Place | None
    shown: tuple[str | None, str | None]  # before and after, as pages in the first language show it
    fields: tuple[FieldChange, ...]
    causes: tuple[str, ...] = ()  # of a derived one: the changed inputs of its formula
    follows: tuple[str, ...] = ()  # derived figures that changed because this one did
    sentences: tuple[ChangedSentence, ...] = ()
    tables: tuple[ShowingPart, ...] = ()
    charts: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()  # paths


@dataclass(frozen=True)
class Difference:
    """All differences from an earlier state."""

    old: str  # as requested, e.g. "HEAD~1"
    language: str  # the first one, in which titles and values are given
    figures: tuple[FigureChange, ...]
    sentences: tuple[ChangedSentence, ...]
    charts: tuple[ChangedChart, ...]
    claims: tuple[MovedClaim, ...]
    outputs: tuple[ChangedOutput, ...]
    is_exact: bool  # outputs were compared byte by byte; otherwise they are those that show a change


_FIELDS = ("unit", "status", "basis", "period", "printed", "source", "paragraph", "formula", "update_due")


def changed_figures(
    old: FiguresRecord, new: FiguresRecord, places: Mapping[str, Place], language: str, inputs: InputsAmong
) -> dict[str, FigureChange]:
    """Figure id -> its change, in the order of the new files, removed ones last.

    `inputs` gives those of some figures that a derived figure of today is calculated from.
    """
    before = {each.id: each for each in old.figures}
    after = {each.id: each for each in new.figures}
    changes = {
        figure_id: change
        for figure_id in dict.fromkeys((*after, *before))
        if (change := _change(before.get(figure_id), after.get(figure_id), places, language))
    }
    return _linked(changes, before, after, inputs)


def _change(
    before: FigureRecord | None, after: FigureRecord | None, places: Mapping[str, Place], language: str
) -> FigureChange | None:
    fields = tuple(_fields(before, after))
    record = after or before
    if record is None or (before and after and not fields):
        return None
    kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED if after is None else ChangeKind.CHANGED
    shown = tuple(each.shown.get(language) if each else None for each in (before, after))
    title = record.title.get(language) or record.id
    return FigureChange(record.id, kind, title, places.get(record.id), (shown[0], shown[1]), fields)


def _fields(before: FigureRecord | None, after: FigureRecord | None) -> Iterator[FieldChange]:
    """Each field that is not the same, the value first."""
    pairs: list[tuple[str, str | None, str | None]] = [("value", _value(before), _value(after))]
    pairs += [(name, _plain(before, name), _plain(after, name)) for name in _FIELDS]
    for name in ("title", "percent_of", "note"):
        pairs += _texts(name, getattr(before, name, None), getattr(after, name, None))
    for name, was, now in pairs:
        if was != now:
            yield FieldChange(name, was, now)


def _value(record: FigureRecord | None) -> str | None:
    return None if record is None else record.written or "null"


def _plain(record: FigureRecord | None, name: str) -> str | None:
    value = getattr(record, name, None)
    return None if value is None else str(value)


def _texts(
    name: str, before: TextRecord | None, after: TextRecord | None
) -> Iterator[tuple[str, str | None, str | None]]:
    for code in dict.fromkeys((*(after or {}), *(before or {}))):
        yield f"{name}.{code}", (before or {}).get(code), (after or {}).get(code)


def _linked(
    changes: Mapping[str, FigureChange],
    before: Mapping[str, FigureRecord],
    after: Mapping[str, FigureRecord],
    inputs_among: InputsAmong,
) -> dict[str, FigureChange]:
    """The changes with the causes of derived figures whose value changed, and the other way round what follows."""
    causes: dict[str, tuple[str, ...]] = {}
    moved = [figure_id for figure_id, change in changes.items() if _has_other_value(change)]
    for figure_id, change in changes.items():
        record = after.get(figure_id) or before[figure_id]
        inputs = [*record.inputs, *(before[figure_id].inputs if figure_id in before else ())]
        if _has_other_value(change):
            named = [each for each in inputs if _has_other_value(changes.get(each))]
            causes[figure_id] = tuple(dict.fromkeys((*named, *inputs_among(figure_id, moved))))
    return {
        figure_id: replace(
            change,
            causes=causes.get(figure_id, ()),
            follows=tuple(each for each, inputs in causes.items() if figure_id in inputs),
        )
        for figure_id, change in changes.items()
    }


def _has_other_value(change: FigureChange | None) -> bool:
    return change is not None and any(field.name in {"value", "unit"} for field in change.fields)
