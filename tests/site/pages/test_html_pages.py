"""Every page of the repository's report: its structure, its links, its texts, as HTML says them."""

from __future__ import annotations

import gzip
import itertools
import json
import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from html_reading import Element, read_html
from project import ROOT, change, context_of, copy_report, files_of

from yiwu_report.build.build import render_all
from yiwu_report.site.report import Context

HAN = re.compile(r"[\u4e00-\u9fff]")
PAGES = [
    f"{folder}{name}"
    for folder in ("", "en/")
    for name in (
        "index.html",
        "figures/index.html",
        "checks/index.html",
        "methods/index.html",
        "corrections/index.html",
    )
]

EMBEDS = [
    f"{folder}charts/{chart.stem}/index.html"
    for folder in ("", "en/")
    for chart in sorted((ROOT / "content" / "charts").glob("*.yaml"))
]


@pytest.fixture(scope="module")
def context() -> Context:
    return context_of(ROOT)


@pytest.fixture(scope="module")
def files(context: Context) -> Mapping[str, bytes]:
    return {file.output.path: file.content for file in render_all(context)}


@pytest.fixture(scope="module")
def pages(files: Mapping[str, bytes]) -> Mapping[str, Element]:
    return {path: read_html(content) for path, content in files.items() if path.endswith(".html")}


def test_these_are_the_pages(pages: Mapping[str, Element]) -> None:
    assert sorted(pages) == sorted([*PAGES, *EMBEDS, "404.html"])


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS])
def test_language_title_and_policy(path: str, pages: Mapping[str, Element]) -> None:
    page = pages[path]
    assert page.attributes["lang"] == ("en" if path.startswith("en/") else "zh-Hans")
    assert page.one("head").one("title").text.strip()
    policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert page.one("meta", name="viewport").attributes["content"] == "width=device-width, initial-scale=1"


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS, "404.html"])
def test_an_id_stands_once(path: str, pages: Mapping[str, Element]) -> None:
    ids = Counter(each.attributes["id"] for each in pages[path].all() if "id" in each.attributes)
    assert [name for name, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS, "404.html"])
def test_every_link_and_anchor_leads_somewhere(
    path: str, pages: Mapping[str, Element], files: Mapping[str, bytes]
) -> None:
    anchors = {name: {each.attributes.get("id") for each in page.all()} for name, page in pages.items()}
    for each in pages[path].all():
        for key in ("href", "src", "data-script", "data-plotly", "data-live"):
            link = each.attributes.get(key)
            if link is None or link.startswith(("https://", "mailto:", "data:,")):
                continue
            assert not link.startswith(("/", "@", "http:")), link
            target, _, anchor = link.partition("#")
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert file in files, link
            if anchor:
                assert unquote(anchor) in anchors[file], link


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS])
def test_nothing_is_loaded_from_elsewhere_and_no_style_or_handler_is_inline(
    path: str, pages: Mapping[str, Element]
) -> None:
    for each in pages[path].all():
        assert "style" not in each.attributes, each.attributes
        assert not [key for key in each.attributes if key.startswith("on")], each.attributes
        if each.tag in {"script", "img", "iframe", "source"}:
            assert not each.attributes.get("src", "").startswith("http")
        if each.tag == "link" and each.attributes["rel"] in {"stylesheet", "icon"}:
            assert not each.attributes["href"].startswith("http")


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS, "404.html"])
def test_headings_go_down_one_level_at_a_time(path: str, pages: Mapping[str, Element]) -> None:
    levels = [int(each.tag[1]) for each in pages[path].all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS])
def test_tables_say_what_they_are(path: str, pages: Mapping[str, Element]) -> None:
    for table in pages[path].all("table"):
        assert table.one("caption").text.strip()
        assert all(head.attributes.get("scope") in {"col", "row"} for head in table.all("th"))
        region = next(each for each in table.above if "table-region" in each.attributes.get("class", ""))
        assert region.attributes["tabindex"] == "0"
        assert region.attributes["aria-label"].strip()
        widths = {sum(1 for _ in row.all("th", "td")) for row in table.all("tr")}
        assert len(widths) == 1


@pytest.mark.parametrize("path", ["index.html", "en/index.html"])
def test_charts_are_numbered_described_and_have_their_data(path: str, pages: Mapping[str, Element]) -> None:
    charts = [figure for figure in pages[path].all("figure") if "chart" in figure.attributes.get("class", "")]
    assert len(charts) >= 10
    for number, chart in enumerate(charts, start=1):
        assert re.search(rf"\b{number}$|{number}$", chart.one("p", class_="chart-number").text)
        assert chart.attributes["aria-labelledby"] in {each.attributes.get("id") for each in chart.all()}
        assert chart.one("p", class_="chart-source").text.strip()
        assert any(link.attributes["href"].count("#source-") for link in chart.all("a"))
        table = chart.one("details", class_="chart-data").one("table")
        assert len(list(table.all("tr"))) >= 2
        box = next(each for each in chart.all() if "data-chart" in each.attributes)
        assert len(box.attributes["data-description"]) > 20
        widths = [svg.attributes["viewbox"].split()[2] for svg in box.all("svg")]
        assert widths == ["360", "720"]


