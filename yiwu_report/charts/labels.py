"""The texts of a chart in one language: values, names, series, periods, and phrases from the words file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from unicodedata import bidirectional

from yiwu_report.charts.axes.ticks import Calendar, UnitTicks
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.selection import ChartSelection, RowName
from yiwu_report.model.bound import Bound, BoundText
from yiwu_report.model.charts import LabelBy
from yiwu_report.model.data import Data, Figure, Table
from yiwu_report.model.figures import Status, UnitSpec
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Problem
from yiwu_report.model.text import Localized
from yiwu_report.quantity import Qualifier, Quantity
from yiwu_report.text.formatting import (
    Language,
    fill,
    format_figure,
    format_number,
    format_period,
    format_quantity,
    join,
    percent_of_words,
)
from yiwu_report.text.formatting.figures import WORDS as PERCENT_OF


class Phrase(StrEnum):
    """A phrase about charts of any kind, by its key under `ui:`; those of one kind are in its file."""

    NOTE_RANKED = "chart_note_ranked"
    NOTE_OVERLAP = "chart_note_overlap"
    NOTE_PANELS = "chart_note_panels"
    NOTE_PERCENTAGES = "chart_note_percentages"
    SAYS_FINDING = "chart_says_finding"
    SAYS_RANGE = "chart_says_range"
    SAYS_ROUGH = "chart_says_rough"
    SAYS_MISSING = "chart_says_missing"
    HEAD_WHAT = "chart_head_what"
    HEAD_VALUE = "chart_head_value"
    CLASS_BELOW = "chart_class_below"
    CLASS_BETWEEN = "chart_class_between"
    CLASS_FROM = "chart_class_from"
    CLASS_ALL = "chart_class_all"


# What needs an entry in the key of marks, in order: a status, then an end that isn't self-explanatory.
ENDS = (MarkEnd.OPEN, MarkEnd.BAND, MarkEnd.RANGE, MarkEnd.OUTLINE)


def key_word(style: str, look: Status | MarkEnd) -> str:
    """The key under `ui:` that explains a style, for marks of this shape, e.g. bar."""
    return f"chart_key_{style}_{look}"


def key_words(style: str) -> tuple[str, ...]:
    """All of these for a style."""
    return tuple(key_word(style, look) for look in (*Status, *ENDS))


def missing_words(language: Language, of_kinds: Iterable[str]) -> Iterator[Problem]:
    """A problem for each phrase that the language file lacks; `of_kinds`: those of the chart kinds."""
    for key in dict.fromkeys((*(str(phrase) for phrase in Phrase), *of_kinds, *PERCENT_OF)):
        if key not in language.ui:
            yield language.without_word(key)


@dataclass(frozen=True, eq=False)
class ChartLabels:
    """The texts of a chart in one language."""

    language: Language
    data: Data
    texts: Mapping[tuple[str, ...], BoundText]
    periods: Mapping[str, Localized]

    @classmethod
    def of(cls, language: Language, data: Data, bound: Bound, periods: Mapping[str, Localized]) -> ChartLabels:
        """The words of a report in this language."""
        return cls(language, data, bound.texts, periods)

    def value(self, figure: Figure | None) -> str:
        """A value with its qualifier and unit, e.g. "200多亿元"; "not published" without one."""
        if figure is None or not figure.is_published:
            return self.language.not_published
        return format_figure(figure, self.language, self.data.units).full

    def exact(self, number: int | Decimal, unit: UnitSpec, high: Decimal | None = None) -> str:
        """An exact number of a unit, or the range from it to `high`."""
        quantity = Quantity(Qualifier.EXACT, Decimal(number))
        if high is not None and high != number:
            quantity = Quantity(Qualifier.RANGE, Decimal(number), high)
        return format_quantity(quantity, unit, self.language, self.data.units).full

    def count(self, number: int | Decimal) -> str:
        """A number of marks or rows, without a unit."""
        return format_number(Decimal(number), self.language)

    def between(self, low: str, high: str) -> str:
        """From one number to another, both in words."""
        return low if low == high else fill(self.language.range, low=low, high=high)

    def ticks(self, figures: Sequence[Figure]) -> UnitTicks | None:
        """Writes the numbers of a scale in the first figure's unit."""
        return UnitTicks(figures[0].unit, self.language, self.data.units) if figures else None

    def calendar(self, periods: list[Period]) -> Calendar | None:
        """Writes the periods of a scale over these."""
        return Calendar.of(periods, self.language)

    def title(self, figure: Figure) -> str:
        """The title of a figure."""
        return self._text(("figure", figure.id, "title"), figure.title)

    def percent_of(self, figure: Figure) -> str:
        """What 100% is, of a percentage, as a sentence."""
        if figure.percent_of is not None:
            what = self._text(("figure", figure.id, "percent_of"), figure.percent_of)
        else:
            what = self.title(self.data.figures[figure.whole]) if figure.whole else ""
        return percent_of_words(figure, what, self.language)

    def column(self, table: Table, column: str) -> str:
        """The heading of a column; its id without one."""
        period = table.columns[column].period
        if period is not None:
            return self.period(period)
        title = table.columns[column].title
        return self._text(("column", table.id, column), title) if title else column

    def category(self, table: Table, column: str, category: str) -> str:
        """The name of a category."""
        label = (table.columns[column].labels or {}).get(category)
        return label[self.language.code].value if label else category

    def period(self, period: Period) -> str:
        """A time."""
        return format_period(period, self.language, self.periods)

    def name(self, name: RowName) -> str:
        """The name of a row."""
        if name.period is not None:
            return self.period(name.period)
        if name.label is not None:
            return name.label[self.language.code].value
        if name.figure is None:
            return ""
        if name.by is LabelBy.PERIOD and name.figure.period is not None:
            return self.period(name.figure.period)
        return self.title(name.figure)

    def say(self, phrase: str, **values: str) -> str:
        """An interface word about charts."""
        return self.language.word(phrase, **{key: _closed(value) for key, value in values.items()})

    def join(self, pattern: str, *parts: str) -> str:
        """Parts put together in the language's way: "list", "colon", "parenthesis", "sentences", "clauses"."""
        return join(getattr(self.language.joiners, pattern), [_closed(part) for part in parts])

    def _text(self, key: tuple[str, ...], given: Localized) -> str:
        bound = self.texts.get((*key, self.language.code))
        return bound.plain if bound else given[self.language.code].value


