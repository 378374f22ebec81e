"""A text from an input file, which knows where it stands."""

from __future__ import annotations

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
        """The place in the file of `value[offset:offset + length]`.

        The n-th occurrence of a passage in the value is the n-th in the raw slice: true for every YAML
        style as long as the passage itself holds no escape or fold; where it does, the text's start.
        """
        passage = self.value[offset : offset + length]
        if not passage.strip():
            return self.start
        position = -1
        for _ in range(_occurrences_before(self.value, passage, offset) + 1):
            position = self.raw.find(passage, position + 1)
            if position < 0:
                return self.start
        before = self.raw[:position]
        newlines = before.count("\n")
        if newlines == 0:
            return Place(self.start.file, self.start.line, self.start.column + position)
        return Place(self.start.file, self.start.line + newlines, position - before.rfind("\n"))


def _occurrences_before(value: str, passage: str, offset: int) -> int:
    count, position = 0, value.find(passage)
    while 0 <= position < offset:
        count, position = count + 1, value.find(passage, position + 1)
    return count


Localized = dict[str, Text]  # language -> text, e.g. {"zh": …, "en": …}
