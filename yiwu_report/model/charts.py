"""Charts as declared in content/charts/<id>.yaml."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from yiwu_report.model.fields import WORD, Flag, Id, IdKey, IdOrIds, LocalizedField, PositiveWhole, Spec, Word


class Orientation(StrEnum):
    """The direction of the bars."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class LabelBy(StrEnum):
    """What labels a mark in a chart of figures."""

    TITLE = "title"
    PERIOD = "period"


class ChartBase(Spec):
    """What every kind of chart says."""

    title: LocalizedField = Field(description="what the chart shows, in every language")
    subtitle: LocalizedField = Field(description="measure, unit and period, in every language")
    alt: LocalizedField | None = Field(None, description="alt text: what the chart shows, for people who cannot see it")
    note: LocalizedField | None = Field(None, description="what readers need to know about the data")
    table: Id | None = Field(None, description="the table to draw; or `figures`")
    figures: list[Id] | None = Field(None, description="the figures to draw, one mark each; or `table`")
    where: dict[IdKey, Word] | None = Field(None, description="only rows with these categories, e.g. {group: pv}")
    labels: Annotated[LabelBy, WORD] = Field(
        LabelBy.TITLE, description="with `figures`: label marks by title or by period"
    )
    sort: Word | None = Field(
        None,
        description="the column to sort by (value, with `figures`); with -, largest first; default: the file's order",
    )


class BarChart(ChartBase):
    """Bars from zero: horizontal or vertical, one column or several side by side, coloured by a category."""

    kind: Literal["bar"]
    x: IdOrIds | None = Field(None, description="the column of figures; several: grouped bars")
    y: Id | None = Field(None, description="the column of labels")
    colour: Id | None = Field(None, description="a category column that colours the bars")
    orientation: Annotated[Orientation, WORD] = Field(Orientation.HORIZONTAL, description="horizontal or vertical")
    total: Id | None = Field(None, description="a derived figure drawn as the last bar, separate from the rows")


class DumbbellChart(ChartBase):
    """Two values of each row, connected by a line: before and after."""

    kind: Literal["dumbbell"]
    start: Id = Field(description="the column of the earlier values")
    end: Id = Field(description="the column of the later values")
    y: Id | None = Field(None, description="the column of labels")


class RangeChart(ChartBase):
    """The interval of each value, with both bounds as dots."""

    kind: Literal["range"]
    x: Id | None = Field(None, description="the column of figures")
    y: Id | None = Field(None, description="the column of labels")


class WaffleChart(ChartBase):
    """Squares that show a part of a total."""

    kind: Literal["waffle"]
    part: Id = Field(description="the figure of the part")
    whole: Id = Field(description="the figure of the total")
    per_square: PositiveWhole = Field(1, description="how many things one square represents")


class LineChart(ChartBase):
    """A column over time: rows are periods."""

    kind: Literal["line"]
    x: Id = Field(description="the column of periods (a label column with years, months or days)")
    y: IdOrIds = Field(description="the column or columns of figures")
    log: Flag = Field(False, description="true: a logarithmic axis, stated on the chart")


ChartSpec = Annotated[BarChart | DumbbellChart | RangeChart | WaffleChart | LineChart, Field(discriminator="kind")]
