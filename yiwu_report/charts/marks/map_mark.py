"""Areas coloured by the class of their value, as tile maps and maps have them: fills, stripes, hatching, hover texts.

An exact value has the colour of its class. A value that can be in several classes has stripes in the colours of the
lowest and the highest of them. An area without a value is hatched. Plans and forecasts have a dashed outline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from yiwu_report.charts.canvas import DIGITS, Canvas, PointPx, Stroke, tidy
from yiwu_report.charts.chart_kind import Item, LegendEntry, Plot, Swatch
from yiwu_report.charts.chart_reader import ChartReader, check_lengths
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.marks.colour_classes import MOST_DIVERGING, MOST_SEQUENTIAL, ClassKeys, ColourClasses
from yiwu_report.charts.marks.mark_labels import MarkLabels, hover_text
from yiwu_report.charts.marks.uncertainty_marks import HATCH_LINE_PX, HATCH_PX, Ring, stripes
from yiwu_report.charts.palette import light
from yiwu_report.charts.selection import ChartSelection, select_cells
from yiwu_report.model.charts import ColumnRef
from yiwu_report.model.data import Table
from yiwu_report.model.fields import Id, WholeNumber
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.model.problem import Fault, nearest
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized

MOST_SINGLE = 100  # with more areas, a fill is one path for each colour, and hover texts are at the areas' middles
STRIPE_PX, STRIPE_EVERY_PX = 4.0, 9.0
EDGE_PX, THIN_EDGE_PX, PLAN_PX = 0.75, 0.3, 1.5
MOST_LISTED = 30  # names in a note
_MOST_NAMED = 3  # in a message
DASHES = {Status.PLAN: "4px,2px", Status.FORECAST: "1.5px,2px"}


class AreaPhrase(StrEnum):
    """A phrase of charts with coloured areas, by its key under `ui:`."""

    MISSING = "chart_area_missing"
    NO_ROW = "chart_area_no_row"
    NO_ROWS = "chart_area_no_rows"
    NO_DATA = "chart_area_no_data"


class AreaKeys(ClassKeys):
    """The keys of charts that colour areas by classes of a value."""

    x: Annotated[Id | None, ColumnRef(ColumnKind.FIGURE)] = Field(None, description="the column of figures")
    y: Annotated[Id | None, ColumnRef(ColumnKind.LABEL)] = Field(
        None, description="the column of areas: their names or codes, exactly as the areas are called"
    )
    class_count: WholeNumber | None = Field(
        None, description="how many classes there are at most; default: 5, or 7 around a middle"
    )

    def fault_of_class_keys(self) -> tuple[str, Fault] | None:
        """How the keys of the classes contradict each other, with the key to report it at."""
        most = MOST_SEQUENTIAL if self.middle is None else MOST_DIVERGING
        if self.class_count is not None and (self.breaks is not None or not 2 <= self.class_count <= most):
            remedy = f"write a number from 2 to {most}, or breaks: alone"
            return "class_count", Fault(Rule.CHART_COLOURS, f"class_count: {self.class_count}", remedy)
        return super().fault_of_class_keys()


@dataclass(frozen=True, eq=False)
class AreaSelection(ChartSelection):
    """Rows with the codes of their areas."""

    codes: tuple[str, ...] = ()


def select_areas(reader: ChartReader, table: Table, spec: AreaKeys) -> ChartSelection | None:
    """The rows with their values, before their areas are looked up; None if something is wrong or unusable."""
    column = reader.column_or_first("x", table, spec.x, ColumnKind.FIGURE)
    label = reader.column_or_first("y", table, spec.y, ColumnKind.LABEL)
    if reader.problems or column is None or label is None:
        return None
    selection = select_cells(reader, table, [column], label)
    if selection is not None:
        check_lengths(reader, selection.figures, "x")
    return selection


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area by its code, with its mark; the mark of one without a row is missing."""

    code: str
    name: str
    item: Item

    @property
    def items(self) -> tuple[Item, ...]:
        """Its mark."""
        return (self.item,)


def area_rows(selection: AreaSelection, names: Mapping[str, str], words: ChartLabels) -> tuple[AreaRow, ...]:
    """A row for each area, those without data too; `names`: by their codes."""
    labels, none = MarkLabels(selection, words), words.say(AreaPhrase.NO_DATA)
    given = {
        code: AreaRow(code, words.name(row.name), labels.item(row, 0, "c1"))
        for code, row in zip(selection.codes, selection.rows, strict=True)
    }
    return tuple(
        given.get(code) or AreaRow(code, name, Item(Mark(MarkEnd.MISSING), "", hover_text(name, none)))
        for code, name in names.items()
    )


@dataclass(frozen=True)
class MapAreasPlot(Plot[AreaRow]):
    """Areas by their codes."""

    words: ChartLabels | None = None

    def legend_of(self, classes: ColourClasses) -> tuple[LegendEntry, ...]:
        """An entry for each class, and one for areas without a value."""
        if self.words is None or self.ticks is None:
            return ()
        entries = classes.legend(self.ticks, self.words)
        if any(not item.mark.ends for item in self.scale_items()):
            entries += (LegendEntry("axis", self.words.say(AreaPhrase.MISSING), swatch=Swatch.HATCH),)
        return entries


@dataclass(frozen=True)
class AreaShape:
    """An area on the canvas: the outlines of its parts and of their holes, and where its hover text is."""

    rings: tuple[Ring, ...]
    item: Item
    middle: PointPx


