"""A language of the report: templates/words/<code>.yaml. A new language is a new file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property, reduce
from typing import Annotated

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from yiwu_report.model import scalar_schemas as schemas
from yiwu_report.model.fields import DecimalNumber, Spec, WholeNumber, Word, fault
from yiwu_report.model.figures import Basis, Status, UnitKind
from yiwu_report.model.number_words import NumberWords
from yiwu_report.model.problem import InvalidInput, Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.quantity import Qualifier

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def fill(pattern: str, **values: str) -> str:
    """`pattern` with each {name} replaced by its value; a name without a value stays unchanged."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), pattern)


def placeholders(pattern: str) -> list[str]:
    """The names in braces, in order."""
    return _PLACEHOLDER.findall(pattern)


def _holding(*names: str) -> AfterValidator:
    """A pattern with exactly these placeholders."""

    def check(pattern: str) -> str:
        if sorted(placeholders(pattern)) != sorted(names):
            wanted = " and ".join(f"{{{name}}}" for name in names)
            raise fault(Rule.BAD_VALUE, f'"{pattern}" is not a pattern with {wanted}', f"use {wanted} once each")
        return pattern

    return AfterValidator(check)


def _qualifier_pattern(pattern: str) -> str:
    if placeholders(pattern) not in (["all"], ["n"]):
        raise fault(
            Rule.BAD_VALUE,
            f'"{pattern}" does not say where the number goes',
            "write {all} for the number with its unit, or {n} for its digits alone",
        )
    return pattern


def _financial_year_pattern(pattern: str) -> str:
    if sorted(placeholders(pattern)) not in (["end", "start"], ["short", "start"]):
        message = f'"{pattern}" is not a pattern of a financial year'
        raise fault(Rule.BAD_VALUE, message, "write {start}, and {end} or {short}, once in it")
    return pattern


def _locale(name: str) -> str:
    try:
        Locale.parse(name)
    except (ValueError, UnknownLocaleError):
        raise fault(Rule.BAD_VALUE, f'"{name}" is not a CLDR locale', "write one such as en_GB or zh_Hans_CN") from None
    return name


def _as_written(value: object) -> str:
    """A word whose spaces matter: "; " separates two items."""
    if isinstance(value, Text) and value.value.strip():
        return value.value
    raise fault(Rule.BAD_VALUE, "no interface word", "write a text here")


KindField = Annotated[UnitKind, BeforeValidator(lambda value: value.value if isinstance(value, Text) else value)]
PageWord = Annotated[str, BeforeValidator(_as_written)]
QualifierPattern = Annotated[Word, AfterValidator(_qualifier_pattern)]
NumberPattern = Annotated[Word, _holding("n")]
RangePattern = Annotated[Word, _holding("low", "high")]
YearPattern = Annotated[Word, _holding("year")]
YearPartPattern = Annotated[Word, _holding("n", "year")]
SpanPattern = Annotated[Word, _holding("start", "end")]
FinancialYearPattern = Annotated[Word, AfterValidator(_financial_year_pattern)]
PairPattern = Annotated[Word, _holding("a", "b")]
WORDED = tuple(qualifier for qualifier in Qualifier if qualifier not in {Qualifier.EXACT, Qualifier.RANGE})


def _power_of_ten(size: DecimalNumber) -> DecimalNumber:
    if size < 10 or size != 10 ** size.adjusted():
        raise fault(Rule.BAD_VALUE, f"{size} is not a power of ten", "write one such as 1000000")
    return size


PluralPatterns = Annotated[
    dict[str, NumberPattern],
    BeforeValidator(lambda value: value if isinstance(value, dict) else {"other": value}),
    WithJsonSchema({"anyOf": [schemas.TEXT, {"type": "object", "additionalProperties": schemas.TEXT}]}),
]


