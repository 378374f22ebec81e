"""A text as the judgement of its numbers reads it: with all that is no prose of its own covered, at the same offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

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
    for pattern in (*(_spelling_of(name) for name in names), words.idiom_pattern):
        for match in pattern.finditer(value) if pattern else ():
            characters[match.start() : match.end()] = NAME * len(match.group())
    for start, end in (*scan.faulty, *scan.mask.code, *scan.mask.other):
        characters[start:end] = _cover(value[start:end])
    for reference in scan.references:
        characters[reference.start : reference.end] = _cover_reference(reference)
    return "".join(characters)


def _spelling_of(name: str) -> re.Pattern[str]:
    """A name however its accents are stored: as characters of their own, or together with their letters."""
    composed = unicodedata.normalize("NFC", name)
    forms = ((re.escape(each), re.escape(unicodedata.normalize("NFD", each))) for each in composed)
    return re.compile("".join(one if one == other else f"(?:{one}|{other})" for one, other in forms))


def _cover(stretch: str) -> str:
    return re.sub(r"[^\n]", NAME if stretch[0] in "`![" else " ", stretch)


def _cover_reference(reference: Reference) -> str:
    length = reference.end - reference.start
    if reference.is_block:
        return " " * length
    shows_value = reference.kind is ReferenceKind.FIGURE and reference.part in {Part.FULL, Part.VALUE}
    return (VALUE if shows_value else UNIT) * length
