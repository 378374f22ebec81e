"""Cached results, valid while everything read for them is unchanged, and what counts as unchanged."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any, Final, Protocol, TypeVar, cast

from pydantic import BaseModel

from yiwu_report.incremental.traced import Note, Read, Traceable, traced

T = TypeVar("T")


def same(one: Any, other: Any) -> bool:
    """True if two values have one type and equal contents, in the same order; identity is enough."""
    if one is other or type(one) is not type(other):
        return one is other
    kind = type(one)
    way = _WAYS[kind] = _WAYS.get(kind) or _way(kind)
    return way(one, other)


_WAYS: Final[dict[type, Callable[[Any, Any], bool]]] = {}  # found once for each type


def _way(kind: type) -> Callable[[Any, Any], bool]:
    """How two values of a type are compared."""
    if is_dataclass(kind):
        return _by_names(tuple(field.name for field in fields(kind)))
    if issubclass(kind, BaseModel):
        return _by_names((*kind.model_fields, *kind.__private_attributes__))
    if issubclass(kind, Mapping):
        return _are_same_mappings
    if issubclass(kind, list | tuple):
        return _are_same_lists
    if issubclass(kind, Decimal):
        return lambda one, other: bool(one.as_tuple() == other.as_tuple())  # 2.50 is shown differently from 2.5
    import numpy as np  # noqa: PLC0415  # most commands do without
    import pandas as pd  # noqa: PLC0415  # as above

    arrays = {np.ndarray: _are_same_arrays, pd.DataFrame: _are_same_frames}
    return next((way for each, way in arrays.items() if issubclass(kind, each)), lambda one, other: bool(one == other))


def _by_names(names: tuple[str, ...]) -> Callable[[Any, Any], bool]:
    return lambda one, other: all(same(getattr(one, name), getattr(other, name)) for name in names)


def _are_same_mappings(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> bool:
    return tuple(one) == tuple(other) and all(same(value, other[key]) for key, value in one.items())


def _are_same_lists(one: Any, other: Any) -> bool:
    return len(one) == len(other) and all(map(same, one, other))


def _are_same_arrays(one: Any, other: Any) -> bool:
    return one.dtype == other.dtype and one.shape == other.shape and bool((one == other).all())


def _are_same_frames(one: Any, other: Any) -> bool:
    return one.shape == other.shape and _are_same_lists(_cells(one), _cells(other))


def _cells(frame: Any) -> list[list[Any]]:
    """The row ids, the column ids and the columns of a pandas frame."""
    return [list(frame.index), list(frame.columns), *(list(frame[name]) for name in frame)]


def settled(new: T, old: T) -> T:
    """The new value, with parts of the old one where they are equal, so that identity shows it.

    Of something `Traceable` that is done for each field, and for each entry of a mapping.
    """
    if same(new, old):
        return old
    if isinstance(new, Traceable) and type(new) is type(old) and is_dataclass(new):
        names = (field.name for field in fields(new))
        return replace(new, **{name: settled(getattr(new, name), getattr(old, name)) for name in names})
    if isinstance(new, dict) and type(new) is type(old) is dict:
        parts = {key: settled(value, old.get(key)) for key, value in new.items()}  # type: ignore[attr-defined]
        return cast("T", parts)
    return new


ResultT = TypeVar("ResultT")
InputT = TypeVar("InputT")
Given = tuple[object, ...]  # what a result depends on besides the input value, e.g. a language


class Memory(Protocol):
    """Makes a value, or finds the one that was made before."""

    def recall(self, key: Hashable, world: InputT, make: Callable[[InputT], ResultT], *given: object) -> ResultT:
        """What `make` returns for `world`; `key` names it, `given` is what else it depends on.

        A value that is not `Traceable` is one dependency.
        """


class NoMemory:
    """Caches nothing."""

    def recall(self, key: Hashable, world: InputT, make: Callable[[InputT], ResultT], *given: object) -> ResultT:  # noqa: ARG002
        """What `make` returns."""
        return make(world)


@dataclass(frozen=True, slots=True)
class Kept:
    """A result, with its dependencies."""

    given: Given
    reads: Mapping[Read, Any]
    result: Any


class Memo:
    """Keeps results between runs, until they are forgotten."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Kept] = {}
        self._asked: set[Hashable] = set()

    def recall(self, key: Hashable, world: InputT, make: Callable[[InputT], ResultT], *given: object) -> ResultT:
        """The cached result if nothing that was read for it has changed, otherwise a new one."""
        self._asked.add(key)
        if not isinstance(world, Traceable):
            given = (*given, world)
        kept = self._kept.get(key)
        if kept is None or not _stands(kept, world, given):
            reads: dict[Read, Any] = {}
            result = make(traced(world, _noting(reads)) if isinstance(world, Traceable) else world)
            kept = self._kept[key] = Kept(given, reads, result)
        return cast("ResultT", kept.result)

    def reads(self, key: Hashable) -> Mapping[Read, Any]:
        """What was read for a result; empty for one that is not cached."""
        return self._kept[key].reads if key in self._kept else {}

    def forget_unasked(self, but: Container[Hashable] = ()) -> None:
        """Drop what was not requested since the last call, except these keys."""
        self._kept = {key: kept for key, kept in self._kept.items() if key in self._asked or key in but}
        self._asked.clear()


def _noting(reads: dict[Read, Any]) -> Note:
    def note(read: Read, value: Any) -> None:
        reads.setdefault(read, value)

    return note


def _stands(kept: Kept, world: Any, given: Given) -> bool:
    return same(kept.given, given) and all(same(value, read.of(world)) for read, value in kept.reads.items())