class Scale(Spec):
    """A word for a large round number."""

    size: Annotated[DecimalNumber, AfterValidator(_power_of_ten)] = Field(
        description="the number it represents, e.g. 1000000"
    )
    pattern: PluralPatterns = Field(
        description="how it is combined with its number, e.g. {n} million; by CLDR's plural category where it has forms, "
        "e.g. one: {n} Million"
    )

    @model_validator(mode="after")
    def _has_other(self) -> Scale:
        if "other" not in self.pattern:
            raise fault(Rule.MISSING_KEY, "a scale without the category other", "add other under pattern")
        return self


class Adjacent(Spec):
    """How two consecutive numbers below ten are written as an estimate."""

    pattern: RangePattern = Field(description="how the two words are combined, e.g. {low} or {high}")
    words: list[Word] = Field(description="the words for one to nine", min_length=9, max_length=9)


class Numerals(Spec):
    """Numerals of the language, built from digits, tens and groups of four."""

    digits: list[Word] = Field(description="zero to nine", min_length=10, max_length=10)
    tens: list[Word] = Field(description="ten, hundred, thousand", min_length=3, max_length=3)
    groups: list[Word] = Field(description="ten thousand, a hundred million", min_length=2, max_length=2)


class Ordinals(Spec):
    """Words for ranks."""

    words: list[Word] = Field([], description="words for the first ordinals")
    patterns: dict[str, NumberPattern] = Field(description="the others by CLDR's ordinal category, e.g. one: {n}st")

    @model_validator(mode="after")
    def _has_other(self) -> Ordinals:
        if "other" not in self.patterns:
            raise fault(Rule.MISSING_KEY, "ordinals without the category other", "add other under patterns")
        return self


class PeriodPatterns(Spec):
    """How times are written: CLDR date patterns, and patterns for two of them."""

    year: Word = Field(description="date pattern of a year")
    month: Word = Field(description="date pattern of a month")
    day: Word = Field(description="date pattern of a day")
    half_years: list[YearPattern] = Field(
        ["{year} H1", "{year} H2"], description="the first and the second half of a year", min_length=2, max_length=2
    )
    quarter: YearPartPattern = Field("{year} Q{n}", description="the quarter {n} of a {year}")
    week: YearPartPattern = Field("{year} W{n}", description="the week {n} of a {year}, by ISO 8601")
    span: SpanPattern = Field(description="from one time to another")
    span_years: SpanPattern = Field(description="from one year to another; the years are digits only")
    financial_year: FinancialYearPattern = Field(
        "{start}/{short}",
        description="a financial year: {start} is its first year, {end} its last, {short} the last two digits of that",
    )
    comparison: SpanPattern = Field(description="a period ({start}) compared with an earlier one ({end})")


class Joiners(Spec):
    """How parts of a text are joined."""

    list: PairPattern = Field(description="two members of a list")
    colon: PairPattern = Field(description="a label and its content")
    parenthesis: PairPattern = Field(description="a text and a parenthetical remark")
    sentences: PairPattern = Field(description="two sentences")
    clauses: PairPattern = Field(description="two clauses of a sentence")


