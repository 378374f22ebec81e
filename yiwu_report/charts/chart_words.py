"""The texts of a chart in one language: values, names, times, and interface words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yiwu_report.charts.selection import Name
from yiwu_report.charts.ticks import UnitTicks
from yiwu_report.charts.time_ticks import Calendar
from yiwu_report.charts.words_check import Phrase
from yiwu_report.formatting import Language, format_figure, format_period, format_quantity, join, percent_of_words
from yiwu_report.model.bound import Bound, BoundText
from yiwu_report.model.charts import LabelBy
from yiwu_report.model.data import Data, Figure, Table
from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.period import Period
from yiwu_report.model.text import Localized
from yiwu_report.quantity import Qualifier, Quantity


@dataclass(frozen=True, eq=False)
class ChartWords:
    """The texts of a chart in one language."""

    language: Language
    data: Data
    texts: Mapping[tuple[str, ...], BoundText]
    periods: Mapping[str, Localized]

    @classmethod
    def of(cls, language: Language, data: Data, bound: Bound, periods: Mapping[str, Localized]) -> ChartWords:
        """The words of a report in this language."""
        return cls(language, data, bound.texts, periods)

    def value(self, figure: Figure | None) -> str:
        """A value with its qualifier and unit, e.g. "200多亿元"; "not published" where there is none."""
        if figure is None or not figure.is_published:
            return self.language.not_published
        return format_figure(figure, self.language, self.data.units).full

    def exact(self, number: int, unit: UnitSpec) -> str:
        """An exact number of a unit."""
        quantity = Quantity(Qualifier.EXACT, Decimal(number))
        return format_quantity(quantity, unit, self.language, self.data.units).full

    def ticks(self, figures: Sequence[Figure]) -> UnitTicks | None:
        """Writes the numbers of a scale in the first figure's unit."""
        return UnitTicks(figures[0].unit, self.language, self.data.units) if figures else None

    def calendar(self, periods: list[Period]) -> Calendar | None:
        """Writes the times of a scale that holds these."""
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
        """The heading of a column; its id where it has none."""
        title = table.columns[column].title
        return self._text(("column", table.id, column), title) if title else column

    def category(self, table: Table, column: str, category: str) -> str:
        """The name of a category."""
        label = (table.columns[column].labels or {}).get(category)
        return label[self.language.code].value if label else category

    def period(self, period: Period) -> str:
        """A time."""
        return format_period(period, self.language, self.periods)

    def name(self, name: Name) -> str:
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

    def say(self, phrase: Phrase, **values: str) -> str:
        """An interface word about charts."""
        return self.language.word(phrase, **values)

    def join(self, pattern: str, *parts: str) -> str:
        """Parts put together in the language's way: "list", "colon", "parenthesis", "sentences", "clauses"."""
        return join(getattr(self.language.joiners, pattern), parts)

    def _text(self, key: tuple[str, ...], given: Localized) -> str:
        bound = self.texts.get((*key, self.language.code))
        return bound.plain if bound else given[self.language.code].value
