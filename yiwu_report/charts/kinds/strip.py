"""Strips and beeswarms: a dot for each row along a scale, by group, with the median of each group."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.axes.value_axis import BOTTOM_PX, ValueScale, draw_bottom_axis, scale_below, value_scale
from yiwu_report.charts.canvas import LINE, NAME_PX, TICK_PX, Axis, Canvas, Stroke, Style, TextLabel, px_axis
from yiwu_report.charts.chart_kind import ChartKind, ChartTexts, Item, Plot
from yiwu_report.charts.chart_reader import ChartReader, check_count, check_lengths
from yiwu_report.charts.labels import ChartLabels, Phrase, key_word
from yiwu_report.charts.layout import NARROW, ChartLayout, widest_px, wrap
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.dot_swarm import (
    DotName,
    SwarmPen,
    dot_px,
    place_names,
    reach_px,
    row_heights,
    swarm_lanes,
)
from yiwu_report.charts.marks.mark_labels import MarkLabels
from yiwu_report.charts.marks.value_bins import intervals_of, median_of, rounded_ends
from yiwu_report.charts.notes import key_of
from yiwu_report.charts.selection import ChartSelection, SelectedRow, categories_of, select_cells, select_listed
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.fields import WORD, Id, Word
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Interval

MOST_DOTS, MOST_GROUPS, MOST_NAMED_MISSING = 3000, 12, 6
MOST_SWARM_PX = 1200.0  # of all groups of a beeswarm on a narrow screen
LANE_GAP_PX, GROUP_GAP_PX, NAME_GAP_PX, TOP_PX, MARK_PX = 1.0, 18.0, 14.0, 4.0, 4.0
LEAST_BAND_PX = 24.0


class StripForm(StrEnum):
    """Whether dots may overlap."""

    STRIP = "strip"
    BEESWARM = "beeswarm"


class StripPhrase(StrEnum):
    """A phrase of strips, by its key under `ui:`."""

    MEDIAN = "chart_strip_median"
    COUNT = "chart_strip_count"
    SAYS_ENDS = "chart_strip_ends"
    NOTE_MEDIAN = "chart_strip_note_median"
    NOTE_OVERLAPPING = "chart_strip_note_overlapping"
    NOTE_MISSING = "chart_strip_note_missing"


class StripChart(ChartBase):
    """A dot for each row along a scale, by group."""

    other_names: ClassVar[Mapping[str, str]] = {
        "beeswarm": "write kind: strip and form: beeswarm",
        "swarm": "write kind: strip and form: beeswarm",
        "boxplot": "draw kind: strip, which shows every value and the median",
        "box": "draw kind: strip, which shows every value and the median",
    }

    kind: Literal["strip"]
    x: Annotated[Id | None, ColumnRef(ColumnKind.FIGURE)] = Field(None, description="the column of figures")
    y: Annotated[Id | None, ColumnRef(ColumnKind.CATEGORY)] = Field(
        None, description="a category column: a strip for each category"
    )
    form: Annotated[StripForm, WORD] = Field(
        StripForm.STRIP, description="strip: dots may overlap; beeswarm: they are moved apart"
    )
    name: list[Word] | None = Field(None, description="rows that are named beside their dots, by their key or label")


def select_strip(reader: ChartReader, spec: StripChart) -> ChartSelection | None:
    """The rows with their groups; None if something is wrong or unusable."""
    selection = select_listed(reader, spec.figures) if spec.figures else _select_rows(reader, spec)
    if selection is None:
        return None
    key = "figures" if spec.figures else "x"
    check_lengths(reader, selection.figures, key)
    check_count(reader, key, len(selection.rows), MOST_DOTS, "dots; choose rows with where:, or draw kind: histogram")
    check_count(reader, "y", len(_groups(selection)), MOST_GROUPS, "groups; choose groups with where:")
    for wanted in spec.name or ():
        if not any(wanted in _keys(row) for row in selection.rows):
            known = [row.figures[0].row or "" for row in selection.rows if row.figures[0]]
            reader.refuse_unknown("name", Rule.CHART_SHAPE, f'no row of the chart is called "{wanted}"', wanted, known)
    if not reader.problems and spec.form is StripForm.BEESWARM:
        height = _swarm_px(selection)
        if height > MOST_SWARM_PX:
            message = f"the beeswarm would be {height:.0f} px high on a phone"
            remedy = "write form: strip, draw kind: histogram, or choose rows with where:"
            reader.refuse("form", Rule.CHART_CATEGORIES, message, remedy)
    return selection


def _select_rows(reader: ChartReader, spec: StripChart) -> ChartSelection | None:
    table = reader.table(spec.table or "")
    column = reader.column_or_first("x", table, spec.x, ColumnKind.FIGURE) if table else None
    if table is None or column is None:
        return None
    if spec.y and reader.column("y", table, spec.y, ColumnKind.CATEGORY) is None:
        return None
    naming = (ColumnKind.LABEL, ColumnKind.PERIOD)
    label = next((key for key, each in table.columns.items() if each.kind in naming), None)
    return select_cells(reader, table, [column], label, spec.y)


def _keys(row: SelectedRow) -> frozenset[str]:
    """What a row can be called: its key, its label in any language, the id of its figure."""
    figure, label = row.figures[0], row.name.label
    ids = [each for each in (figure.row, figure.id) if each] if figure else []
    return frozenset([*ids, *(text.value for text in (label or {}).values())])


def _groups(selection: ChartSelection) -> list[str | None]:
    """The categories that rows have, in the table's order; one group without a category column."""
    if selection.table is None or selection.colour_column is None:
        return [None]
    shown = {row.category for row in selection.rows}
    return [each for each in (*categories_of(selection), None) if each in shown]


