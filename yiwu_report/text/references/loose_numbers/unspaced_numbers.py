"""The numbers of a text whose words are not separated by spaces: digits and numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yiwu_report.model.number_words import NumberWords

_DATE = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?(?![0-9])|[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?![0-9])"
    r"|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}(?![0-9])|[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}(?![0-9])"
)
_DIGITS = re.compile(r"[0-9０-９]+(?:[.,．][0-9０-９]+)*")
_WORD = re.compile(
    r"(?i:https?://|www\.)[\x21-\x7e]+|(?i:doi|arxiv|isbn|issn)[:：\s]\s*[\w./()-]*[0-9][\w/()-]*"
    r"|[A-Za-z]+(?:[-‑ ]?[0-9][0-9A-Za-z]*(?:\.[0-9]+)?)+|[A-Za-z]+"
)
_LETTERS_ALONE = re.compile(r"[A-Za-z]+")
_PERCENT_SIGNS = ("%", "％", "‰")
_NOTHING = re.compile("(?!)")
_LETTERS = re.compile(r"[A-Za-z]+[0-9]*")


@dataclass(frozen=True)
class UnspacedNumber:
    """A number with its offsets; `is_han` for numerals such as 三十."""

    start: int
    end: int
    is_han: bool = False


def numbers_of(prose: str, words: NumberWords) -> list[UnspacedNumber]:
    """Every number of the text in order; those with letters (5G) and dates (2021-09-30) are omitted."""
    numeral, scale = _numeral(words), _scale(words)
    found, offset = [], 0
    while offset < len(prose):
        if word := _WORD.match(prose, offset):
            letters = _LETTERS_ALONE.match(prose, offset)
            is_money = letters is not None and letters.group() in words.currencies
            offset = letters.end() if letters and is_money else word.end()
        elif date := _DATE.match(prose, offset):
            offset = date.end()
        elif digits := _DIGITS.match(prose, offset):
            suffix = _LETTERS.match(prose, digits.end())
            if suffix and suffix.group() not in words.units:
                offset = suffix.end()
                continue
            scaled = scale.match(prose, digits.end())
            end = scaled.end() if scaled else digits.end() + prose.startswith(_PERCENT_SIGNS, digits.end())
            found.append(UnspacedNumber(offset, end))
            offset = end
        elif numerals := numeral.match(prose, offset):
            found.append(UnspacedNumber(offset, numerals.end(), is_han=True))
            offset = numerals.end()
        else:
            offset += 1
    return found


def _numeral(words: NumberWords) -> re.Pattern[str]:
    """Matches 三十, 几百, 数千, 十几, 百余."""
    numerals = _characters([*words.one_two, *words.numbers, *words.magnitudes])
    large, vague = _characters(words.magnitudes), _characters(words.vague)
    if not (numerals and large and vague):
        return _NOTHING
    return re.compile(f"(?:[{vague}]+(?=[{large}]))?[{numerals}]+(?:[{vague}](?![{numerals}]))?")


def _scale(words: NumberWords) -> re.Pattern[str]:
    """Matches what follows digits as a part of the number: 600万, 3000多."""
    characters = _characters([*words.magnitudes, *words.vague])
    return re.compile(f"[{characters}]+") if characters else _NOTHING


def _characters(words: list[str]) -> str:
    return "".join(re.escape(each) for each in words if len(each) == 1)
