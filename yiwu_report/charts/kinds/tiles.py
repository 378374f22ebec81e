"""Tile maps: a square for each area, in an arrangement that is near its place, coloured by the class of its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.canvas import LINE, TICK_PX, Canvas, PointPx, Style, TextLabel, px_axis
from yiwu_report.charts.chart_kind import ChartKind, ChartTexts
from yiwu_report.charts.chart_reader import ChartReader
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.layout import ChartLayout, widest_px
from yiwu_report.charts.marks.colour_classes import ColourClasses
from yiwu_report.charts.marks.map_mark import (
    AreaKeys,
    AreaSelection,
    AreaShape,
    MapAreasPlot,
    area_rows,
    draw_areas,
    fill_rings,
    no_data_note,
    role_of,
    select_areas,
    unmatched,
)
from yiwu_report.charts.marks.mark_labels import lay_legend
from yiwu_report.charts.selection import ChartSelection, RowName
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.fields import Word
from yiwu_report.model.problem import Fault, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.tile_layout import TileLayoutSpec, named, text_in

TILE_PX, GAP_PX, NARROW_GAP_PX, PADDING_PX = 60.0, 3.0, 2.0, 2.0
LEAST_PX = 20.0  # the side of a tile
MOST_COLUMNS = 15  # such tiles fit a phone


class TilesPhrase(StrEnum):
    """A phrase of tile maps, by its key under `ui:`."""

    SCHEMATIC = "chart_tiles_schematic"


class TilesChart(AreaKeys, ChartBase):
    """A square for each area, coloured by the class of its value."""

    other_names: ClassVar[Mapping[str, str]] = {
        "tile": "draw kind: tiles",
        "tilemap": "draw kind: tiles",
        "tile_map": "draw kind: tiles",
        "tilegram": "draw kind: tiles",
        "hexmap": "draw kind: tiles",
    }
    is_by_area = True

    kind: Literal["tiles"]
    layout: Word = Field(
        description="the arrangement of the tiles: china_provinces, us_states, or the name of a file in data/layouts/"
    )

    def fault_of_shape(self) -> tuple[str, Fault] | None:
        """How its keys contradict each other."""
        return super().fault_of_shape() or self.fault_of_class_keys()


@dataclass(frozen=True, eq=False)
class TileSelection(AreaSelection):
    """Rows with the codes of their tiles."""

    layout: TileLayoutSpec | None = None


@dataclass(frozen=True)
class TilePlot(MapAreasPlot):
    """Tiles with their places, and what they are called in short."""

    layout: TileLayoutSpec | None = None
    shorts: Mapping[str, str] | None = None


def select_tiles(reader: ChartReader, spec: TilesChart) -> ChartSelection | None:
    """The rows with their tiles; None if something is wrong or unusable."""
    if spec.figures is not None:
        reader.refuse("figures", Rule.CHART_SHAPE, "tiles need a column of areas", "add table: instead of figures:")
        return None
    layout = reader.site.layouts.get(spec.layout)
    table = reader.table(spec.table or "")
    if layout is None:
        message = f'there is no layout "{spec.layout}"'
        reader.refuse_unknown("layout", Rule.BAD_VALUE, message, spec.layout, reader.site.layouts)
    if table is None or layout is None or isinstance(layout, Unusable):
        return None
    selection = select_areas(reader, table, spec)
    if selection is None:
        return None
    if _width(layout) > MOST_COLUMNS:
        message = f"a grid of {_width(layout)} columns, whose tiles are too small on a phone"
        reader.refuse("layout", Rule.CHART_CATEGORIES, message, f"arrange it in at most {MOST_COLUMNS} columns")
    codes = unmatched(reader, selection, layout.codes_of, layout.known_names(), "tile")
    if len(codes) < len(selection.rows):
        return None
    rows = tuple(
        replace(row, name=RowName(label=named(row.name.label or {}, layout.tiles[code].name)))
        for row, code in zip(selection.rows, codes, strict=True)
    )
    return TileSelection(rows, table, selection.columns, selection.label_column, layout=layout, codes=codes)


def _width(layout: TileLayoutSpec) -> int:
    return max((place.column + 1 for place in layout.places()), default=0)


def plot_tiles(selection: ChartSelection, words: ChartLabels) -> TilePlot:
    """The tiles in words, those without a row too."""
    if not isinstance(selection, TileSelection) or selection.layout is None:
        raise TypeError("not the rows of a tile map")
    layout, code = selection.layout, words.language.code
    names = {tile: text_in(spec.name, code) or tile for tile, spec in layout.tiles.items()}
    rows = area_rows(selection, names, words)
    shorts = {tile: text_in(spec.short, code) or tile for tile, spec in layout.tiles.items()}
    return TilePlot(rows, ticks=words.ticks(selection.on_scale()), words=words, layout=layout, shorts=shorts)


def tile_texts(_spec: TilesChart, selection: ChartSelection, words: ChartLabels) -> ChartTexts:
    """That it is no map, and which tiles have no row."""
    if not isinstance(selection, TileSelection) or selection.layout is None:
        return ChartTexts()
    code, tiles = words.language.code, selection.layout.tiles
    without = [text_in(tiles[tile].name, code) or tile for tile in tiles if tile not in selection.codes]
    return ChartTexts(notes=(words.say(TilesPhrase.SCHEMATIC), *no_data_note(without, words)))


@dataclass(frozen=True, slots=True)
class _TileGrid:
    """The places of the tiles in px."""

    layout: ChartLayout
    columns: int
    rows: int
    top: float

    @property
    def gap_px(self) -> float:
        """The space between tiles."""
        return NARROW_GAP_PX if self.layout.is_narrow else GAP_PX

    @property
    def side_px(self) -> float:
        """The side of a tile."""
        return min(TILE_PX, (self.layout.inner - (self.columns - 1) * self.gap_px) / self.columns)

    @property
    def bottom(self) -> float:
        """The end of the last row."""
        return self.top + self.rows * (self.side_px + self.gap_px) - self.gap_px

    def corner(self, row: int, column: int) -> PointPx:
        """The top left corner of a tile."""
        step = self.side_px + self.gap_px
        return self.layout.left + column * step, self.top + row * step


def draw_tiles(spec: TilesChart, plot: TilePlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    classes = spec.classes_for(plot.scale_items(), spec.class_count)
    legend = lay_legend(plot.legend_of(classes), layout)
    tiles = {row.code: row for row in plot.rows}
    places = [place for place in plot.layout.places() if place.code in tiles] if plot.layout else []
    columns, rows = (max((getattr(each, key) + 1 for each in places), default=1) for key in ("column", "row"))
    grid = _TileGrid(layout, columns, rows, legend.height)
    height = grid.bottom + 4
    canvas = Canvas(layout, height, px_axis(layout.width), px_axis(height))
    legend.draw(canvas)
    side, shapes = grid.side_px, []
    for place in places:
        x, y = grid.corner(place.row, place.column)
        ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
        shapes.append(AreaShape((ring,), tiles[place.code].item, (x + side / 2, y + side / 2)))
    draw_areas(canvas, shapes, classes, None)
    named = _names(plot, side)
    for place, shape in zip(places, shapes, strict=True):
        _write(canvas, shape, named[place.code], classes, side)
    return canvas


def _names(plot: TilePlot, side: float) -> Mapping[str, str]:
    """What every tile shows: its name if all of these fit, otherwise what it is called in short, or its code."""
    forms = ({row.code: row.name for row in plot.rows}, plot.shorts or {})
    for names in forms:
        if all(widest_px((name,), TICK_PX) <= side - 2 * PADDING_PX for name in names.values()):
            return names
    return {row.code: row.code for row in plot.rows}


def _write(canvas: Canvas, shape: AreaShape, name: str, classes: ColourClasses, side: float) -> None:
    """The name in the middle of a tile, with its value below if that fits."""
    numbers = classes.class_of(shape.item.mark)
    role = classes.ink_role(numbers[0]) if numbers else "ink"
    (x, y), lines = shape.middle, [(name, False)]
    value = shape.item.value
    has_space = (
        not canvas.layout.is_narrow and value and widest_px((value,), TICK_PX, bold=True) <= side - 2 * PADDING_PX
    )
    if has_space and shape.item.mark.ends:
        lines.append((value, True))
    width = max(widest_px((line,), TICK_PX, bold=bold) for line, bold in lines) / 2 + PADDING_PX
    height = len(lines) * TICK_PX * LINE / 2
    if not numbers or classes.role(numbers[0]) != classes.role(numbers[-1]):  # no stripes behind words
        corners = [(x - width, y - height), (x + width, y - height), (x + width, y + height), (x - width, y + height)]
        fill_rings(canvas, role_of(shape.item, classes), [corners])
    for at, (line, bold) in enumerate(lines):
        middle = y - height + (at + 0.5) * TICK_PX * LINE
        canvas.text(TextLabel(x, middle, (line,), Style(role, TICK_PX, bold), "middle"))


KIND = ChartKind(
    TilesChart,
    select_tiles,
    plot_tiles,
    draw_tiles,
    {"tiles": "area"},
    texts=tile_texts,
    can_have_panels=False,
    phrases=TilesPhrase,
)
