"""A text as the judgement of its numbers reads it: with all that is no prose of its own covered, at the same offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from yiwu_report.model.number_words import NumberWords
from yiwu_report.references.grammar import Part, Reference, ReferenceKind
from yiwu_report.references.scan import Scan

VALUE, UNIT = "\ue000", "\ue001"  # private use: load refuses them in a text
NAME = "\ue002"


def prose_of(value: str, scan: Scan, names: Iterable[str], words: NumberWords) -> str:
    """The text with names and idioms as NAME, and references as VALUE where they show one, else as UNIT.

    Code and links are NAME too: words to a reader. Tags, entities and attribute lists are blank.
    """
    characters = list(value)
    composed, offsets = _composed(value)
    patterns = [re.compile(re.escape(unicodedata.normalize("NFC", name))) for name in names]
    for pattern in (*patterns, words.idiom_pattern):
        for match in pattern.finditer(composed) if pattern else ():
            start, end = offsets[match.start()], offsets[match.end()]
            characters[start:end] = NAME * (end - start)
    for start, end in (*scan.faulty, *scan.mask.code, *scan.mask.other):
        characters[start:end] = _cover(value[start:end])
    for reference in scan.references:
        characters[reference.start : reference.end] = _cover_reference(reference)
    return "".join(characters)


def _composed(value: str) -> tuple[str, Sequence[int]]:
    """The text with each letter and its accents as one character (NFC), and where each character stands in `value`."""
    if unicodedata.is_normalized("NFC", value):
        return value, range(len(value) + 1)
    starts = [offset for offset, each in enumerate(value) if not offset or not unicodedata.combining(each)]
    letters = [
        (start, unicodedata.normalize("NFC", value[start:end]))
        for start, end in zip(starts, [*starts[1:], len(value)], strict=True)
    ]
    offsets = [start for start, letter in letters for _ in letter]
    return "".join(letter for _, letter in letters), [*offsets, len(value)]


def _cover(stretch: str) -> str:
    return re.sub(r"[^\n]", NAME if stretch[0] in "`![" else " ", stretch)


def _cover_reference(reference: Reference) -> str:
    length = reference.end - reference.start
    if reference.is_block:
        return " " * length
    shows_value = reference.kind is ReferenceKind.FIGURE and reference.part in {Part.FULL, Part.VALUE}
    return (VALUE if shows_value else UNIT) * length
