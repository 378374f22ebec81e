"""What becomes of sound files: values, defaults, languages and places. Faulty ones stand in sites_invalid/."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from project import change, problems_of

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.charts.kinds.bar import BarChart
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.inputs.load.load import load
from yiwu_report.inputs.load.package_files import words_folders
from yiwu_report.inputs.validate import validate
from yiwu_report.inputs.validate.collector import Collector
from yiwu_report.inputs.validate.cross_references import check_entries
from yiwu_report.model.fields import Spec
from yiwu_report.model.figures import CellSpec, FigureSpec, Status, TableSpec, UnitSpec
from yiwu_report.model.problem import Place, Unusable
from yiwu_report.model.site import Site, entry_of
from yiwu_report.quantity import parse_quantity
from yiwu_report.text.formatting import Language

BASE = Path(__file__).resolve().parent.parent.parent / "sites" / "minimal"
Files = Mapping[str, str | bytes | None]
Validated = Callable[[Files], tuple[Site | None, Mapping[str, Language], list[str]]]


@pytest.fixture
def validated(tmp_path: Path) -> Validated:
    """Site, languages and printed problems of the minimal project with some files changed; None: taken away."""

    def run(files: Files) -> tuple[Site | None, Mapping[str, Language], list[str]]:
        shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        loaded = load(tmp_path, words_folders(tmp_path))
        site, languages, problems = validate(loaded, CHART_SPECS, STEP_SPECS)
        return site, languages, [str(problem) for problem in sorted({*loaded.problems, *problems})]

    return run


@pytest.fixture
def site_of(validated: Validated) -> Callable[[Files], Site]:
    """The site of a project without problems."""

    def run(files: Files) -> Site:
        site, _, problems = validated(files)
        assert problems == []
        assert site is not None
        return site

    return run


SiteOf = Callable[[Files], Site]


def base(name: str, *changes: tuple[str, str]) -> str:
    """A file of the minimal project with passages changed."""
    text = (BASE / name).read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


def figure(site: Site, name: str) -> FigureSpec:
    spec = site.figures[name]
    assert isinstance(spec, FigureSpec)
    return spec


def cell(site: Site, name: str) -> CellSpec:
    table, row, column = name.split(".")
    spec = site.tables[table]
    assert isinstance(spec, TableSpec)
    found = spec.rows[row][column]
    assert isinstance(found, CellSpec)
    return found


FIGURES = """\
defaults:
  source: report
  paragraph: 3
  period: 2024
  status: plan
  unit: book
figures:
  shared.all:
    value: 5
    title: {zh: 一, en: One}
  shared.some:
    value: null
    unit: library
    paragraph: 4
    period: null
    status: fact
    title: {zh: 二, en: Two}
"""


def test_defaults_of_a_file_are_those_of_its_figures(site_of: SiteOf) -> None:
    site = site_of({"data/figures/shared.yaml": FIGURES})
    all_shared, some = figure(site, "shared.all"), figure(site, "shared.some")
    assert (all_shared.source, all_shared.paragraph, str(all_shared.period)) == ("report", 3, "2024")
    assert (all_shared.unit, all_shared.status, all_shared.value) == ("book", Status.PLAN, parse_quantity("5"))
    assert (some.unit, some.paragraph, some.period, some.status, some.value) == ("library", 4, None, Status.FACT, None)
    assert all_shared.place_of("source") == Place("data/figures/shared.yaml", 2, 11)
    assert some.place_of("paragraph") == Place("data/figures/shared.yaml", 14, 16)


def test_a_cell_is_what_it_says_then_its_column_then_the_table(site_of: SiteOf) -> None:
    site = site_of(
        {
            "data/tables/layers.yaml": """\
title: {zh: 表, en: Table}
defaults: {source: report, paragraph: 1, period: 2020, unit: visit}
columns:
  name: {kind: label}
  a: {title: {zh: 甲, en: A}, paragraph: 2, status: plan, note: {zh: 注, en: Note}}
  b: {title: {zh: 乙, en: B}, unit: book, tolerance: 0.2}
  c: {title: {zh: 丙, en: C}, formula: a + a}
rows:
  one: {name: One, a: 1, b: {value: about 5, paragraph: 3, period: null}}
  two: {name: {zh: 二, en: Two}, a: {value: 2, status: fact}, b: 7}
  three: {name: Three, b: {value: about 5, tolerance: 0.3}}
