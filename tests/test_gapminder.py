"""One table of a file, as it came: prose, charts, formulas, pages and downloads refer to its cells by their keys."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pandas as pd
import pytest
import yaml
from gapminder import FILE, gapminder_report, printed
from html_reading import read_html
from project import change, context_of, files_of, problems_of

import yiwu_report
from yiwu_report.build.strict import strict_problems
from yiwu_report.site.report import Context


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gapminder_report(tmp_path_factory.mktemp("gapminder") / "report")


@pytest.fixture(scope="module")
def context(root: Path) -> Context:
    return context_of(root)


@pytest.fixture(scope="module")
def site(root: Path) -> Mapping[str, bytes]:
    return files_of(root)


def test_every_cell_is_that_of_the_file(context: Context) -> None:
    source = printed()
    table = context.data.tables["life"]
    frame = table.rows()
    assert len(frame) == len(source) == 1704
    for ours, theirs in {"life": "lifeExp", "pop": "pop", "income": "gdpPercap"}.items():
        shown = [f"{cell.full_quantity.number:f}" for cell in frame[ours]]
        assert shown == list(source[theirs]), ours
    assert list(frame["continent"]) == list(source["continent"])
    assert [period.written for period in frame["year"]] == [year for _, year in source.index]
    assert [name["en"].value for name in frame["country"]] == [country for country, _ in source.index]


def test_prose_shows_cells_by_their_keys(site: Mapping[str, bytes]) -> None:
    english, chinese = (read_html(site[path]).text for path in ("index.html", "zh/index.html"))
    assert "In Swaziland people could expect to live 39.6 years in 2007." in english
    assert "Life expectancy in Swaziland fell from 58.5 years in 1992 to 39.61 years." in english
    assert "In Africa lived 929,539,692 people, 135,031,164 people of them in Nigeria · Population" in english
    assert "81.2 years in Australia" in english
    assert "斯威士兰的预期寿命从58.5岁下降到39.6岁。" in chinese


def test_only_what_is_shown_is_a_figure_of_the_report(context: Context, site: Mapping[str, bytes]) -> None:
    report = json.loads(site["data/figures.json"])
    ids = [figure["id"] for figure in report["figures"]]
    assert len(ids) == 19
    assert ids[2:6] == [
        'life["Australia", 2007].life',
        'life["Mozambique", 2007].life',
        'life["New Zealand", 2007].life',
        'life["Nigeria", 2007].pop',
    ]
    swaziland = next(figure for figure in report["figures"] if figure["id"] == 'life["Swaziland", 2007].life')
    assert (swaziland["value"], swaziland["period"], swaziland["source"]) == ("39.613", "2007", "gapminder")
    assert swaziland["shown"] == {"en": "39.6 years", "zh": "39.6岁"}
    (table,) = report["tables"]
    assert table["file"] == {"name": FILE.name, "bytes": FILE.stat().st_size, "sha256": table["file"]["sha256"]}
    assert len(table["rows"]) == 17
    assert context.data.tables["life"].row_count == 1704


def test_the_data_package_has_the_whole_table(site: Mapping[str, bytes]) -> None:
    package = zipfile.ZipFile(io.BytesIO(site["data/data-package.en.zip"]))
    ours = pd.read_csv(package.open("tables/life.csv"), dtype=object).set_index(["country", "year"])
    theirs = printed()
    assert ours["income"].tolist() == theirs["gdpPercap"].tolist()
    descriptor = json.loads(package.read("datapackage.json"))
    (resource,) = [each for each in descriptor["resources"] if each["name"] == "table-life"]
    assert resource["file"]["name"] == FILE.name
    assert resource["schema"]["primaryKey"] == ["country", "year"]


def test_each_link_to_a_cell_leads_to_its_entry(site: Mapping[str, bytes]) -> None:
    entries = {
        each.attributes["id"] for each in read_html(site["figures/index.html"]).all("li") if "id" in each.attributes
    }
    pages = [page for path, page in site.items() if path.endswith("index.html") and not path.startswith("zh/")]
    links = {link.attributes.get("href", "") for page in pages for link in read_html(page).all("a")}
    targets = {href.partition("figures/index.html#")[2] for href in links if "figures/index.html#" in href}
    cells = {each for each in targets if each.startswith("life.")}
    assert "life.Sierra_Leone.2007.life" in cells
    assert "17 of the 1,704 rows of gapminder.csv.gz." in read_html(site["figures/index.html"]).text
    assert cells <= entries


def test_differences_are_taken_before_rounding(tmp_path: Path) -> None:
    """In 12 of the 52 African countries the change is off by 0.1 if life expectancies are rounded first."""
    root = gapminder_report(tmp_path / "report")
    source = printed()
    africa = sorted({country for (country, _), row in source.iterrows() if row["continent"] == "Africa"})
    derived = {
        f"change_{number}": {
            "formula": f'life["{country}", 2007].life - life["{country}", 1992].life',
            "unit": "years",
            "decimals": 1,
            "title": {"en": country, "zh": country},
        }
        for number, country in enumerate(africa)
    }
    with (root / "data" / "derived.yaml").open("a", encoding="utf-8") as file:
        yaml.safe_dump(derived, file, allow_unicode=True)
    ours = yiwu_report.load(root).figures["written"]
    exact, rounded_first = [], []
    for country in africa:
        before, after = (Decimal(source.loc[(country, year), "lifeExp"]) for year in ("1992", "2007"))
        tenth = Decimal("0.1")
        exact.append((after - before).quantize(tenth, ROUND_HALF_EVEN))
        rounded_first.append(after.quantize(tenth, ROUND_HALF_EVEN) - before.quantize(tenth, ROUND_HALF_EVEN))
    assert [Decimal(ours[f"change_{number}"]) for number in range(52)] == exact
    assert sum(one != other for one, other in zip(exact, rounded_first, strict=True)) == 12


BOTH = "(here and at data/derived.yaml:9:12)"
UNKNOWN = [
    ('life["Swasiland", 2007].life', f'no row of life has country "Swasiland" {BOTH}; did you mean "Swaziland"'),
    ('life["Swaziland", 2008].life', f'no row of life has year "2008" {BOTH}; did you mean "2007"'),
    ('life["Swaziland"].life', f"1 key names a row of life, whose keys are country, year {BOTH}; write e.g. life["),
    ('life["Swaziland", 2007].lif', f'the table life has no column of figures "lif" {BOTH}; did you mean "life"?'),
    (
        'life["Chad", 2007].years',
        f'the table life has no column of figures "years" {BOTH}; use one of life, pop, income',
    ),
    (
        "life.chad.pop",
        f'no figure "life.chad.pop" {BOTH}; name rows of a file by their keys, e.g. life["Afghanistan", 1952]',
    ),
]


@pytest.mark.parametrize(("written", "said"), UNKNOWN, ids=[written for written, _ in UNKNOWN])
def test_a_key_that_is_not_there_gets_its_nearest(written: str, said: str, tmp_path: Path) -> None:
    root = gapminder_report(tmp_path / "report")
    change(root, "content/articles/index/en.md", 'in {{ life["Nigeria", 2007].pop:title }}', f"in {{{{ {written} }}}}")
    change(root, "data/derived.yaml", "sum(life.pop, continent='Africa', year=2007)", written)
    (line,) = problems_of(root)
    assert line.startswith("content/articles/index/en.md:13:81: ")
    assert said in line


def test_rows_are_selected_by_labels_categories_and_periods(tmp_path: Path) -> None:
    root = gapminder_report(tmp_path / "report")
    change(root, "data/derived.yaml", "continent='Africa', year=2007", "continent='Afrika', year=2007")
    change(root, "content/charts/oceania.yaml", "  year: 2007", "  year: 2006")
    lines = problems_of(root)
    assert any('no row of life has continent "Afrika"; did you mean "Africa" or "Asia"?' in line for line in lines), (
        lines
    )
    assert any('year has no period "2006"; did you mean "2007"' in line for line in lines), lines


def test_names_in_another_language_are_missed_where_they_are_shown(tmp_path: Path) -> None:
    """139 of the 142 countries need no Chinese name: the report doesn't show them."""
    root = gapminder_report(tmp_path / "report")
    labels = "    labels: {Swaziland: {zh: 斯威士兰}, Nigeria: {zh: 尼日利亚}, Australia: {zh: 澳大利亚}}\n"
    heading = "    title: {en: Country, zh: 国家}\n"
    change(root, "data/tables/life.yaml", heading, heading + labels)
    assert read_html(files_of(root)["zh/figures/index.html"]).text.count("斯威士兰 · 预期寿命") > 10
    (problem,) = strict_problems(context_of(root).site, context_of(root).data, None)
    assert str(problem) == (
        'data/tables/life.yaml:10:5: "Mozambique", "New Zealand", "Sierra Leone" of life.country: no name in "zh"; '
        "add them to labels: [missing-translation]"
    )
