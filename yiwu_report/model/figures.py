"""Units, sources, figures, tables and derived figures, as editors write them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from yiwu_report.model.fields import (
    WORD,
    CorrectedField,
    Counting,
    DateField,
    DayField,
    Factor,
    Flag,
    Id,
    IdKey,
    LocalizedField,
    PeriodField,
    PlainLocalized,
    PlainLocalizedOrText,
    PlainText,
    QuantityField,
    Share,
    SourceId,
    TextField,
    UnitId,
    WebAddress,
    Whole,
    Word,
)
from yiwu_report.model.scalar_schemas import TEXT
from yiwu_report.model.spec import Spec


class UnitKind(StrEnum):
    """What a unit measures, which decides what arithmetic it allows and how it is shown."""

    COUNT = "count"
    MEASURE = "measure"
    PERCENT = "percent"
    POINTS = "points"
    ORDINAL = "ordinal"
    INDEX = "index"
    DATE = "date"


class Status(StrEnum):
    """How sure a figure is by its nature: a plan is not a fact."""

    FACT = "fact"
    PLAN = "plan"
    FORECAST = "forecast"


class Basis(StrEnum):
    """The prices a value or a growth rate is stated in."""

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
    exact: Flag = Field(False, description="true for things that are counted one by one, whose numbers are not rounded")
    dimension: Word | None = Field(
        None, description="what it measures, e.g. money, area, firm, firm/park; the unit's own id if left out"
    )
    factor: Factor = Field(
        Decimal(1),
        json_schema_extra={"default": 1},
        description="how many of the dimension’s base unit one of this unit is, e.g. 100000000; choose a base that makes all of them exact",
    )
    forms: dict[str, dict[str, TextField]] = Field(
        description="language -> form name -> pattern; a plain pattern is the form other"
    )


_PERCENT_OF = "for a percentage: what 100% is, that of which it is a share or against which it is a growth"


class SourceSpec(Spec):
    """A source of data/sources.yaml."""

    title: LocalizedField = Field(description="title of the document, in every language")
    publisher: PlainLocalizedOrText | None = Field(None, description="who published it; null where it isn't given")
    date: DateField | None = Field(None, description="when it was published; null where it isn't given")
    accessed: DayField | None = Field(None, description="the day it was read")
    url: WebAddress | None = Field(None, description="where it stands on the web")
    licence: PlainText | None = Field(None, description="licence of its text; null: facts only, no redistribution")
    note: LocalizedField | None = Field(None, description="what a reader should know of it")


class FigureSpec(Spec):
    """A figure of data/figures/<topic>.yaml, after `defaults` are merged in."""

    value: QuantityField | None = Field(
        description="the number, with a qualifier word where it isn't exact; null: not published"
    )
    date: Annotated[DateField | None, SkipJsonSchema()] = None  # for a unit of kind date; written as the value
    unit: UnitId = Field(description="a unit of data/units.yaml")
    title: LocalizedField = Field(description="what the number is, in every language")
    printed: PlainText | None = Field(
        None, description="the token as the source printed it: evidence, not a second value"
    )
    source: SourceId = Field(description="a source of data/sources.yaml")
    paragraph: Counting | None = Field(None, description="the paragraph of the source, counted from 1")
    period: PeriodField | None = Field(None, description="the time it is true for")
    status: Annotated[Status, WORD] = Field(Status.FACT, description="fact, plan or forecast")
    basis: Annotated[Basis, WORD] | None = Field(None, description="prices: constant, current or unknown")
    percent_of: LocalizedField | None = Field(None, description=_PERCENT_OF)
    note: LocalizedField | None = Field(None, description="what the source leaves open, or the reading we chose")
    tolerance: Share | None = Field(
        None, description="for about: how far off it may be, as a share of the number, e.g. 0.05"
    )
    update_due: DateField | None = Field(None, description="when a newer value is expected")


class ColumnKind(StrEnum):
    """What the cells of a column are."""

    LABEL = "label"
    CATEGORY = "category"
    FIGURE = "figure"


class ColumnSpec(Spec):
    """A column of a table: labels, categories, figures, or figures by formula."""

    kind: Annotated[ColumnKind, WORD] = Field(ColumnKind.FIGURE, description="label, category or figure")
    title: LocalizedField | None = Field(None, description="heading of the column, in every language")
    labels: dict[IdKey, LocalizedField] | None = Field(
        None, description="for a category: the name of each, in every language"
    )
    unit: UnitId | None = Field(None, description="unit of its figures")
    formula: TextField | None = Field(None, description="a formula over the other columns of the row")
    decimals: Whole | None = Field(None, description="fewer decimals than the inputs carry")
    source: SourceId | None = Field(None, description="source of its figures")
    paragraph: Counting | None = Field(None, description="paragraph of its figures")
    period: PeriodField | None = Field(None, description="period of its figures")
    status: Annotated[Status, WORD] | None = Field(None, description="status of its figures")
    basis: Annotated[Basis, WORD] | None = Field(None, description="price basis of its figures")
    percent_of: LocalizedField | None = Field(None, description="what 100% is for its percentages")
    note: LocalizedField | None = Field(None, description="a note for each of its figures")
    tolerance: Share | None = Field(None, description="tolerance of its figures")


class CellSpec(Spec):
    """A cell with what differs from its column and from the file's defaults."""

    value: QuantityField | None = Field(description="the number; null: not published")
    date: Annotated[DateField | None, SkipJsonSchema()] = None  # for a unit of kind date; written as the value
    printed: PlainText | None = None
    source: SourceId | None = None
    paragraph: Counting | None = None
    period: PeriodField | None = None
    status: Annotated[Status, WORD] | None = None
    basis: Annotated[Basis, WORD] | None = None
    percent_of: LocalizedField | None = None
    note: LocalizedField | None = None
    tolerance: Share | None = None
    update_due: DateField | None = None