"""
        }
    )
    one_a, one_b, two_a = cell(site, "layers.one.a"), cell(site, "layers.one.b"), cell(site, "layers.two.a")
    assert (one_a.source, one_a.paragraph, str(one_a.period), one_a.status) == ("report", 2, "2020", Status.PLAN)
    assert one_a.note is not None
    assert (one_b.paragraph, one_b.period, one_b.status) == (3, None, None)
    assert (two_a.status, two_a.paragraph) == (Status.FACT, 2)
    assert one_b.value == parse_quantity("about 5").with_tolerance(Decimal("0.2"))
    assert cell(site, "layers.two.b").value == parse_quantity("7")
    assert cell(site, "layers.three.b").value == parse_quantity("about 5").with_tolerance(Decimal("0.3"))
    table = site.tables["layers"]
    assert isinstance(table, TableSpec)
    assert [table.columns[name].unit for name in ("a", "b", "c")] == ["visit", "book", "visit"]
    assert table.columns["c"].source is None
    assert "a" not in table.rows["three"]
    label = table.rows["one"]["name"]
    assert isinstance(label, dict)
    assert {language: str(text) for language, text in label.items()} == {"zh": "One", "en": "One"}
    assert cell(site, "layers.one.a").place == Place("data/tables/layers.yaml", 9, 20)
    assert cell(site, "layers.one.a").place_of("source") == Place("data/tables/layers.yaml", 2, 20)


ROWS = """\
rows:
  north:
    name: {zh: 北馆, en: North}
    visits: {value: over 500, printed: 五百多}
  south:
    name: {zh: 南馆, en: South}
    visits: null
"""
HEAD = """\
title: {zh: 表, en: Table}
defaults: {source: report}
columns:
  name: {kind: label}
  visits: {unit: visit, title: {zh: 人次, en: Visits}}
