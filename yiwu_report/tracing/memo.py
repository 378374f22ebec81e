"""Results cached while everything read for them is unchanged."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

from yiwu_report.tracing.same import same
from yiwu_report.tracing.traced import Note, Read, Traceable, traced

T = TypeVar("T")
W = TypeVar("W")
Given = tuple[object, ...]  # what a result comes from beside the world, e.g. a language


class Memory(Protocol):
    """Makes a value, or finds the one that was made before."""

    def recall(self, key: Hashable, world: W, make: Callable[[W], T], *given: object) -> T:
        """What `make` returns of `world`; `key` names it, `given` is what else it comes from.

        A world that is not `Traceable` counts as a whole.
        """


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
    """Keeps results between runs, until they are forgotten."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Kept] = {}
        self._asked: set[Hashable] = set()

    def recall(self, key: Hashable, world: W, make: Callable[[W], T], *given: object) -> T:
        """The kept result where nothing that was read for it has changed, else a new one."""
        self._asked.add(key)
        if not isinstance(world, Traceable):
            given = (*given, world)
        kept = self._kept.get(key)
        if kept is None or not _stands(kept, world, given):
            reads: dict[Read, Any] = {}
            result = make(traced(world, _noting(reads)) if isinstance(world, Traceable) else world)
            kept = self._kept[key] = Kept(given, reads, result)
        return cast("T", kept.result)

    def reads(self, key: Hashable) -> Mapping[Read, Any]:
        """What was read for a result; nothing for one that is not kept."""
        return self._kept[key].reads if key in self._kept else {}

    def forget_unasked(self, but: Container[Hashable] = ()) -> None:
        """Drop what nobody asked for since the last time, but for these keys."""
        self._kept = {key: kept for key, kept in self._kept.items() if key in self._asked or key in but}
        self._asked.clear()


def _noting(reads: dict[Read, Any]) -> Note:
    def note(read: Read, value: Any) -> None:
        reads.setdefault(read, value)

    return note


def _stands(kept: Kept, world: Any, given: Given) -> bool:
    return same(kept.given, given) and all(same(value, read.of(world)) for read, value in kept.reads.items())
