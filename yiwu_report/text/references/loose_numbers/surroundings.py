"""What stands around a typed number: whether a reference that prints the same could take its place."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from yiwu_report.model.number_words import NumberWords
from yiwu_report.text.references.loose_numbers.sentence import Sentence
from yiwu_report.text.references.loose_numbers.tokens import UNIT, VALUE, TokenKind, prose_of, tokens_of
from yiwu_report.text.references.markdown_forms import Span
from yiwu_report.text.references.scan import Scan, merged

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_QUOTED_LINE = re.compile(r"^[ \t]*>", re.MULTILINE)
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "«": "»", "‹": "›", "„": "“”", "《": "》", '"': '"'}
_TAGS = re.compile(r"<(q|a|cite|code|kbd|samp|blockquote)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_JOINING = frozenset("-−–‐‑±+~～/\\^=×")  # a dash (—) is punctuation
_PERCENT = frozenset("%％‰°℃℉²³½¼¾⅓⅔")
_RANGE_START = re.compile(rf"(?:[0-9][0-9.,]*|{VALUE}+)(?P<unit>\w{{0,4}}?)\s?[至到]\s?\Z")
_RANGE_END = re.compile(rf"\s?[至到]\s?[0-9{VALUE}]")


@dataclass(frozen=True)
class Qualifying:
    """The words of a language that make the number behind or before them inexact."""

    before: frozenset[str]
    behind: frozenset[str]
    range_middle: str  # between the ends of a range, e.g. " to "


@dataclass(frozen=True)
class Surroundings:
    """A text with its numbers; `value` is the text, `prose` the same with all but plain prose covered."""

    value: str
    scan: Scan
    names: tuple[str, ...]
    words: NumberWords
    qualifying: Qualifying

    @cached_property
    def prose(self) -> str:
        """The text with references, names, code and addresses covered."""
        return prose_of(self.value, self.scan, self.names, self.words)

    @cached_property
    def _line(self) -> str:
        """The prose with spaces for its line ends: a number and its unit may stand on two lines."""
        return self.prose.replace("\n", " ")

    @cached_property
    def _sentence(self) -> Sentence:
        return Sentence(tokens_of(self.prose), self.words)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self._sentence.tokens]

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """What somebody else said, titles, and what cannot hold a reference: links and some tags.

        A quotation that is not closed ends with its paragraph.
        """
        found: list[Span] = [match.span() for match in _TAGS.finditer(self.value)]
        start = 0
        for end in [*(match.start() for match in _PARAGRAPH.finditer(self.value)), len(self.value)]:
            if (quoted := _QUOTED_LINE.search(self.value, start, end)) is not None:
                found.append((quoted.start(), end))
            found += _in_marks(self.prose, start, end)
            start = end
        return merged([*found, *self.scan.mask.links])

    def _is_quoted(self, start: int, end: int) -> bool:
        at = bisect_left(self.quotations, end, key=lambda span: span[0])
        return at > 0 and start < self.quotations[at - 1][1]

    def places(self, printed: str, start: int, end: int) -> Iterator[Span]:
        """Where `printed` stands around the number from `start` to `end`."""
        furthest = start + len(printed)
        at = self._line.find(printed, max(0, end - len(printed)), furthest)
        while at >= 0:
            yield at, at + len(printed)
            at = self._line.find(printed, at + 1, furthest)

    def can_be(self, span: Span, unit: str | None) -> bool:
        """True if what stands there is a whole amount of our own, with no qualifier besides those inside.

        `unit` is what has to follow, in words; "" if nothing may, since the amount has no unit; None if it is inside.
        """
        start, end = span
        if self._is_quoted(start, end) or self._is_joined_before(start) or self._is_joined_behind(end):
            return False
        if self._is_qualified(start, end):
            return False
        if unit is None:
            return self._ends_with_unit(start, end)
        return self._is_followed_by(start, end, unit) if unit else self._is_whole(start, end)

    # the characters beside it

    def _is_joined_before(self, start: int) -> bool:
        """True for the 500 of 1,500, of −500, of US$500 and of 数500."""
        first, before, second = self._line[start], self._line[start - 1 : start], self._line[start - 2 : start - 1]
        if start == 0 or before.isspace():
            return start > 0 and first.isdigit() and self._is_money(start - 1)
        if before.isdigit() or before in _JOINING or (before in ".,．" and second.isdigit()):
            return True
        if not before.isalpha():
            return before in {VALUE, UNIT} or (first.isdigit() and self._is_money(start))
        if self.words.has_spaces or before.isascii():
            return True
        numerals = (*self.words.vague, *self.words.one_two, *self.words.numbers, *self.words.magnitudes)
        return before in numerals

    def _is_money(self, end: int) -> bool:
        """True where a sign or a code of a currency ends; a word such as 人民币 only says more of the unit."""
        length = self.words.longest_before("currencies", self._line, end)
        written = self._line[end - length : end]
        return bool(length) and (written.isascii() or unicodedata.category(written[-1]) == "Sc")

    def _is_joined_behind(self, end: int) -> bool:  # noqa: PLR0911  # a kind each
        """True for the 1 of 1,500, of 1%, of 1-2, of 1st and of 1万."""
        last, behind, second = self._line[end - 1], self._line[end : end + 1], self._line[end + 1 : end + 2]
        if not behind or behind.isspace():
            return self._goes_on(end)
        if behind.isdigit() or behind in _PERCENT or (behind in ".,．" and second.isdigit() and last.isdigit()):
            return True
        if behind in _JOINING:
            return second.isdigit() or second == VALUE or (second.isalnum() and behind != "–")
        if behind in {VALUE, UNIT}:
            return True
        if not behind.isalnum() or not last.isalnum():
            return False
        if self.words.has_spaces or (behind.isascii() and last.isascii()):
            return True
        return behind in self.words.vague or (last.isdigit() and behind in self.words.magnitudes)

    def _goes_on(self, end: int) -> bool:
        """True before million: the amount is larger than what stands there."""
        return self.words.has_spaces and self._sentence.has("magnitudes", bisect_left(self._starts, end))

    def _is_qualified(self, start: int, end: int) -> bool:
        before, behind = (
            self._line[max(0, start - 40) : start].rstrip(" *_"),
            self._line[end : end + 40].lstrip(" -‑*_"),
        )
        if _ends_with(before, self.qualifying.before, has_spaces=self.words.has_spaces):
            return True
        if _begins_with(behind, self.qualifying.behind, has_spaces=self.words.has_spaces):
            return True
        return self._is_end_of_range(start, end)

    def _is_end_of_range(self, start: int, end: int) -> bool:
        """True for both numbers of 3 to 4 firms, unless a word such as from says that there are two."""
        if not self.words.has_spaces:
            return self._is_end_of_unspaced_range(start, end)
        sentence, first, behind = self._sentence, bisect_left(self._starts, start), bisect_left(self._starts, end)
        middle = self.qualifying.range_middle.strip()
        for low, between in ((first - 2, first - 1), (first, behind)):
            if sentence.word(between) != middle:
                continue
            other = between - 1 if between < first else between + 1
            is_amount = sentence.is_number(other) or sentence.at(other).kind is TokenKind.VALUE
            if is_amount and not sentence.has("amount_introducers", low - 1):
                return True
        return False

    def _is_end_of_unspaced_range(self, start: int, end: int) -> bool:
        if _RANGE_END.match(self.prose, end):
            return not self.words.longest_before("amount_introducers", self.prose, start)
        low = _RANGE_START.search(self.prose, max(0, start - 30), start)
        if low is None or self.words.longest_before("amount_introducers", self.prose, low.start()):
            return False
        unit = low["unit"]
        return not unit or unit in self.words.magnitudes or unit in self.words.units

    # the words behind it

    def _is_whole(self, start: int, end: int) -> bool:
        """True if a number without a unit has none behind it, and counts nothing."""
        if not self.words.has_spaces:
            behind = end + (self._line[end : end + 1] == " ")
            return not (self.words.longest("units", self._line, behind) or self.prose[behind : behind + 1] == UNIT)
        first = self._after_chain(start, end)
        return self._sentence.counted(first) is None and not self._sentence.is_unit(first)

    def _is_followed_by(self, start: int, end: int, unit: str) -> bool:
        """True if what a number counts is this unit: 1,500 industrial parks."""
        if not self.words.has_spaces:
            behind = end + (self._line[end : end + 1] == " ")
            is_unit = behind > end and self._line.startswith(unit, behind) and self._ends_unit(behind, len(unit))
            unit_end = behind + len(unit)
            return is_unit and not self._is_joined_behind(unit_end) and not self._is_qualified(start, unit_end)
        noun, words = self._sentence.counted(self._after_chain(start, end)), unit.lower().split()
        if noun is None:
            return False
        noun_end = self._sentence.at(noun).end
        if self._is_joined_behind(noun_end) or self._is_qualified(start, noun_end):
            return False
        return [self._sentence.word(noun - back).lower() for back in reversed(range(len(words)))] == words

    def _after_chain(self, start: int, end: int) -> int:
        """The index of the word behind the number there and those that are joined to it: 35 to 238 firms."""
        sentence, behind = self._sentence, bisect_left(self._starts, end)
        is_number = sentence.at(behind - 1).kind is TokenKind.NUMBER and sentence.at(behind - 1).start >= start
        return sentence.chain(behind - 1)[1] + 1 if is_number else behind

    def _ends_with_unit(self, start: int, end: int) -> bool:
        """True unless a longer unit begins where that of the amount does: 5个月 are not 5个."""
        if self.words.has_spaces:
            return True
        number = next((at for at in range(end, start, -1) if self._line[at - 1].isdigit()), start)
        while number < end and self._line[number] in self.words.magnitudes:
            number += 1
        return number in {start, end} or self._ends_unit(number, end - number)

    def _ends_unit(self, start: int, length: int) -> bool:
        return self.words.longest("units", self._line, start) <= length


def _in_marks(prose: str, start: int, end: int) -> Iterable[Span]:
    """The quotations of a paragraph; an apostrophe closes one only where it could end a word."""
    opened: list[tuple[int, str]] = []
    for at in range(start, end):
        character, behind = prose[at], prose[at + 1 : at + 2]
        if opened and character in opened[-1][1] and not (character == "’" and behind.isalpha()):
            begin, _ = opened.pop()
            if not opened:
                yield begin, at + 1
        elif character in _QUOTES and not (character == "‘" and prose[at - 1 : at].isalpha()):
            opened.append((at, _QUOTES[character]))
    if opened:
        yield opened[0][0], end


def _ends_with(text: str, words: Collection[str], *, has_spaces: bool) -> bool:
    lowered = text.lower()
    for word in words:
        if lowered.endswith(word) and not (has_spaces and lowered[-len(word) - 1 : -len(word)].isalnum()):
            return True
    return False


def _begins_with(text: str, words: Collection[str], *, has_spaces: bool) -> bool:
    lowered = text.lower()
    for word in words:
        is_cut = has_spaces and word[-1].isalnum() and lowered[len(word) : len(word) + 1].isalnum()
        if lowered.startswith(word) and not is_cut:
            return True
    return False
