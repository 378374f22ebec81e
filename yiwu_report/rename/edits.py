"""Names changed in the bytes of a file: all else stays, line ends, quotes and comments too."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from yiwu_report.model.place import Place


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """One name where it stands."""

    place: Place
    old: str
    new: str


class NotThereError(Exception):
    """A name that is written otherwise where it stands, e.g. with escapes."""

    def __init__(self, edit: Edit) -> None:
        super().__init__(str(edit.place))
        self.edit = edit


_LINE_END = re.compile("\r\n|\n|\r")


def apply_edits(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with its names changed; NotThereError where one isn't found at its place."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content[len(mark) :].decode()
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    parts, position = [], 0
    for edit in sorted(set(edits)):
        start = _start(text, starts[edit.place.line - 1] + edit.place.column - 1, edit)
        if start < position:
            raise NotThereError(edit)
        parts += [text[position:start], edit.new]
        position = start + len(edit.old)
    return mark + "".join([*parts, text[position:]]).encode()


def _start(text: str, start: int, edit: Edit) -> int:
    """Where the name begins: at its place, or behind the quote or the spaces that stand there."""
    while text[start : start + 1] in {" ", "\t", '"', "'"}:
        start += 1
    if not text.startswith(edit.old, start):
        raise NotThereError(edit)
    return start
