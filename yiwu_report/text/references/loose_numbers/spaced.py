"""Classifies each number in a text whose words are separated by spaces."""

from __future__ import annotations

from collections.abc import Iterator

from yiwu_report.model.number_words import NumberWords
from yiwu_report.text.references.loose_numbers.sentence import Sentence
from yiwu_report.text.references.loose_numbers.tokens import LooseNumber, NumberClass, Token, TokenKind, tokens_of
from yiwu_report.text.references.loose_numbers.word_numbers import judge_words, judge_year, word_number_end

_LONGEST_CITATION = 40  # tokens between square brackets
_BRACKETS = {"(": ")", "[": "]", "（": "）"}


def judge_spaced(prose: str, words: NumberWords) -> Iterator[LooseNumber]:
    """Every number of `prose` that is an amount or may be one, in order."""
    judge = _SpacedClassifier(Sentence(tokens_of(prose), words))
    index = 0
    while index < len(judge.sentence.tokens):
        end, verdict = judge.verdict(index)
        if verdict is not NumberClass.FINE:
            token, last = judge.sentence.at(index), judge.sentence.at(end - 1)
            text = prose[token.start : last.end]
            yield LooseNumber(text, token.start, verdict is NumberClass.DOUBTFUL, token.is_year and not token.suffix)
        index = end