"""


def test_a_value_of_a_unit_of_dates_is_a_date(site_of: SiteOf) -> None:
    opened = figure(site_of({}), "libraries.first")
    assert (opened.value, str(opened.date)) == (None, "1958-06")


def test_a_figure_has_its_own_tolerance(site_of: SiteOf) -> None:
    site = site_of(
        {
            "data/figures/libraries.yaml": base(
                "data/figures/libraries.yaml", ("over 40000", "about 40000\n    tolerance: 0.05")
            )
        }
    )
    assert figure(site, "books.total").value == parse_quantity("about 40000").with_tolerance(Decimal("0.05"))


def test_languages_of_a_unit_are_its_forms(site_of: SiteOf) -> None:
    unit = site_of({}).units["book"]
    assert isinstance(unit, UnitSpec)
    forms = {language: {form: str(text) for form, text in of.items()} for language, of in unit.forms.items()}
    assert forms == {"zh": {"other": "{n}册"}, "en": {"one": "{n} book", "other": "{n} books"}}


def test_every_key_has_its_place(site_of: SiteOf) -> None:
    site = site_of(
        {
            "data/corrections.yaml": "- date: 2026-02-01\n  figure: books.total\n  kind: revision\n  before: 1\n  after: 2\n  reason: {zh: 一, en: x}\n"
        }
    )
    branches = site.tables["branches"]
    assert isinstance(branches, TableSpec)
    english = next(article for article in site.articles if (article.slug, article.language) == ("index", "en"))
    for entry, keys, place in (
        (figure(site, "books.total"), (), "data/figures/libraries.yaml:11:3"),
        (figure(site, "books.total"), ("value",), "data/figures/libraries.yaml:12:12"),
        (figure(site, "books.total"), ("title",), "data/figures/libraries.yaml:14:5"),
        (entry_of(site, "unit", "book"), ("en", "one"), "data/units.yaml:12:10"),
        (entry_of(site, "source", "report"), (), "data/sources.yaml:1:1"),
        (branches, (), "data/tables/branches.yaml:1:1"),
        (branches.columns["visits"], ("unit",), "data/tables/branches.yaml:19:11"),
        (cell(site, "branches.centre.visits"), (), "data/tables/branches.yaml:30:5"),
        (cell(site, "branches.centre.visits"), ("value",), "data/tables/branches.yaml:30:13"),
        (cell(site, "branches.north.visits"), ("tolerance",), "data/tables/branches.yaml:38:18"),
        (entry_of(site, "chart", "visits"), (), "content/charts/visits.yaml:1:1"),
        (entry_of(site, "chart", "visits"), ("x",), "content/charts/visits.yaml:3:4"),
        (entry_of(site, "correction", "0"), ("after",), "data/corrections.yaml:5:10"),
        (english.front, ("title",), "content/articles/index/en.md:2:8"),
        (site.spec, ("languages", "1"), "content/site.yaml:6:5"),
    ):
        assert isinstance(entry, Spec)
        assert str(entry.place_of(*keys)) == place, keys


def test_articles_stand_in_the_order_of_the_languages(site_of: SiteOf) -> None:
    draft = "---\ntitle: A draft\ndraft: true\n---\n"
    site = site_of({"content/articles/draft/en.md": draft})
    assert [(article.slug, article.language) for article in site.articles] == [
        ("draft", "en"),
        ("index", "zh"),
        ("index", "en"),
    ]


def test_a_chart_is_of_its_kind(site_of: SiteOf) -> None:
    chart = site_of({}).charts["visits"]
    assert isinstance(chart, BarChart)
    assert (chart.x, chart.y, list(chart.title)) == ("visits", "name", ["zh", "en"])


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({"data/units.yaml": "book: {kind: count\n"}, {"data/units.yaml"}),
        ({"data/sources.yaml": "report: x: y\n"}, {"data/sources.yaml"}),
        ({"data/figures/libraries.yaml": b"figures:\n  libraries.open:\n    value: \xff\n"}, {"data/figures/libraries.yaml"}),
        ({"data/tables/branches.yaml": "a: b: c\n"}, {"data/tables/branches.yaml"}),
        ({"content/charts/visits.yaml": ""}, {"content/charts/visits.yaml"}),
        ({"content/articles/index/en.md": "x"}, {"content/articles/index/en.md"}),
        ({"content/site.yaml": "title: [\n"}, {"content/site.yaml"}),
        ({"data/units.yaml": None}, {"data/units.yaml"}),
        ({"data/figures/libraries.yaml": base("data/figures/libraries.yaml", ("  source: report", "  sorce: report"))}, {"data/figures/libraries.yaml"}),
    ],
)  # fmt: skip
def test_what_depends_on_a_broken_file_is_silent(validated: Validated, files: Files, left: set[str]) -> None:
    """Everything in the project leads to the broken file somehow, and only that file is named, once or twice."""
    linked = {
        "data/derived.yaml": "books.mean:\n  formula: books.total / libraries.open\n  unit: book\n  title: {zh: 一, en: x}\n",
        "data/claims.yaml": "many:\n  says: books.mean\n  formula: books.total / 12\n  source: report\n",
        "content/charts/part.yaml": "kind: bar\nfigures: [libraries.open, branches.north.visits, books.mean]\ntitle: {zh: 一, en: x}\nsubtitle: {zh: 一, en: x}\n",
    }
    _, _, problems = validated({**linked, **files})
    assert {problem.split(":")[0] for problem in problems} == left
    assert len(problems) <= 2


def test_a_faulty_entry_leaves_the_others_alone(validated: Validated) -> None:
    site, _, problems = validated(
        {"data/figures/libraries.yaml": base("data/figures/libraries.yaml", ("value: over 40000", "value: 40,000"))}
    )
    assert len(problems) == 1
    assert site is not None
    assert site.figures["books.total"] == Unusable(Place("data/figures/libraries.yaml", 11, 3))
    assert isinstance(site.figures["libraries.open"], FigureSpec)


def test_of_a_faulty_site_file_the_sound_part_is_taken(validated: Validated) -> None:
    site, _, problems = validated(
        {"content/site.yaml": base("content/site.yaml", ("published: 2026-01-15", "published: soon"))}
    )
    assert len(problems) == 1
    assert site is not None
    assert (site.languages, list(site.spec.periods)) == (("zh", "en"), ["when opened"])
    assert str(site.spec.title["en"]) == "Libraries by the numbers"


@pytest.mark.parametrize(
    "text", [None, "", "- a\n", "languages: []\n", "title: {zh: 一}\nlanguages: [xx]\npublished: 2026-01-15\n"]
)
def test_without_a_language_there_is_no_site(validated: Validated, text: str | None) -> None:
    site, _, problems = validated({"content/site.yaml": text})
    assert site is None
    assert all(problem.startswith("content/site.yaml:") for problem in problems)


def test_a_language_without_words_leaves_the_others(validated: Validated) -> None:
    site, languages, problems = validated({"content/site.yaml": base("content/site.yaml", ("  - en", "  - ne"))})
    assert problems == [
        'content/site.yaml:6:5: there is no words file for the language "ne"; write templates/words/ne.yaml, or use one of en, zh [unknown-language]'
    ]
    assert site is not None
    assert (site.languages, list(languages)) == (("zh",), ["zh"])


def test_words_of_a_language_are_validated(validated: Validated) -> None:
    words = Path(__file__).resolve().parent.parent.parent.parent / "templates" / "words" / "en.yaml"
    text = (
        words.read_text(encoding="utf-8").replace("locale: en_GB", "locale: en_XX_YY").replace("  about:", "  abuot:")
    )
    site, languages, problems = validated({"templates/words/en.yaml": text})
    lines = [text[: text.index(word)].count("\n") + 1 for word in ("en_XX_YY", "abuot")]
    assert [problem.partition("; ")[0] for problem in problems] == [
        f'templates/words/en.yaml:{lines[0]}:9: "en_XX_YY" is not a CLDR locale',
        f'templates/words/en.yaml:{lines[1]}:3: unknown value "abuot"',
    ]
    assert list(languages) == ["zh"]
    assert site is not None


def test_the_text_of_an_article_with_faulty_front_matter_is_kept(validated: Validated) -> None:
    site, _, problems = validated({"content/articles/index/en.md": "---\ntitel: x\nnames: [Area 51]\n---\nArea 51\n"})
    assert [problem.split(":")[1] for problem in problems] == ["1", "2"]
    assert site is not None
    article = next(each for each in site.articles if each.language == "en")
    assert (str(article.body), [str(name) for name in article.front.names]) == ("Area 51\n", ["Area 51"])


def test_the_front_page_is_no_draft(validated: Validated) -> None:
    text = base("content/articles/index/en.md", ("---\ntitle", "---\ndraft: true\ntitle"))
    _, _, problems = validated({"content/articles/index/en.md": text})
    assert problems == ["content/articles/index/en.md:2:8: the front page cannot be a draft; remove draft [bad-value]"]


@pytest.mark.parametrize("front", [None, "---\ntitle: a: b\nnames: [Area 51]\n---\n", "Text\n"])
def test_a_name_of_an_article_that_is_not_read_is_no_loose_number(front: str | None, tmp_path: Path) -> None:
    root = shutil.copytree(BASE, tmp_path / "site")
    change(root, "data/tables/branches.yaml", "en: Main library", "en: Area 51")
    article = root / "content/articles/index/en.md"
    if front is None:
        article.unlink()
    else:
        article.write_text(front, encoding="utf-8")
    assert [problem.split(":")[0] for problem in problems_of(root)] == ["content/articles/index/en.md"]


def test_unknown_key_figures_are_left_out(validated: Validated) -> None:
    front = "---\ntitle: x\nkey_figures: [books.total, books.totl]\n---\n"
    site, _, problems = validated({"content/articles/index/en.md": front})
    assert problems == [
        'content/articles/index/en.md:3:28: there is no figure "books.totl"; did you mean "books.total"? [unknown-figure]'
    ]
    assert site is not None
    assert next(each for each in site.articles if each.language == "en").front.key_figures == ["books.total"]


def test_every_name_in_every_kind_of_chart_is_looked_up() -> None:
    """A key that holds an id is annotated with what it refers to: none is left out."""
    for spec in CHART_SPECS.values():
        keys = spec.model_json_schema()["properties"]
        ids = {
            key
            for key, schema in keys.items()
            if re.search("an id: lower-case letters|the id of a figure", json.dumps(schema))
        }
        assert ids <= spec.references().keys() <= ids | {"sort", "where"}, spec
        assert {"table", "figures"} <= ids


def test_an_entry_of_a_kind_that_nothing_checks_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="nothing says which names"):
        check_entries("chart", {"a": object()}, cast("Any", None), Collector())
