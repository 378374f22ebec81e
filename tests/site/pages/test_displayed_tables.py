"""What readers see of a table: the rows, columns, totals and marks that a display chooses, against plain pandas."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from displays import displays_report
from gapminder import FILE, gapminder_report
from html_reading import Element, read_html
from project import change, context_of, files_of, problems_of

from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.problem import Place
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import UNLIMITED, parse_quantity
from yiwu_report.site.pages.table_columns import bars_of, shades_of
from yiwu_report.site.report import Context


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return displays_report(tmp_path_factory.mktemp("displays") / "report")


@pytest.fixture(scope="module")
def context(root: Path) -> Context:
    return context_of(root)


@pytest.fixture(scope="module")
def files(root: Path) -> Mapping[str, bytes]:
    return files_of(root)


@pytest.fixture(scope="module")
def of_2007() -> pd.DataFrame:
    return pd.read_csv(FILE).query("year == 2007")


def table(files: Mapping[str, bytes], anchor: str, page: str = "index.html") -> Element:
    return next(each for each in read_html(files[page]).all("table") if each.attributes.get("id") == f"table-{anchor}")


def column(shown: Element, at: int) -> list[str]:
    bodies = [row for body in shown.all("tbody") for row in body.all("tr")]
    cells = [list(row.all("th", "td")) for row in bodies if row.attributes.get("class") != "group"]
    return [row[at].text.strip() for row in cells]


def heads(shown: Element) -> list[str]:
    return [each.text.strip() for each in shown.one("thead").all("th")]


def test_the_first_rows_are_those_of_pandas(files: Mapping[str, bytes], of_2007: pd.DataFrame) -> None:
    ten = of_2007.sort_values("lifeExp", ascending=False, kind="stable").head(10)
    shown = table(files, "largest")
    assert column(shown, 0) == list(ten["country"])
    assert column(shown, 2) == [f"{value:.1f}" for value in ten["lifeExp"]]
    assert column(shown, 3) == [f"{value:,}" for value in ten["pop"]]
    assert "The first 10 of 142 rows." in read_html(files["index.html"]).text
    assert "共142行，此处列出前10行" in read_html(files["zh/index.html"]).text


def test_a_unit_stands_once_in_the_heading(files: Mapping[str, bytes]) -> None:
    assert heads(table(files, "largest")) == [
        "Country", "Continent", "Life expectancy (years)", "Population (people)", "Income per person"
    ]  # fmt: skip
    assert all(text.startswith("$") for text in column(table(files, "largest"), 4))  # it can't be taken off
    assert heads(table(files, "largest", "zh/index.html"))[2:] == ["预期寿命（岁）", "人口（人）", "人均收入（美元）"]


def test_totals_are_exact_and_say_of_what(files: Mapping[str, bytes], of_2007: pd.DataFrame) -> None:
    ten = of_2007.sort_values("lifeExp", ascending=False, kind="stable").head(10)
    cut, whole = (
        [cell.text.strip() for cell in table(files, name).one("tfoot").all("th", "td")]
        for name in ("largest", "continents")
    )
    assert cut == ["Total of these 10", "", "", f"{ten['pop'].sum():,}", ""]
    assert whole == ["Total", "", f"{of_2007['pop'].sum():,}"]


def test_groups_are_in_the_order_of_labels_their_rows_in_that_of_the_file(
    files: Mapping[str, bytes], of_2007: pd.DataFrame
) -> None:
    groups = {}
    for body in table(files, "continents").all("tbody"):
        rows = list(body.all("tr"))
        groups[rows[0].one("th").text.strip()] = [row.one("th").text.strip() for row in rows[1:]]
    wanted = {name: list(rows["country"]) for name, rows in of_2007.groupby("continent", sort=False)}
    assert groups == wanted
    assert list(groups) == ["Africa", "Americas", "Asia", "Europe", "Oceania"]


def test_what_a_reference_says_in_short_is_shown(files: Mapping[str, bytes]) -> None:
    poorest = pd.read_csv(FILE).query("year == 1952").sort_values("gdpPercap", kind="stable").head(5)
    assert heads(table(files, "life")) == ["Country", "Income per person"]
    assert column(table(files, "life"), 0) == list(poorest["country"])
    again = table(files, "life-2")
    assert heads(again) == ["Year", "Life expectancy (years)"]
    assert column(again, 0) == [str(year) for year in range(1952, 2008, 5)]


def test_every_number_leads_to_a_note_or_to_an_entry_that_is_there(files: Mapping[str, bytes]) -> None:
    page, entries = read_html(files["index.html"]), read_html(files["figures/index.html"])
    here = {
        each.attributes["id"] for each in page.all("li", "div", "article", "section", "dt") if "id" in each.attributes
    }
    there = {each.attributes["id"] for each in entries.all("li", "section") if "id" in each.attributes}
    short = [each.attributes["href"] for each in table(files, "largest").all("a")]
    long = [each.attributes["href"] for each in table(files, "continents").all("a")]
    assert len(short) == 30
    assert {each.removeprefix("#") for each in short} <= here
    assert len(long) == 284
    assert {each.partition("#")[2] for each in long} <= there


def test_bars_are_as_long_as_their_values(context: Context, files: Mapping[str, bytes]) -> None:
    drawn = [each.attributes["d"] for each in table(files, "largest").all("path")]
    widths = [Decimal(path.removeprefix("M0 0h").partition("v")[0]) for path in drawn]
    frame = context.displayed["largest"].frame
    for column_id, lengths in (("life", widths[::2]), ("pop", widths[1::2])):
        values = [figure.full_quantity.number for figure in frame[column_id]]
        for value, length in zip(values, lengths, strict=True):
            assert abs(length - 100 * value / max(values)) <= Decimal("0.06")


def test_the_page_is_within_its_budget(files: Mapping[str, bytes]) -> None:
    page = files["index.html"].decode()
    assets = [
        name
        for name in files
        if name in page
        and name.startswith("assets/")
        and not name.startswith(("assets/charts/", "assets/plotly", "assets/live"))
    ]
    assert sum(len(gzip.compress(files[name])) for name in ("index.html", *assets)) < 60_000
    assert page.count("<script src=") + page.count('rel="stylesheet"') + 1 <= 6  # with the page; its icon comes apart


def test_a_changed_cell_changes_the_order_and_the_total(tmp_path: Path) -> None:
    made = gapminder_report(tmp_path / "report")
    (made / "content" / "tables").mkdir()
    (made / "content" / "tables" / "life.yaml").write_text(
        "table: life\nwhere: {year: 2007, continent: Oceania}\nsort: -pop\ncolumns: [country, pop]\ntotals: [pop]\n",
        encoding="utf-8",
    )
    before = context_of(made).displayed["life"]
    text = gzip.decompress(FILE.read_bytes()).decode()
    changed = text.replace("New Zealand,Oceania,2007,80.204,4115771", "New Zealand,Oceania,2007,80.204,41157710")
    assert changed != text
    (made / "data" / "files" / FILE.name).write_bytes(gzip.compress(changed.encode(), mtime=0))
    after = context_of(made).displayed["life"]
    assert [list(each.row_ids) for each in (before, after)] == [
        ['"Australia", 2007', '"New Zealand", 2007'],
        ['"New Zealand", 2007', '"Australia", 2007'],
    ]
    totals = [each.totals["pop"].quantity for each in (before, after)]
    assert [each.number for each in totals if each] == [24549947, 61591886]


def test_a_long_table_shown_whole_is_a_remark(tmp_path: Path) -> None:
    made = gapminder_report(tmp_path / "report")
    article = made / "content" / "articles" / "index" / "en.md"
    article.write_text(article.read_text(encoding="utf-8") + "\n{{ table life }}\n", encoding="utf-8")
    assert problems_of(made) == []
    [remark] = [each for each in context_of(made).bound.remarks if each.rule is Rule.LONG_TABLE]
    assert remark.place.file == "content/articles/index/en.md"
    assert (remark.message, remark.remedy) == (
        "all 1704 rows of life are shown",
        "say how many, e.g. {{ table life rows=10 }}, or rows=1704 for all",
    )
    change(made, "content/articles/index/en.md", "{{ table life }}", "{{ table life rows=1704 }}")
    assert not [each for each in context_of(made).bound.remarks if each.rule is Rule.LONG_TABLE]


def drawn(value: str, most: str = "100") -> dict[str, str]:
    """Class and path of each part of the bar of a value, beside an exact one."""
    figures = [figure(each, f"t.{at}") for at, each in enumerate((value, most))]
    bars = bars_of(figures).of
    return dict(re.findall(r'class="(\w+)" d="([^"]*)"', bars["t.0"])) if "t.0" in bars else {}


def figure(value: str, name: str) -> Figure:
    quantity = None if value == "null" else parse_quantity(value)
    unit = UnitSpec.model_construct(kind=UnitKind.COUNT, factor=Decimal(1))
    interval = quantity.interval if quantity else None
    return Figure(name, "firm", unit, {}, Place("x"), quantity, interval, UNLIMITED)


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("50", {"sure": "M0 0h50v8H0z"}),
        ("over 50", {"sure": "M0 0h47v8H0z", "slices": "M48.5 0v8M50.5 0v8M52.5 0v8"}),
        ("at most 50", {"hollow": "M0 0h50v8H0z"}),
        ("40 to 50", {"sure": "M0 0h40v8H0z", "hatch": "M40 8l2-8M42 8l2-8M44 8l2-8M46 8l2-8M48 8l2-8", "hollow": "M40 0h10v8H40z"}),
        ("0", {}),
        ("null", {}),
    ],
)  # fmt: skip
def test_a_bar_is_no_more_certain_than_its_value(value: str, parts: dict[str, str]) -> None:
    assert drawn(value) == parts


def test_bars_of_values_below_zero_begin_at_the_same_zero() -> None:
    assert drawn("-100") == {"sure": "M0 0h50v8H0z"}


def test_a_cell_between_two_shades_has_none() -> None:
    values = ["0", "100", "19", "18 to 22", "81 to 99", "over 50", "over 90", "null"]
    figures = [figure(value, f"t.{at}") for at, value in enumerate(values)]
    shades = shades_of(figures)
    assert [shades.get(f"t.{at}") for at in range(len(values))] == [1, 5, 1, None, 5, None, 5, None]
