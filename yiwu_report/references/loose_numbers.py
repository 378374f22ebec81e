"""Numbers in prose that are no reference: typed twice, they would go stale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yiwu_report.references.grammar import Part, Reference, ReferenceKind
from yiwu_report.references.mask import Span
from yiwu_report.references.scan import Scan


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What a language counts as a loose number, as patterns from its words file."""

    dates: tuple[str, ...]  # digits that are a date or a year, e.g. (?:19|20)[0-9]{2}年
    words: tuple[str, ...]  # numbers written as words, e.g. \b(?:two|three)\b
    amounts: tuple[str, ...] = ()  # words that make a number of a date with the group `amount`, e.g. grew


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """A number that stands in prose: its text and its offset."""

    text: str
    start: int

    @property
    def may_be_year(self) -> bool:
        """True for four digits from 1900 to 2099: perhaps a year, written so that it could count what follows."""
        return _YEAR.fullmatch(self.text) is not None


_DIGITS = r"[0-9０-９]+(?:[.,．][0-9０-９]+)*[%％]?"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONG_SENTENCE = 300  # characters; looking further back would take a square of the time
_SENTENCE_END = re.compile(r"[.!?:;](?=\s)|[。！？：；]|\n\s*\n")


def loose_numbers(value: str, scan: Scan, names: Iterable[str], words: NumberWords) -> list[LooseNumber]:
    """Every number of `value` outside references, masked stretches, dates and `names`, in order."""
    prose = _prose(value, scan, names)
    found = [match for pattern in (_DIGITS, *words.words) for match in re.finditer(pattern, prose)]
    if not found:
        return []
    is_date = bytearray(len(prose))  # a byte for each character
    for start, end in _dates(prose, words):
        is_date[start:end] = b"\x01" * (end - start)
    loose = [match for match in found if not all(is_date[match.start() : match.end()])]
    return sorted((LooseNumber(match.group(), match.start()) for match in loose), key=lambda number: number.start)


def _dates(prose: str, words: NumberWords) -> Iterator[Span]:
    for pattern in words.dates:
        for match in re.finditer(pattern, prose):
            may_be_amount = match.groupdict().get("amount") is not None
            if not (may_be_amount and _has_amount(_sentence_before(prose, match.start()), words)):
                yield match.span()


def _has_amount(sentence: str, words: NumberWords) -> bool:
    return any(re.search(pattern, sentence) for pattern in words.amounts)


def _sentence_before(prose: str, offset: int) -> str:
    before = prose[max(0, offset - _LONG_SENTENCE) : offset]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    return before[ends[-1] if ends else 0 :]


def _prose(value: str, scan: Scan, names: Iterable[str]) -> str:
    """The text with everything that is no prose of its own covered, at the same offsets.

    A reference stays as {{____}} where it shows a value, and is xxxx, as a name is, where it shows words: what stands
    before them could count them. "in 2000 {{ boats.sold:unit }}" is no date.
    """
    characters = list(value)
    for name in names:
        for match in re.finditer(re.escape(name), value):
            characters[match.start() : match.end()] = "x" * len(name)
    for start, end in (*scan.faulty, *scan.mask.code, *scan.mask.other):
        characters[start:end] = _cover(value[start:end])
    for reference in scan.references:
        characters[reference.start : reference.end] = _cover_reference(reference)
    return "".join(characters)


def _cover(stretch: str) -> str:
    """Code and links are words to a reader; tags, entities and attribute lists are no text at all."""
    return re.sub(r"[^\n]", "x" if stretch[0] in "`![" else " ", stretch)


def _cover_reference(reference: Reference) -> str:
    length = reference.end - reference.start
    if reference.is_block:
        return " " * length
    shows_value = reference.kind is ReferenceKind.FIGURE and reference.part in {Part.FULL, Part.VALUE}
    return "{{" + "_" * (length - 4) + "}}" if shows_value else "x" * length
