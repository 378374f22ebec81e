"""The report as a notebook has it: frames of pandas, problems and changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from gapminder import EXAMPLE, FILE, gapminder_report, gapminder_with_views
from project import ROOT, change

import yiwu_report


def test_a_table_of_a_file_is_what_pandas_reads(tmp_path: Path) -> None:
    report = yiwu_report.load(gapminder_report(tmp_path / "report"))
    assert report.problems == ()
    ours, theirs = report.tables["life"], pd.read_csv(FILE)
    assert ours.index.names == ["country", "year"]
    assert list(ours.index) == [(row.country, str(row.year)) for row in theirs.itertuples()]
    for name, heading in {"life": "lifeExp", "pop": "pop", "income": "gdpPercap"}.items():
        assert ours[name].dtype == np.float64
        assert ours[name].to_numpy().tolist() == theirs[heading].astype(float).tolist()
    assert list(ours.columns) == ["country", "continent", "year", "life", "pop", "income"]
    assert ours.attrs["columns"]["life"] == {
        "title": "Life expectancy",
        "unit": "years",
        "status": "fact",
        "source": "gapminder",
        "period": None,
    }
    by_continent = ours.xs("2007", level="year").groupby("continent")["pop"].sum()
    assert by_continent["Africa"] == report.figures.loc["africa_people", "value"]


def test_figures_have_their_bounds_status_source_and_period() -> None:
    report = yiwu_report.load(ROOT)
    assert report.problems == ()
    figures = report.figures
    assert list(figures.columns) == [
        *("title", "value", "low", "high", "qualifier", "written", "unit", "status", "source", "period"),
    ]
    floor = figures.loc["big_projects.floor"]
    assert (floor["low"], floor["high"], floor["unit"]) == (floor["value"], np.inf, "yi_yuan")
    assert set(figures["qualifier"]) >= {"exact", "odd", "over", "at least"}
    assert figures["period"].dropna().map(type).eq(str).all()
    projects = report.tables["projects"]
    assert {"investment", "investment.low", "investment.high", "investment.qualifier"} <= set(projects.columns)
    assert projects.attrs["columns"]["investment"]["unit"] == "yi_yuan"


def test_problems_are_data_and_what_is_sound_is_there(tmp_path: Path) -> None:
    root = gapminder_report(tmp_path / "report")
    change(root, "data/derived.yaml", "continent='Africa'", "continent='Afrika'")
    report = yiwu_report.load(root)
    (problem,) = report.problems
    assert (problem.place.file, problem.place.line, str(problem.rule)) == ("data/derived.yaml", 9, "empty-selection")
    assert list(report.figures.index) == ["swaziland_change"]
    assert len(report.tables["life"]) == 1704
    assert set(report.check()) >= {problem}


def test_a_folder_without_a_report_is_a_problem(tmp_path: Path) -> None:
    report = yiwu_report.load(tmp_path)
    assert report.figures.empty
    assert report.tables == {}
    assert "content/site.yaml" in {problem.place.file for problem in report.problems}


def test_it_builds(tmp_path: Path) -> None:
    report = yiwu_report.load(gapminder_report(tmp_path / "report"))
    first = report.build(tmp_path / "site")
    assert "index.html" in first.written
    assert (tmp_path / "site" / "index.html").is_file()
    again = report.build(tmp_path / "site")
    assert again.written == ()
    assert again.unchanged == len(first.written)


def test_what_is_not_there_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'laod'"):
        yiwu_report.laod  # noqa: B018


def test_a_view_has_the_keys_of_its_rows_and_texts(tmp_path: Path) -> None:
    root = gapminder_with_views(tmp_path / "report")
    report = yiwu_report.load(root)
    assert report.problems == ()
    for view in (root / "data" / "views").glob("*.yaml"):
        frame = report.tables[view.stem]
        assert None not in frame.index.names
        assert not any('"' in str(key) for key in frame.index)
        texts = [column for column in frame if frame[column].dtype == object]
        assert all(isinstance(cell, str) or cell is None for column in texts for cell in frame[column])


def test_bounds_are_those_of_the_value_that_is_given(tmp_path: Path) -> None:
    report = yiwu_report.load(gapminder_report(tmp_path / "report", EXAMPLE))
    gain = report.figures.loc["world_gain"]
    assert (gain["value"], gain["low"], gain["high"]) == (20.0, 20.0, 20.0)
    change = report.tables["africa"].loc["Swaziland", "change"]
    assert change == -18.9
