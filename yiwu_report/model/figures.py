"""Units, sources, figures, tables and derived figures, as declared in data/."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from yiwu_report.model.fields import (
    WORD,
    CorrectedField,
    DateField,
    DayField,
    Factor,
    FigureId,
    Flag,
    Id,
    IdKey,
    LocalizedField,
    PeriodField,
    PlainLocalized,
    PlainLocalizedOrText,
    PlainText,
    PositiveWhole,
    QuantityField,
    Share,
    SourceId,
    Spec,
    TextField,
    UnitId,
    WebAddress,
    WholeNumber,
    Word,
    fault,
    shape,
)
from yiwu_report.model.problem import did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.scalar_schemas import TEXT
from yiwu_report.model.text import Text


class UnitKind(StrEnum):
    """The kind of a unit, which determines the arithmetic it allows and its notation."""

    COUNT = "count"
    MEASURE = "measure"
    PERCENT = "percent"
    POINTS = "points"
    ORDINAL = "ordinal"
    INDEX = "index"
    DATE = "date"


class Status(StrEnum):
    """Whether a figure is a fact, a plan or a forecast."""

    FACT = "fact"
    PLAN = "plan"
    FORECAST = "forecast"


_CERTAINTY = (Status.FACT, Status.PLAN, Status.FORECAST)  # from the most to the least certain


def least_certain(statuses: Iterable[Status]) -> Status:
    """The status of what is made of figures with these statuses."""
    return max(statuses, key=_CERTAINTY.index, default=Status.FACT)


class Basis(StrEnum):
    """The price basis of a value or growth rate."""

    CONSTANT = "constant"
    CURRENT = "current"
    UNKNOWN = "unknown"


def _languages_as_keys(schema: dict[str, Any]) -> None:
    forms = schema["properties"].pop("forms")
    form_names = forms["additionalProperties"]
    schema["required"].remove("forms")
    schema["additionalProperties"] = {
        "anyOf": [TEXT, form_names],
        "description": "the pattern of a language, or its patterns by form, e.g. one and other",
    }


class UnitSpec(Spec):
    """A unit of data/units.yaml. Its other keys are languages, each with a pattern or a mapping of patterns."""

    model_config = ConfigDict(json_schema_extra=_languages_as_keys)

    kind: Annotated[UnitKind, WORD] = Field(description="count, measure, percent, points, ordinal, index or date")
    exact: Flag = Field(False, description="true for exact counts, which are not rounded")
    dimension: Word | None = Field(
        None, description="its dimension, e.g. money, area, firm, firm/park; default: the unit's own id"
    )
    additive: Flag = Field(
        True, description="false if values can't be added, e.g. temperatures; ranks, indices and points never can"
    )
    factor: Factor = Field(
        Decimal(1),
        json_schema_extra={"default": 1},
        description="conversion factor to the base unit of the dimension, e.g. 100000000; choose a base unit for which all factors are exact",
    )
    forms: dict[str, dict[str, TextField]] = Field(
        description="language -> form name -> pattern; a plain pattern is the form other"
    )


_PERCENT_OF = "for a percentage: what 100% is: the total of a share, or the base level of growth"


_MEASURE = (
    "a name for what is measured, e.g. life_expectancy: numbers of one measure with the same keys, period and status "
    "are one fact, and must agree"
)


class SourceSpec(Spec):
    """A source of data/sources.yaml."""

    title: LocalizedField = Field(description="title of the document, in every language")
    publisher: PlainLocalizedOrText | None = Field(None, description="the publisher; null if not given")
    date: DateField | None = Field(None, description="date of publication; null if not given")
    accessed: DayField | None = Field(None, description="date of access")
    url: WebAddress | None = Field(None, description="its web address")
    licence: PlainText | None = Field(
        None, description="licence of its text; null: only facts are used, no redistribution"
    )
    note: LocalizedField | None = Field(None, description="what readers need to know about it")


class Attributes(Spec):
    """Attributes of a number that a figure, a column and the defaults of a file can set."""

    source: SourceId | None = Field(None, description="a source of data/sources.yaml")
    paragraph: PositiveWhole | None = Field(None, description="the paragraph of the source, counted from 1")
    period: PeriodField | None = Field(None, description="the period it refers to")
    status: Annotated[Status, WORD] | None = Field(None, description="fact, plan or forecast")
    basis: Annotated[Basis, WORD] | None = Field(None, description="price basis: constant, current or unknown")
    percent_of: LocalizedField | None = Field(None, description=_PERCENT_OF)
    measure: Id | None = Field(None, description=_MEASURE)

    @classmethod
    def key_order(cls) -> tuple[str, ...]:
        """The names of its fields, its own first, then those it inherits."""
        shared = {name for base in cls.__bases__ if issubclass(base, Spec) for name in base.model_fields}
        return tuple(sorted(cls.model_fields, key=shared.__contains__))

    def inherit(self, outer: Attributes, *, only: Collection[str] | None = None) -> Self:
        """The same with every key that it omits (or with `only` these) as in `outer`."""
        shared = type(self).model_fields.keys() & set(only or type(outer).model_fields) - self.model_fields_set
        inherited = self.model_copy(update={name: getattr(outer, name) for name in shared})
        return inherited.located_as(outer, shared)


class NumberAttributes(Attributes):
    """The same with attributes that defaults cannot set."""

    note: LocalizedField | None = Field(None, description="what the source leaves open, or the reading we chose")
    tolerance: Share | None = Field(None, description="for about: the relative tolerance, e.g. 0.05")
    decimals: WholeNumber | None = Field(
        None, description="decimals to show, if fewer than there are; calculations use the value as it came"
    )


class WrittenAttributes(NumberAttributes):
    """The same with what can be said of a single number only."""

    update_due: DateField | None = Field(None, description="when a newer value is expected")


_PRINTED = "the printed text of the source: evidence, not a second value"


class FigureSpec(WrittenAttributes):
    """A figure of data/figures/<topic>.yaml, after `defaults` are merged in."""

    value: QuantityField | None = Field(
        description="the number, with a qualifier if it is not exact; null: not published"
    )
    date: Annotated[DateField | None, SkipJsonSchema()] = None  # for a unit of kind date; written as the value
    unit: UnitId = Field(description="a unit of data/units.yaml")
    title: LocalizedField = Field(description="title of the figure, in every language")
    printed: PlainText | None = Field(None, description=_PRINTED)
    source: SourceId = Field(description="a source of data/sources.yaml")
    status: Annotated[Status, WORD] = Field(Status.FACT, description="fact, plan or forecast")


class ColumnKind(StrEnum):
    """The kind of a column's cells."""

    LABEL = "label"
    CATEGORY = "category"
    PERIOD = "period"  # in tables of files
    FIGURE = "figure"


