"""Maps: the areas of a GeoJSON file, coloured by the class of their values. Nothing is requested from anywhere.

Areas are projected to the cylindrical equal-area projection whose standard parallel is the middle latitude: the size of
an area on the map is then its size on the globe, which is what readers compare, and near the middle its shape is right.
Chinese territory is drawn as the file has it: longitudes and latitudes in equal steps, with every point.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.canvas import Canvas, PointPx, px_axis
from yiwu_report.charts.chart_kind import ChartKind, ChartTexts
from yiwu_report.charts.chart_reader import ChartReader
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.marks.map_mark import (
    AreaKeys,
    AreaPhrase,
    AreaSelection,
    AreaShape,
    MapAreasPlot,
    area_rows,
    draw_areas,
    no_data_note,
    select_areas,
    unmatched,
)
from yiwu_report.charts.marks.mark_labels import lay_legend
from yiwu_report.charts.selection import ChartSelection
from yiwu_report.charts.simplify import Outlines, signed_area, simplified
from yiwu_report.model.areas import AreaFile, AreasSpec, PolygonDeg, PositionDeg
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.fields import PlainText, Word
from yiwu_report.model.problem import Fault, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized

HEIGHT_PX, NARROW_HEIGHT_PX = 560.0, 420.0  # at most
MARGIN_PX = 4.0
MOST_POINTS = 50_000  # of geometry that is not simplified
FARTHEST_PARALLEL = 60.0  # standard parallels nearer to a pole would stretch everything else
CHINA = (73.0, 3.0, 136.0, 54.0)  # west, south, east, north
_TERRITORY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?|world")
_CHINESE = re.compile(r"(CN|TW|HK|MO)(-.*)?|world")
EDGE = "axis"


class MapChart(AreaKeys, ChartBase):
    """Areas of a GeoJSON file, coloured by the class of their values."""

    other_names: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("choropleth", "geo", "polygon_map", "choropleth_map"), "draw kind: map"
    )
    is_by_area = True

    kind: Literal["map"]
    areas: AreasSpec = Field(description="the file of the areas, and the property with their names or codes")
    territory: list[Word] = Field(
        min_length=1,
        description="which territory the map shows, by codes of ISO 3166, e.g. [US] or [DE-BY]; [world] for all",
    )
    approval: PlainText | None = Field(
        None,
        description="the map approval number (审图号), shown as it stands; required for Chinese territory (CN, TW, HK, MO, world)",
    )

    @property
    def area_file(self) -> AreasSpec:
        """Where its areas come from."""
        return self.areas

    @property
    def is_chinese(self) -> bool:
        """True if it shows Chinese territory."""
        return any(_CHINESE.fullmatch(each) for each in self.territory)

    def fault_of_shape(self) -> tuple[str, Fault] | None:
        """How its keys contradict each other."""
        unknown = next((each for each in self.territory if not _TERRITORY.fullmatch(each)), None)
        if unknown is not None:
            remedy = "write two capital letters of ISO 3166, e.g. US, a part such as US-AK, or world"
            return "territory", Fault(Rule.BAD_VALUE, f'"{unknown}" is not the code of a territory', remedy)
        if self.is_chinese and self.approval is None:
            message = "a map with Chinese territory needs its approval number"
            remedy = "add approval: with the 审图号 under which the map was approved, or draw kind: tiles"
            return "territory", Fault(Rule.CHART_SHAPE, message, remedy)
        return super().fault_of_shape() or self.fault_of_class_keys()

    def remarks(self, areas: Mapping[str, AreaFile]) -> Iterator[Problem]:
        """That the areas seem to be in another territory."""
        file = areas.get(self.areas.id)
        if file is not None and not self.is_chinese and self.approval is None and file.has_any_in(*CHINA):
            message = f"some of the areas lie near China or in it, and territory: is {', '.join(self.territory)}"
            remedy = "add CN and approval:, or say in approval: why the map needs none; it is shown below the map"
            yield Problem(self.place_of("territory"), Rule.CHART_SHAPE, message, remedy)


@dataclass(frozen=True, eq=False)
class MapSelection(AreaSelection):
    """Rows with the areas that they are about."""

    file: AreaFile | None = None


@dataclass(frozen=True)
class MapPlot(MapAreasPlot):
    """Areas with their outlines."""

    file: AreaFile | None = None


def select_map(reader: ChartReader, spec: MapChart) -> ChartSelection | None:
    """The rows with their areas; None if something is wrong or unusable."""
    if spec.figures is not None:
        reader.refuse("figures", Rule.CHART_SHAPE, "a map needs a column of areas", "add table: instead of figures:")
        return None
    file, table = reader.site.areas.get(spec.areas.id), reader.table(spec.table or "")
    if table is None or file is None:
        return None
    selection = select_areas(reader, table, spec)
    if selection is None:
        return None
    points = sum(len(ring) for ring in file.rings())
    if spec.is_chinese and points > MOST_POINTS:
        message = f"the areas have {points} points, and Chinese territory is drawn with all of them"
        reader.refuse("areas", Rule.CHART_CATEGORIES, message, f"use an approved file with at most {MOST_POINTS}")
    codes = unmatched(reader, selection, lambda texts: _codes_of(texts, file), tuple(file.areas), "area")
    if len(codes) < len(selection.rows):
        return None
    return MapSelection(selection.rows, table, selection.columns, selection.label_column, file=file, codes=codes)


def _codes_of(texts: Localized, file: AreaFile) -> list[str]:
    return list(dict.fromkeys(word for text in texts.values() if (word := text.value.strip()) in file.areas))


def plot_map(selection: ChartSelection, words: ChartLabels) -> MapPlot:
    """The areas in words, those without a row too."""
    if not isinstance(selection, MapSelection) or selection.file is None:
        raise TypeError("not the rows of a map")
    rows = area_rows(selection, {area: area for area in selection.file.areas}, words)
    return MapPlot(rows, ticks=words.ticks(selection.on_scale()), words=words, file=selection.file)


def map_texts(spec: MapChart, selection: ChartSelection, words: ChartLabels) -> ChartTexts:
    """The approval number, and which areas have no row."""
    approval = (spec.approval.value.strip(),) if spec.approval else ()
    if not isinstance(selection, MapSelection) or selection.file is None:
        return ChartTexts(notes=approval)
    without = [area for area in selection.file.areas if area not in selection.codes]
    return ChartTexts(notes=(*no_data_note(without, words), *approval))


def draw_map(spec: MapChart, plot: MapPlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    classes = spec.classes_for(plot.scale_items(), spec.class_count)
    legend = lay_legend(plot.legend_of(classes), layout)
    outlines, height = _outlines(plot.file, layout, spec.is_chinese) if plot.file else ({}, 0.0)
    bottom = legend.height + height + MARGIN_PX
    canvas = Canvas(layout, bottom, px_axis(layout.width), px_axis(bottom))
    legend.draw(canvas)
    shapes = []
    for row in plot.rows:
        rings = tuple(tuple((x, y + legend.height) for x, y in ring) for ring in outlines[row.code])
        shapes.append(AreaShape(rings, row.item, _middle(rings)))
    draw_areas(canvas, shapes, classes, EDGE)
    return canvas


@lru_cache(maxsize=8)
def _outlines(file: AreaFile, layout: ChartLayout, is_as_it_is: bool) -> tuple[Mapping[str, Outlines], float]:  # noqa: FBT001
    """The outlines of each area in px below a top of 0, and the height that they take."""
    project: Callable[[PositionDeg], PointPx] = _as_it_is if is_as_it_is else EqualArea(file)
    places = {
        area: [ring for polygon in polygons for ring in _wound(polygon, project)]
        for area, polygons in file.areas.items()
    }
    points = [point for rings in places.values() for ring in rings for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    most = NARROW_HEIGHT_PX if layout.is_narrow else HEIGHT_PX
    scale = min((layout.inner - 2) / max(right - left, 1e-9), most / max(bottom - top, 1e-9))
    moved = {
        area: [[((x - left) * scale + layout.left + 1, (y - top) * scale + 1) for x, y in ring] for ring in rings]
        for area, rings in places.items()
    }
    height = (bottom - top) * scale + 2
    if is_as_it_is:
        return {area: tuple(tuple(ring) for ring in rings) for area, rings in moved.items()}, height
    return simplified(moved), height


def _as_it_is(position: PositionDeg) -> PointPx:
    """Longitude and latitude in equal steps (plate carrée)."""
    return position[0], -position[1]


class EqualArea:
    """Lambert's cylindrical equal-area projection, with the middle latitude as its standard parallel.

    The map is cut where the widest strip without any area is: a country on both sides of the antimeridian stays whole.
    """

    def __init__(self, file: AreaFile) -> None:
        latitudes = [y for ring in file.rings() for _, y in ring]
        middle = (min(latitudes) + max(latitudes)) / 2
        self.stretch = math.cos(math.radians(min(abs(middle), FARTHEST_PARALLEL)))
        self.cut = _cut(file)

    def __call__(self, position: PositionDeg) -> PointPx:
        x = position[0] + 360 if position[0] < self.cut else position[0]
        return math.radians(x) * self.stretch, -math.sin(math.radians(position[1])) / self.stretch


def _cut(file: AreaFile) -> float:
    """The longitude at which the map begins; -180 unless a strip without areas elsewhere is wider."""
    spans = sorted((min(x for x, _ in ring), max(x for x, _ in ring)) for ring in file.rings())
    widest, cut, east = spans[0][0] + 360 - max(end for _, end in spans), -180.0, spans[0][1]
    for start, end in spans:
        if start - east > widest:
            widest, cut = start - east, start
        east = max(east, end)
    return cut


def _wound(polygon: PolygonDeg, project: Callable[[PositionDeg], PointPx]) -> Iterator[list[PointPx]]:
    """The outline and those of its holes, which turn the other way, whatever the file has: holes are left out then."""
    for number, ring in enumerate(polygon):
        points = [project(position) for position in ring]
        yield points if (signed_area(points) > 0) is (number == 0) else points[::-1]


def _middle(rings: Sequence[Sequence[PointPx]]) -> PointPx:
    """A point inside the largest part: in the middle of its widest stretch at the height of its centre."""
    ring = max(rings, key=lambda each: abs(signed_area(each)))
    y = sum(y for _, y in ring) / len(ring)
    crossings = sorted(
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True)
        if (y1 <= y) is not (y2 <= y)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    start, end = max(stretches, key=lambda pair: pair[1] - pair[0], default=(ring[0][0], ring[0][0]))
    return (start + end) / 2, y


KIND = ChartKind(
    MapChart,
    select_map,
    plot_map,
    draw_map,
    {"map": "area"},
    texts=map_texts,
    can_have_panels=False,
    phrases=AreaPhrase,
)