def _swarm_px(selection: ChartSelection) -> float:
    """The height of the dots of all groups at the narrowest width."""
    layout, size = ChartLayout(NARROW), dot_px(len(selection.rows))
    marks = [selection.marks[figure.id] for figure in selection.figures]
    scale = value_scale(None, (end for mark in marks for end in mark.ends), 4)
    axis = Axis(layout.left + size, layout.right - size, scale.low, scale.high)
    height = 0.0
    for group in _groups(selection):
        figures = [row.figures[0] for row in selection.rows if row.category == group]
        own = [mark for each in figures if each and (mark := selection.marks[each.id]).ends]
        lanes = swarm_lanes([(axis.px(mark.ends[0]), axis.px(mark.ends[-1]) + size) for mark in own])
        height += (max(lanes, default=0) - min(lanes, default=0) + 1) * (size + LANE_GAP_PX)
    return height


@dataclass(frozen=True, slots=True)
class StripGroup:
    """The dots of a group, each with its name and value in words, and what its row can be called."""

    name: str
    items: tuple[Item, ...]
    names: tuple[str, ...]
    keys: tuple[frozenset[str], ...]
    median: Interval | None
    median_words: str
    missing: str  # "not published: …"


def plot_strip(selection: ChartSelection, words: ChartLabels) -> Plot[StripGroup]:
    """The chart in words."""
    return Plot(tuple(_plotted(selection, words)), ticks=words.ticks(selection.on_scale()))


def _plotted(selection: ChartSelection, words: ChartLabels) -> Iterator[StripGroup]:
    made = MarkLabels(selection, words)
    for group in _groups(selection):
        rows = [row for row in selection.rows if row.category == group]
        items = [made.item(row, 0, "c1") for row in rows]
        names = [words.name(row.name) for row in rows]
        said = [words.join("colon", name, item.value) if name else "" for name, item in zip(names, items, strict=True)]
        missing = [name for name, item in zip(names, items, strict=True) if not item.mark.ends]
        median = _median(rows)
        name = ""
        if group is not None and selection.table is not None and selection.colour_column is not None:
            name = words.category(selection.table, selection.colour_column, group)
        yield StripGroup(
            name,
            tuple(items),
            tuple(said),
            tuple(_keys(row) for row in rows),
            median,
            _median_words(median, rows, selection, words),
            _missing_words(missing, words),
        )


def _median(rows: Sequence[SelectedRow]) -> Interval | None:
    known = [each for each in intervals_of([row.figures[0] for row in rows]) if each is not None]
    return median_of(known) if known else None


def _median_words(
    median: Interval | None, rows: Sequence[SelectedRow], selection: ChartSelection, words: ChartLabels
) -> str:
    """The median to a thousandth of the spread of all values, or the two numbers between which it is."""
    if median is None:
        return ""
    ends = [end for mark in selection.marks.values() for end in mark.ends]
    spread = (max(ends) - min(ends)) or abs(max(ends)) or 1.0
    finest = Decimal(1).scaleb(math.floor(math.log10(spread)) - 3)
    low, high = rounded_ends(median, finest)
    unit = next(row.figures[0].unit for row in rows if row.figures[0] is not None)
    return words.say(StripPhrase.MEDIAN, n=words.exact(low, unit, high))


def _missing_words(names: Sequence[str], words: ChartLabels) -> str:
    if not names:
        return ""
    listed = words.join("list", *names) if len(names) <= MOST_NAMED_MISSING and any(names) else words.count(len(names))
    return words.join("colon", words.value(None), listed)


@dataclass(frozen=True)
class _PlacedGroup:
    """A group with its places, in px from its top."""

    group: StripGroup
    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    missing: tuple[str, ...]
    names: tuple[DotName, ...]
    named: tuple[int, ...]  # the places of their dots, in the order of `names`
    lanes: tuple[int, ...]
    dots_top: float  # of the highest lane
    middle: float  # of lane 0
    dots_bottom: float
    height: float


