"""Small lines in the rows of a table: one measure over time, as SVG whose accessible name says what the line shows.

A line is no more certain than its values: it is solid only between exact facts, stops where nothing is published, and
marks what is uncertain as line charts do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from yiwu_report.charts.mark import Mark, MarkEnd, marks_of
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status
from yiwu_report.model.period import Period, PeriodKind, first_day
from yiwu_report.model.table_display import DisplayedTable, SparklineScale
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language, format_figure, format_number, format_period, join

_WIDTH_PX, _HEIGHT_PX, _MARGIN_PX = 96, 24, 4
_KEYS = (Status.PLAN, Status.FORECAST, MarkEnd.OPEN, MarkEnd.BAND, MarkEnd.RANGE, MarkEnd.OUTLINE)
_SVG = Markup('<svg class="sparkline" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>')
_LAYERS = ("band", "unsure", "line", "slices", "ring", "dot")
_FEWEST_WITH_EXTREMES = 3
_Row = Sequence[Figure | None]  # a line's figures in the order of its periods


@dataclass(frozen=True, slots=True)
class Sparklines:
    """The lines of a table by row, their heading, and what readers need to know about them."""

    title: str
    of: Mapping[str, Markup]
    keys: tuple[str, ...]


def sparklines_of(displayed: DisplayedTable, language: Language, context: Context) -> Sparklines:
    """A line for each row that has a published value, on one scale or each on its own."""
    frame, words = displayed.frame[list(displayed.sparkline)], Words(language)
    rows = {
        str(row): [cell if isinstance(cell, Figure) else None for cell in cells]
        for row, cells in zip(frame.index, frame.itertuples(index=False, name=None), strict=True)
    }
    periods = list(displayed.sparkline.values())
    writer = _LineWriter(periods, language, context)
    figures = [figure for row in rows.values() for figure in row if figure]
    marks = marks_of(figures)
    lines = {}
    for row, values in rows.items():
        if any(marks[figure.id].ends for figure in values if figure):
            scaled = figures if displayed.spec.sparkline_scale is SparklineScale.TABLE else filter(None, values)
            drawn = _drawn(values, marks, _positions(periods), [end for each in scaled for end in marks[each.id].ends])
            lines[row] = _SVG.format(_WIDTH_PX, _HEIGHT_PX, writer.alt(values), drawn)
    looks = {*(figure.status for figure in figures), *(mark.end for mark in marks.values())}
    keys = [words(f"table_lines_{displayed.spec.sparkline_scale}", **writer.ends(figures, marks))]
    keys += [words(f"chart_key_line_{each}") for each in _KEYS if each in looks]
    if any(figure is None or not figure.is_published for row in rows.values() for figure in row):
        keys.append(words("table_lines_gap"))
    whole = Period(PeriodKind.SPAN, "", (periods[0].parts[0], periods[-1].parts[-1]))
    return Sparklines(format_period(whole, language, context.site.spec.periods), lines, tuple(keys))


def _positions(periods: Sequence[Period]) -> list[float]:
    """Where each period stands from left to right, in px: distances are those of time."""
    days = [first_day(period.parts[0]).toordinal() for period in periods]
    one = (_WIDTH_PX - 2 * _MARGIN_PX) / (days[-1] - days[0])
    return [_MARGIN_PX + one * (day - days[0]) for day in days]


def _drawn(row: _Row, marks: Mapping[str, Mark], positions: Sequence[float], ends: Sequence[float]) -> Markup:
    """The paths of a line between the lowest and the highest of these ends."""
    line = _Line(min(ends), max(ends))
    points: list[_Point | None] = []  # None: a gap
    for x, figure in zip(positions, row, strict=True):
        mark = marks[figure.id] if figure else Mark(MarkEnd.MISSING)
        is_sure = figure is not None and figure.status is Status.FACT and mark.end is MarkEnd.CLOSED
        points.append(_Point(x, line.height(mark.middle), is_sure) if mark.ends else None)
        line.mark_uncertainty(x, mark)
    for one, other in pairwise(points):
        if one and other:
            line.connect(one, other)
    for before, point, after in zip([None, *points], points, [*points[1:], None], strict=False):
        if point and (before is after is None or (point is points[-1] and point.is_sure)):
            line.add("dot" if point.is_sure else "unsure", f"M{point}h0")
    return line.paths


@dataclass(frozen=True, slots=True)
class _Point:
    """A point of a line, in px."""

    x: float
    y: float
    is_sure: bool

    def __str__(self) -> str:
        return f"{_number(self.x)} {_number(self.y)}"


@dataclass(frozen=True, eq=False)
class _Line:
    """The paths of one line, by class, on its scale."""

    low: float
    high: float
    parts: dict[str, str] = field(default_factory=dict)

    def height(self, value: float) -> float:
        """Where a value stands, in px from the top."""
        if self.low == self.high:
            return _HEIGHT_PX / 2
        return _HEIGHT_PX - _MARGIN_PX - (_HEIGHT_PX - 2 * _MARGIN_PX) * (value - self.low) / (self.high - self.low)

    def add(self, name: str, path: str) -> None:
        """Add to the path of a class."""
        self.parts[name] = self.parts.get(name, "") + path

    def mark_uncertainty(self, x: float, mark: Mark) -> None:
        """Bars over the interval of a value, slices beyond an open one, a ring at an upper limit."""
        y = self.height(mark.sure)
        if len(mark.ends) > 1:
            low, high = (_number(self.height(end)) for end in mark.ends)
            self.add("band", f"M{_number(x)} {low}V{high}")
        elif mark.end is MarkEnd.OUTLINE:
            self.add("ring", f"M{_number(x - 2)} {_number(y)}a2 2 0 1 0 4 0a2 2 0 1 0-4 0")
        elif mark.end is MarkEnd.OPEN:
            away = 1 if mark.sure < 0 else -1
            for distance in (2, 4):
                self.add("slices", f"M{_number(x - 2)} {_number(y + away * distance)}h4")

    def connect(self, one: _Point, other: _Point) -> None:
        """A piece of line, solid between certain values; one that begins where the last one ends continues it."""
        name = "line" if one.is_sure and other.is_sure else "unsure"
        is_next = self.parts.get(name, "").endswith((f"L{one}", f"M{one}"))
        self.add(name, f"L{other}" if is_next else f"M{one}L{other}")

    @property
    def paths(self) -> Markup:
        """The paths, what is uncertain below what is certain."""
        drawn = [(name, self.parts[name]) for name in _LAYERS if name in self.parts]
        return Markup("").join(Markup('<path class="{}" d="{}"/>').format(*each) for each in drawn)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, eq=False)
class _LineWriter:
    """Says in words what lines show."""

    periods: Sequence[Period]
    language: Language
    context: Context

    def alt(self, row: _Row) -> str:
        """The first and the last value with their periods, the lowest and the highest where that is certain, and gaps."""
        words, clauses = Words(self.language), []
        known = [
            (figure, period) for figure, period in zip(row, self.periods, strict=True) if figure and figure.quantity
        ]
        (first, first_period), (last, last_period) = known[0], known[-1]
        if len(known) == 1:
            clauses = [words("table_line_only", value=self._value(first), period=self._period(first_period))]
        else:
            start = {"first": self._value(first), "first_period": self._period(first_period)}
            end = {"last": self._value(last), "last_period": self._period(last_period)}
            clauses = [words("table_line_ends", **start, **end)]
        for word, sign in (("lowest", 1), ("highest", -1)):
            at = _certainly_least([_ends(figure, sign) for figure, _ in known])
            if at is not None:
                value, period = self._value(known[at][0]), self._period(known[at][1])
                clauses.append(words(f"table_line_{word}", value=value, period=period))
        if len(known) < len(row):
            numbers = {"n": len(known), "all": len(row)}
            written = {key: format_number(Decimal(number), self.language) for key, number in numbers.items()}
            clauses.append(words("table_line_gaps", **written))
        return join(self.language.joiners.clauses, clauses)

    def ends(self, figures: Sequence[Figure], marks: Mapping[str, Mark]) -> Mapping[str, str]:
        """The lowest and the highest value of all lines, for the words about their scale."""
        known = [figure for figure in figures if marks[figure.id].ends]
        if not known:
            return {"low": "—", "high": "—"}
        low = min(known, key=lambda figure: marks[figure.id].ends[0])
        high = max(known, key=lambda figure: marks[figure.id].ends[-1])
        return {"low": self._value(low), "high": self._value(high)}

    def _value(self, figure: Figure) -> str:
        return format_figure(figure, self.language, self.context.data.units).full

    def _period(self, period: Period) -> str:
        return format_period(period, self.language, self.context.site.spec.periods)


_Ends = tuple[Fraction | None, Fraction | None]  # None: unbounded


def _ends(figure: Figure, sign: int) -> _Ends:
    """Where a published figure lies; with the sign -1, mirrored at zero."""
    interval = figure.interval or (figure.quantity.interval if figure.quantity else None)
    low, high = (interval.low, interval.high) if interval else (None, None)
    return (low, high) if sign > 0 else (None if high is None else -high, None if low is None else -low)


def _certainly_least(ends: Sequence[_Ends]) -> int | None:
    """The position of the first value that no other one can be below; None for fewer than three, or if all are equal."""
    if len(ends) < _FEWEST_WITH_EXTREMES or len(set(ends)) == 1:
        return None
    for at, (_, high) in enumerate(ends):
        others = [low for number, (low, _) in enumerate(ends) if number != at]
        if high is not None and all(low is not None and high <= low for low in others):
            return at
    return None
