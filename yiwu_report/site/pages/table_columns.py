"""What is decided for a column of a table as a whole: its heading with the unit, the bars and the shades of its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from yiwu_report.charts.mark import Mark, MarkEnd, marks_of
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.quantity import Qualifier
from yiwu_report.site.report import Context
from yiwu_report.text.formatting import Language, format_figure, format_period, join


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The heading of a column, and what its cells need not say: their unit, their status."""

    text: str
    is_number: bool
    has_unit: bool
    status: Status | None  # of all its cells, where that is the same
    language: Language  # with a unit in the heading, without words such as million: numbers are seen by their length

    def value(self, figure: Figure, context: Context) -> str:
        """A figure of the column, without the unit that its heading has; an order of magnitude keeps its own."""
        shown = format_figure(figure, self.language, context.data.units)
        return shown.value if self.has_unit and figure.is_published and not _is_class(figure) else shown.full


def figures_in(cells: Iterable[object]) -> list[Figure]:
    """The figures among the cells of a column."""
    return [cell for cell in cells if isinstance(cell, Figure)]


def column_head(table: Table, name: str, cells: Sequence[object], language: Language, context: Context) -> ColumnHead:
    """The heading of a column with these cells, e.g. "Investment (亿元, plan)"."""
    column = table.columns[name]
    bound = context.bound.texts.get(("column", table.id, name, language.code))
    title = bound.plain if bound else str((column.title or {}).get(language.code, name))
    if column.period is not None:
        title = format_period(column.period, language, context.site.spec.periods)
    figures = figures_in(cells)
    unit = _common_unit(figures, language, context)
    statuses = {figure.status for figure in figures}
    status = statuses.pop() if len(statuses) == 1 else None
    remarks = [] if unit is None or _says(title, unit) else [unit]
    if status is not None and status is not Status.FACT:
        remarks.append(language.status[status])
    text = join(language.joiners.parenthesis, [title, join(language.joiners.list, remarks)]) if remarks else title
    in_digits = language if unit is None else language.model_copy(update={"scales": []})
    return ColumnHead(text, column.kind is ColumnKind.FIGURE, unit is not None, status, in_digits)


def _says(title: str, unit: str) -> bool:
    """True for "Number of firms" and firms; 人口 does not say 人."""
    return re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", title, re.IGNORECASE) is not None


def _is_class(figure: Figure) -> bool:
    """True for an order of magnitude, which is written with its unit: 百亿元级."""
    return figure.quantity is not None and figure.quantity.qualifier is Qualifier.CLASS


def _common_unit(figures: Sequence[Figure], language: Language, context: Context) -> str | None:
    """The unit as it stands behind most of the numbers; None where one of them can't do without its own."""
    shown = [figure for figure in figures if figure.is_published and not _is_class(figure)]
    units = [format_figure(figure, language, context.data.units).unit for figure in shown]
    if not units or "" in units or len({figure.unit_id for figure in shown}) > 1:
        return None
    return Counter(units).most_common(1)[0][0]


@dataclass(frozen=True, slots=True)
class ColumnBars:
    """The bars of a column: SVG by figure, and the interface words that explain their ends."""

    of: Mapping[str, Markup]
    keys: tuple[str, ...]


_WIDTH, _HEIGHT, _SLICES = 100.0, 8, 6.0  # in units of a bar's own; an open end is three slices long
_KEYS = (
    *(each for each in Status if each is not Status.FACT),
    MarkEnd.OPEN,
    MarkEnd.BAND,
    MarkEnd.RANGE,
    MarkEnd.OUTLINE,
)


def bars_of(figures: Sequence[Figure]) -> ColumnBars:
    """A bar for each published figure, all from one zero and on one scale, with ends as charts draw them.

    Solid: certain. Hatched: possible. Slices: open beyond the number. An outline: the number shown or less.
    """
    marks = marks_of(figures)
    ends = [0.0, *(end for mark in marks.values() for end in mark.ends)]
    low, high = min(ends), max(ends)
    has_open = any(mark.end is MarkEnd.OPEN for mark in marks.values())
    room = _WIDTH - (_SLICES if has_open else 0.0) * (2 if low < 0 < high else 1)
    start = _SLICES if has_open and low < 0 else 0.0
    scale = _Scale(start - room * low / (high - low), room / (high - low)) if high > low else _Scale(0.0, 0.0)
    looks = {*(figure.status for figure in figures), *(mark.end for mark in marks.values())}
    return ColumnBars(
        {figure.id: _bar(marks[figure.id], figure.status, scale) for figure in figures if marks[figure.id].ends},
        tuple(f"chart_key_bar_{each}" for each in _KEYS if each in looks),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where zero is, and how long one is."""

    zero: float
    one: float

    def at(self, value: float) -> float:
        """The position of a value."""
        return self.zero + self.one * value


def _bar(mark: Mark, status: Status, scale: _Scale) -> Markup:
    zero, sure = scale.at(0.0), scale.at(mark.sure)
    sign = -1.0 if mark.sure < 0 else 1.0
    far = scale.at(mark.far if mark.far is not None else mark.sure)
    parts = {"hollow" if mark.end is MarkEnd.OUTLINE else "sure": _box(zero, zero if mark.spans_zero else sure)}
    if mark.end is MarkEnd.OPEN:
        parts["slices"] = "".join(f"M{_number(sure + sign * step)} 0v{_HEIGHT}" for step in (1.5, 3.5, 5.5))
    elif mark.far is not None:
        parts["hatch"] = _hatch(*sorted((sure, far)))
        parts["hollow"] = _box(sure, far)
    if status is not Status.FACT and "sure" in parts:
        parts["hollow"] = parts.get("hollow", "") + parts["sure"]
    paths = Markup("").join(Markup('<path class="{}" d="{}"/>').format(*each) for each in parts.items() if each[1])
    attributes = Markup('<svg class="bar {}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">')
    return attributes.format(status) + paths + Markup("</svg>")


def _box(start: float, end: float) -> str:
    left, right = sorted((start, end))
    return f"M{_number(left)} 0h{_number(right - left)}v{_HEIGHT}H{_number(left)}z" if right > left else ""


def _hatch(left: float, right: float) -> str:
    """Diagonals two units apart."""
    count = int((right - left) // 2)
    return "".join(f"M{_number(left + 2 * number)} {_HEIGHT}l2-{_HEIGHT}" for number in range(count))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


SHADES = 5


def shades_of(figures: Sequence[Figure]) -> Mapping[str, int]:
    """A shade from 1 to 5 for each figure that is certainly within one fifth of the span of the column."""
    marks = {key: mark for key, mark in marks_of(figures).items() if mark.ends}
    ends = [end for mark in marks.values() for end in mark.ends]
    if not ends or min(ends) == max(ends):
        return {}
    low, step = min(ends), (max(ends) - min(ends)) / SHADES
    found = {}
    for key, mark in marks.items():
        fifths = {min(int((end - low) / step), SHADES - 1) + 1 for end in mark.ends}
        is_bounded = mark.end in {MarkEnd.CLOSED, MarkEnd.BAND, MarkEnd.RANGE}
        is_last = mark.end is MarkEnd.OPEN and fifths == {SHADES}
        if len(fifths) == 1 and (is_bounded or is_last):
            found[key] = fifths.pop()
    return found
