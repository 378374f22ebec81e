"""Columns of a file in formulas: those that a formula computes row by row, and functions over a column."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from project import files_of, problems_of

TOWNS = (
    "town,region,people,area\nAlpha,north,100,10.0\nBeta,north,,5.0\nGamma Ray,south,30,4.0\nDelta,south,over 7,1.0\n"
)
SITE = {
    "content/site.yaml": "title: {en: T}\nlanguages: [en]\npublished: 2026-01-01\n",
    "data/units.yaml": """person: {kind: count, exact: true, en: "{n} people"}
km2: {kind: measure, dimension: area, en: "{n} km²"}
density: {kind: measure, dimension: person/area, en: "{n} people per km²"}
percent: {kind: percent, en: "{n}%"}
""",
    "data/sources.yaml": "report: {title: {en: Report}}\n",
    "data/files/towns.csv": TOWNS,
    "data/tables/towns.yaml": """title: {en: Towns}
file: towns.csv
keys: [town]
columns:
  town: {kind: label}
  region: {kind: category}
  people: {unit: person, title: {en: People}}
  area: {unit: km2, title: {en: Area}}
  density: {formula: people / area, unit: density, decimals: 0, title: {en: Density}}
  share: {formula: people / all.people, unit: percent, decimals: 0, title: {en: Share}}
defaults: {source: report}
""",
    "data/derived.yaml": """all.people: {formula: 'sum(towns.people, region="north") + 200', unit: person, title: {en: All}}
densest: {formula: max(towns.density), unit: density, decimals: 0, title: {en: Densest}}
towns_in_south: {formula: "count(towns, region='south')", unit: person, title: {en: Towns}}
""",
    "content/articles/index/en.md": """---
title: Towns
---

{{ towns["Alpha"].density }} and {{ towns["Gamma Ray"].density }}, {{ towns['Alpha'].share }}, {{ densest }}.

