"""Layouts of tile maps: data/layouts/<id>.yaml, and those of the generator in templates/layouts/."""

from __future__ import annotations

from collections.abc import Mapping

from yiwu_report.inputs.validate.collector import Collector, places_in
from yiwu_report.model.node import MappingEntry, Node
from yiwu_report.model.problem import Place, Unusable, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.tile_layout import EMPTY, MOST_TILES, TileLayoutSpec

OWN, BROUGHT = "data/layouts/", "templates/layouts/"


def read_layouts(documents: Mapping[str, Node], collector: Collector) -> dict[str, TileLayoutSpec | Unusable]:
    """Every layout by its id; a project's own replaces one of the generator with the same id."""
    layouts: dict[str, TileLayoutSpec | Unusable] = {}
    for folder in (BROUGHT, OWN):
        for file, node in documents.items():
            if file.startswith(folder):
                name = file.removeprefix(folder).removesuffix(".yaml")
                layouts[name] = _layout(file, node, collector) or Unusable(Place(file))
    return layouts


def _layout(file: str, node: Node, collector: Collector) -> TileLayoutSpec | None:
    is_own = file.startswith(OWN)
    aside = Collector(collector.languages if is_own else None)  # the generator's have names in some languages only
    entry = MappingEntry(Place(file), node)
    layout = aside.read(TileLayoutSpec, entry)
    if layout is not None:
        _check(layout.located(places_in(entry, deep=True)), aside)
    collector.problems += aside.problems
    return None if aside.problems else layout


def _check(layout: TileLayoutSpec, collector: Collector) -> None:
    """Each tile has one place, each place a tile, and no two tiles have the same name."""
    seen: set[str] = set()
    for place in layout.places():
        at = layout.place_of("rows", str(place.row))
        if place.code in seen:
            remedy = "give each tile one place"
            collector.refuse(at, Rule.ID_CLASH, f'the tile "{place.code}" is in the grid twice', remedy)
        elif place.code not in layout.tiles:
            remedy = did_you_mean(place.code, layout.tiles, f"add it under tiles:, or write {EMPTY * 2} for no tile")
            collector.refuse(at, Rule.BAD_VALUE, f'there is no tile "{place.code}" under tiles:', remedy)
        seen.add(place.code)
    for code in layout.tiles:
        if code not in seen:
            at = layout.place_of("tiles", code)
            collector.refuse(at, Rule.BAD_VALUE, f'the tile "{code}" has no place in the grid', "add it to rows:")
    if len(seen) > MOST_TILES:
        message = f"{len(seen)} tiles; a tile map shows at most {MOST_TILES}"
        collector.refuse(layout.place_of("rows"), Rule.CHART_CATEGORIES, message, "draw kind: map, or show a table")
    _check_names(layout, collector)


def _check_names(layout: TileLayoutSpec, collector: Collector) -> None:
    named: dict[str, str] = {code: code for code in layout.tiles}
    for code, tile in layout.tiles.items():
        for name in layout.names_of(tile):
            other = named.setdefault(name, code)
            if other != code:
                at = layout.place_of("tiles", code, "name")
                message = f'"{name}" is the name of {code}, and {other} is called so too'
                collector.refuse(at, Rule.ID_CLASH, message, "name them apart: rows are matched by names and codes")
