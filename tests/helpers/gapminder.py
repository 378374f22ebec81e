"""A report about a public table that is not in this repository: the one of 142 countries that plotly installs."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pandas as pd

FILE = Path(str(files("plotly"))) / "package_data" / "datasets" / "gapminder.csv.gz"
REPORT = Path(__file__).resolve().parents[1] / "sites" / "gapminder"


def gapminder_report(folder: Path) -> Path:
    """The report with its data file, in a folder that isn't there yet."""
    shutil.copytree(REPORT, folder)
    (folder / "data" / "files").mkdir()
    shutil.copyfile(FILE, folder / "data" / "files" / FILE.name)
    return folder


def printed() -> pd.DataFrame:
    """Each cell of the table as it is printed, by country and year."""
    return pd.read_csv(FILE, dtype=object).set_index(["country", "year"])


def gapminder_with_views(folder: Path) -> Path:
    """The same with views of the table, which an article, charts, formulas and claims show."""
    gapminder_report(folder)
    shutil.copytree(REPORT.with_name("gapminder_views"), folder, dirs_exist_ok=True)
    return folder
