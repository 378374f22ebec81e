"""Results that are kept as long as everything that was read for them stays the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

from yiwu_report.tracing.same import same
from yiwu_report.tracing.traced import Note, Read, traced

T = TypeVar("T")
W = TypeVar("W")
Given = tuple[object, ...]  # what a result comes from beside the world, e.g. a language


class Memory(Protocol):
    """Makes a value, or finds the one that was made before."""

    def recall(self, key: Hashable, world: W, make: Callable[[W], T], *given: object) -> T:
        """What `make` returns of `world`; `key` names it, `given` is what else it comes from."""


class NoMemory:
    """Makes everything anew."""

    def recall(self, key: Hashable, world: W, make: Callable[[W], T], *given: object) -> T:  # noqa: ARG002
        """What `make` returns."""
        return make(world)


@dataclass(frozen=True, slots=True)
class Kept:
    """A result, with what it came from."""

    given: Given
    reads: Mapping[Read, Any]
    result: Any


class Memo:
    """Keeps results between runs; one that is not asked for in a run is dropped at the end of it."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Kept] = {}
        self._asked: set[Hashable] = set()

    def recall(self, key: Hashable, world: W, make: Callable[[W], T], *given: object) -> T:
        """The kept result where nothing that was read for it has changed, else a new one."""
        self._asked.add(key)
        kept = self._kept.get(key)
        if kept is None or not _stands(kept, world, given):
            reads: dict[Read, Any] = {}
            result = make(traced(world, _noting(reads)))
            kept = self._kept[key] = Kept(given, reads, result)
        return cast("T", kept.result)

    def reads(self, key: Hashable) -> Mapping[Read, Any]:
        """What was read for a result."""
        return self._kept[key].reads

    def forget_unasked(self) -> None:
        """Drop what nobody asked for since the last time."""
        self._kept = {key: kept for key, kept in self._kept.items() if key in self._asked}
        self._asked.clear()


def _noting(reads: dict[Read, Any]) -> Note:
    def note(read: Read, value: Any) -> None:
        reads.setdefault(read, value)

    return note


def _stands(kept: Kept, world: Any, given: Given) -> bool:
    return same(kept.given, given) and all(same(value, read.of(world)) for read, value in kept.reads.items())