class _SpacedClassifier:
    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self._words = sentence.words
        self._volumes: set[int] = set()  # numbers that are a volume or an issue: pages follow
        self._in_brackets = list(_depths(sentence.tokens))

    def verdict(self, index: int) -> tuple[int, NumberClass]:
        """Index after the number that begins at `index`, and its class; FINE for what is not a number."""
        token = self.sentence.at(index)
        if token.kind is TokenKind.NUMBER:
            end = index + 1
            if self.sentence.word(end) in {"%", "％"} and self.sentence.touches(end):
                end += 1
            return end, self._digits(index)
        if token.kind is TokenKind.NAME:
            letters = token.text.rstrip("0123456789.,")
            is_money = letters != token.text and self._words.has("currencies", letters)
            return index + 1, NumberClass.AMOUNT if is_money else NumberClass.FINE
        end = word_number_end(self.sentence, index)
        return (end, judge_words(self.sentence, index, end)) if end > index else (index + 1, NumberClass.FINE)

    def _digits(self, index: int) -> NumberClass:
        token = self.sentence.at(index)
        first, last = self.sentence.chain(index)
        if token.suffix:
            return self._with_suffix(token)
        if self._is_part_of_text(index, first, last):
            return NumberClass.FINE
        if token.is_year and not (self.sentence.word(index - 1) in "+-−" and self.sentence.word(index - 1)):
            return self._year(index, first, last)
        return self._number(index, first, last)

    def _with_suffix(self, token: Token) -> NumberClass:
        """35km, 3rd, 1990s, 5G."""
        if self._is_listed(token.suffix, "units", "magnitudes", "currencies"):
            is_decade = token.suffix == "s" and token.is_year
            return NumberClass.FINE if is_decade else NumberClass.AMOUNT
        if token.suffix in "½¼¾⅓⅔":
            return NumberClass.AMOUNT
        return NumberClass.FINE

    def _is_listed(self, word: str, *names: str) -> bool:
        return any(word in getattr(self._words, name) for name in names)

    def _is_part_of_text(self, index: int, first: int, last: int) -> bool:
        """True for a list's marker, a cross-reference, a day of a month, a page, a time of day."""
        return (
            self._is_marker(index)
            or self._is_cross_reference(index, first)
            or self._is_day(first, last)
            or self._is_page(index, first)
            or self._is_time(last)
        )

    def _is_marker(self, index: int) -> bool:
        """1. at the beginning, (2), 1) and [3]."""
        if self._is_citation(index):
            return True
        before, after = self.sentence.at(index - 1), self.sentence.at(index + 1)
        if before.kind is TokenKind.BREAK or self.sentence.begins(index):
            behind = self.sentence.at(index + 2)
            is_item = after.text in {".", ")", "、"} and after.start == self.sentence.at(index).end
            return is_item and (behind.start > after.end or behind.kind is TokenKind.BREAK) and behind.start != -1
        is_closed = after.text == _BRACKETS.get(before.text)
        if is_closed and self.sentence.begins(index - 1):
            return True
        return after.text == ")" and not self._in_brackets[index] and self.sentence.touches(index + 1)

    def _is_citation(self, index: int) -> bool:
        """[3], [12, 14]: only numbers between square brackets."""
        start = max(0, index - _LONGEST_CITATION)
        while index > start and (self.sentence.is_number(index) or self.sentence.word(index) in {",", ";", "–", "-"}):
            index -= 1
        return self.sentence.word(index) == "["

    def _is_cross_reference(self, index: int, first: int) -> bool:
        before = first - 1
        while self.sentence.word(before) in {".", "#", "-", "(", "["} and before > 0:
            before -= 1
        sign = self.sentence.word(first - 1)
        is_sign = sign in {"№", "§", "¶"} or (sign == "#" and self.sentence.touches(first))  # ## 71 is a heading
        if self.sentence.has("references", before) or is_sign:
            is_counted = self.sentence.word(first - 1) == "." and self.sentence.counted(index + 1) is not None
            return not is_counted
        return False

    def _is_day(self, first: int, last: int) -> bool:
        """14 July, July 14, May 4–11, 4 to 11 May, 221 BC."""
        days = [self.sentence.at(each).digits for each in (first, last)]
        if all(len(day) <= 2 for day in days):
            behind = last + 1
            if self.sentence.word(behind) == "." or self.sentence.has("function_words", behind):
                behind += self.sentence.has("months", behind + 1)
            ahead = first - 2 if self.sentence.word(first - 1) == "." else first - 1
            if self.sentence.has("months", ahead) or self.sentence.has("months", behind):
                return True
        return self.sentence.has("eras", last + 1) or self.sentence.has("eras", first - 1)

    def _is_page(self, index: int, first: int) -> bool:
        """12(3), 45–67; Haas 1999: 23."""
        sentence, before = self.sentence, first - 1
        is_issue = sentence.word(index + 3) == ")" and sentence.word(index + 4) in {":", ","}
        is_volume = sentence.word(index + 1) == "(" and sentence.at(index + 2).kind is TokenKind.NUMBER
        if is_volume and (is_issue or sentence.touches(index + 1)):
            self._volumes.update((index, index + 2))
            return True
        if index in self._volumes:
            return True
        if sentence.word(before) not in {",", ":"}:
            return False
        cited = before - 2 if sentence.word(before - 1) == ")" else before - 1
        is_span = sentence.word(index + 1) in {"–", "-", "—"} or sentence.word(index - 1) in {"–", "-", "—"}
        number = sentence.at(cited)
        if number.kind is not TokenKind.NUMBER:
            return number.is_capitalised and (is_span or self._is_list_with_span(first)) and self._counts_nothing(first)
        is_cited = cited in self._volumes or (number.is_year and (is_span or self._in_brackets[index]))
        return is_cited or ((is_span or sentence.word(before) == ":") and sentence.at(cited - 1).is_capitalised)

    def _is_list_with_span(self, first: int) -> bool:
        """True for a volume and its pages: 45, 12–23."""
        return self.sentence.word(first + 1) == "," and self.sentence.word(first + 3) in {"–", "-", "—"}

    def _counts_nothing(self, first: int) -> bool:
        after = self.sentence.chain(first)[1] + 1
        return self.sentence.counted(after) is None and not self.sentence.is_unit(after)

    def _is_time(self, last: int) -> bool:
        """9 a.m., 6 o'clock."""
        words = [self.sentence.word(each) for each in range(last + 1, last + 5)]
        return any(self._words.has("clock", "".join(words[:count])) for count in (1, 3, 4))

    def _year(self, index: int, first: int, last: int) -> NumberClass:
        if any(self.sentence.at(each).suffix for each in (first, last)):
            return NumberClass.FINE
        if self.sentence.word(index - 1) == "'" or self.sentence.word(index + 1) in {"'", "’"}:
            return NumberClass.FINE
        return judge_year(self.sentence, first, last)

    def _number(self, index: int, first: int, last: int) -> NumberClass:  # noqa: PLR0911  # a kind each
        token, before, after = self.sentence.at(index), first - 1, last + 1
        if token.digits.startswith("0") and token.digits.isdigit() and len(token.digits) > 1:
            return NumberClass.FINE  # 020, 007
        if self.sentence.is_unit(after) or self.sentence.has("currencies", before):
            return NumberClass.AMOUNT
        if self.sentence.word(before) in {"'", "’"} and token.digits.endswith("0") and self.sentence.word(after) == "s":
            return NumberClass.FINE
        if self._is_address(after):
            return NumberClass.FINE
        if self._is_name(before):
            return NumberClass.FINE if self.sentence.counted(after) is None else self._name_or_count(before)
        if self.sentence.word(after) == "-" and self.sentence.touches(after + 1):
            return NumberClass.FINE if self.sentence.at(after + 1).is_capitalised else NumberClass.AMOUNT
        return NumberClass.AMOUNT

    def _is_name(self, before: int) -> bool:
        """Behind a capitalised word: Highway 61, Windows 11."""
        word = self.sentence.at(before)
        if word.kind is TokenKind.NAME:
            return True
        is_name = word.kind is TokenKind.WORD and word.text != word.text.lower()
        if not is_name or self.sentence.is_determiner(before):
            return False
        if word.text[1:] != word.text[1:].lower():
            return True
        return self.sentence.is_plain_word(before) and not self.sentence.is_number_word(before)

    def _is_address(self, after: int) -> bool:
        """10 Downing Street: two capitalised words, neither of which is counted."""
        is_name = all(self.sentence.at(each).is_capitalised for each in (after, after + 1))
        return is_name and self.sentence.counted(after) is None

    def _name_or_count(self, before: int) -> NumberClass:
        """Boeing 737 jets, but: in Yiwu 71 parks."""
        is_place = self.sentence.has("year_introducers", before - 1)
        return (
            NumberClass.AMOUNT if is_place or self.sentence.has("function_words", before - 1) else NumberClass.DOUBTFUL
        )


def _depths(tokens: list[Token]) -> Iterator[bool]:
    """For each token, whether a bracket is open before it in its paragraph."""
    depth = 0
    for token in tokens:
        depth = 0 if token.kind is TokenKind.BREAK else depth
        yield depth > 0
        depth += (token.text in _BRACKETS) - (depth > 0 and token.text in _BRACKETS.values())
