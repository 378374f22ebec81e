"""What every kind of chart has in content/charts/<id>.yaml, and what the keys of charts and displayed tables refer to.

The kinds themselves are in charts/kinds/, one file each. What reads a chart without drawing it (validation, renaming,
schemas, the reference) asks its spec, and knows no kind by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Final, get_args

from pydantic import Field

from yiwu_report.model.areas import AreaFile, AreasSpec
from yiwu_report.model.fields import WORD, FigureId, Id, IdKey, LocalizedField, Spec, Word
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.problem import Fault, Place, Problem
from yiwu_report.model.rules import Rule

COLUMN_KINDS: Final = {
    ColumnKind.FIGURE: "figures",
    ColumnKind.CATEGORY: "categories",
    ColumnKind.LABEL: "labels",
    ColumnKind.PERIOD: "periods",
}


@dataclass(frozen=True, slots=True)
class TableRef:
    """Annotates a key that names the table."""


@dataclass(frozen=True, slots=True)
class FigureRef:
    """Annotates a key that names a figure, or a list of them."""


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """Annotates a key that names a column of the table, or a list of them; `is_sort`: with - for a descending order."""

    kind: ColumnKind | None  # None: any
    is_sort: bool = False


@dataclass(frozen=True, slots=True)
class CategoryRef:
    """Annotates a key whose mapping gives a category for each column of categories that it names."""


KeyReference = TableRef | FigureRef | ColumnRef | CategoryRef


class ChartColour(StrEnum):
    """A colour of charts, in the order in which they are assigned."""

    C1 = "c1"
    C2 = "c2"
    C3 = "c3"
    C4 = "c4"
    C5 = "c5"
    C6 = "c6"
    C7 = "c7"
    C8 = "c8"


@dataclass(frozen=True, slots=True)
class GivenColour:
    """An entry of content/colours.yaml."""

    colour: ChartColour
    place: Place  # of the name that has it


class LabelBy(StrEnum):
    """What labels a mark in a chart of figures."""

    TITLE = "title"
    PERIOD = "period"


class PanelOrder(StrEnum):
    """The order of small multiples."""

    VALUE = "value"
    FILE = "file"


class DataSpec(Spec):
    """Something that shows rows of a table, by keys whose annotations say what they refer to."""

    @classmethod
    def references(cls) -> Mapping[str, KeyReference]:
        """Each key that refers to something in data/, with what it refers to."""
        return {
            key: each
            for key, field in cls.model_fields.items()
            for each in field.metadata
            if isinstance(each, TableRef | FigureRef | ColumnRef | CategoryRef)
        }

    def columns_of_kind(self, kind: ColumnKind) -> tuple[str, ...]:
        """The columns of a kind that its keys name."""
        return tuple(
            name.removeprefix("-").strip()
            for key, refers in self.references().items()
            if isinstance(refers, ColumnRef) and refers.kind is kind
            for _, name in names_under(key, getattr(self, key))
        )


@dataclass(frozen=True, slots=True)
class _MisleadingKey:
    """Keys that people try for what no chart does; see docs/explanation/misleading-charts.md."""

    keys: str  # a regular expression
    rule: Rule
    why: str
    remedy: str
    is_only_from_zero: bool = False  # of charts whose marks are as long as their values

    def is_meant(self, spec: type[ChartBase], key: str) -> bool:
        """True if this is such a key, and no key of the kind."""
        applies = spec.is_from_zero or not self.is_only_from_zero
        return applies and key not in spec.model_fields and re.fullmatch(self.keys, key) is not None


_DOTS = "remove it; the dots of kind: range show small differences"
_MISLEADING: Final = (
    _MisleadingKey(
        r"(?:[xy]_?)?(?:min|range|axis|domain)|from|baseline|zero",
        Rule.BARS_FROM_ZERO,
        "{marks} must start at zero",
        _DOTS,
        is_only_from_zero=True,
    ),
    _MisleadingKey(
        r"(?:[xy]_?)?(?:log|scale)",
        Rule.BARS_FROM_ZERO,
        "{marks} start at zero, which a logarithmic scale does not have",
        "remove it; kind: line can be logarithmic",
        is_only_from_zero=True,
    ),
    _MisleadingKey(
        r"(?:[xy]_?|axis_?)?(?:reversed?|invert(?:ed)?|flip(?:ped)?)(?:_?(?:[xy]|axis))?",
        Rule.CHART_SHAPE,
        "larger values are always higher or further right",
        "remove it; sort: orders the rows",
    ),
    _MisleadingKey(
        r"[xy]2|[xy]_?axis_?2|(?:secondary|second|right|dual)(?:_?(?:[xy]|axis|[xy]_?axis))?",
        Rule.CHART_DIMENSIONS,
        "a second axis makes lines cross wherever its scale wants",
        "draw a chart for each, or kind: scatter for how two measures go together",
    ),
    _MisleadingKey(
        r"3d|three_?d|is_?3d|depth|perspective|tilt",
        Rule.CHART_SHAPE,
        "perspective makes what is nearer larger",
        "remove it; all charts are flat",
    ),
    _MisleadingKey(
        r"(?:(?:dot|point|bubble|marker)_?)?(?:radius|diameter)",
        Rule.CHART_SHAPE,
        "twice the radius is four times the area",
        "draw kind: scatter with size:, to which areas are proportional",
    ),
)


class ChartBase(DataSpec):
    """The keys of every chart kind."""

    # How other tools call what this kind draws -> what to write instead.
    other_names: ClassVar[Mapping[str, str]] = {}
    # True if marks are as long as their values, from zero on.
    is_from_zero: ClassVar[bool] = False
    # True if its marks stand for how many rows have a value.
    is_of_counts: ClassVar[bool] = False
    # True if each mark is the area of a map.
    is_by_area: ClassVar[bool] = False

    kind: str
    title: LocalizedField = Field(description="what the chart shows, in every language")
    subtitle: LocalizedField = Field(description="measure, unit and period, in every language")
    alt: LocalizedField | None = Field(None, description="alt text: what the chart shows, for people who cannot see it")
    note: LocalizedField | None = Field(None, description="what readers need to know about the data")
    table: Annotated[Id | None, TableRef()] = Field(None, description="the table to draw; or `figures`")
    figures: Annotated[list[FigureId] | None, FigureRef()] = Field(
        None, description="the figures to draw, one mark each; or `table`"
    )
    where: Annotated[dict[IdKey, Word] | None, CategoryRef()] = Field(
        None,
        description="only rows with these categories, e.g. {group: pv}; of a file also labels and periods, e.g. {year: 2007}",
    )
    labels: Annotated[LabelBy, WORD] = Field(
        LabelBy.TITLE, description="with `figures`: label marks by title or by period"
    )
    sort: Annotated[Word | None, ColumnRef(ColumnKind.FIGURE, is_sort=True)] = Field(
        None,
        description="the column to sort by (value, with `figures`); with -, largest first; default: the file's order",
    )

    facet: Annotated[Id | None, ColumnRef(None)] = Field(
        None, description="small multiples: a panel for each category, label or period of this column, on one scale"
    )
    facet_order: Annotated[PanelOrder, WORD] = Field(
        PanelOrder.VALUE, description="value: the panel with the highest value first; file: as the data has them"
    )

    @classmethod
    def kind_name(cls) -> str:
        """The word under `kind:` that asks for this kind."""
        return str(get_args(cls.model_fields["kind"].annotation)[0])

    @property
    def area_file(self) -> AreasSpec | None:
        """Where the areas of a map come from."""
        return None

    def remarks(self, _areas: Mapping[str, AreaFile]) -> Iterator[Problem]:
        """What is suspicious in its keys and its areas, though it can be drawn."""
        yield from ()

    @classmethod
    def fault_of_key(cls, key: str) -> Fault | None:
        """What is wrong with a key that would mislead, or that this kind refuses for a reason of its own."""
        found = next((each for each in _MISLEADING if each.is_meant(cls, key)), None)
        if found is None:
            return None
        kind = cls.kind_name()
        why = found.why.format(marks="areas" if kind == "area" else "bars")
        article = "an" if kind[0] in "aeiou" else "a"
        return Fault(found.rule, f'"{key}" in {article} {kind} chart: {why}', found.remedy)

    def fault_of_shape(self) -> tuple[str, Fault] | None:
        """How its keys contradict each other, with the key to report it at."""
        if self.table and self.figures is not None:
            message, remedy = "a chart with both table: and figures:", "remove table: or figures:"
        elif not self.table and not self.figures:
            message, remedy = "a chart without data", "add table: with a table, or figures: with a list of figures"
        else:
            return None
        return "figures", Fault(Rule.CHART_SHAPE, message, remedy)


def names_under(key: str, value: str | list[str] | None) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each name that a key gives, alone or in a list, with the keys that lead to it."""
    if isinstance(value, list):
        yield from (((key, str(number)), each) for number, each in enumerate(value))
    elif value is not None:
        yield (key,), value
