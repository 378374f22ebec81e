"""A small report to import into."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiwu_report import cli


def new_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An English project in `report`; the current folder is the one above it."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "report", "report", "--quiet"]) == 0
    with Path("report/data/units.yaml").open("a", encoding="utf-8") as units:
        units.write('km2: {kind: measure, dimension: area, en: "{n} km²"}\n')
        units.write('person: {kind: count, en: {one: "{n} person", other: "{n} people"}}\n')
    return Path("report")


def run(content: str | bytes, *flags: str, name: str = "towns.csv") -> int:
    """The exit code of an import of a file with this content."""
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return cli.main(["import", name, "--root", "report", *flags])
