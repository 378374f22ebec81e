"""A million rows of five numeric columns: a check of a report with such a file beside pandas.read_csv(dtype=str).

`python benchmarks/data_files.py` prints CPU time and peak memory of each, in a process of its own, with the same
string storage: Python's own strings, as the columns of a table have them. Then 60,000 rows beside the import of the
libraries, and a report about a table of 1,704 rows beside one that has only the rows it shows.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "helpers"))

from gapminder import gapminder_report, printed  # what tests and benchmarks share

ROWS = 1_000_000
FEWER_ROWS = 60_000
_LIBRARIES = """
import resource
before = None
import babel, jinja2, markdown, pandas, plotly.graph_objects, pydantic, yaml, resvg_py, py_mini_racer
"""
_PANDAS = """
import pandas as pd, resource, sys
before = resource.getrusage(resource.RUSAGE_SELF)
pd.set_option("mode.string_storage", "python")
pd.read_csv(sys.argv[1], dtype=str)
"""
_RUN = """
import resource, sys
from yiwu_report.cli import main
before = None
sys.argv[1:] = ["COMMAND", "--root", sys.argv[1], "--quiet"]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
"""
_CHECK = _RUN.replace("COMMAND", "check")
_BUILD = """
import shutil, sys
for made in ("/.cache", "/public"):
    shutil.rmtree(sys.argv[1] + made, ignore_errors=True)
""" + _RUN.replace("COMMAND", "build")
_PRINT = """
used = resource.getrusage(resource.RUSAGE_SELF)
start = before.ru_utime + before.ru_stime if before else 0
print(used.ru_utime + used.ru_stime - start, used.ru_maxrss / 1024)
"""
_DESCRIPTION = """\
title: {en: Rows}
file: rows.csv
keys: [id]
defaults: {unit: tree, source: example}
columns:
  id: {kind: label}
  a: {title: {en: A}}
  b: {title: {en: B}}
  c: {title: {en: C}}
  d: {title: {en: D}}
  e: {title: {en: E}}
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bytecode = Path(folder) / "bytecode"
        large = _report(Path(folder) / "large", ROWS)
        _measured(_CHECK, large, bytecode)  # modules are compiled once, as after an installation
        pandas = _measured(_PANDAS, large / "data/files/rows.csv", bytecode)
        check = _measured(_CHECK, large, bytecode)
        libraries = _measured(_LIBRARIES, large, bytecode)
        small = _measured(_CHECK, _report(Path(folder) / "small", FEWER_ROWS), bytecode)
        of_file, of_rows = (
            sorted(_measured(_BUILD, report, bytecode)[0] for _ in range(5))[2]
            for report in (gapminder_report(Path(folder) / "file"), _in_yaml(gapminder_report(Path(folder) / "rows")))
        )
    print(f"{ROWS:,} rows                CPU seconds   peak MiB")
    print(f"pandas.read_csv          {pandas[0]:11.2f} {pandas[1]:10.0f}")
    print(f"check, whole             {check[0]:11.2f} {check[1]:10.0f}")
    print(f"times as long            {check[0] / pandas[0]:11.1f}")
    print(f"{FEWER_ROWS:,} rows")
    print(f"import of the libraries  {libraries[0]:11.2f}")
    print(f"check, whole             {small[0]:11.2f}")
    print(f"times as long            {small[0] / libraries[0]:11.1f}")
    print("a report from nothing, medians of five")
    print(f"17 rows in YAML          {of_rows:11.2f}")
    print(f"1,704 rows in a file     {of_file:11.2f}")
    print(f"times as long            {of_file / of_rows:11.2f}")


def _report(root: Path, rows: int) -> Path:
    """A new report with a table of so many rows."""
    new = [sys.executable, "-m", "yiwu_report", "new", "report", str(root), "--language", "en", "--title", "T"]
    subprocess.run([*new, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    path = root / "data/files/rows.csv"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(_lines(rows)), encoding="utf-8")
    (root / "data/tables/rows.yaml").write_text(_DESCRIPTION, encoding="utf-8")
    return root


def _in_yaml(root: Path) -> Path:
    """The same report with its figures and charts over the rows that they need, written in YAML."""
    rows = [
        (country, year)
        for country, years in {
            "Swaziland": range(1952, 2008, 5), **dict.fromkeys(("Australia", "New Zealand", "Nigeria"), (2007,)),
            **dict.fromkeys(("Sierra Leone", "Mozambique"), (2007,)),
        }.items()
        for year in years
    ]  # fmt: skip
    source = printed()
    lines = ["title: {en: Life, zh: 寿命}", "columns:", "  country: {kind: label}", "  when: {kind: label}"]
    lines += ["  area: {kind: category, labels: {Oceania: {en: Oceania, zh: 大洋洲}, Africa: {en: Africa, zh: 非洲}}}"]
    lines += ["  country_of: {kind: category, labels: {swaziland: {en: S, zh: S}, other: {en: O, zh: O}}}"]
    for name, unit in (("life", "years"), ("pop", "people")):
        lines.append(f"  {name}: {{unit: {unit}, title: {{en: {name}, zh: {name}}}}}")
    lines += ["defaults: {source: gapminder}", "rows:"]
    for country, year in rows:
        cell = source.loc[(country, str(year))]
        of = "swaziland" if country == "Swaziland" else "other"
        lines.append(
            f"  {_row(country, year)}: {{country: {country}, when: {year}, area: {cell['continent']}, country_of: {of},"
            f" life: {cell['lifeExp']}, pop: {cell['pop']}}}"
        )
    (root / "data/tables/life.yaml").write_text("\n".join([*lines, ""]), encoding="utf-8")
    shutil.rmtree(root / "data/files")
    for path in (*root.glob("content/**/*.md"), *root.glob("content/**/*.yaml"), *root.glob("data/*.yaml")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"""life\[["']([^"']+)["'], ?(\d+)\]""", lambda name: f"life.{_row(name[1], name[2])}", text)
        text = text.replace("sum(life.pop, continent='Africa', year=2007)", "sum(life.pop, area='Africa')")
        text = text.replace("  continent: Oceania\n  year: 2007", "  area: Oceania").replace("x: year", "x: when")
        text = text.replace("  country: Swaziland", "  country_of: swaziland")
        path.write_text(text, encoding="utf-8")
    return root


def _row(country: str, year: object) -> str:
    return f"{country.lower().replace(' ', '_')}_{year}"


def _lines(count: int) -> list[str]:
    chance = random.Random(1)
    rows = (
        f"{number},{chance.randint(0, 10**6)},{chance.uniform(-1e4, 1e4):.2f},{chance.random():.6f},{chance.uniform(0, 1e6):.1f},{chance.randint(-999, 999)}"
        for number in range(count)
    )
    return ["id,a,b,c,d,e", *rows, ""]


def _measured(code: str, argument: Path, bytecode: Path) -> tuple[float, float]:
    """CPU seconds, and peak memory in MiB."""
    command = [sys.executable, "-c", code + _PRINT, str(argument)]
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    variables["PYTHONPYCACHEPREFIX"] = str(bytecode)
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=variables)
    printed = done.stdout.split()
    return float(printed[-2]), float(printed[-1])


if __name__ == "__main__":
    main()
