"""Maps: areas have the sizes that they have on the globe; Chinese territory is drawn as the file has it, or not at all."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from chart_boxes import px
from charts_fixture import CHART, draw_case, site_of

from yiwu_report.charts.simplify import signed_area
from yiwu_report.model.problem import Unusable

Positions = list[list[float]]


def box(west: float, south: float, east: float, north: float) -> Positions:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def case_of(areas: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A map of areas, each one polygon or several."""
    features = [
        {
            "type": "Feature",
            "properties": {"id": name},
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]},
        }
        for name, rings in areas.items()
    ]
    rows = {f"r{at}": {"name": name, "v": str(at + 1)} for at, name in enumerate(areas)}
    columns = {"name": {"kind": "label"}, "v": {"unit": "firm", "title": "Value"}}
    chart = {"kind": "map", "areas": {"file": "f.geojson", "key": "id"}, "territory": ["DE"], "table": "t", **keys}
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return {"areas": {"f.geojson": text}, "tables": {"t": {"columns": columns, "rows": rows}}, "chart": chart}


def drawn(case: dict[str, Any], width: int = 720) -> dict[str, list[tuple[float, float]]]:
    """The outline of each area in px, by its row."""
    charts, problems = draw_case(case)
    assert not problems
    figure = charts[CHART, "en"].figures[width]
    layout = figure["layout"]
    return {
        trace["meta"]: [
            (px(layout["xaxis"], layout["width"], x), px(layout["yaxis"], layout["height"], y, is_y=True))
            for x, y in zip(trace["x"], trace["y"], strict=True)
            if x is not None
        ]
        for trace in figure["data"]
        if trace.get("hoveron") == "fills"
    }


def test_an_area_is_as_large_as_on_the_globe() -> None:
    north, south = box(0, 55, 20, 65), box(0, 40, 20, 50)
    found = drawn(case_of({"north": [north], "south": [south]}))
    sizes = [abs(signed_area(outline)) for outline in found.values()]
    on_globe = [math.sin(math.radians(b)) - math.sin(math.radians(a)) for a, b in ((55, 65), (40, 50))]
    assert sizes[0] / sizes[1] == pytest.approx(on_globe[0] / on_globe[1], rel=0.01)


def test_a_country_on_both_sides_of_the_antimeridian_stays_whole() -> None:
    found = drawn(case_of({"west": [box(170, 60, 180, 70)], "east": [box(-180, 60, -170, 70)]}))
    west, east = ((min(x for x, _ in ring), max(x for x, _ in ring)) for ring in found.values())
    assert west[1] == pytest.approx(east[0], abs=0.3)
    assert east[1] - west[0] > 500


def test_chinese_territory_is_neither_simplified_nor_projected() -> None:
    straight = [[100 + at / 100, 30.0] for at in range(201)]
    ring = [*straight, [102, 40], [100, 40], [100, 30]]
    case = case_of({"a": [ring]}, territory=["CN"], approval="审图号：GS（2024）0000号")
    (found,) = drawn(case).values()
    assert len(found) == len(ring)
    width, height = (max(p[at] for p in found) - min(p[at] for p in found) for at in (0, 1))
    assert height / width == pytest.approx(5)
    charts, _ = draw_case(case)
    assert "审图号：GS（2024）0000号" in charts[CHART, "en"].notes
    assert "审图号：GS（2024）0000号" in charts[CHART, "zh"].notes
    (simple,) = drawn(case_of({"a": [ring]})).values()
    assert len(simple) < 10


def test_too_many_points_that_may_not_be_simplified_are_refused() -> None:
    ring = [[100 + at / 60_000, 30.0] for at in range(50_001)] + [[102, 40], [100, 30]]
    _, problems = draw_case(case_of({"a": [ring]}, territory=["TW"], approval="No. 1"))
    assert [problem.rule for problem in problems] == ["chart-categories"]


@pytest.mark.parametrize(
    ("territory", "approval", "is_remark"),
    [(["JP"], None, True), (["JP"], "shows no Chinese territory", False), (["CN"], "No. 1", False)],
)
def test_areas_near_china_are_a_remark(territory: list[str], approval: str | None, is_remark: bool) -> None:
    keys = {"territory": territory} | ({"approval": approval} if approval else {})
    site = site_of(case_of({"a": [box(130, 31, 132, 34)]}, **keys))
    chart = site.charts[CHART]
    assert not isinstance(chart, Unusable)
    remarks = [str(each).partition(": ")[2] for each in chart.remarks(site.areas)]
    assert [each.partition(";")[0] for each in remarks] == (
        ["some of the areas lie near China or in it, and territory: is JP"] if is_remark else []
    )


def test_areas_elsewhere_are_no_remark() -> None:
    site = site_of(case_of({"a": [box(5, 50, 6, 51)]}))
    chart = site.charts[CHART]
    assert not isinstance(chart, Unusable)
    assert not list(chart.remarks(site.areas))