class DefaultsSpec(Spec):
    """What the entries of a file share."""

    source: SourceId | None = Field(None, description="source of every entry that names none")
    paragraph: Counting | None = Field(None, description="paragraph of every entry that names none")
    period: PeriodField | None = Field(None, description="period of every entry that names none")
    status: Annotated[Status, WORD] | None = Field(None, description="status of every entry that names none")
    basis: Annotated[Basis, WORD] | None = Field(None, description="price basis of every entry that names none")
    percent_of: LocalizedField | None = Field(None, description="what 100% is for every percentage that doesn't say")
    unit: UnitId | None = Field(None, description="unit of every entry that names none")


class TableSpec(Spec):
    """A table of data/tables/<name>.yaml; `rows` may stand in <name>.csv beside it."""

    title: LocalizedField = Field(description="what the table holds, in every language")
    defaults: DefaultsSpec = Field(DefaultsSpec(), description="what its cells share")
    overlap: Flag = Field(False, description="true where the rows' groups overlap, so that they cannot be added")
    note: LocalizedField | None = Field(None, description="what a reader should know of it")
    columns: dict[IdKey, ColumnSpec] = Field(description="its columns, in order")
    rows: dict[IdKey, dict[IdKey, CellSpec | LocalizedField | str | None]] = Field(
        description="row id -> column id -> cell"
    )


class DerivedSpec(Spec):
    """A figure of data/derived.yaml, computed by its formula."""

    formula: TextField = Field(description="arithmetic over figures, e.g. parks.completed / parks.started")
    unit: UnitId = Field(description="unit of the result")
    title: LocalizedField = Field(description="what the number is, in every language")
    decimals: Whole | None = Field(None, description="decimals to show: never more than the inputs carry")
    period: PeriodField | None = Field(None, description="the time it is true for; that of its inputs where they agree")
    status: Annotated[Status, WORD] | None = Field(None, description="the least sure status of its inputs if left out")
    percent_of: LocalizedField | None = Field(
        None, description="for a percentage: what 100% is; the title of what its formula divides by, if left out"
    )
    note: LocalizedField | None = Field(None, description="the caveat a reader needs")


class ClaimSpec(Spec):
    """A claim of data/claims.yaml: arithmetic or a comparison that the source or our own words assert."""

    says: Id | None = Field(None, description="the figure whose printed value is checked against `formula`")
    formula: TextField | None = Field(None, description="what `says` should come to")
    holds: TextField | None = Field(None, description="a condition, e.g. 6.5 < a / b < 7")
    counts: TextField | None = Field(
        None, description="a count that a table must give, e.g. count(projects, group='solar') == solar.count"
    )
    words: PlainLocalized | None = Field(None, description="words that may be shown only while it holds")
    title: LocalizedField | None = Field(None, description="the claim in words")
    note: LocalizedField | None = Field(None, description="what the editor says of a finding, in every language")
    not_comparable: LocalizedField | None = Field(None, description="why the two sides cannot be compared")
    not_checkable: LocalizedField | None = Field(None, description="why nothing here can check it")
    source: SourceId | None = Field(None, description="where it is asserted; left out for our own words")
    paragraph: Counting | None = Field(None, description="paragraph of the source")


class CorrectionKind(StrEnum):
    """A correction mends our mistake; a revision follows a source that changed its own figure."""

    CORRECTION = "correction"
    REVISION = "revision"


class CorrectionSpec(Spec):
    """An entry of data/corrections.yaml; entries are never deleted."""

    date: DayField = Field(description="the day it was made")
    figure: Id = Field(description="the figure it changed")
    kind: Annotated[CorrectionKind, WORD] = Field(
        description="correction (our mistake) or revision (the source changed)"
    )
    before: CorrectedField = Field(description="the value that stood here; null: none was published")
    after: CorrectedField = Field(description="the value that stands here now; null: none is published")
    reason: LocalizedField = Field(description="why, in every language")
