"""Proxies that record what is read from large values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple, TypeVar, cast

T = TypeVar("T")


class Traceable:
    """Something with mappings that may be read entry by entry; each of its other fields is one dependency."""

    __slots__ = ()


class _Marker(Enum):
    WHOLE = "all of it"
    KEYS = "which entries there are"
    ANY = "whether there are any"
    MISSING = "nothing"


EVERYTHING: Final = _Marker.WHOLE
KEYS: Final = _Marker.KEYS
ANY: Final = _Marker.ANY
MISSING: Final = _Marker.MISSING


class Has(NamedTuple):
    """Whether a mapping has an entry."""

    key: Hashable


class Read(NamedTuple):
    """Something that was read: an entry of a mapping; `Has`, KEYS or ANY for which it has; or all of a field."""

    path: str  # e.g. "data.figures", "site.corrections"
    key: Hashable  # e.g. "parks.completed"; WHOLE: a field

    def of(self, world: Any) -> Any:
        """What a reader of `world` finds there; MISSING if there is no such entry."""
        for name in self.path.split("."):
            world = getattr(world, name)
        if self.key is EVERYTHING:
            return world
        if isinstance(self.key, Has):
            return self.key.key in world
        if self.key is ANY:
            return bool(world)
        return tuple(world) if self.key is KEYS else world.get(self.key, MISSING)


Note = Callable[[Read, Any], None]


def traced(world: T, note: Note) -> T:
    """`world`, something `Traceable`, with each of its reads noted."""
    return cast("T", _Traced(world, "", note))


def untraced(value: T) -> T:
    """The value itself, whose reads are not noted."""
    if isinstance(value, _Traced):
        return cast("T", value._inner)  # noqa: SLF001  # it is of this module
    if isinstance(value, _TracedMapping):
        return cast("T", value.inner)
    return value


class _Traced:
    """Proxy of something `Traceable`, with all its attributes and properties."""

    def __init__(self, inner: Any, path: str, note: Note) -> None:
        self._inner, self._path, self._note = inner, path, note

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._inner, name)
        path = f"{self._path}{name}"
        shown: Any
        if isinstance(value, Traceable):
            shown = _Traced(value, f"{path}.", self._note)
        elif isinstance(value, Mapping):
            shown = _TracedMapping(value, path, self._note)
        else:
            self._note(Read(path, EVERYTHING), value)
            return value
        self.__dict__[name] = shown  # found at once the next time
        return shown


class _TracedMapping(Mapping[Any, Any]):
    """Proxy of a mapping; records each entry that is read, and reads of its keys."""

    def __init__(self, inner: Mapping[Any, Any], path: str, note: Note) -> None:
        self.inner, self._path, self._note = inner, path, note

    def __getitem__(self, key: Any) -> Any:
        value = self.inner.get(key, MISSING)
        self._note(Read(self._path, key), value)
        if value is MISSING:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        is_there = key in self.inner
        self._note(Read(self._path, Has(key)), is_there)
        return is_there

    def __iter__(self) -> Iterator[Any]:
        keys = tuple(self.inner)
        self._note(Read(self._path, KEYS), keys)
        return iter(keys)

    def __bool__(self) -> bool:
        has_any = bool(self.inner)
        self._note(Read(self._path, ANY), has_any)
        return has_any

    def __len__(self) -> int:
        return len(tuple(iter(self)))
