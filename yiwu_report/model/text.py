"""A text from an input file, which knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.model.place import Place


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the reader of the file understands it, with the raw slice it was read from."""

    value: str
    start: Place
    raw: str  # the file's own characters from `start` on, quotes, folds and escapes included

    def __str__(self) -> str:
        return self.value

    def place_of(self, offset: int, length: int = 1) -> Place:
        """The place in the file of `value[offset:offset + length]`, whatever style of YAML it is written in.

        White space that the style adds or drops has no place of its own: there, the text's start.
        """
        position = self._position(offset, length)
        newlines = self.raw.count("\n", 0, position)
        if newlines == 0:
            return Place(self.start.file, self.start.line, self.start.column + position)
        column = position - self.raw.rfind("\n", 0, position)
        return Place(self.start.file, self.start.line + newlines, column)

    def _position(self, offset: int, length: int) -> int:
        if self.value == self.raw:
            return offset
        passage = self.value[offset : offset + length]
        indent = len(passage) - len(passage.lstrip())
        if indent == len(passage):
            return 0
        # Styles differ in white space, quotes and escapes only: the other characters stand in the same order.
        written = _characters(self.raw)
        position = 0
        for wanted in self.value[: offset + indent + 1]:
            if not wanted.isspace():
                position = next((place for place, character in written if character == wanted), 0)
        return position - indent if self.raw[position - indent : position] == passage[:indent] else position


_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SINGLE = re.compile(r"'(?:[^']|'')*'")
_ESCAPE = re.compile(r"\\(?:x(..)|u(.{4})|U(.{8})|(.))", re.DOTALL)
_NAMED_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def _characters(raw: str) -> Iterator[tuple[int, str]]:
    """The characters that a raw slice stands for, with the position of each; folds as they are written."""
    if _DOUBLE.fullmatch(raw):
        yield from _unescaped(raw)
    elif _SINGLE.fullmatch(raw):
        for match in re.finditer(r"''|[^']", raw[1:-1]):
            yield match.start() + 1, match[0][0]
    else:
        header = raw.find("\n") + 1 if raw[:1] in {"|", ">"} else 0
        yield from enumerate(raw[header:], header)


def _unescaped(raw: str) -> Iterator[tuple[int, str]]:
    position = 1
    while position < len(raw) - 1:
        match = _ESCAPE.match(raw, position)
        if match is None:
            yield position, raw[position]
            position += 1
            continue
        code = match[1] or match[2] or match[3]
        yield position, chr(int(code, 16)) if code else _NAMED_ESCAPES.get(match[4], match[4])
        position = match.end()


Localized = dict[str, Text]  # language -> text, e.g. {"zh": …, "en": …}
