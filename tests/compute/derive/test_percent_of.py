"""No percentage without what it is a percentage of: in notes, on the page of all figures, in charts and downloads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

import pytest
from html_reading import read_html
from project import ROOT, context_of, files_of, problems_of

from yiwu_report.compute.formula import Formula, parse_formula
from yiwu_report.compute.formula.nodes import denominator_of
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.site.report import Context

PAGES = {"zh": ("", "以", "为100%。"), "en": ("en/", "100% is ", ".")}


@pytest.fixture(scope="module")
def context() -> Context:
    return context_of(ROOT)


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return files_of(ROOT)


def percentages(context: Context) -> list[str]:
    return [figure.id for figure in context.data.figures.values() if figure.unit.kind is UnitKind.PERCENT]


def test_the_report_has_percentages(context: Context) -> None:
    assert len(percentages(context)) >= 15
    assert problems_of(ROOT) == []


@pytest.mark.parametrize("code", sorted(PAGES))
def test_every_note_and_every_entry_says_it(code: str, context: Context, files: Mapping[str, bytes]) -> None:
    folder, before, behind = PAGES[code]
    for page, anchor in ((f"{folder}index.html", "n-"), (f"{folder}figures/index.html", "")):
        entries = {each.attributes.get("id"): each.text for each in read_html(files[page]).all("li")}
        for figure_id in percentages(context):
            if anchor and f"{anchor}{figure_id}" not in entries:
                continue  # the article doesn't show it
            said = context.bound.texts["figure", figure_id, "percent_of", code].plain
            quotes = ("“", "”") if context.data.figures[figure_id].whole else ("", "")
            assert f"{before}{quotes[0]}{said}{quotes[1]}{behind}" in entries[anchor + figure_id], figure_id


def test_downloads_say_it(context: Context, files: Mapping[str, bytes]) -> None:
    exported = {each["id"]: each for each in json.loads(files["data/figures.json"])["figures"]}
    table = csv.DictReader(io.StringIO(files["data/figures.csv"].decode("utf-8-sig")))
    rows = {row["id"]: row for row in table}
    for figure_id in percentages(context):
        texts = exported[figure_id]["percent_of"]
        assert set(texts) == set(PAGES)
        assert {code: rows[figure_id][f"percent_of_{code}"] for code in PAGES} == texts
    assert exported["parks.completed"]["percent_of"] is None


def test_a_chart_s_csv_says_it_of_each_value(files: Mapping[str, bytes]) -> None:
    table = csv.DictReader(io.StringIO(files["data/charts/industry_growth.en.csv"].decode("utf-8-sig")))
    assert {row["percent_of"] for row in table} == {"the same group’s value added in 2018"}
    table = csv.DictReader(io.StringIO(files["data/charts/hightech_firms.en.csv"].decode("utf-8-sig")))
    assert {row["percent_of"] for row in table} == {""}


@pytest.mark.parametrize(
    ("chart", "note"),
    [
        ("industry_growth", "100% is the same group’s value added in 2018."),
        (
            "industry_shares",
            "100% is the value added of all larger industrial firms in Yiwu in the same year.",
        ),
    ],
)
def test_a_chart_of_percentages_says_it_once(chart: str, note: str, context: Context) -> None:
    assert context.charts[chart, "en"].notes.count(note) == 1


@pytest.mark.parametrize(
    ("formula", "whole"),
    [
        ("a / b", "b"),
        ("a / b - 1", "b"),
        ("1 - a / b", "b"),
        ("(a - b) / b", "b"),
        ("(a + c) / t.r.v", "t.r.v"),
        ("low(a / b)", "b"),
        ("-(a / b - 1)", "b"),
        ("a / (b + c)", None),
        ("a / 2", None),
        ("a * b", None),
        ("a - b", None),
        ("a / b - c", None),
        ("share(a, b)", None),
        ("a / sum(t.v)", None),
    ],
)
def test_what_a_formula_takes_as_a_hundred_per_cent(formula: str, whole: str | None) -> None:
    parsed = parse_formula(Text(formula, Place("data/derived.yaml"), formula))
    assert isinstance(parsed, Formula)
    name = denominator_of(parsed.root)
    assert (name.id if name else None) == whole
