"""A report in a folder whose one table is a data file: read and validated as a build does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.inputs.load.load import load
from yiwu_report.inputs.validate import validate
from yiwu_report.model.column_table import ColumnTable
from yiwu_report.model.site import Site
from yiwu_report.quantity import canonical

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class DataRead:
    """What a table's file holds, and every problem as it is printed."""

    site: Site
    lines: list[str]

    @property
    def table(self) -> ColumnTable:
        """The table `t`."""
        assert self.lines == []
        return self.site.column_tables["t"]

    def rows(self) -> list[list[str | None]]:
        """Each row as texts: a quantity as it would be written in YAML, with the digits that were printed."""
        return rows_of(self.table)


def rows_of(table: ColumnTable) -> list[list[str | None]]:
    """Each row as texts, figures with the digits that were printed."""

    def cell(row: int, column: str) -> str | None:
        if column not in table.numbers:
            return table.text(row, column)
        quantity = table.numbers[column].quantity(row)
        return None if quantity is None else canonical(quantity)

    return [[cell(row, str(column)) for column in table.frame.columns] for row in range(table.row_count)]


def described(columns: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A whole description: figures get a title, a unit and a source."""
    full = {
        name: {"title": {"en": name}, **(column or {})} if (column or {}).get("kind", "figure") == "figure" else column
        for name, column in columns.items()
    }
    return {"title": {"en": "T"}, "defaults": {"unit": "thing", "source": "example"}, **more, "columns": full}


def read_data(
    root: Path, files: Mapping[str, bytes], description: Mapping[str, Any] | str, languages: tuple[str, ...] = ("en",)
) -> DataRead:
    """The table `t` of this description over these files of data/files/, in an empty report."""
    everywhere = dict.fromkeys(languages, "T")
    report = {
        "content/site.yaml": {"title": everywhere, "languages": list(languages), "published": "2020-01-01"},
        "data/units.yaml": {"thing": {"kind": "count", **dict.fromkeys(languages, "{n}")}},
        "data/sources.yaml": {"example": {"title": everywhere}},
    }
    for name, content in report.items():
        _write(root / name, yaml.safe_dump(content, allow_unicode=True).encode())
    for language in languages:
        _write(root / f"content/articles/index/{language}.md", b"---\ntitle: T\n---\n")
    for name, bytes_ in files.items():
        _write(root / "data/files" / name, bytes_)
    text = (
        description
        if isinstance(description, str)
        else yaml.safe_dump(dict(description), allow_unicode=True, sort_keys=False)
    )
    _write(root / "data/tables/t.yaml", text.encode())
    loaded = load(root, [ROOT / "templates/words"])
    checked, _, problems = validate(loaded, CHART_SPECS, STEP_SPECS)
    assert checked is not None
    return DataRead(checked, [str(each) for each in sorted({*loaded.problems, *problems})])


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