def draw_areas(canvas: Canvas, shapes: Sequence[AreaShape], classes: ColourClasses, edge: str | None) -> None:
    """Fills areas with the colours of their classes; `edge`: the role of their outlines."""
    groups: dict[str, list[AreaShape]] = {}
    is_single = len(shapes) <= MOST_SINGLE
    for shape in shapes:
        fill = role_of(shape.item, classes)
        groups.setdefault(shape.item.figure_id if is_single and shape.item.figure_id else fill, []).append(shape)
    for same in groups.values():
        first, hover = same[0].item, {}
        edge_px = EDGE_PX if is_single else THIN_EDGE_PX
        if is_single and len(same) == 1:
            hover = {"hoveron": "fills", "hoverinfo": "text", "text": first.hover, "meta": first.figure_id}
        fill_rings(
            canvas, role_of(first, classes), (ring for shape in same for ring in shape.rings), edge, edge_px, **hover
        )
        if not hover:
            _hover(canvas, same)
    bands: dict[str, list[Ring]] = {}
    for shape in shapes:
        for role, rings in _uncertainty(shape, classes):
            bands.setdefault(role, []).extend(rings)
        _draw_edge(canvas, shape)
    for role, rings in bands.items():
        fill_rings(canvas, role, rings)


def role_of(item: Item, classes: ColourClasses) -> str:
    """The colour that an area is filled with: that of its lowest class."""
    numbers = classes.class_of(item.mark)
    return classes.role(numbers[0]) if numbers else "paper"


def fill_rings(
    canvas: Canvas, role: str, rings: Iterable[Ring], edge: str | None = None, edge_px: float = 0.0, **more: Any
) -> None:
    """Fills outlines; as a trace, over which texts are written, while shapes are drawn over all of them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        closed = [*ring, ring[0]]
        x += [*(tidy(px, DIGITS) for px, _ in closed), None]
        y += [*(tidy(py, DIGITS) for _, py in closed), None]
    line = {"width": edge_px if edge else 0, "color": light(edge or role), "simplify": False}
    look = {"mode": "lines" if edge else "none", "line": line, "fill": "toself", "fillcolor": light(role), "text": ""}
    canvas.trace({"type": "scatter", "x": x[:-1], "y": y[:-1], **look, **more})


def _hover(canvas: Canvas, shapes: Sequence[AreaShape]) -> None:
    """Invisible points with the hover texts."""
    x, y = ([tidy(shape.middle[at], DIGITS) for shape in shapes] for at in (0, 1))
    texts = {"hoverinfo": "text", "hovertext": [shape.item.hover for shape in shapes]}
    ids = [shape.item.figure_id for shape in shapes]
    canvas.trace({"type": "scatter", "mode": "none", "x": x, "y": y, "customdata": ids, "meta": "areas", **texts})


def _uncertainty(shape: AreaShape, classes: ColourClasses) -> Iterator[tuple[str, list[Ring]]]:
    """The bands over an area, with their colour: hatching without a value, stripes of the highest of several classes."""
    numbers = classes.class_of(shape.item.mark)
    if not numbers:
        yield "axis", [band for ring in shape.rings for band in stripes(ring, HATCH_PX, HATCH_LINE_PX)]
    elif classes.role(numbers[0]) != classes.role(numbers[-1]):
        bands: list[Ring] = [band for ring in shape.rings for band in stripes(ring, STRIPE_EVERY_PX, STRIPE_PX)]
        yield classes.role(numbers[-1]), bands


def _draw_edge(canvas: Canvas, shape: AreaShape) -> None:
    """The outline of an area without a value, and of a plan or a forecast."""
    if not shape.item.mark.ends:
        stroke = Stroke(line="axis", width_px=EDGE_PX)
    elif shape.item.status in DASHES:
        stroke = Stroke(line="ink", width_px=PLAN_PX, dash=DASHES[shape.item.status])
    else:
        return
    for ring in shape.rings:
        canvas.polygon(ring, stroke)


def unmatched(
    reader: ChartReader,
    selection: ChartSelection,
    codes_of: Callable[[Localized], Sequence[str]],
    names: Sequence[str],
    what: str,
) -> tuple[str, ...]:
    """The code of the area of each row; fewer with a problem if rows have none, or one together."""
    first: dict[str, str] = {}
    unknown: list[str] = []
    for row in selection.rows:
        texts = row.name.label or {}
        name = next((text.value.strip() for text in texts.values()), "")
        codes = codes_of(texts)
        if len(codes) != 1:
            unknown.append(name)
        elif codes[0] in first:
            message = f'two rows for the {what} {codes[0]}: "{first[codes[0]]}" and "{name}"'
            remedy = "choose rows with where:, or make a view with one row for each"
            reader.refuse("y", Rule.CHART_SHAPE, message, remedy)
            return ()
        else:
            first[codes[0]] = name
    if unknown:
        listed = "; ".join(_with_nearest(name, names) for name in unknown[:_MOST_NAMED])
        more = f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
        count = f"{len(unknown)} row{'' if len(unknown) == 1 else 's'}"
        remedy = f"call each as the {what}s are called, or leave it out with where:"
        reader.refuse("y", Rule.CHART_SHAPE, f"{count} with no {what}: {listed}{more}", remedy)
    return tuple(first)


def _with_nearest(name: str, names: Sequence[str]) -> str:
    near = nearest(name, names, most=1)
    return f'"{name}" (nearest: "{near[0]}")' if near else f'"{name}"'


def no_data_note(names: Sequence[str], words: ChartLabels) -> tuple[str, ...]:
    """A note on the areas without a row: their names, or how many they are."""
    if len(names) > MOST_LISTED:
        return (words.say(AreaPhrase.NO_ROWS, n=str(len(names))),)
    return (words.say(AreaPhrase.NO_ROW, names=words.join("list", *names)),) if names else ()
