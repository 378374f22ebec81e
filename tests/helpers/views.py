"""Reports with views, in a folder: made as a build makes them, without pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.audit import audit
from yiwu_report.compute.derive import shape
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.compute.views.view_table import ViewTable
from yiwu_report.inputs.load.load import load
from yiwu_report.inputs.validate import validate
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.finding import Finding
from yiwu_report.model.site import Site
from yiwu_report.quantity import canonical

ROOT = Path(__file__).resolve().parents[2]
UNITS = """
thing: {kind: measure, en: "{n} things"}
person: {kind: count, exact: true, en: "{n} people"}
row: {kind: count, exact: true, en: "{n} rows"}
degree: {kind: measure, additive: false, en: "{n} degrees"}
percent: {kind: percent, en: "{n}%"}
point: {kind: points, en: "{n} points"}
rank: {kind: ordinal, en: "no. {n}"}
index: {kind: index, en: "{n}"}
"""


@dataclass(frozen=True)
class Computed:
    """What a report's tables, views and claims are, with every problem as it is printed."""

    site: Site
    data: Data
    findings: Mapping[str, Finding]
    lines: list[str]

    def view(self, name: str = "v") -> ViewTable:
        """A view, in a report without problems."""
        assert self.lines == []
        table = self.data.tables[name]
        assert isinstance(table, ViewTable)
        return table


def computed(root: Path, files: Mapping[str, str]) -> Computed:
    """The report of these files; units, sources and the site are given unless they are among them."""
    everything = {
        "content/site.yaml": 'title: {en: T}\nlanguages: [en]\npublished: "2020-01-01"\n',
        "data/units.yaml": UNITS,
        "data/sources.yaml": "example: {title: {en: T}}\n",
        "content/articles/index/en.md": "---\ntitle: T\n---\n",
        **files,
    }
    for name, text in everything.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load(root, [ROOT / "templates/words"])
    site, _, problems = validate(loaded, CHART_SPECS, STEP_SPECS)
    assert site is not None, problems
    data, more = shape(site)
    findings, audited = audit(site, data)
    lines = [str(each) for each in sorted({*loaded.problems, *problems, *more, *audited})]
    return Computed(site, data, findings, lines)


def table_file(columns: Mapping[str, Any], keys: list[str], file: str = "t.csv", **more: Any) -> str:
    """A description of a file: figures have a title, and the unit `thing` unless they say another."""
    full = {
        name: {"unit": "thing", "title": {"en": name}, **(column or {})} if "kind" not in (column or {}) else column
        for name, column in columns.items()
    }
    spec = {
        "title": {"en": "T"},
        "file": file,
        "keys": keys,
        "defaults": {"source": "example"},
        **more,
        "columns": full,
    }
    return yaml.safe_dump(spec, sort_keys=False)


def cells_of(view: ViewTable) -> list[list[str | None]]:
    """Each row as texts: labels as they stand, figures as they would be written in YAML, with all their digits."""
    rows: list[list[str | None]] = []
    for row in range(view.row_count):
        cells: list[str | None] = []
        for name in view.columns:
            if name not in view.figure_columns:
                cells.append(view.data.text(row, name))
                continue
            figure = view.figure_at(row, name)
            cells.append(written(figure))
        rows.append(cells)
    return rows


def written(figure: Figure | None) -> str | None:
    """A figure as YAML would have it."""
    return None if figure is None or figure.full_quantity is None else canonical(figure.full_quantity)
