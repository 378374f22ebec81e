"""Which figures changed, from what to what, and which follow from which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from yiwu_report.diff.difference import FieldChange, FigureChange, Kind
from yiwu_report.model.place import Place
from yiwu_report.model.published import FigureRecord, FiguresRecord, Texts

_FIELDS = ("unit", "status", "basis", "period", "printed", "source", "paragraph", "formula", "update_due")


def changed_figures(
    old: FiguresRecord, new: FiguresRecord, places: Mapping[str, Place], language: str
) -> dict[str, FigureChange]:
    """Figure id -> its change, in the order of the new files, what is gone last."""
    before = {each.id: each for each in old.figures}
    after = {each.id: each for each in new.figures}
    changes = {
        figure_id: change
        for figure_id in dict.fromkeys((*after, *before))
        if (change := _change(before.get(figure_id), after.get(figure_id), places, language))
    }
    return _linked(changes, before, after)


def _change(
    before: FigureRecord | None, after: FigureRecord | None, places: Mapping[str, Place], language: str
) -> FigureChange | None:
    fields = tuple(_fields(before, after))
    record = after or before
    if record is None or (before and after and not fields):
        return None
    kind = Kind.ADDED if before is None else Kind.REMOVED if after is None else Kind.CHANGED
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


def _texts(name: str, before: Texts | None, after: Texts | None) -> Iterator[tuple[str, str | None, str | None]]:
    for code in dict.fromkeys((*(after or {}), *(before or {}))):
        yield f"{name}.{code}", (before or {}).get(code), (after or {}).get(code)


def _linked(
    changes: Mapping[str, FigureChange], before: Mapping[str, FigureRecord], after: Mapping[str, FigureRecord]
) -> dict[str, FigureChange]:
    """The changes with the causes of derived figures whose value changed, and the other way round what follows."""
    causes: dict[str, tuple[str, ...]] = {}
    for figure_id, change in changes.items():
        record = after.get(figure_id) or before[figure_id]
        is_moved = any(field.name in {"value", "unit"} for field in change.fields)
        inputs = dict.fromkeys((*record.inputs, *(before[figure_id].inputs if figure_id in before else ())))
        if record.formula is not None and is_moved:
            causes[figure_id] = tuple(each for each in inputs if _has_other_value(changes.get(each)))
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
