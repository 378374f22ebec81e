"""A text from an input file, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.model.problem import Place


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

        White space that the style adds or drops has no place: there, the text's start.
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
        wanted = [character for character in self.value[: offset + indent + 1] if not character.isspace()]
        position = next((found for style in _styles(self.raw) if (found := _last(wanted, style)) is not None), 0)
        return position - indent if self.raw[position - indent : position] == passage[:indent] else position


Characters = Iterator[tuple[int, str]]  # those that a raw slice represents, with the position of each


def _last(wanted: list[str], written: Characters) -> int | None:
    """The position of the last of these characters; None if they are not there in this order.

    Styles differ in white space, quotes and escapes only: all other characters are in the order of the value.
    """
    position = None
    for character in wanted:
        position = next((place for place, each in written if each == character), None)
        if position is None:
            return None
    return position


_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SINGLE = re.compile(r"'(?:[^']|'')*'")
_ESCAPE = re.compile(r"\\(?:x(..)|u(.{4})|U(.{8})|(.))", re.DOTALL)
_NAMED_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def _styles(raw: str) -> Iterator[Characters]:
    """The ways in which a raw slice may be written: a quoted or block style if it looks like one, then plain."""
    if _DOUBLE.fullmatch(raw):
        yield _unescaped(raw)
    if _SINGLE.fullmatch(raw):
        yield ((match.start() + 1, match[0][0]) for match in re.finditer(r"''|[^']", raw[1:-1]))
    if raw[:1] in {"|", ">"}:
        header = raw.find("\n") + 1
        yield enumerate(raw[header:], header)
    yield enumerate(raw)


def _unescaped(raw: str) -> Characters:
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
