"""The prose of a text at the same offsets, and its tokens: words, numbers and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from yiwu_report.model.number_words import NumberWords
from yiwu_report.text.references.grammar import FigurePart, Reference, ReferenceKind
from yiwu_report.text.references.scan import Scan

VALUE, UNIT = "\ue000", "\ue001"  # private use: load refuses them in a text
NAME = "\ue002"


def prose_of(value: str, scan: Scan, names: Iterable[str], words: NumberWords) -> str:
    """The text with names and idioms as NAME, and references as VALUE if they show one, else as UNIT.

    Code and links are NAME too: words to a reader. Tags, entities and attribute lists are blank.
    """
    characters = list(value)
    letters, offsets = composed(value)
    patterns = [re.compile(re.escape(unicodedata.normalize("NFC", name))) for name in names]
    for pattern in (*patterns, words.idiom_pattern):
        for match in pattern.finditer(letters) if pattern else ():
            start, end = offsets[match.start()], offsets[match.end()]
            characters[start:end] = NAME * (end - start)
    for start, end in (*scan.faulty, *scan.mask.other):
        characters[start:end] = _cover(value[start:end], " ")
    for start, end in scan.mask.code:
        characters[start:end] = _cover(value[start:end], NAME)
    for reference in scan.references:
        characters[reference.start : reference.end] = _cover_reference(reference)
    return "".join(characters)


def composed(value: str) -> tuple[str, Sequence[int]]:
    """The text with each letter and its accents as one character (NFC), and the offset of each character in `value`."""
    if unicodedata.is_normalized("NFC", value):
        return value, range(len(value) + 1)
    starts: list[int] = []
    for offset, each in enumerate(value):
        if not starts or not _joins(value[starts[-1] : offset], each):
            starts.append(offset)
    letters = [
        (start, unicodedata.normalize("NFC", value[start:end]))
        for start, end in zip(starts, [*starts[1:], len(value)], strict=True)
    ]
    offsets = [start for start, letter in letters for _ in letter]
    return "".join(letter for _, letter in letters), [*offsets, len(value)]


def _joins(letter: str, character: str) -> bool:
    """True for an accent on a letter, and for what becomes one character with it: the parts of a Korean syllable."""
    if unicodedata.combining(character):
        return True
    normalize = unicodedata.normalize
    return normalize("NFC", letter + character) != normalize("NFC", letter) + normalize("NFC", character)


def _cover(stretch: str, by: str) -> str:
    return re.sub(r"[^\n]", by, stretch)


def _cover_reference(reference: Reference) -> str:
    length = reference.end - reference.start
    if reference.is_block:
        return " " * length
    shows_value = reference.kind is ReferenceKind.FIGURE and reference.part in {FigurePart.FULL, FigurePart.VALUE}
    return (VALUE if shows_value else UNIT) * length


class NumberClass(Enum):
    """Whether a number in prose should be a reference to a figure."""

    AMOUNT = auto()
    DOUBTFUL = auto()  # the words around it don't decide
    FINE = auto()  # a year, a date, an ordinal, a name, …


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """A number that should be a reference, or may have to be one: its text and its offset."""

    text: str
    start: int
    is_doubtful: bool = False
    may_be_year: bool = False  # four digits that would be a year elsewhere


class TokenKind(Enum):
    """The kind of a token."""

    NUMBER = auto()  # 12, 1,500, 35km: digits, perhaps with letters behind them
    WORD = auto()
    NAME = auto()  # letters with digits (CO2, Covid-19), a name, code, an address
    DATE = auto()  # 2021-09-30, 18:30, 2008–09
    VALUE = auto()  # a reference that shows a value
    UNIT = auto()  # a reference that shows words
    BREAK = auto()  # between paragraphs, items of a list, cells of a table
    MARK = auto()


@dataclass(frozen=True)
class Token:
    """A token with its offsets. `digits` and `suffix` are the parts of a NUMBER, e.g. 35 and km."""

    kind: TokenKind
    text: str
    start: int
    end: int
    digits: str = ""
    suffix: str = ""

    @cached_property
    def is_year(self) -> bool:
        """True for digits that may be a year: 1000 to 2199, alone or with the end of a span (2008–09)."""
        return bool(_YEAR.fullmatch(self.digits)) and self.digits[:4].isascii()

    @property
    def is_capitalised(self) -> bool:
        """True for a word that begins with a capital letter."""
        return self.kind is TokenKind.WORD and self.text[0].isupper()


_YEAR = re.compile(r"(?:1[0-9]|2[01])[0-9]{2}(?:[–/-](?:(?:1[0-9]|2[01])?[0-9]{2}))?")
_LETTERS = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"(?P<VALUE>{VALUE}+)|(?P<UNIT>{UNIT}+)|(?P<NAME>{NAME}+"
    r"|(?i:https?://|www\.)\S+|(?i:doi|arxiv|isbn|issn)[:\s]\s*[\w./()-]*[0-9][\w/()-]*"
    rf"|{_LETTERS}+[0-9]\w*(?:\.[0-9]+)?|{_LETTERS}+(?:[-‑]{_LETTERS}+){{0,3}}[-‑][0-9]\w*(?:[./][0-9]+)?)"
    r"|(?P<DATE>[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?(?![0-9])|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?![0-9])|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?![0-9]))"
    r"|(?P<NUMBER>(?P<digits>(?:1[0-9]|2[01])[0-9]{2}[–/-](?:(?:1[0-9]|2[01])?[0-9]{2})(?![0-9])"
    r"|[0-9０-９]+(?:[.,．][0-9０-９]+)*|[½¼¾⅓⅔])(?P<suffix>[^\W\d_]\w*|[½¼¾⅓⅔])?)"
    rf"|(?P<WORD>{_LETTERS}+(?:['’]{_LETTERS}+)*['’]?)"
    r"|(?P<BREAK>\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*+#>|]|[0-9]+[.)][ \t]))|\|)|(?P<MARK>[^\s*_])"
)


def tokens_of(prose: str) -> list[Token]:
    """Every token of a text, in order, without emphasis (* and _)."""
    return [
        Token(
            TokenKind[match.lastgroup or ""], match.group(), *match.span(), match["digits"] or "", match["suffix"] or ""
        )
        for match in _TOKEN.finditer(prose)
    ]
