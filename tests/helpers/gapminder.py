"""Reports about a public table that is not in this repository: the one of 142 countries that plotly installs.

Run, it writes tests/cases/gapminder_changes.yaml again from the changes that stand there: review its diff.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from one_change import effects
from project import context_of, problems_of

from yiwu_report.build.build import render_all
from yiwu_report.compute.views.view_table import ViewTable
from yiwu_report.site.report import Context

FILE = Path(str(files("plotly"))) / "package_data" / "datasets" / "gapminder.csv.gz"
_ROOT = Path(__file__).resolve().parents[2]
REPORT = _ROOT / "tests" / "sites" / "gapminder"
EXAMPLE = _ROOT / "examples" / "gapminder"
CHANGES = _ROOT / "tests" / "cases" / "gapminder_changes.yaml"
PAGES = ("index.html", "zh/index.html")


def gapminder_report(folder: Path, report: Path = REPORT) -> Path:
    """A report with its data file, in a folder that isn't there yet."""
    shutil.copytree(report, folder, ignore=shutil.ignore_patterns("public", ".cache", FILE.name))
    (folder / "data" / "files").mkdir(exist_ok=True)
    shutil.copyfile(FILE, folder / "data" / "files" / FILE.name)
    return folder


def change_cell(root: Path, country: str, year: int, column: str, value: str) -> None:
    """Change one cell of the report's data file, and nothing else in it."""
    path = root / "data" / "files" / FILE.name
    lines = gzip.decompress(path.read_bytes()).decode().splitlines(keepends=True)
    at = lines[0].rstrip().split(",").index(column)
    (row,) = (number for number, line in enumerate(lines) if line.startswith(f"{country},") and f",{year}," in line)
    cells = lines[row].split(",")
    cells[at] = value
    lines[row] = ",".join(cells)
    path.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


def printed() -> pd.DataFrame:
    """Each cell of the table as it is printed, by country and year."""
    return pd.read_csv(FILE, dtype=object).set_index(["country", "year"])


def gapminder_with_views(folder: Path) -> Path:
    """The same with views of the table, which an article, charts, formulas and claims show."""
    gapminder_report(folder)
    shutil.copytree(REPORT.with_name("gapminder_views"), folder, dirs_exist_ok=True)
    return folder


def view_cells(context: Context) -> dict[str, str]:
    """Every cell of every view of a report with all its digits, however few are shown, and the order of its rows."""
    cells: dict[str, str] = {}
    for view in context.data.tables.values():
        if isinstance(view, ViewTable):
            rows = [view.row_id(row) for row in range(view.row_count)]
            cells[f"rows of {view.id}"] = " ".join(rows)
            for column, values in view.frame.figures.items():
                for row, name in enumerate(rows):
                    cells[f"{view.id}.{name}.{column}"] = str(values.numbers.interval(row))
    return cells


def built(root: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """The cells of its views, and the files of its site."""
    context = context_of(root)
    return view_cells(context), {file.output.path: file.content for file in render_all(context)}


@cache
def _unchanged() -> tuple[dict[str, str], dict[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        return built(gapminder_report(Path(folder) / "report", EXAMPLE))


def changed(case: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What comes of a change to the example: the problems, or the cells of views, files and sentences that differ."""
    root = gapminder_report(folder, EXAMPLE)
    change_cell(root, *case["cell"])
    if "problems" in case:
        return {"problems": problems_of(root)}
    (old_cells, old_files), (cells, files_now) = _unchanged(), built(root)
    differ = [name for name in old_cells.keys() | cells.keys() if old_cells.get(name) != cells.get(name)]
    return {"views": sorted(differ), **effects(old_files, files_now, PAGES)}


def main() -> None:
    """Make each change again, and write what comes of it."""
    text = CHANGES.read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    found = []
    for case in yaml.safe_load(text):
        with tempfile.TemporaryDirectory() as folder:
            found.append({"name": case["name"], "cell": case["cell"], **changed(case, Path(folder) / "report")})
    body = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=1000)
    CHANGES.write_text(head + body, encoding="utf-8")


if __name__ == "__main__":
    main()