_KINDS_IN_YAML = [str(kind) for kind in ColumnKind if kind is not ColumnKind.PERIOD]


def _kind_in_yaml(value: object) -> ColumnKind:
    """The kind of a column whose cells stand in YAML, where each figure has its own period."""
    word = str(value).strip()
    if word in _KINDS_IN_YAML:
        return ColumnKind(word)
    if not isinstance(value, str | Text):
        raise fault(
            Rule.WRONG_SHAPE, f"{shape(value)} where a word is expected", f"use one of {', '.join(_KINDS_IN_YAML)}"
        )
    near = did_you_mean(word, _KINDS_IN_YAML, "")
    remedy = f"{near} use one of {', '.join(_KINDS_IN_YAML)}".strip()
    raise fault(Rule.BAD_VALUE, f'unknown value "{word}"', remedy)


class ColumnSpec(NumberAttributes):
    """A column of a table: labels, categories, figures, or figures by formula; a cell can override its attributes."""

    kind: Annotated[ColumnKind, BeforeValidator(_kind_in_yaml), WithJsonSchema({"enum": _KINDS_IN_YAML})] = Field(
        ColumnKind.FIGURE, description="label, category or figure"
    )
    title: LocalizedField | None = Field(None, description="heading of the column, in every language")
    labels: dict[IdKey, LocalizedField] | None = Field(
        None, description="for categories: the name of each, in every language"
    )
    unit: UnitId | None = Field(None, description="unit of its figures")
    formula: TextField | None = Field(None, description="a formula over the other columns of the row")


