"""Numbers in languages with spaces: years in all their forms, and numbers written as words."""

from __future__ import annotations

from yiwu_report.text.references.loose_numbers.sentence import Sentence
from yiwu_report.text.references.loose_numbers.tokens import NumberClass, TokenKind


def judge_year(sentence: Sentence, first: int, last: int) -> NumberClass:  # noqa: PLR0911  # a kind each
    """The class of plausible years: the tokens first to last, e.g. 1954, 1981 and 1998.

    A year that describes a noun has a determiner (the 2020 harvests) or one of the nouns that years describe (2010
    prices); a number directly before another plural noun counts it.
    """
    before, after = first - 1, last + 1
    if sentence.is_determiner(before) or _describes(sentence, before):
        return NumberClass.DOUBTFUL if sentence.has("countables", after) else NumberClass.FINE
    if sentence.has("yearly", after) and (sentence.has("year_introducers", before) or not sentence.is_unit(after)):
        return NumberClass.FINE
    if _measures(sentence, before, after):
        return NumberClass.AMOUNT
    noun = sentence.counted(after)
    is_introduced = sentence.has("year_introducers", before)
    if noun is None or (is_introduced and noun != after and sentence.word(after).endswith("ed")):
        return _without_noun(sentence, first, last)
    if sentence.at(before).is_capitalised and sentence.is_plain_word(before) and not _is_place(sentence, before):
        return NumberClass.FINE
    if is_introduced or sentence.has("months", before):
        return _behind_introducer(sentence, _phrase_start(sentence, before), noun)
    return NumberClass.AMOUNT


def _is_place(sentence: Sentence, before: int) -> bool:
    """True for a name behind a preposition: in Yiwu 2000 shops closed. Vision 2030 projects are a name."""
    return sentence.has("year_introducers", before - 1) or sentence.has("function_words", before - 1)


def _describes(sentence: Sentence, before: int) -> bool:
    """True behind a determiner and one adjective: the dry 2013 months."""
    is_adjective = sentence.is_plain_word(before) and not sentence.word(before).endswith(("ed", "s"))
    return is_adjective and sentence.is_determiner(before - 1)


def _measures(sentence: Sentence, before: int, after: int) -> bool:
    """True for what no year has beside it: a unit, of them, a day; more than."""
    if sentence.has("currencies", before) or _is_paired_with_value(sentence, before, after):
        return True
    if sentence.is_unit(after) and not sentence.has("moments", after) and not _is_clause(sentence, before, after):
        return True
    following = " ".join(sentence.word(index).lower() for index in (after, after + 1))
    if any(sentence.words.has("of_all", each) for each in (following, sentence.word(after))):
        return True
    return sentence.word(after) == "-" and sentence.touches(after) and sentence.has("of_all", after + 1)


def _is_paired_with_value(sentence: Sentence, before: int, after: int) -> bool:
    """From 2000 to {{ boats.now }}; from {{ boats.before }} to 2000."""
    is_start = sentence.has("joiners", after) and sentence.at(after + 1).kind is TokenKind.VALUE
    is_end = sentence.has("joiners", before) and sentence.at(before - 1).kind is TokenKind.VALUE
    return (is_start and sentence.has("amount_introducers", before)) or (
        is_end and sentence.has("amount_introducers", before - 2)
    )


def _is_clause(sentence: Sentence, before: int, after: int) -> bool:
    """True for “In 2015 people moved”: the words after the year are a separate subject."""
    is_introduced = sentence.has("year_introducers", before) and sentence.begins_clause(before)
    return is_introduced and sentence.has("countables", after)


def _phrase_start(sentence: Sentence, before: int) -> int:
    """Index of the first word before the year that belongs to it: in May 2015, in late 2015, in the year 2015."""
    while sentence.has("year_introducers", before - 1) and not sentence.has("amount_introducers", before):
        before -= 1
    return before


def _behind_introducer(sentence: Sentence, start: int, noun: int) -> NumberClass:
    """In 2013 exports rose, against: they came in 2000 boats."""
    following = sentence.at(noun + 1)
    is_verb = sentence.has("verbs", noun + 1) or (following.kind is TokenKind.WORD and following.text.endswith("ed"))
    if sentence.begins_clause(start):
        is_subject_apart = sentence.is_determiner(noun + 1) or sentence.has("subjects", noun + 1)
        is_alone = following.kind in {TokenKind.BREAK, TokenKind.MARK} and following.text not in {"(", "–", "—"}
        return NumberClass.AMOUNT if is_subject_apart or is_alone else NumberClass.FINE
    if sentence.has("amount_introducers", start):
        return NumberClass.FINE if sentence.has("year_introducers", start - 1) else NumberClass.AMOUNT
    return NumberClass.FINE if is_verb else NumberClass.AMOUNT


