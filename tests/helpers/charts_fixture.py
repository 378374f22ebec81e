"""Small reports for charts: a case of tests/charts/*.yaml as the values that `draw_charts` takes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from words import language, read, unit

from yiwu_report.charts import draw_charts
from yiwu_report.charts.canvas import check_figures
from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.derive import shape
from yiwu_report.inputs.tabular.geojson import read_areas
from yiwu_report.model.areas import AreaFile
from yiwu_report.model.bound import Bound, BoundChart, BoundText, Html
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.data import Data
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.figures import CellSpec, DerivedSpec, FigureSpec, TableSpec, UnitSpec
from yiwu_report.model.problem import Place, Problem, Unusable
from yiwu_report.model.site import Site, SiteSpec
from yiwu_report.model.text import Text
from yiwu_report.model.tile_layout import TileLayoutSpec
from yiwu_report.text.formatting import Language

CASES = Path(__file__).parent.parent / "charts"
LANGUAGES = ("zh", "en")
CHART = "case"
FILE = f"content/charts/{CHART}.yaml"


@cache
def units() -> dict[str, UnitSpec]:
    return {key: unit(entry) for key, entry in read(CASES / "units.yaml").items()}


def languages() -> dict[str, Language]:
    return {code: language(code) for code in LANGUAGES}


@cache
def layouts() -> dict[str, TileLayoutSpec]:
    """The layouts of tile maps that the generator brings along."""
    folder = CASES.parent.parent / "templates" / "layouts"
    return {path.stem: TileLayoutSpec.model_validate(texts(read(path))) for path in folder.glob("*.yaml")}


def texts(value: Any) -> Any:
    """As `load` hands it on: every scalar a `Text`, null as None."""
    if isinstance(value, Mapping):
        return {key: texts(each) for key, each in value.items()}
    if isinstance(value, list):
        return [texts(each) for each in value]
    return None if value == "null" else Text(value, Place("data/case.yaml"), value)


def localized(value: str | Mapping[str, str]) -> dict[str, str]:
    """The same text in every language, where a case does not care."""
    return dict(value) if isinstance(value, Mapping) else dict.fromkeys(LANGUAGES, value)


def _figure(entry: Mapping[str, Any]) -> FigureSpec:
    words = {key: localized(entry[key]) for key in ("title", "percent_of") if key in entry}
    return FigureSpec.model_validate(texts({"source": "s", **entry, **words}))


def _table(entry: Mapping[str, Any]) -> TableSpec:
    columns = {
        key: {**each, **({"title": localized(each["title"])} if "title" in each else {})}
        for key, each in entry["columns"].items()
    }
    for each in columns.values():
        if "percent_of" in each:
            each["percent_of"] = localized(each["percent_of"])
        if "labels" in each:
            each["labels"] = {key: localized(label) for key, label in each["labels"].items()}
    rows = {
        row: {name: _cell(columns[name], cell) for name, cell in cells.items()} for row, cells in entry["rows"].items()
    }
    raw = {"title": localized("t"), "defaults": {"source": "s"}, **entry, "columns": columns}
    spec = TableSpec.model_validate(texts({**raw, "rows": {}}))
    return spec.model_copy(update={"rows": rows})


def _cell(column: Mapping[str, Any], cell: Any) -> Any:
    kind = column.get("kind", "figure")
    if kind == "label":
        return {code: texts(text) for code, text in localized(cell).items()}
    if kind == "category":
        return cell
    shared = {key: column[key] for key in ("status", "period", "tolerance", "percent_of") if key in column}
    return CellSpec.model_validate(
        texts({"source": "s", **shared, **(cell if isinstance(cell, Mapping) else {"value": cell})})
    )


def spec_of(entry: Mapping[str, Any]) -> ChartBase:
    """The chart of a case; its texts may be left out."""
    raw = {"title": "Finding", "subtitle": "Measure", **entry}
    named = {key: localized(raw[key]) for key in ("title", "subtitle", "alt", "note") if key in raw}
    return CHART_SPECS[raw["kind"]].model_validate({**texts({**raw, **named}), "kind": raw["kind"]})


def _areas(case: Mapping[str, Any]) -> dict[str, AreaFile]:
    """The areas of a map, whose GeoJSON the case has as a text."""
    found = {}
    for name, text in case.get("areas", {}).items():
        read = read_areas(data_file(name, text.encode()), case["chart"]["areas"]["key"])
        assert isinstance(read, AreaFile), read
        found[f"{name}?{case['chart']['areas']['key']}"] = read
    return found


def data_file(name: str, content: bytes) -> DataFile:
    return DataFile(name, len(content), sha256(content).hexdigest(), content)


def site_of(case: Mapping[str, Any]) -> Site:
    """The report of a case."""
    site_spec = SiteSpec.model_validate(
        texts(
            {
                "title": localized("Site"),
                "languages": list(LANGUAGES),
                "published": "2026-11-23",
                "periods": {key: localized(value) for key, value in case.get("periods", {}).items()},
            }
        )
    )
    derived = {
        key: DerivedSpec.model_validate(texts({**entry, "title": localized(entry["title"])}))
        for key, entry in case.get("derived", {}).items()
    }
    places: dict[tuple[str, ...], Place] = {(): Place(FILE)}
    for line, key in enumerate(case["chart"], start=1):
        places[key,] = Place(FILE, line)
    own = {key: TileLayoutSpec.model_validate(texts(entry)) for key, entry in case.get("layouts", {}).items()}
    return Site(
        spec=site_spec,
        units=units(),
        sources={},
        figures={key: _figure(entry) for key, entry in case.get("figures", {}).items()},
        tables={key: _table(entry) for key, entry in case.get("tables", {}).items()},
        derived=derived,
        claims={},
        corrections=(),
        charts={CHART: spec_of(case["chart"]).located(places)},
        layouts=layouts() | own,
        areas=_areas(case),
        articles=(),
    )


def bound_of(site: Site) -> Bound:
    """The chart's texts, which hold no references here."""

    def bound(text: Mapping[str, Text], code: str) -> BoundText:
        return BoundText(text[code].value, Html.of(text[code].value))

    charts = {}
    for key, spec in site.charts.items():
        if isinstance(spec, Unusable):
            continue
        for code in LANGUAGES:
            alt, note = (bound(each, code) if each else None for each in (spec.alt, spec.note))
            title, subtitle = bound(spec.title, code), bound(spec.subtitle, code)
            charts[key, code] = BoundChart(key, spec, code, title, subtitle, alt, note)
    return Bound((), charts, {})


def draw_case(case: Mapping[str, Any]) -> tuple[Mapping[tuple[str, str], DrawnChart], tuple[Problem, ...]]:
    """The case's chart in every language, and its problems."""
    site = site_of(case)
    data, problems = shape(site)
    assert not problems, problems
    charts, problems = draw_charts(site, data, bound_of(site), languages())
    check_figures(charts.values())
    return charts, problems


def data_of(case: Mapping[str, Any]) -> Data:
    data, problems = shape(site_of(case))
    assert not problems, problems
    return data


def stress_cases() -> dict[str, Any]:
    """Figures under stress, by name; one with `problems` is refused."""
    found: dict[str, Any] = read(CASES / "stress.yaml")
    return found


def cases() -> dict[str, Any]:
    """Every case by its name: the file's and its own."""
    found: dict[str, Any] = {}
    for path in sorted(CASES.glob("*.yaml")):
        if path.name not in {"units.yaml", "stress.yaml"}:
            found |= {f"{path.stem}-{name}": case for name, case in read(path).items()}
    return found