{{ table towns }}
""",
}


def report(folder: Path, **changed: str) -> Path:
    for name, text in {**SITE, **{key.replace("__", "/"): text for key, text in changed.items()}}.items():
        path = folder / (name if "." in name else f"{name}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    without_missing = {"data/files/towns.csv": TOWNS.replace("Beta,north,,5.0", "Beta,north,50,5.0")}
    root = report(tmp_path_factory.mktemp("towns"))
    (root / "data/files/towns.csv").write_text(without_missing["data/files/towns.csv"], encoding="utf-8")
    return dict(files_of(root))


def test_a_column_is_computed_row_by_row(small: dict[str, bytes]) -> None:
    """350 people in all, by the north and 200; over 7 people on 1 km² are over 7 per km²."""
    figures = {each["id"]: each["shown"]["en"] for each in json.loads(small["data/figures.json"])["figures"]}
    assert figures['towns["Alpha"].density'] == "10 people per km²"
    assert figures['towns["Gamma Ray"].density'] == "8 people per km²"
    assert figures['towns["Alpha"].share'] == "29%"
    assert figures["all.people"] == "350 people"
    assert figures["towns_in_south"] == "2 people"
    assert figures["densest"] == "at least 10 people per km²"
    page = small["index.html"].decode()
    assert ">more than 7 people per km²<" in page


def test_what_the_file_does_not_give_makes_no_result(tmp_path: Path) -> None:
    """A cell by formula is not published then; a sum is a problem, since it would leave something out."""
    assert problems_of(report(tmp_path)) == [
        f'data/derived.yaml:{place}: towns["Beta"].{column} is not published; remove it, or give it a value [missing-value]'
        for place, column in (("1:28", "people"), ("2:24", "density"))
    ]


def test_a_formula_that_fails_in_a_row_is_one_problem(tmp_path: Path) -> None:
    root = report(tmp_path)
    rows = TOWNS.replace("Beta,north,,5.0", "Beta,north,50,0.0").replace("Alpha,north,100,10.0", "Alpha,north,100,0.0")
    (root / "data/files/towns.csv").write_text(rows, encoding="utf-8")
    lines = problems_of(root)
    assert [line.rpartition(" ")[2] for line in lines] == ["[zero-division]"], lines
    assert lines[0].startswith("data/tables/towns.yaml:9:22: ")


def test_periods_made_of_headings_are_keys_and_periods_of_cells(tmp_path: Path) -> None:
    root = report(tmp_path)
    (root / "data/files/towns.csv").write_text("town,2019,2020\nAlpha,1.5,2.25\n,3.0,4.5\n", encoding="utf-8")
    (root / "data/tables/towns.yaml").write_text(
        "title: {en: Towns}\nfile: towns.csv\nkeys: [town, year]\nperiods_in_headings: year\ncolumns:\n"
        '  town: {kind: label}\n  area: {header: "{period}", unit: km2, title: {en: Area}}\ndefaults: {source: report}\n'
        "format: {skip_bottom: 1}\n",
        encoding="utf-8",
    )
    (root / "data/derived.yaml").write_text(
        'gain: {formula: \'towns["Alpha", 2020].area - towns["Alpha", 2019].area\', unit: km2, title: {en: Gain}}\n',
        encoding="utf-8",
    )
    (root / "content/articles/index/en.md").write_text(
        '---\ntitle: Towns\n---\n\n{{ gain }}, {{ towns["Alpha", 2020].area }}, {{ towns["Alpha", 2020].area:period }}.\n\n'
        "{{ table towns }}\n",
        encoding="utf-8",
    )
    files = files_of(root)
    figures = {each["id"]: each for each in json.loads(files["data/figures.json"])["figures"]}
    assert figures["gain"]["shown"]["en"] == "0.8 km²"
    assert figures['towns["Alpha", 2020].area']["period"] == "2020"
    assert figures['towns["Alpha", 2020].area']["title"]["en"] == "Alpha · Area"


def test_an_empty_label_has_the_name_that_the_description_gives(tmp_path: Path) -> None:
    root = report(tmp_path)
    rows = "town,region,people,area\nAlpha,,100,10.0\nBeta,north,50,5.0\n"
    (root / "data/files/towns.csv").write_text(rows, encoding="utf-8")
    table = SITE["data/tables/towns.yaml"].replace("{kind: category}", "{kind: category, empty: {en: not in a region}}")
    (root / "data/tables/towns.yaml").write_text(table, encoding="utf-8")
    (root / "data/derived.yaml").write_text(SITE["data/derived.yaml"].replace("south", "north"), encoding="utf-8")
    article = SITE["content/articles/index/en.md"].replace("Gamma Ray", "Beta")
    (root / "content/articles/index/en.md").write_text(article, encoding="utf-8")
    assert ">not in a region<" in files_of(root)["index.html"].decode()


DAYS = "day,place,rain\n2019-12-31,Alpha,5.0\n2020-01-01,Alpha,1.5\n2020-02-29,Alpha,2.5\n2020-02-29,Beta,9.0\n2021-01-01,Alpha,8.0\n"
SUMS = {
    "2020": "4 mm",
    "2020-02": "2.5 mm",
    "2020-Q1": "4 mm",
    "2020-H2": None,
    "2019/2020": "9 mm",
    "2020-02-29": "2.5 mm",
    "2020-W01": "6.5 mm",  # from 30 December 2019 on
    "2022": None,
    "1920": None,
}


@pytest.mark.parametrize(("period", "shown"), SUMS.items())
def test_a_period_selects_what_lies_in_it(period: str, shown: str | None, tmp_path: Path) -> None:
    """In formulas and in charts; the result has the period that was selected."""
    root = report(tmp_path)
    (root / "data/files/towns.csv").write_text(DAYS, encoding="utf-8")
    (root / "data/units.yaml").write_text('mm: {kind: measure, en: "{n} mm"}\n', encoding="utf-8")
    (root / "data/tables/towns.yaml").write_text(
        "title: {en: Rain}\nfile: towns.csv\nkeys: [day, place]\ndefaults: {source: report, unit: mm}\ncolumns:\n"
        "  day: {kind: period}\n  place: {kind: category}\n  rain: {title: {en: Rain}}\n",
        encoding="utf-8",
    )
    formula = f'sum(towns.rain, place="Alpha", day="{period}")'
    (root / "data/derived.yaml").write_text(
        f"rain: {{formula: '{formula}', unit: mm, title: {{en: Rain}}}}\n", encoding="utf-8"
    )
    (root / "content/charts").mkdir()
    (root / "content/charts/rain.yaml").write_text(
        f"kind: line\ntitle: {{en: Rain}}\nsubtitle: {{en: mm}}\ntable: towns\nx: day\ny: rain\n"
        f'where: {{place: Alpha, day: "{period}"}}\n',
        encoding="utf-8",
    )
    (root / "content/articles/index/en.md").write_text("---\ntitle: Rain\n---\n\n{{ chart rain }}\n", encoding="utf-8")
    if shown is None:
        assert {line.rpartition(" ")[2] for line in problems_of(root)} == {"[empty-selection]"}
        return
    (figure,) = (each for each in json.loads(files_of(root)["data/figures.json"])["figures"] if each["id"] == "rain")
    assert (figure["shown"]["en"].replace(".0 mm", " mm"), figure["period"]) == (shown, period)


def test_what_a_chart_has_still_to_say_is_a_problem(tmp_path: Path) -> None:
    root = report(tmp_path)
    rows = TOWNS.replace("Beta,north,,5.0", "Beta,north,50,5.0")
    (root / "data/files/towns.csv").write_text(rows, encoding="utf-8")
    (root / "content/charts").mkdir()
    (root / "content/charts/towns.yaml").write_text(
        'kind: bar\ntitle:\n  en: DECIDE what the chart says, in "en"\nsubtitle: {en: Area}\ntable: towns\nx: area\ny: town\n',
        encoding="utf-8",
    )
    assert problems_of(root) == [
        'content/charts/towns.yaml:3:7: title.en is not decided yet; write what the chart says, in "en" [undecided]'
    ]


def test_a_year_of_three_digits_is_a_period_of_a_sum(tmp_path: Path) -> None:
    root = report(tmp_path)
    (root / "data/files/towns.csv").write_text("year,place,rain\n476,Rome,5.0\n1476,Rome,1.5\n", encoding="utf-8")
    (root / "data/units.yaml").write_text('mm: {kind: measure, en: "{n} mm"}\n', encoding="utf-8")
    (root / "data/tables/towns.yaml").write_text(
        "title: {en: Rain}\nfile: towns.csv\nkeys: [year, place]\ndefaults: {source: report, unit: mm}\ncolumns:\n"
        "  year: {kind: period}\n  place: {kind: category}\n  rain: {title: {en: Rain}}\n",
        encoding="utf-8",
    )
    (root / "data/derived.yaml").write_text(
        "rain: {formula: 'sum(towns.rain, year=476)', unit: mm, title: {en: Rain}}\n", encoding="utf-8"
    )
    (root / "content/articles/index/en.md").write_text("---\ntitle: Rain\n---\n\n{{ rain }}\n", encoding="utf-8")
    (figure,) = json.loads(files_of(root)["data/figures.json"])["figures"]
    assert (figure["value"], figure["period"]) == ("5.0", "0476")


def test_an_empty_category_has_no_colour(tmp_path: Path) -> None:
    root = report(tmp_path)
    rows = "town,region,people,area\nAlpha,,100,10.0\nBeta,north,50,5.0\nGamma,south,20,4.0\n"
    (root / "data/files/towns.csv").write_text(rows, encoding="utf-8")
    table = SITE["data/tables/towns.yaml"].replace("{kind: category}", "{kind: category, empty: {en: not in a region}}")
    (root / "data/tables/towns.yaml").write_text(table, encoding="utf-8")
    (root / "content/charts").mkdir()
    (root / "content/charts/towns.yaml").write_text(
        "kind: bar\ntitle: {en: Area}\nsubtitle: {en: km²}\ntable: towns\nx: area\ny: town\ncolour: region\n",
        encoding="utf-8",
    )
    (root / "content/articles/index/en.md").write_text("---\ntitle: Area\n---\n\n{{ chart towns }}\n", encoding="utf-8")
    assert "Alpha" in files_of(root)["charts/towns/index.html"].decode()