def _without_noun(sentence: Sentence, first: int, last: int) -> NumberClass:
    before, after = first - 1, last + 1
    if sentence.has("plural_verbs", after) and first == last and not sentence.has("year_introducers", before):
        return NumberClass.AMOUNT
    two_before = f"{sentence.word(before - 1)} {sentence.word(before)}"
    if any(
        sentence.has(name, before) or sentence.words.has(name, two_before)
        for name in ("approximations", "counting_verbs", "quantities")
    ):
        return NumberClass.AMOUNT
    if sentence.words.has("changes", two_before):
        return NumberClass.DOUBTFUL
    return NumberClass.FINE


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


def judge_words(sentence: Sentence, index: int, end: int) -> NumberClass:  # noqa: PLR0911  # a kind each
    """The class of a number in words, the tokens from `index` up to `end`."""
    if sentence.is_unit(end) and not _is_plain_one(sentence, index, end):
        return NumberClass.FINE if _is_in_name(sentence, index, end) else NumberClass.AMOUNT
    if end > index + 1 or sentence.has("magnitudes", index):
        return NumberClass.FINE if _is_in_name(sentence, index, end) else NumberClass.AMOUNT
    if _is_proportion(sentence, end) or (sentence.has("fractions", end) and not sentence.is_determiner(index - 1)):
        return NumberClass.AMOUNT
    if _is_in_name(sentence, index, end) or sentence.has("references", index - 1) or _is_time(sentence, end):
        return NumberClass.FINE
    if sentence.word(end) in {"-", "‑"} and sentence.touches(end + 1):
        return _compound(sentence, index, end + 1)
    if sentence.words.one_two[:1] == [sentence.word(index).lower()]:
        return _one(sentence, index, end)
    if sentence.is_determiner(index - 1):
        return _known(sentence, index, end)
    if sentence.words.has("of_all", f"{sentence.word(end)} {sentence.word(end + 1)}".lower()):
        return NumberClass.AMOUNT
    if sentence.has("one_two", index) and not _counts(sentence, end):
        return NumberClass.FINE if _ends(sentence, end) else NumberClass.DOUBTFUL
    return NumberClass.AMOUNT


def _is_plain_one(sentence: Sentence, index: int, end: int) -> bool:
    """True for one day, one year: a point in time, unless the context makes it a length."""
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
    return is_name and not (sentence.at(after).kind is TokenKind.WORD and sentence.counted(after) == after)


def _is_proportion(sentence: Sentence, end: int) -> bool:
    """One in five, two out of three."""
    return sentence.has("out_of", end) and any(sentence.is_number(each) for each in (end + 1, end + 2))


def _is_time(sentence: Sentence, end: int) -> bool:
    return sentence.has("clock", end)


def _compound(sentence: Sentence, index: int, behind: int) -> NumberClass:
    """A two-way street contains no count, a three-day strike does."""
    if sentence.is_unit(behind) or sentence.has("compound_units", behind):
        return NumberClass.AMOUNT
    if sentence.has("one_two", index):
        return NumberClass.FINE
    return NumberClass.DOUBTFUL


def _one(sentence: Sentence, index: int, end: int) -> NumberClass:
    before = f"{sentence.word(index - 2)} {sentence.word(index - 1)}"
    if sentence.has("only", index - 1) or sentence.words.has("only", before):
        return NumberClass.AMOUNT if sentence.is_plain_word(end) else NumberClass.FINE
    is_victim = sentence.has("persons", end) and (
        sentence.has("verbs", end + 1)
        or sentence.word(end + 1).endswith("ed")
        or sentence.has("counting_verbs", index - 1)
    )
    return NumberClass.AMOUNT if is_victim else NumberClass.FINE


def _known(sentence: Sentence, index: int, end: int) -> NumberClass:
    """“The two countries” is not an amount; “the three ports” is one, if a noun follows; “these three” may be one."""
    if sentence.has("one_two", index):
        return NumberClass.FINE
    is_plain = _counts(sentence, end) and not sentence.has("demonstratives", index - 1)
    return NumberClass.AMOUNT if is_plain else NumberClass.DOUBTFUL


def _counts(sentence: Sentence, end: int) -> bool:
    return sentence.counted(end) is not None


def _ends(sentence: Sentence, end: int) -> bool:
    return sentence.at(end).kind in {TokenKind.BREAK, TokenKind.MARK}
