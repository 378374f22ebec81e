"""The words, numbers and marks of a text whose words are separated by spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from yiwu_report.references.loose_numbers.prose import NAME, UNIT, VALUE


class Kind(Enum):
    """What a token is."""

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

    kind: Kind
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
        return self.kind is Kind.WORD and self.text[0].isupper()


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
    """Every token of a text, in order. Emphasis (* and _) is none."""
    return [
        Token(Kind[match.lastgroup or ""], match.group(), *match.span(), match["digits"] or "", match["suffix"] or "")
        for match in _TOKEN.finditer(prose)
    ]