@pytest.mark.parametrize("path", ["index.html", "en/index.html"])
def test_numbers_in_the_text_lead_to_their_source(path: str, pages: Mapping[str, Element]) -> None:
    """A digit of the prose stands in a link to its figure or claim, in a year or date, or in a name."""
    names = ("工业4.0", "Industry 4.0", "13th Five-Year", "规上")
    for block in pages[path].all("div"):
        if block.attributes.get("class") != "prose-text":
            continue
        linked = [link for link in block.all("a") if {"n", "claim"} & set(link.attributes.get("class", "").split())]
        text = block.text
        for link in linked:
            text = text.replace(link.text, "", 1)
        for name in names:
            text = text.replace(name, "")
        text = re.sub(r"(?:19|20)\d\d", "", text)
        assert not re.search(r"[0-9]", text), text


@pytest.mark.parametrize("path", ["index.html", "en/index.html"])
def test_notes_are_numbered_by_the_first_appearance_of_their_figures(path: str, pages: Mapping[str, Element]) -> None:
    page = pages[path]
    links = [each for each in page.all("a") if "data-n" in each.attributes]
    first = dict.fromkeys((each.attributes["href"], each.attributes["data-n"]) for each in links)
    notes = [each for each in page.all("li") if each.attributes.get("id", "").startswith("n-")]
    assert list(first) == [(f"#{note.attributes['id']}", str(number)) for number, note in enumerate(notes, 1)]
    assert not [each for note in notes for each in note.all("a") if "data-n" in each.attributes]
    starts = [each.attributes["start"] for each in page.all("ol") if each.attributes.get("class") == "note-list"]
    groups = [each for each in page.all("details") if each.attributes.get("class") == "note-group"]
    before = itertools.accumulate((len(list(group.all("b"))) for group in groups[:-1]), initial=1)
    assert starts == [str(number) for number in before]
    assert not [
        each
        for place in page.all("header", "section")
        if place.attributes.get("id") != "page-numbers"
        for each in place.all("a")
        if "figures/index.html#" in each.attributes.get("href", "")
    ]


def test_every_figure_has_an_entry_with_all_that_is_known(context: Context, pages: Mapping[str, Element]) -> None:
    for path in ("figures/index.html", "en/figures/index.html"):
        entries = {each.attributes["id"]: each for each in pages[path].all("li") if "data-status" in each.attributes}
        assert sorted(entries) == sorted(context.data.figures)
        for figure in context.data.figures.values():
            entry = entries[figure.id]
            text = entry.text
            assert entry.attributes["data-status"] == str(figure.status)
            if figure.printed:
                assert figure.printed.value in text
            if figure.paragraph is not None:
                assert re.search(rf"第{figure.paragraph}段|paragraph {figure.paragraph}\b", text)
            if figure.formula:
                assert figure.formula.value in text
                linked = {link.attributes["href"] for link in entry.all("a")}
                assert {f"#{name}" for name in figure.inputs} <= linked


def test_a_plan_is_told_from_a_fact_wherever_it_stands(pages: Mapping[str, Element]) -> None:
    page = pages["en/figures/index.html"]
    for status, word in (("fact", "fact"), ("plan", "planned"), ("forecast", "forecast")):
        entries = [each for each in page.all("li") if each.attributes.get("data-status") == status]
        assert entries
        assert all(entry.one("dd", class_=f"status status-{status}").text == word for entry in entries)


def test_the_page_of_checks_has_contradictions_first(context: Context, pages: Mapping[str, Element]) -> None:
    for path in ("checks/index.html", "en/checks/index.html"):
        claims = [each for each in pages[path].all("li") if "claim-entry" in each.attributes.get("class", "")]
        assert {each.attributes["id"] for each in claims} == set(context.findings)
        first = claims[0]
        assert "verdict-contradicts" in first.attributes["class"]
        assert "226" in first.text
        assert "÷" in first.text
        assert "584.85%" in first.text


