"""Replaces passages of a file, such as names; everything else stays unchanged."""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from yiwu_report.model.problem import Place


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """One mention of a name; or, where `old` is empty, a key that is put first into the mapping that begins there."""

    place: Place
    old: str
    new: str


class NotThereError(Exception):
    """A mention in another spelling, e.g. with escapes."""

    def __init__(self, edit: Edit) -> None:
        super().__init__(str(edit.place))
        self.edit = edit


_LINE_END = re.compile("\r\n|\n|\r")


def apply_edits(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with its names changed; NotThereError if one isn't found at its place."""
    mark, text, starts = _lines_of(content)
    parts, position = [], 0
    for edit in sorted(set(edits)):
        line_start = starts[edit.place.line - 1]
        start, new = _start(text, line_start + edit.place.column - 1, edit), edit.new
        if not edit.old:
            start, new = _first_key(text, start, line_start, new)
        if start < position:
            raise NotThereError(edit)
        parts += [text[position:start], new]
        position = start + len(edit.old)
    return mark + "".join([*parts, text[position:]]).encode()


def passage(content: bytes, first: Place, last: Place) -> str:
    """What a file has from the character at one place to that at another, line ends as they are there."""
    _, text, starts = _lines_of(content)
    start, end = (starts[place.line - 1] + place.column - 1 for place in (first, last))
    return text[start : end + 1]


def _lines_of(content: bytes) -> tuple[bytes, str, list[int]]:
    """The byte order mark of a file or nothing, its text, and where each line begins."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content[len(mark) :].decode()
    return mark, text, [0, *(match.end() for match in _LINE_END.finditer(text))]


def _first_key(text: str, start: int, line_start: int, key: str) -> tuple[int, str]:
    """The place for a key in a mapping, with what has to stand behind it: in braces a comma, else a line of its own."""
    if text[start] == "{":
        return start + 1, f"{key}, "
    return start, f"{key}\n{text[line_start:start]}"


def _start(text: str, start: int, edit: Edit) -> int:
    """The start of the name: at its place, or after the quote or the spaces there."""
    while edit.old and text[start : start + 1] in {" ", "\t", '"', "'"}:
        start += 1
    if not text.startswith(edit.old, start):
        raise NotThereError(edit)
    return start


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