class CellSpec(WrittenAttributes):
    """A cell with the keys that override its column and the file's defaults."""

    value: QuantityField | None = Field(description="the number; null: not published")
    date: Annotated[DateField | None, SkipJsonSchema()] = None  # for a unit of kind date; written as the value
    printed: PlainText | None = Field(None, description=_PRINTED)


class _DefaultUnit(Spec):
    unit: UnitId | None = Field(None, description="unit of every entry without its own")


class DefaultsSpec(_DefaultUnit, Attributes):
    """Default keys for the entries of a file: each applies to every entry without its own."""


class TableSpec(Spec):
    """A table of data/tables/<name>.yaml with its rows."""

    title: LocalizedField = Field(description="title of the table, in every language")
    defaults: DefaultsSpec = Field(DefaultsSpec(), description="defaults for its cells")
    overlap: Flag = Field(False, description="true if the groups in the rows overlap and cannot be added")
    note: LocalizedField | None = Field(None, description="what readers need to know about it")
    columns: dict[IdKey, ColumnSpec] = Field(description="its columns, in order")
    rows: dict[IdKey, dict[IdKey, CellSpec | LocalizedField | str | None]] = Field(
        description="row id -> column id -> cell"
    )


class DerivedSpec(Spec):
    """A figure of data/derived.yaml, computed by its formula."""

    formula: TextField = Field(description="arithmetic over figures, e.g. parks.completed / parks.started")
    unit: UnitId = Field(description="unit of the result")
    title: LocalizedField = Field(description="title of the figure, in every language")
    decimals: WholeNumber | None = Field(None, description="decimals to show: never more than the inputs have")
    period: PeriodField | None = Field(
        None, description="the period it refers to; default: that of its inputs if they have the same"
    )
    status: Annotated[Status, WORD] | None = Field(None, description="default: the least certain status of its inputs")
    percent_of: LocalizedField | None = Field(
        None, description="for a percentage: what 100% is; default: the title of the figure its formula divides by"
    )
    note: LocalizedField | None = Field(None, description="what readers need to know about it")


class ClaimCase(Spec):
    """Words of a claim, with the condition under which they are true."""

    condition: TextField = Field(alias="if", description="a condition, e.g. row.change < 0")
    words: PlainLocalized = Field(description="the words that texts then show")


class ClaimSpec(Spec):
    """A claim of data/claims.yaml: arithmetic or a comparison that the source or our own words assert."""

    says: FigureId | None = Field(None, description="the figure whose printed value is checked against `formula`")
    formula: TextField | None = Field(None, description="the formula that should give the value of `says`")
    holds: TextField | None = Field(None, description="a condition, e.g. 6.5 < a / b < 7")
    counts: TextField | None = Field(
        None, description="a count that must be true of a table, e.g. count(projects, group='solar') == solar.count"
    )
    words: PlainLocalized | None = Field(None, description="words that texts can use while the condition is true")
    cases: list[ClaimCase] | None = Field(
        None, description="words that fit what is so: the first case whose condition certainly holds gives them"
    )
    table: Id | None = Field(None, description="for cases: the table or view whose rows `row` means in the conditions")
    title: LocalizedField | None = Field(None, description="the claim in words")
    note: LocalizedField | None = Field(None, description="the editor's explanation of the finding, in every language")
    not_comparable: LocalizedField | None = Field(None, description="why the two sides cannot be compared")
    not_checkable: LocalizedField | None = Field(None, description="why the data cannot verify it")
    source: SourceId | None = Field(None, description="the source that asserts it; omitted for our own words")
    paragraph: PositiveWhole | None = Field(None, description="paragraph of the source")


class CorrectionKind(StrEnum):
    """A correction fixes our mistake; a revision follows a change by the source."""

    CORRECTION = "correction"
    REVISION = "revision"


class CorrectionSpec(Spec):
    """An entry of data/corrections.yaml; entries are never deleted."""

    date: DayField = Field(description="date of the correction")
    figure: FigureId = Field(description="the changed figure")
    kind: Annotated[CorrectionKind, WORD] = Field(
        description="correction (our mistake) or revision (the source changed)"
    )
    before: CorrectedField = Field(description="the previous value; null: none was published")
    after: CorrectedField = Field(description="the current value; null: none is published")
    reason: LocalizedField = Field(description="why, in every language")