class Language(Spec):
    """templates/words/<code>.yaml."""

    code: Word = Field(description="the language's code in site.yaml and in texts, e.g. en")
    locale: Annotated[Word, AfterValidator(_locale)] = Field(description="its locale in CLDR, e.g. en_GB")
    html_lang: Word = Field(description="its code in HTML, e.g. zh-Hans")
    name: Word = Field(description="its own name")
    grouping_from: WholeNumber = Field(4, description="number of digits from which on digits are grouped")
    scales: list[Scale] = Field(
        [],
        description='words for large round numbers, smallest first: size: 1000000, and pattern: "{n} million" '
        'or a pattern for each of CLDR\'s plural categories, as in {one: "{n} Million", other: "{n} Millionen"}',
    )
    currencies: dict[str, Word] = Field({}, description="symbols instead of CLDR's, by currency code")
    qualifiers: dict[Qualifier, QualifierPattern] = Field(description="a pattern for each qualifier")
    qualifiers_of: dict[UnitKind, dict[Qualifier, QualifierPattern]] = Field(
        {}, description="variants of these patterns for a unit kind"
    )
    range: RangePattern = Field(description="a number to another")
    range_once: list[KindField] = Field([], description="kinds of units written once, after the second number")
    adjacent: Adjacent | None = Field(None, description="two consecutive numbers below ten in words; default: digits")
    powers: list[Word] = Field([], description="words for ten, a hundred … in an order of magnitude; default: digits")
    numerals: Numerals | None = Field(None, description="numerals for {han}; default: digits")
    ordinals: Ordinals | None = Field(None, description="ordinals for {word}; default: digits")
    periods: PeriodPatterns = Field(description="how times are written")
    not_published: Word = Field(description="shown if the source gives no value")
    status: dict[Status, Word] = Field(description="words for fact, plan and forecast")
    basis: dict[Basis, Word] = Field(description="words for constant, current and unknown prices")
    joiners: Joiners = Field(description="how parts of a text are joined")
    counting: NumberWords = Field(NumberWords(), description="patterns of numbers in prose")
    ui: dict[str, PageWord] = Field(description="interface words, by key")

    @model_validator(mode="after")
    def _is_whole(self) -> Language:
        for key, wanted, there in (
            ("qualifiers", WORDED, self.qualifiers),
            ("status", Status, self.status),
            ("basis", Basis, self.basis),
        ):
            missing = [str(member) for member in wanted if member not in there]
            if missing:
                raise fault(Rule.MISSING_KEY, f"{key} without {', '.join(missing)}", f"add it under {key}")
        return self

    @model_validator(mode="after")
    def _has_its_plurals(self) -> Language:
        """Categories of another language would never be asked for."""
        known = {*Locale.parse(self.locale).plural_form.rules, "other"}
        for scale in self.scales:
            for unknown in scale.pattern.keys() - known:
                message = f'"{unknown}" is not a plural category of {self.locale}'
                raise fault(Rule.BAD_VALUE, message, f"use one of {', '.join(sorted(known))}")
        return self

    def plural(self, forms: Mapping[str, str], number: Decimal, power: int = 0) -> str:
        """The plural form for the digits of a number as shown, by CLDR's rules: 1 park, 1.0 parks.

        `power` is that of the scale whose word follows it: French has a form (many) for what is counted
        in millions, 1,5 million d’arbres (operand e of CLDR's rules, which babel takes for zero).
        """
        is_counted_in_scale = power > 5 and "e not in 0..5" in self.babel.plural_form.rules.get("many", "")
        category = "many" if is_counted_in_scale else self.babel.plural_form(abs(number))
        return forms.get(category) or forms["other"]

    @cached_property
    def babel(self) -> Locale:
        """Its locale, for babel."""
        return Locale.parse(self.locale)

    def word(self, key: str, **values: str) -> str:
        """The interface word with this key, its {placeholders} filled; InvalidInput if it is missing."""
        if key not in self.ui:
            raise InvalidInput([self.without_word(key)])
        return fill(self.ui[key], **values)

    def without_word(self, key: str) -> Problem:
        """The problem of a word that this language lacks."""
        place = Place(f"templates/words/{self.code}.yaml")
        return Problem(place, Rule.TEMPLATE, f'no word "{key}" in the words file', f"add {key}: under ui:")

    def qualifier(self, qualifier: Qualifier, kind: UnitKind) -> str:
        """The pattern of a qualifier with a unit of this kind."""
        return self.qualifiers_of.get(kind, {}).get(qualifier) or self.qualifiers[qualifier]


def join(pattern: str, parts: Iterable[str]) -> str:
    """The parts, two by two, in a pattern of `language.joiners`; empty parts are omitted."""
    present = [part for part in parts if part]
    return reduce(lambda a, b: fill(pattern, a=a, b=b), present) if present else ""