@dataclass(frozen=True)
class _Strips:
    """The scale of all groups, and where their dots begin."""

    layout: ChartLayout
    left: float
    axis: Axis
    scale: ValueScale
    size_px: float


def draw_strip(spec: StripChart, plot: Plot[StripGroup], layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    strips = _strips(plot, layout)
    groups = [_place(spec, group, strips) for group in plot.rows]
    bottom = TOP_PX + sum(each.height for each in groups)
    canvas = Canvas(layout, bottom + MARK_PX + BOTTOM_PX + 2, strips.axis, px_axis(bottom + MARK_PX + BOTTOM_PX + 2))
    pen = SwarmPen(canvas, strips.size_px, is_overlapping=spec.form is StripForm.STRIP)
    y = TOP_PX
    for each in groups:
        for value, _ in strips.scale.ticks:  # behind the dots, and not behind the words above and below them
            at = canvas.x.px(value)
            canvas.polyline(
                [(at, y + each.dots_top), (at, y + each.dots_bottom)], Stroke(line="grid", width_px=1, layer="below")
            )
        _draw_group(pen, each, y, strips)
        y += each.height
    pen.finish()
    x, line = strips.left - strips.size_px, Stroke(line="axis", width_px=1, layer="below")
    canvas.polyline([(x, bottom), (layout.right, bottom)], line)
    draw_bottom_axis(canvas, strips.scale.ticks, (bottom, bottom + MARK_PX))
    return canvas


def _strips(plot: Plot[StripGroup], layout: ChartLayout) -> _Strips:
    items = list(plot.scale_items())
    size = dot_px(len(items))
    titles = [wrap(group.name, layout.longest_name, NAME_PX) for group in plot.scale_rows if group.name]
    medians = [wrap(group.median_words, layout.longest_name, TICK_PX) for group in plot.scale_rows]
    left = layout.left
    if not layout.is_narrow and titles:
        words_px = [widest_px(title, NAME_PX) for title in titles] + [widest_px(each, TICK_PX) for each in medians]
        left += max(words_px) + NAME_GAP_PX
    reaches = [reach_px(item.mark, size) for item in items if item.mark.ends] or [(size / 2, size / 2)]
    before, beyond = (max(each) for each in zip(*reaches, strict=True))
    ends = [end for item in items for end in item.mark.ends]
    ends_px = (left + before, layout.right - beyond)
    scale, axis = scale_below(plot.ticks, ends, 4 if layout.is_narrow else 7, layout, ends_px)
    return _Strips(layout, left + before, axis, scale, size)


def _place(spec: StripChart, group: StripGroup, strips: _Strips) -> _PlacedGroup:
    layout, size = strips.layout, strips.size_px
    longest = layout.longest_name
    title = wrap(group.name, longest, NAME_PX) if group.name else ()
    subtitle = wrap(group.median_words, longest, TICK_PX) if group.median_words else ()
    missing = wrap(group.missing, layout.right - strips.left, TICK_PX) if group.missing else ()
    named = _named(spec, group)
    start = strips.left if group.name and not layout.is_narrow else layout.left
    places = [(strips.axis.px(group.items[at].mark.middle), group.names[at]) for at in named]
    names = place_names(places, layout, start)
    shown = [item.mark for item in group.items if item.mark.ends]
    lanes = [0] * len(shown)
    if spec.form is StripForm.BEESWARM:
        reaches = [(mark.ends, reach_px(mark, size)) for mark in shown]
        px = strips.axis.px
        lanes = swarm_lanes([(px(ends[0]) - before, px(ends[-1]) + after) for ends, (before, after) in reaches])
    pitch = size + LANE_GAP_PX
    above = max(lanes, default=0) * pitch + size / 2
    below = -min(lanes, default=0) * pitch + size / 2
    if above + below < LEAST_BAND_PX:
        above = below = LEAST_BAND_PX / 2
    words_px = len(title) * NAME_PX * LINE + len(subtitle) * TICK_PX * LINE
    is_beside = not layout.is_narrow and bool(title)
    top = (0.0 if is_beside else words_px) + sum(row_heights(names)) + (4.0 if names else 0.0)
    bottom = top + above + below
    after = len(missing) * TICK_PX * LINE
    height = max(bottom + after, words_px) + GROUP_GAP_PX
    return _PlacedGroup(
        group, title, subtitle, missing, tuple(names), tuple(named), tuple(lanes), top, top + above, bottom, height
    )


def _named(spec: StripChart, group: StripGroup) -> list[int]:
    """The places of the dots with names: those asked for, the least and the greatest; in the order of their places."""
    shown = [at for at, item in enumerate(group.items) if item.mark.ends and group.names[at]]
    by_value = sorted(shown, key=lambda at: group.items[at].mark.middle)
    called = [at for at in shown if not group.keys[at].isdisjoint(spec.name or ())]
    return list(dict.fromkeys([*by_value[:1], *called, *by_value[-1:]]))


def _draw_group(pen: SwarmPen, each: _PlacedGroup, y: float, strips: _Strips) -> None:
    canvas, layout = pen.canvas, strips.layout
    shown = [item for item in each.group.items if item.mark.ends]
    pitch = strips.size_px + LANE_GAP_PX
    places = {id(item): y + each.middle - lane * pitch for item, lane in zip(shown, each.lanes, strict=True)}
    _draw_names(canvas, each, y, places)
    median = each.group.median
    if median is not None and median.low is not None and median.high is not None:
        for stroke in (Stroke(line="paper", width_px=4), Stroke(line="ink", width_px=1.5, dash="5px,3px")):
            for end in dict.fromkeys((median.low, median.high)):
                x = canvas.x.px(float(end))
                canvas.polyline([(x, y + each.dots_top), (x, y + each.dots_bottom)], stroke)
    for item in shown:
        pen.draw(item, places[id(item)])
    is_beside = not layout.is_narrow and bool(each.title)
    x, anchor = (strips.axis.start_px - NAME_GAP_PX, "right") if is_beside else (layout.left, "left")
    words_px = len(each.title) * NAME_PX * LINE + len(each.subtitle) * TICK_PX * LINE
    top = y + (max(each.middle - words_px / 2, 0.0) if is_beside else 0.0)
    canvas.text(TextLabel(x, top + len(each.title) * NAME_PX * LINE / 2, each.title, Style(size_px=NAME_PX), anchor))
    top += len(each.title) * NAME_PX * LINE + len(each.subtitle) * TICK_PX * LINE / 2
    canvas.text(TextLabel(x, top, each.subtitle, Style("muted", TICK_PX), anchor))
    bottom = y + each.dots_bottom + len(each.missing) * TICK_PX * LINE / 2
    canvas.text(TextLabel(strips.left, bottom, each.missing, Style("muted", TICK_PX)))


def _draw_names(canvas: Canvas, each: _PlacedGroup, y: float, places: Mapping[int, float]) -> None:
    """The names above the dots, each with a line to its dot."""
    heights = row_heights(each.names)
    base = y + each.dots_top - 4.0
    for name, at in zip(each.names, each.named, strict=True):
        bottom = base - sum(heights[: name.row])
        middle = bottom - heights[name.row] / 2
        end = places[id(each.group.items[at])]
        canvas.polyline([(name.x, bottom), (name.x, end)], Stroke(line="axis", width_px=1, layer="below"))
        canvas.text(TextLabel(name.left, middle, name.lines, Style(size_px=TICK_PX)))


def strip_texts(spec: StripChart, selection: ChartSelection, words: ChartLabels) -> ChartTexts:
    """What is said of the groups, of overlapping dots and of the line at the median."""
    groups = list(_plotted(selection, words))
    pairs = [
        (item.mark.middle, name)
        for each in groups
        for item, name in zip(each.items, each.names, strict=True)
        if item.mark.ends
    ]
    says = [words.join("colon", each.name, each.median_words) for each in groups if each.median_words]
    missing = sum(not item.mark.ends for each in groups for item in each.items)
    count = words.say(StripPhrase.COUNT, n=words.count(len(pairs)))
    if len(pairs) > 1 and selection.label_column:
        pairs.sort(key=lambda pair: pair[0])
        says.insert(0, words.say(StripPhrase.SAYS_ENDS, low=pairs[0][1], high=pairs[-1][1]))
    notes = [words.say(StripPhrase.NOTE_MEDIAN)] if any(each.median_words for each in groups) else []
    if spec.form is StripForm.STRIP:
        notes.append(words.say(StripPhrase.NOTE_OVERLAPPING))
    if missing:
        notes.append(words.say(StripPhrase.NOTE_MISSING, n=words.count(missing)))
    sentences = [words.say(Phrase.SAYS_FINDING, title=each) for each in says]
    key = dict(key_of(selection, words, "dot"))
    if MarkEnd.RANGE in key:  # drawn as a bar's, without dots at its ends
        key[MarkEnd.RANGE] = words.say(key_word("bar", MarkEnd.RANGE))
    return ChartTexts(says=(count, *sentences), notes=tuple(notes), key=tuple(key.items()))


KIND = ChartKind(
    StripChart,
    select_strip,
    plot_strip,
    draw_strip,
    {"strip": "dot", "beeswarm": "dot"},
    form=lambda spec: spec.form,
    texts=strip_texts,
    phrases=StripPhrase,
)
