"""Units, sources, figures, tables and derived figures, as editors write them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from yiwu_report.model.fields import (
    Flag,
    Id,
    LocalizedField,
    Number,
    PeriodField,
    QuantityField,
    TextField,
    Whole,
    Word,
)
from yiwu_report.model.spec import Spec
from yiwu_report.model.text import Text


class UnitKind(StrEnum):
    """What a unit measures, which decides how it may be reckoned with and shown."""

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
    """The prices a value or a growth rate is reckoned in."""

    CONSTANT = "constant"
    CURRENT = "current"
    UNKNOWN = "unknown"


class UnitSpec(Spec):
    """A unit of data/units.yaml. Its other keys are languages, each with a pattern or a mapping of patterns."""

    kind: UnitKind = Field(description="count, measure, percent, points, ordinal, index or date")
    exact: Flag = Field(False, description="true for things that are counted one by one, whose numbers are not rounded")
    dimension: Word | None = Field(
        None, description="what it measures, e.g. money, area, firm, firm/park; the unit's own id if left out"
    )
    factor: Number = Field(
        Decimal(1), description="how many of the dimension's base unit one of this unit is, e.g. 100000000"
    )
    forms: dict[str, dict[str, Text]] = Field(
        description="language -> form name -> pattern; a plain pattern is the form other"
    )


class SourceSpec(Spec):
    """A source of data/sources.yaml."""

    title: LocalizedField = Field(description="title of the document, in every language")
    publisher: TextField | LocalizedField | None = Field(
        None, description="who published it; null where it isn't given"
    )
    date: PeriodField | None = Field(None, description="when it was published; null where it isn't given")
    accessed: PeriodField | None = Field(None, description="the day it was read")
    url: Word | None = Field(None, description="where it stands on the web")
    licence: TextField | None = Field(None, description="licence of its text; null: facts only, no redistribution")
    note: LocalizedField | None = Field(None, description="what a reader should know of it")


class FigureSpec(Spec):
    """A figure of data/figures/<topic>.yaml, after `defaults` are merged in."""

    value: QuantityField | None = Field(
        description="the number, with a qualifier word where it isn't exact; null: not published"
    )
    date: PeriodField | None = Field(None, description="for a unit of kind date: set by the loader from value")
    unit: Id = Field(description="a unit of data/units.yaml")
    title: LocalizedField = Field(description="what the number is, in every language")
    printed: TextField | None = Field(
        None, description="the token as the source printed it: evidence, not a second value"
    )
    source: Id = Field(description="a source of data/sources.yaml")
    paragraph: Whole | None = Field(None, description="the paragraph of the source, counted from 1")
    period: PeriodField | None = Field(None, description="the time it is true for")
    status: Status = Field(Status.FACT, description="fact, plan or forecast")
    basis: Basis | None = Field(None, description="prices: constant, current or unknown")
    note: LocalizedField | None = Field(None, description="what the source leaves open, or the reading we chose")
    tolerance: Number | None = Field(
        None, description="for about: how far off it may be, as a share of the number, e.g. 0.05"
    )
    update_due: PeriodField | None = Field(None, description="when a newer value is expected")


class ColumnKind(StrEnum):
    """What the cells of a column are."""

    LABEL = "label"
    CATEGORY = "category"
    FIGURE = "figure"


class ColumnSpec(Spec):
    """A column of a table: labels, categories, figures, or figures by formula."""

    kind: ColumnKind = Field(ColumnKind.FIGURE, description="label, category or figure")
    title: LocalizedField | None = Field(None, description="heading of the column, in every language")
    labels: dict[str, LocalizedField] | None = Field(
        None, description="for a category: the name of each, in every language"
    )
    unit: Id | None = Field(None, description="unit of its figures")
    formula: TextField | None = Field(None, description="a formula over the other columns of the row")
    decimals: Whole | None = Field(None, description="fewer decimals than the inputs carry")
    source: Id | None = Field(None, description="source of its figures")
    paragraph: Whole | None = Field(None, description="paragraph of its figures")
    period: PeriodField | None = Field(None, description="period of its figures")
    status: Status | None = Field(None, description="status of its figures")
    basis: Basis | None = Field(None, description="price basis of its figures")
    note: LocalizedField | None = Field(None, description="a note for each of its figures")
    tolerance: Number | None = Field(None, description="tolerance of its figures")


class CellSpec(Spec):
    """A cell with what differs from its column and from the file's defaults."""

    value: QuantityField | None = Field(description="the number; null: not published")
    date: PeriodField | None = None
    printed: TextField | None = None
    source: Id | None = None
    paragraph: Whole | None = None
    period: PeriodField | None = None
    status: Status | None = None
    basis: Basis | None = None
    note: LocalizedField | None = None
    tolerance: Number | None = None
    update_due: PeriodField | None = None


