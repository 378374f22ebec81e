"""Charts on pages of their own, and the code by which other sites show them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from html_reading import Element, read_html
from project import ROOT, change, context_of, files_of
from reviewed import assert_reviewed

from yiwu_report.editor.diff.shown_ids import ShownIds
from yiwu_report.model.output import Stage
from yiwu_report.site.pages.chart_view import frame_code
from yiwu_report.site.plan import plan_outputs

NEWSROOM = ROOT / "tests" / "sites" / "newsroom"
BASE = "https://example.org/town/"


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return files_of(NEWSROOM)


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    return Path(shutil.copytree(NEWSROOM, tmp_path / "newsroom"))


def embeds(files: Mapping[str, bytes]) -> dict[str, Element]:
    return {
        path: read_html(content) for path, content in files.items() if re.search(r"(^|/)charts/.*index\.html", path)
    }


def codes(page: Element) -> list[str]:
    return [box.one("code").text for box in page.all("div") if "data-code" in box.attributes]


class _Frames(HTMLParser):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.found.append(dict(attrs))


def frame(code: str) -> dict[str, str | None]:
    (found,) = _Frames(code).found
    return found


def test_each_chart_that_is_shown_has_a_page_in_each_language(files: Mapping[str, bytes]) -> None:
    assert sorted(embeds(files)) == sorted(
        f"{folder}charts/{chart}/index.html" for folder in ("", "en/") for chart in ("visits", "holdings")
    )


def test_the_page_is_what_was_reviewed(files: Mapping[str, bytes]) -> None:
    page = re.sub(r"\.[0-9a-f]{10}\.", ".", files["en/charts/holdings/index.html"].decode())
    page = re.sub(r"<svg.*?</svg>", "<svg/>", page, flags=re.DOTALL)
    assert_reviewed(page, "embed/holdings.en.html")


def test_search_engines_are_sent_to_the_article(files: Mapping[str, bytes]) -> None:
    """To the first one that shows the chart; the page itself is listed nowhere."""
    pages = embeds(files)
    for path, page in pages.items():
        assert page.one("meta", name="robots").attributes["content"] == "noindex"
        folder = BASE + ("en/" if path.startswith("en/") else "")
        home = folder if "visits" in path else f"{folder}readers/"
        assert page.one("link", rel="canonical").attributes["href"] == home
    assert b"/charts/" not in files["sitemap.xml"] + files["feed.xml"] + files["en/feed.xml"]


def test_the_way_back_leads_to_the_chart_in_its_article(files: Mapping[str, bytes]) -> None:
    page = embeds(files)["en/charts/holdings/index.html"]
    foot = page.one("footer")
    assert [link.attributes["href"] for link in foot.all("a")] == [
        "../../readers/index.html#chart-holdings",
        "https://creativecommons.org/licenses/by/4.0/",
    ]
    assert "Small Town Daily" in foot.text
    article = read_html(files["en/readers/index.html"])
    assert article.one("figure", id="chart-holdings")


def test_numbers_lead_to_the_page_of_all_figures(files: Mapping[str, bytes]) -> None:
    page = embeds(files)["charts/holdings/index.html"]
    links = [link.attributes["href"] for link in page.one("table").all("a")]
    assert links == ["../../figures/index.html#books.total", "../../figures/index.html#books.planned"]
    assert page.one("base").attributes == {"target": "_blank"}  # a reader leaves the frame, not the page around it


def test_the_code_shows_the_chart_of_its_language(files: Mapping[str, bytes]) -> None:
    for article in ("index.html", "en/readers/index.html"):
        page = read_html(files[article])
        titles = [title.text for title in page.all("h2", "h3") if title.attributes.get("class") == "chart-title"]
        found = codes(page)
        assert len(found) == len(titles) > 0
        for code, title in zip(found, titles, strict=True):
            shown = frame(code)
            assert shown["title"] == title
            path = (shown["src"] or "").removeprefix(BASE) + "index.html"
            assert embeds(files)[path].one("h1").text == title
            assert int(shown["height"] or 0) >= 300
            assert code.count("<script>") == 1
            assert "src=" not in code.partition("</iframe>")[2]  # no script of ours is loaded into others' pages


def test_a_title_cannot_break_the_code() -> None:
    made = frame_code('https://example.org/a/?b="c"&d', 'More than "half" <of> R&D', 400)
    assert frame(made) == {
        "src": 'https://example.org/a/?b="c"&d',
        "title": 'More than "half" <of> R&D',
        "width": "100%",
        "height": "400",
        "loading": "lazy",
        "style": "border:0;frame-sizing:content-height",
    }


def test_oembed_says_what_the_code_says(files: Mapping[str, bytes]) -> None:
    made = json.loads(files["en/charts/holdings/oembed.json"])
    assert (made["version"], made["type"], made["provider_name"]) == ("1.0", "rich", "Libraries by the numbers")
    shown = frame(made["html"])
    assert shown["src"] == f"{BASE}en/charts/holdings/"
    assert shown["height"] == str(made["height"])
    assert "<script" not in made["html"]
    link = embeds(files)["en/charts/holdings/index.html"].one("link", type="application/json+oembed")
    assert link.attributes["href"] == "oembed.json"


def test_without_an_address_the_page_is_there_and_the_code_waits_for_one(newsroom: Path) -> None:
    change(newsroom, "content/site.yaml", f"base_url: {BASE}\n", "")
    files = files_of(newsroom)
    assert not [path for path in files if "oembed" in path]
    page = read_html(files["en/index.html"])
    (box,) = [each for each in page.all("div") if "data-code" in each.attributes]
    assert "hidden" in box.attributes
    assert frame(box.one("code").text)["src"] == ""
    details = page.one("details", class_="chart-embed")
    assert [link.attributes["href"] for link in details.all("a")] == ["charts/visits/index.html"]
    assert not list(embeds(files)["en/charts/visits/index.html"].all("link"))[2:]  # icon and style


def test_a_draft_gives_its_charts_no_page(newsroom: Path) -> None:
    for code in ("zh", "en"):
        change(newsroom, f"content/articles/readers/{code}.md", "published: 2026-03-01", "draft: true")
    paths = {output.path for output in plan_outputs(context_of(newsroom))}
    assert "charts/visits/index.html" in paths
    assert not [path for path in paths if "holdings" in path]


def test_a_page_is_light(files: Mapping[str, bytes]) -> None:
    """Its style is a part of the site's, and its scripts are two, before a reader asks for more."""
    page = embeds(files)["charts/visits/index.html"]
    scripts = [script.attributes["src"] for script in page.all("script")]
    assert [re.sub(r".*/([a-z]+)\..*", r"\1", script) for script in scripts] == ["charts", "framed"]
    styles = {name: len(content) for name, content in files.items() if name.endswith(".css")}
    embed, site = (next(size for name, size in styles.items() if each in name) for each in ("embed", "site"))
    assert embed < 0.6 * site


def test_an_embed_shows_what_its_chart_shows() -> None:
    context = context_of(NEWSROOM)
    output = next(each for each in plan_outputs(context) if each.path == "en/charts/holdings/index.html")
    assert output.stage is Stage.PAGE
    assert ShownIds(context).of(output) == {"chart holdings", "books.total", "books.planned"}
