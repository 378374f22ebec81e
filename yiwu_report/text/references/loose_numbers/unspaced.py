"""Classifies each number in a text whose words are not separated: Chinese.

What follows a number decides. With a measure word or a unit it is an amount (三个港口); without one, numerals are
part of a word (九江, 三亚) or a list's marker (一是).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yiwu_report.model.number_words import NumberWords
from yiwu_report.text.references.loose_numbers.tokens import NAME, UNIT, LooseNumber, NumberClass
from yiwu_report.text.references.loose_numbers.unspaced_numbers import UnspacedNumber, numbers_of

_YEAR = re.compile(r"(?:1[0-9]|2[01])[0-9]{2}")
_HAN_YEAR = re.compile(r"[一二][〇零○一二三四五六七八九]{3}")
_HAN = "\u4e00-\u9fff"
_BRACKETS = {"(": ")", "（": "）", "[": "]", "〔": "〕", "【": "】", "［": "］"}
_LINKS = re.compile(r"年?(?:月|日|号)?[、—–~～/至到和与及或-]+")
_CLAUSE_ENDS = frozenset("\n。；：！？，;:!?")
_LONGEST_CHAIN = 20  # numbers; looking further would take a square of the time
_TEN_THOUSAND = 3  # its index among magnitudes: 十, 百, 千, 万
_CITED = 30  # characters around a number in which a citation is looked for
_CITATION = re.compile(
    r"[\[［〔][0-9]+(?:[,，、;–—-] ?[0-9]+)*[\]］〕]|[0-9]+ ?\([0-9]+(?:[-–][0-9]+)?\)(?:[:：,，] ?[0-9]+(?:[-–—][0-9]+)?)?"
    r"|(?:1[0-9]|20)[0-9]{2}[:：] ?[0-9]+(?:[-–—][0-9]+)?"
)
_CLAUSE_END = re.compile(r"[，。；：！？、,.;:!?）)”」\s]|\Z")


def judge_unspaced(prose: str, words: NumberWords) -> Iterator[LooseNumber]:
    """Every number of `prose` that is an amount or may be one, in order."""
    judge = _UnspacedClassifier(prose, words)
    found = numbers_of(prose, words)
    for index, number in enumerate(found):
        verdict = judge.verdict(found, index)
        if verdict is not NumberClass.FINE:
            text = prose[number.start : number.end]
            yield LooseNumber(text, number.start, verdict is NumberClass.DOUBTFUL, bool(_YEAR.fullmatch(text)))


class _UnspacedClassifier:
    def __init__(self, prose: str, words: NumberWords) -> None:
        self.prose = prose
        self._words = words
        self._large = frozenset(words.magnitudes)
        self._vague = frozenset(words.vague)
        self._one = words.one_two[0] if words.one_two else ""

    def verdict(self, found: Sequence[UnspacedNumber], index: int) -> NumberClass:
        number = found[index]
        if self._is_ordinal(number) or self._is_marker(number) or self._is_cited(number):
            return NumberClass.FINE
        last = self._last_of_chain(found, index)
        if last is not number and self._is_year(last) and self._is_like_year(number):
            return NumberClass.FINE if self._after_year(last) is NumberClass.FINE else NumberClass.AMOUNT
        if last is not number and not number.is_han and self._is_date(number):
            return NumberClass.FINE
        verdict = self._verdict_alone(last)
        before = self._first_of_chain(found, index)
        is_span = self._is_year(last) and self._is_like_year(before)  # 1950年到1970年间
        return NumberClass.FINE if before is not number and (is_span or self._is_ordinal(before)) else verdict

    def _last_of_chain(self, found: Sequence[UnspacedNumber], index: int) -> UnspacedNumber:
        """The last of numbers that are joined: 1954、1981和1998年, 30至40户."""
        end = min(index + _LONGEST_CHAIN, len(found) - 1)
        while index < end and _LINKS.fullmatch(self.prose[found[index].end : found[index + 1].start]):
            if found[index].is_han is not found[index + 1].is_han or self.prose[found[index].end] in "年月日号":
                break
            index += 1
        return found[index]

    def _first_of_chain(self, found: Sequence[UnspacedNumber], index: int) -> UnspacedNumber:
        start = max(0, index - _LONGEST_CHAIN)
        while index > start and _LINKS.fullmatch(self.prose[found[index - 1].end : found[index].start]):
            if found[index - 1].is_han is not found[index].is_han:
                break
            index -= 1
        return found[index]

    def _text(self, number: UnspacedNumber) -> str:
        return self.prose[number.start : number.end]

    def _before(self, name: str, number: UnspacedNumber) -> int:
        """Length of the entry of a list that ends directly before the number, ignoring spaces."""
        return self._words.longest_before(name, self.prose, self._start(number))

    def _start(self, number: UnspacedNumber) -> int:
        start = number.start
        while start and self.prose[start - 1] in " -":
            start -= 1
        return start

    def _after(self, name: str, number: UnspacedNumber) -> int:
        """Length of the entry of a list that begins behind the number, a space apart."""
        return self._words.longest(name, self.prose, self._next(number.end))

    def _next(self, offset: int) -> int:
        return offset + (self.prose[offset : offset + 1] == " ")

    def _is_like_year(self, number: UnspacedNumber) -> bool:
        return bool(_YEAR.fullmatch(self._text(number)))

    def _is_year(self, number: UnspacedNumber) -> bool:
        pattern = _HAN_YEAR if number.is_han else _YEAR
        return bool(pattern.fullmatch(self._text(number))) and self.prose[number.end : number.end + 1] == "年"

    def _is_ordinal(self, number: UnspacedNumber) -> bool:
        """第三, 图2, 初一, 表3-1."""
        start = self._start(number)
        if self._before("ordinal_prefixes", number):
            return True
        return bool(self._words.longest_before("references", self.prose, start)) and not self._measured(number)

    def _is_marker(self, number: UnspacedNumber) -> bool:
        """1. and 3.2 at the beginning of a line, （二）, 式（4）, and 二、 at the beginning of a clause."""
        before, after = self._mark_before(number.start), self.prose[number.end : number.end + 1]
        if _BRACKETS.get(before) == after:
            is_listed = number.is_han or before in "[［〔【" or self._is_like_year(number)
            return (
                is_listed or self._is_reference(number.start - 1) or self._mark_before(number.start - 1) in _CLAUSE_ENDS
            )
        if not number.is_han and after in {")", "）"} and before not in _BRACKETS:
            return not self._is_in_brackets(number)
        if before not in _CLAUSE_ENDS or self._measured(number):
            return False
        behind = self.prose[number.end + 1 : number.end + 2]
        is_heading = after == " " and before == "\n" and not number.is_han
        return after == "、" or (after in {".", "．"} and not behind.isdigit()) or is_heading

    def _mark_before(self, offset: int) -> str:
        """The character before an offset, spaces and a heading's or an item's sign apart; a line's end at the start."""
        while offset and self.prose[offset - 1] in " #>-":
            offset -= 1
        return self.prose[offset - 1] if offset else "\n"

    def _is_reference(self, end: int) -> bool:
        """True if 图, 式 or their like end at an offset."""
        return any(self._words.longest_before(name, self.prose, end) for name in ("references", "ordinal_prefixes"))

    def _is_cited(self, number: UnspacedNumber) -> bool:
        """[12, 14], 8(2): 101-119."""
        if number.end - number.start > _CITED:
            return False
        start = max(0, number.start - _CITED)
        around = self.prose[start : number.end + _CITED]
        return any(match.start() <= number.start - start < match.end() for match in _CITATION.finditer(around))

    def _is_in_brackets(self, number: UnspacedNumber) -> bool:
        line = self.prose[max(0, number.start - 100) : number.start]
        return max(line.rfind("("), line.rfind("（")) > max(line.rfind(")"), line.rfind("）"))

    def _measured(self, number: UnspacedNumber) -> int:
        """Length of the measure word or the unit behind a number."""
        rank = self._after("ranks", number)
        measure = max(self._after("units", number), self._after("currencies", number))
        return measure if measure > rank else 0

    def _verdict_alone(self, number: UnspacedNumber) -> NumberClass:
        if self._is_year(number):
            return self._after_year(number)
        return self._han(number) if number.is_han else self._digits(number)

    def _after_year(self, number: UnspacedNumber) -> NumberClass:
        """2000年 is a year, but not in 近2000年, 2000年历史, 2000年来."""
        if number.is_han:
            return NumberClass.FINE
        end = number.end + 1
        is_round = self._text(number).endswith("00")
        if self._words.longest("durations", self.prose, end):
            return NumberClass.AMOUNT
        is_length = self._before("length_introducers", number) and (is_round or self._text(number) > "2100")
        return (
            NumberClass.AMOUNT
            if is_length and not self._words.longest("function_words", self.prose, end)
            else NumberClass.FINE
        )

    def _digits(self, number: UnspacedNumber) -> NumberClass:
        text = self._text(number)
        if text[-1] in "%％‰" or not text[-1].isdigit() or self._before("currencies", number):
            return NumberClass.AMOUNT
        if "." not in text and self._after("ranks", number) > self._after("units", number):
            return NumberClass.FINE
        if self._is_date(number) or self._is_time(number):
            return NumberClass.FINE
        if self._measured(number) or self._after("ranks", number) or self._after("magnitudes", number):
            return NumberClass.AMOUNT
        return self._bare_digits(number, text)

    def _bare_digits(self, number: UnspacedNumber, text: str) -> NumberClass:  # noqa: PLR0911  # a kind each
        """Digits without a unit: a year, a version, a name, or an amount whose unit is understood."""
        behind = self.prose[number.end : number.end + 1]
        is_name = behind and re.match(f"[{_HAN}{NAME}]", behind)
        if self._before("counting_verbs", number) or self._before("approximations", number):
            return NumberClass.AMOUNT
        if behind in {UNIT, NAME} or self.prose[self._next(number.end) : self._next(number.end) + 1] == UNIT:
            return NumberClass.AMOUNT
        if self._is_like_year(number):
            return NumberClass.FINE
        before = self.prose[self._start(number) - 1 : self._start(number)] if self._start(number) else ""
        if text.endswith(".0") and re.match(f"[{_HAN}A-Za-z]", before):
            return NumberClass.FINE
        if text.isdigit() and text.startswith("0") and len(text) > 1:
            return NumberClass.FINE
        if re.match("[A-Za-z]", before) or (is_name and text.isdigit()):
            return NumberClass.FINE
        return NumberClass.AMOUNT

    def _is_date(self, number: UnspacedNumber) -> bool:
        """3月, 5日, 三季度, 12世纪, 90年代."""
        return bool(self._after("months", number)) or bool(
            self._before("eras", number) and self.prose[number.end : number.end + 1] in {"年", "世"}
        )

    def _is_time(self, number: UnspacedNumber) -> bool:
        """9时, 下午三点, 10时30分."""
        unit = self._after("clock", number)
        if not unit or self._after("units", number) > unit:
            return False
        if self._words.longest_before("clock_introducers", self.prose, number.start):
            return True
        end = self._next(number.end) + unit
        return bool(self._words.longest("clock_endings", self.prose, end))

    def _han(self, number: UnspacedNumber) -> NumberClass:
        text = self._text(number)
        if self._is_fraction(number):
            return NumberClass.AMOUNT
        is_rank = self._after("ranks", number) > self._after("units", number)
        if is_rank or self._is_date(number) or self._is_time(number):
            return NumberClass.FINE
        if text == self._one:
            return self._one_of(number)
        measured = self._measured(number)
        return self._measured_han(number, text, measured) if measured else self._bare_han(number, text)

    def _measured_han(self, number: UnspacedNumber, text: str, measured: int) -> NumberClass:
        """三个港口 count; 二期, 两国, 这两个村子 do not; 这三个 may."""
        if text in self._words.no_counts and self._after("moments", number) == measured:
            return NumberClass.FINE
        is_known = self._is_known_pair(number, measured) or self._before("determiners", number)
        if is_known and text in self._words.one_two:
            return NumberClass.FINE
        return NumberClass.DOUBTFUL if self._before("demonstratives", number) else NumberClass.AMOUNT

    def _is_known_pair(self, number: UnspacedNumber, measured: int) -> bool:
        """两国, 两省; 两家都."""
        is_behind = self._words.longest("together", self.prose, self._next(number.end) + measured)
        return self._after("pairs", number) == measured or bool(is_behind)

    def _is_fraction(self, number: UnspacedNumber) -> bool:
        """三分之二: both numbers."""
        after = self._after("fractions", number)
        return bool(after or self._words.longest_before("fractions", self.prose, number.start))

    def _one_of(self, number: UnspacedNumber) -> NumberClass:
        """一个, 一家 are articles; 一公里, 一倍 and 只有一家 count."""
        measure = self._measured(number)
        is_article = self._after("moments", number) >= measure
        if measure and (not is_article or self._before("only", number)):
            return NumberClass.AMOUNT
        return NumberClass.FINE

    def _bare_han(self, number: UnspacedNumber, text: str) -> NumberClass:
        """Numerals without a measure word: 六千工人, 几十, 百余 count; 九江, 千岛湖, 二十大 do not."""
        is_large = any(each in self._large for each in text)
        is_vague = text[0] in self._vague or text[-1] in self._vague
        if is_large and (is_vague or self._before("approximations", number) or self._before("counting_verbs", number)):
            return NumberClass.AMOUNT
        if (
            len(text) > 1
            and text[0] not in self._large
            and text[-1] in self._large
            and text[-1] != self._words.magnitudes[0]
        ):
            return NumberClass.AMOUNT
        if len(text) > 1 and text[-1] in self._words.magnitudes[_TEN_THOUSAND:] and text not in self._words.no_counts:
            return NumberClass.AMOUNT
        if len(text) > 1 and self._before("counting_verbs", number) and _CLAUSE_END.match(self.prose, number.end):
            return NumberClass.AMOUNT
        return NumberClass.FINE
