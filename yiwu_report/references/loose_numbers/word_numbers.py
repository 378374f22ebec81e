"""Numbers written as words, in a language that separates words by spaces: whether they count something."""

from __future__ import annotations

from yiwu_report.references.loose_numbers.sentence import Sentence
from yiwu_report.references.loose_numbers.tokens import Kind
from yiwu_report.references.loose_numbers.verdict import Verdict


def word_number_end(sentence: Sentence, index: int) -> int:
    """Index behind the number in words that begins at `index`: three, forty-two, two thousand, two-thirds."""
    if not sentence.is_number_word(index):
        return index
    end = index + 1
    while True:
        step = 2 if sentence.word(end) in {"-", "‑"} and sentence.touches(end) and sentence.touches(end + 1) else 1
        if sentence.is_number_word(end + step - 1) and (step == 2 or sentence.has("magnitudes", end)):
            end += step
        elif step == 2 and sentence.has("fractions", end + 1):
            return end + 2
        else:
            return end


def judge_words(sentence: Sentence, index: int, end: int) -> Verdict:  # noqa: PLR0911  # a kind each
    """The verdict on a number in words, the tokens from `index` up to `end`."""
    if sentence.is_unit(end) and not _is_plain_one(sentence, index, end):
        return Verdict.FINE if _is_in_name(sentence, index, end) else Verdict.AMOUNT
    if end > index + 1 or sentence.has("magnitudes", index):
        return Verdict.FINE if _is_in_name(sentence, index, end) else Verdict.AMOUNT
    if _is_proportion(sentence, end) or (sentence.has("fractions", end) and not sentence.is_determiner(index - 1)):
        return Verdict.AMOUNT
    if _is_in_name(sentence, index, end) or sentence.has("references", index - 1) or _is_time(sentence, end):
        return Verdict.FINE
    if sentence.word(end) in {"-", "‑"} and sentence.touches(end + 1):
        return _compound(sentence, index, end + 1)
    if sentence.words.one_two[:1] == [sentence.word(index).lower()]:
        return _one(sentence, index, end)
    if sentence.is_determiner(index - 1):
        return _known(sentence, index, end)
    if sentence.words.has("of_all", f"{sentence.word(end)} {sentence.word(end + 1)}".lower()):
        return Verdict.AMOUNT
    if sentence.has("one_two", index) and not _counts(sentence, end):
        return Verdict.FINE if _ends(sentence, end) else Verdict.DOUBTFUL
    return Verdict.AMOUNT


def _is_plain_one(sentence: Sentence, index: int, end: int) -> bool:
    """True for one day, one year: a point in time, unless something says that it is a length."""
    is_one = sentence.words.one_two[:1] == [sentence.word(index).lower()] and end == index + 1
    is_limited = sentence.has("only", index - 1) or sentence.has("approximations", index - 1)
    return is_one and sentence.has("moments", end) and not is_limited


def _is_in_name(sentence: Sentence, index: int, end: int) -> bool:
    """Big Four, Part One, Five-Year Plan, Three Gorges."""
    first = sentence.at(index)
    if not first.is_capitalised:
        return False
    if not sentence.begins(index):
        return not first.text.isupper() or len(first.text) == 1
    following = end + 1 if sentence.word(end) == "-" else end
    is_name = sentence.at(following).is_capitalised and sentence.is_plain_word(following)
    after = following + 1
    return is_name and not (sentence.at(after).kind is Kind.WORD and sentence.counted(after) == after)


def _is_proportion(sentence: Sentence, end: int) -> bool:
    """One in five, two out of three."""
    return sentence.has("out_of", end) and any(sentence.is_number(each) for each in (end + 1, end + 2))


def _is_time(sentence: Sentence, end: int) -> bool:
    return sentence.has("clock", end)


def _compound(sentence: Sentence, index: int, behind: int) -> Verdict:
    """A two-way street counts nothing, a three-day strike does."""
    if sentence.is_unit(behind) or sentence.has("compound_units", behind):
        return Verdict.AMOUNT
    if sentence.has("one_two", index):
        return Verdict.FINE
    return Verdict.DOUBTFUL


def _one(sentence: Sentence, index: int, end: int) -> Verdict:
    before = f"{sentence.word(index - 2)} {sentence.word(index - 1)}"
    if sentence.has("only", index - 1) or sentence.words.has("only", before):
        return Verdict.AMOUNT if sentence.is_plain_word(end) else Verdict.FINE
    is_victim = sentence.has("persons", end) and (
        sentence.has("verbs", end + 1)
        or sentence.word(end + 1).endswith("ed")
        or sentence.has("counting_verbs", index - 1)
    )
    return Verdict.AMOUNT if is_victim else Verdict.FINE


def _known(sentence: Sentence, index: int, end: int) -> Verdict:
    """The two countries count nothing; the three ports do, as far as a noun is there; these three may."""
    if sentence.has("one_two", index):
        return Verdict.FINE
    is_plain = _counts(sentence, end) and not sentence.has("demonstratives", index - 1)
    return Verdict.AMOUNT if is_plain else Verdict.DOUBTFUL


def _counts(sentence: Sentence, end: int) -> bool:
    return sentence.counted(end) is not None


def _ends(sentence: Sentence, end: int) -> bool:
    return sentence.at(end).kind in {Kind.BREAK, Kind.MARK}