class DefaultsSpec(Spec):
    """What the entries of a file share."""

    source: Id | None = Field(None, description="source of every entry that names none")
    paragraph: Whole | None = Field(None, description="paragraph of every entry that names none")
    period: PeriodField | None = Field(None, description="period of every entry that names none")
    status: Status | None = Field(None, description="status of every entry that names none")
    basis: Basis | None = Field(None, description="price basis of every entry that names none")
    unit: Id | None = Field(None, description="unit of every entry that names none")


class TableSpec(Spec):
    """A table of data/tables/<name>.yaml; `rows` may stand in <name>.csv beside it."""

    title: LocalizedField = Field(description="what the table holds, in every language")
    defaults: DefaultsSpec = Field(DefaultsSpec(), description="what its cells share")
    overlap: Flag = Field(False, description="true where the rows' groups overlap, so that they cannot be added")
    note: LocalizedField | None = Field(None, description="what a reader should know of it")
    columns: dict[Id, ColumnSpec] = Field(description="its columns, in order")
    rows: dict[Id, dict[Id, CellSpec | LocalizedField | str | None]] = Field(description="row id -> column id -> cell")


class DerivedSpec(Spec):
    """A figure of data/derived.yaml, computed by its formula."""

    formula: TextField = Field(description="arithmetic over figures, e.g. parks.completed / parks.started")
    unit: Id = Field(description="unit of the result")
    title: LocalizedField = Field(description="what the number is, in every language")
    decimals: Whole | None = Field(None, description="decimals to show: never more than the inputs carry")
    period: PeriodField | None = Field(None, description="the time it is true for; that of its inputs where they agree")
    status: Status | None = Field(None, description="the least sure status of its inputs if left out")
    note: LocalizedField | None = Field(None, description="the caveat a reader needs")


class ClaimSpec(Spec):
    """A claim of data/claims.yaml: arithmetic or a comparison that the source or our own words assert."""

    says: Id | None = Field(None, description="the figure whose printed value is checked against `formula`")
    formula: TextField | None = Field(None, description="what `says` should come to")
    holds: TextField | None = Field(None, description="a condition, e.g. 6.5 < a / b < 7")
    counts: TextField | None = Field(
        None, description="a count that a table must give, e.g. count(projects, group='geely') == geely.count"
    )
    words: LocalizedField | None = Field(None, description="words that may be shown only while it holds")
    title: LocalizedField | None = Field(None, description="the claim in words")
    note: LocalizedField | None = Field(None, description="what the editor says of a finding, in every language")
    not_comparable: LocalizedField | None = Field(None, description="why the two sides cannot be compared")
    not_checkable: LocalizedField | None = Field(None, description="why nothing here can check it")
    source: Id | None = Field(None, description="where it is asserted; left out for our own words")
    paragraph: Whole | None = Field(None, description="paragraph of the source")


class CorrectionKind(StrEnum):
    """A correction mends our mistake; a revision follows a source that changed its own figure."""

    CORRECTION = "correction"
    REVISION = "revision"


class CorrectionSpec(Spec):
    """An entry of data/corrections.yaml; entries are never deleted."""

    date: PeriodField = Field(description="the day it was made")
    figure: Id = Field(description="the figure it changed")
    kind: CorrectionKind = Field(description="correction (our mistake) or revision (the source changed)")
    before: QuantityField = Field(description="the value that stood here")
    after: QuantityField = Field(description="the value that stands here now")
    reason: LocalizedField = Field(description="why, in every language")
