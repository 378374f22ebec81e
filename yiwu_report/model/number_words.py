"""The words by which an amount in prose is distinguished from a year, a date, a name or a figure of speech."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, Field

from yiwu_report.model.fields import Flag, Spec, Word, fault
from yiwu_report.model.rules import Rule

LONGEST_PATTERN = 200  # characters; a longer one cannot be read


def _regular_expression(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise fault(
            Rule.BAD_VALUE,
            f'"{pattern}" is not a regular expression: {error}',
            "write a regular expression for Python's re",
        ) from None
    if len(pattern) > LONGEST_PATTERN:
        message = f"a regular expression of {len(pattern)} characters"
        raise fault(Rule.BAD_VALUE, message, f"split it into several of {LONGEST_PATTERN} at most")
    return pattern


Expression = Annotated[Word, AfterValidator(_regular_expression)]


class NumberWords(Spec):
    """`counting:` of a words file. Every list is optional; case matters only after digits (5G, 5 g)."""

    has_spaces: Flag = Field(True, description="false: words are not separated by spaces, and measure words count")
    idioms: list[Word] = Field([], description="phrases and names that contain numbers but no amounts")
    one_two: list[Word] = Field([], description="words for one, then for two: amounts only if they count something")
    numbers: list[Word] = Field([], description="other number words, e.g. three, twenty")
    magnitudes: list[Word] = Field([], description="words for large numbers, e.g. hundred, dozens, million")
    units: list[Word] = Field([], description="units and measure words, e.g. km, percent, years")
    moments: list[Word] = Field([], description="units that one makes a point in time of, as in one day")
    no_counts: list[Word] = Field([], description="numerals that rank where a measure word follows, e.g. 二")
    pairs: list[Word] = Field([], description="what two of are known already, e.g. 国 in 两国")
    together: list[Word] = Field([], description="what follows two things already known, e.g. 都 in 两家都")
    currencies: list[Word] = Field([], description="currency signs and codes, before or after a number")
    countables: list[Word] = Field([], description="plural nouns without a plural ending, e.g. people")
    plural_endings: list[Word] = Field([], description="how a plural noun ends, e.g. s")
    no_plurals: list[Word] = Field([], description="words that only look like plural nouns, e.g. always, perhaps")
    yearly: list[Word] = Field([], description="plural nouns that a year alone describes, e.g. 2010 prices")
    verbs: list[Word] = Field([], description="auxiliaries and common irregular past tenses, e.g. was, rose")
    plural_verbs: list[Word] = Field([], description="verbs that only a plural subject has, e.g. were")
    counting_verbs: list[Word] = Field([], description="words before an amount, e.g. totalled, reached")
    changes: list[Word] = Field([], description="what makes an amount of a year possible, e.g. grew by")
    quantities: list[Word] = Field([], description="nouns of an amount with what joins it to them, e.g. total of")
    approximations: list[Word] = Field([], description="words that only an amount follows, e.g. nearly, at least")
    qualifying_before: list[Word] = Field(
        [], description="words before a number that make it inexact, besides the qualifiers, e.g. roughly, up to"
    )
    qualifying_behind: list[Word] = Field(
        [], description="words behind a number that make it inexact, besides the qualifiers, e.g. or more, 左右"
    )
    only: list[Word] = Field([], description="words that make one count, as in only one bridge")
    determiners: list[Word] = Field([], description="words that introduce a noun already known, e.g. the, its, these")
    demonstratives: list[Word] = Field([], description="determiners that point at things just named, e.g. these")
    persons: list[Word] = Field([], description="singular nouns that one counts, as in one person died")
    function_words: list[Word] = Field(
        [], description="other words that are neither nouns nor adjectives, e.g. and, when"
    )
    year_introducers: list[Word] = Field([], description="words before a year, e.g. in, since, summer")
    amount_introducers: list[Word] = Field([], description="those after which a noun is counted, e.g. of, for, with")
    subjects: list[Word] = Field([], description="pronouns that begin a clause, e.g. it, they")
    months: list[Word] = Field([], description="names of months and their short forms")
    eras: list[Word] = Field([], description="words beside a year of another era, e.g. BC")
    clock: list[Word] = Field([], description="words after a time of day, e.g. a.m.")
    ordinal_prefixes: list[Word] = Field([], description="words that make the number after them an ordinal, e.g. 第")
    ranks: list[Word] = Field([], description="words after a number that make it a name or a rank, e.g. 号, 楼")
    clock_introducers: list[Word] = Field([], description="words before a time of day, e.g. 下午")
    clock_endings: list[Word] = Field([], description="words after a unit of the clock, e.g. 钟")
    vague: list[Word] = Field(
        [], description="words before or after a number that make it approximate, e.g. 数, 几, 余"
    )
    length_introducers: list[Word] = Field([], description="what before 年 makes a length of a round year, e.g. 过了")
    durations: list[Word] = Field([], description="words that make a number with 年 a length of time, e.g. 历史")
    references: list[Word] = Field(
        [], description="words whose number is a name, not an amount, e.g. chapter, no., type"
    )
    joiners: list[Word] = Field([], description="words between two numbers of one kind, e.g. and, to")
    fractions: list[Word] = Field([], description="second parts of a fraction, e.g. thirds, or words inside one")
    out_of: list[Word] = Field([], description="words between the numbers of a proportion, e.g. in, as in one in five")
    compound_units: list[Word] = Field([], description="what a hyphen joins to an amount, e.g. storey, man")
    of_all: list[Word] = Field([], description="what makes an amount of the number before it, e.g. of them, in all")
    years: list[Word] = Field([], description="how to write a year, {n}, so that it cannot be an amount")
    claims: list[Expression] = Field(
        [], description="comparatives, multiples and superlatives that a claim should cover, as regular expressions"
    )

    def has(self, name: str, word: str) -> bool:
        """True if the list of this name contains `word`, in any case."""
        return word.lower() in self._lowered[name]

    @cached_property
    def _lowered(self) -> dict[str, frozenset[str]]:
        lists = {name: getattr(self, name) for name in type(self).model_fields if name != "has_spaces"}
        return {name: frozenset(word.lower() for word in words) for name, words in lists.items()}

    @cached_property
    def idiom_pattern(self) -> re.Pattern[str] | None:
        """Finds an idiom, the longest one first; None without any."""
        return self._any("idioms")

    def longest(self, name: str, text: str, offset: int) -> int:
        """Length of the longest entry of a list at `offset` of `text`; 0 if there is none."""
        by_length = self._by_length[name]
        return next((n for n, words in by_length if text[offset : offset + n] in words), 0)

    def longest_before(self, name: str, text: str, offset: int) -> int:
        """Length of the longest entry of a list that ends at `offset` of `text`; 0 if none does."""
        by_length = self._by_length[name]
        return next((n for n, words in by_length if n <= offset and text[offset - n : offset] in words), 0)

    @cached_property
    def _by_length(self) -> dict[str, list[tuple[int, frozenset[str]]]]:
        """The words of each list by their lengths, the longest first."""
        return {
            name: [
                (n, frozenset(w for w in words if len(w) == n)) for n in sorted({len(w) for w in words}, reverse=True)
            ]
            for name in type(self).model_fields
            if name != "has_spaces" and (words := getattr(self, name)) is not None
        }

    def _any(self, name: str) -> re.Pattern[str] | None:
        words = sorted(getattr(self, name), key=len, reverse=True)
        if not words:
            return None
        alternatives = "|".join(re.escape(word) for word in words)
        if self.has_spaces:
            return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
        numerals = "".join(re.escape(each) for each in (*self.one_two, *self.numbers) if len(each) == 1)
        return re.compile(f"(?:{alternatives})" + (f"(?!之[{numerals}])" if numerals else ""))  # not in 十分之三
