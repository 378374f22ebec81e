"""Whether four digits are a year or an amount, e.g. in 2000, and 2000 shops."""

from __future__ import annotations

from yiwu_report.references.loose_numbers.sentence import Sentence
from yiwu_report.references.loose_numbers.tokens import Kind
from yiwu_report.references.loose_numbers.verdict import Verdict


def judge_year(sentence: Sentence, first: int, last: int) -> Verdict:  # noqa: PLR0911  # a kind each
    """The verdict on plausible years: the tokens first to last, e.g. 1954, 1981 and 1998.

    A year that describes a noun has a determiner (the 2020 harvests) or one of the nouns that years describe (2010
    prices); a number directly before another plural noun counts it.
    """
    before, after = first - 1, last + 1
    if sentence.is_determiner(before) or _describes(sentence, before):
        return Verdict.DOUBTFUL if sentence.has("countables", after) else Verdict.FINE
    if sentence.has("yearly", after) and (sentence.has("year_introducers", before) or not sentence.is_unit(after)):
        return Verdict.FINE
    if _measures(sentence, before, after):
        return Verdict.AMOUNT
    noun = sentence.counted(after)
    is_introduced = sentence.has("year_introducers", before)
    if noun is None or (is_introduced and noun != after and sentence.word(after).endswith("ed")):
        return _without_noun(sentence, first, last)
    if sentence.at(before).is_capitalised and sentence.is_plain_word(before) and not _is_place(sentence, before):
        return Verdict.FINE
    if is_introduced or sentence.has("months", before):
        return _behind_introducer(sentence, _phrase_start(sentence, before), noun)
    return Verdict.AMOUNT


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
    is_start = sentence.has("joiners", after) and sentence.at(after + 1).kind is Kind.VALUE
    is_end = sentence.has("joiners", before) and sentence.at(before - 1).kind is Kind.VALUE
    return (is_start and sentence.has("amount_introducers", before)) or (
        is_end and sentence.has("amount_introducers", before - 2)
    )


def _is_clause(sentence: Sentence, before: int, after: int) -> bool:
    """True for “In 2015 people moved”: the words behind the year are a subject of their own."""
    is_introduced = sentence.has("year_introducers", before) and sentence.begins_clause(before)
    return is_introduced and sentence.has("countables", after)


def _phrase_start(sentence: Sentence, before: int) -> int:
    """Index of the first word before the year that belongs to it: in May 2015, in late 2015, in the year 2015."""
    while sentence.has("year_introducers", before - 1) and not sentence.has("amount_introducers", before):
        before -= 1
    return before


def _behind_introducer(sentence: Sentence, start: int, noun: int) -> Verdict:
    """In 2013 exports rose, against: they came in 2000 boats."""
    following = sentence.at(noun + 1)
    is_verb = sentence.has("verbs", noun + 1) or (following.kind is Kind.WORD and following.text.endswith("ed"))
    if sentence.begins_clause(start):
        is_subject_apart = sentence.is_determiner(noun + 1) or sentence.has("subjects", noun + 1)
        is_alone = following.kind in {Kind.BREAK, Kind.MARK} and following.text not in {"(", "–", "—"}
        return Verdict.AMOUNT if is_subject_apart or is_alone else Verdict.FINE
    if sentence.has("amount_introducers", start):
        return Verdict.FINE if sentence.has("year_introducers", start - 1) else Verdict.AMOUNT
    return Verdict.FINE if is_verb else Verdict.AMOUNT


def _without_noun(sentence: Sentence, first: int, last: int) -> Verdict:
    before, after = first - 1, last + 1
    if sentence.has("plural_verbs", after) and first == last and not sentence.has("year_introducers", before):
        return Verdict.AMOUNT
    two_before = f"{sentence.word(before - 1)} {sentence.word(before)}"
    if any(
        sentence.has(name, before) or sentence.words.has(name, two_before)
        for name in ("approximations", "counting_verbs", "quantities")
    ):
        return Verdict.AMOUNT
    if sentence.words.has("changes", two_before):
        return Verdict.DOUBTFUL
    return Verdict.FINE
