"""A change of files as a unified diff, for people to look at before it is made."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping


def as_diff(contents: Mapping[str, bytes], changes: Mapping[str, bytes | None], moved: Mapping[str, str]) -> list[str]:
    """The lines of the diff, in the order of the new paths; `moved` is new path -> old path."""
    return [line for path in sorted(changes) for line in _file(path, contents, changes, moved)]


def _file(
    path: str, contents: Mapping[str, bytes], changes: Mapping[str, bytes | None], moved: Mapping[str, str]
) -> Iterator[str]:
    after = changes[path]
    if after is None:
        return  # said at its new path
    before = moved.get(path, path)
    if before != path:
        yield from (f"rename from {before}", f"rename to {path}")
    old, new = (content.decode().splitlines() for content in (contents.get(before, b""), after))
    yield from difflib.unified_diff(old, new, f"a/{before}", f"b/{path}", lineterm="")