def test_english_pages_hold_no_chinese_but_printed_tokens(pages: Mapping[str, Element]) -> None:
    for path in [*PAGES, *EMBEDS]:
        if not path.startswith("en/"):
            continue
        for each in pages[path].all():
            own = "".join(child for child in each.children if isinstance(child, str))
            if HAN.search(own):
                assert each.attributes.get("lang", "").startswith("zh"), (path, own)
            for key, value in each.attributes.items():
                assert not HAN.search(value), (path, key, value)


def test_chinese_text_holds_no_typed_space_between_han_and_latin(pages: Mapping[str, Element]) -> None:
    """The style sheet sets them apart. Lists of facts (title, value, source) are no running text."""
    lists = {"key-about", "entry-note", "note-line", "claim-line"}
    for path in ("index.html", "methods/index.html", "corrections/index.html"):
        for each in pages[path].one("main").all("p", "h1", "h2", "h3", "figcaption", "button"):
            within = {each.attributes.get("class"), *(above.attributes.get("class") for above in each.above)}
            if lists & within or "note-list" in within:
                continue
            assert not re.search(r"[\u4e00-\u9fff] [A-Za-z0-9]|[A-Za-z0-9] [\u4e00-\u9fff]", each.text), each.text


def test_anchors_are_the_same_in_both_languages(pages: Mapping[str, Element]) -> None:
    for path in [*PAGES, *EMBEDS]:
        if path.startswith("en/"):
            continue
        both = [
            {each.attributes["id"] for each in pages[name].all() if "id" in each.attributes}
            for name in (path, f"en/{path}")
        ]
        assert {name for name in both[0] if "-zh" not in name} == {name for name in both[1] if "-en" not in name}


def test_the_article_says_who_when_and_how_to_cite(pages: Mapping[str, Element]) -> None:
    page = pages["en/index.html"]
    assert page.one("dl", class_="byline").one("time").attributes["datetime"] == "2026-11-23"
    citation = page.one("p", class_="citation").text
    assert ".” 23 November 2026. Accessed [date]." in citation
    assert "[EB/OL]. (2026-11-23)[引用日期]." in pages["index.html"].one("p", class_="citation").text
    bibtex = page.one("pre", aria_label="BibTeX").text
    assert bibtex.startswith("@online{")
    assert "langid = {english}" in bibtex


def test_the_page_for_lost_readers_needs_no_other_file(pages: Mapping[str, Element]) -> None:
    page = pages["404.html"]
    assert not list(page.all("script", "img"))
    assert [link.attributes["href"] for link in page.all("link")] == ["data:,"]
    assert [section.attributes["lang"] for section in page.all("section")] == ["zh-Hans", "en"]
    assert [link.attributes["href"] for link in page.one("main").all("a")] == ["index.html", "en/index.html"]


def test_a_title_is_escaped_once_wherever_it_is_read_out(tmp_path: Path) -> None:
    root = copy_report(tmp_path)
    change(root, "data/figures/parks.yaml", "en: Small-business parks completed", "en: R&D <parks> completed")
    page = read_html(files_of(root)["en/index.html"])
    labels = [each.attributes["aria-label"] for each in page.all("a") if "aria-label" in each.attributes]
    assert "R&D <parks> completed: source" in labels


def test_scripts_before_interaction_are_small(files: Mapping[str, bytes]) -> None:
    scripts = re.findall(rb'<script src="([^"]*)"', files["index.html"])
    assert len(scripts) == 3
    assert sum(len(gzip.compress(files[name.decode()])) for name in scripts) <= 3800


def test_chart_scripts_are_classic_and_hold_both_widths(context: Context) -> None:
    asset = next(iter(context.chart_scripts.values()))
    match = re.fullmatch(r'reportChart\("([a-z0-9_.]+)",(.*)\);\n', asset.content.decode())
    assert match
    held = json.loads(match[2])
    assert set(held["figures"]) == {"360", "720"}
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in held["colours"])
    assert all(token.startswith("--") for token in held["colours"].values())


def test_no_word_of_the_report_stands_in_the_generator() -> None:
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file() and "words" not in path.parts:
            text = Path(path).read_text(encoding="utf-8")
            assert "Yiwu" not in text, path
            assert "义乌" not in text, path


def test_an_order_of_magnitude_keeps_its_unit_under_a_heading_that_has_it(files: Mapping[str, bytes]) -> None:
    shown = [
        each for each in read_html(files["index.html"]).all("table") if each.attributes.get("id") == "table-projects"
    ]
    [heading] = [each.text.strip() for each in shown[0].all("th") if each.text.strip().startswith("总投资")]
    values = [next(row.all("a")).text for row in shown[0].one("tbody").all("tr")]
    assert heading == "总投资（亿元、计划）"
    assert values == ["110", "102", "百亿元级", "200多", "20.65", "75.5", "72", "105", "84.6"]