_LEFT_TO_RIGHT_MARK = "\u200e"


def _closed(text: str) -> str:
    """A text that a left-to-right mark ends if it is in Arabic or Hebrew: a number after it keeps its place."""
    last = next((each for char in reversed(text) if (each := bidirectional(char)) in {"L", "R", "AL"}), "L")
    return text if last == "L" else text + _LEFT_TO_RIGHT_MARK


def common_period(selection: ChartSelection, at: int) -> Period | None:
    """The period that every figure of a column has, if there is one."""
    periods = {figure.period for figure in _column(selection, at)}
    return periods.pop() if len(periods) == 1 else None


def series_names(selection: ChartSelection, words: ChartLabels) -> tuple[str, ...]:
    """The columns by their periods where those alone differ from column to column; else by their titles."""
    if selection.table is None:
        return ()
    periods = column_periods(selection)
    if periods:
        return tuple(words.period(period) for period in periods)
    return tuple(words.column(selection.table, column) for column in selection.columns)


def column_periods(selection: ChartSelection) -> tuple[Period, ...]:
    """The periods of the columns if those alone differ from column to column; otherwise none."""
    periods = [common_period(selection, at) for at in range(len(selection.columns))]
    known = [period for period in periods if period is not None]
    is_all = len(known) == len(periods) == len(set(known))
    return tuple(known) if is_all and len({each.unit_id for each in selection.figures}) == 1 else ()


def common_status(selection: ChartSelection, at: int) -> Status:
    """The status that every figure of a column has; fact if they differ."""
    return only_status(figure.status for figure in _column(selection, at))


def only_status(statuses: Iterable[Status]) -> Status:
    """The status that all of these have; fact if they differ."""
    found = set(statuses)
    return found.pop() if len(found) == 1 else Status.FACT


def _column(selection: ChartSelection, at: int) -> list[Figure]:
    cells = [row.figures[at] for row in selection.rows if not row.is_total]
    return [figure for figure in cells if figure is not None]
