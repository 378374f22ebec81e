"""The preview in Chromium: pages follow what is saved where they stand, and say what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from pages import until
from playwright.sync_api import BrowserContext, Page
from previewing import Preview
from project import ROOT, change, copy_report

PARKS = "data/figures/parks.yaml"
ARTICLE = "content/articles/index/{}.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_report(tmp_path_factory.mktemp("preview"))
    shutil.copytree(ROOT / "templates", root / "templates")
    return root


@pytest.fixture(scope="module")
def preview(root: Path) -> Iterator[Preview]:
    with Preview(root) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext, preview: Preview) -> Page:
    return open_page(context, preview, "")


def open_page(context: BrowserContext, preview: Preview, path: str) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(preview.address + path)
    until(page, "document.documentElement.dataset.previewVersion !== undefined")
    return page


class Saving:
    """A passage changed for the time of a block, and the page that followed, both times."""

    def __init__(self, page: Page, root: Path, file: str, before: str, after: str) -> None:
        self._page, self._root, self._file, self._before, self._after = page, root, file, before, after

    def __enter__(self) -> None:
        self._save(self._before, self._after)

    def __exit__(self, *_: object) -> None:
        self._save(self._after, self._before)

    def _save(self, before: str, after: str) -> None:
        version = self._page.evaluate("document.documentElement.dataset.previewVersion")
        change(self._root, self._file, before, after)
        later = f'html[data-preview-version]:not([data-preview-version="{version}"])'
        self._page.locator(later).wait_for(state="attached")  # a page that begins anew has none for a moment


def test_a_saved_figure_shows_where_the_reader_is(page: Page, root: Path) -> None:
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    chart = page.locator("#chart-parks_completed")
    chart.evaluate("(each) => { each.scrollIntoView(); each.dataset.kept = 'yes'; }")
    at = page.evaluate("scrollY")
    assert at > 2000
    numbers = page.locator('.prose-text a[href="#n-parks.completed"]')
    assert "71" in numbers.first.inner_text()
    with Saving(page, root, PARKS, "value: 71\n", "value: 73\n"):
        assert all("73" in text for text in numbers.all_inner_texts())
        assert "73个" in chart.inner_text()
        assert chart.locator("svg:visible desc").text_content().count("73") == 1
        assert page.evaluate("scrollY") == at
        assert chart.get_attribute("data-kept") == "yes"
        marked = page.locator(".preview-changed")
        assert marked.count() >= 5
        assert numbers.last.evaluate("(each) => each.matches('.preview-changed')")
        assert "changed" in page.locator("#preview-corner").inner_text()
        page.wait_for_timeout(1800)
        assert marked.count() == 0
    assert all("71" in text for text in numbers.all_inner_texts())


def test_only_what_changed_is_marked(page: Page, root: Path) -> None:
    with Saving(page, root, ARTICLE.format("zh"), "数据报道", "数据记录"):
        assert page.locator(".article-label").inner_text() == "数据记录"
        assert page.locator(".preview-changed").evaluate_all("(all) => all.map((each) => each.className)") == [
            "article-label preview-changed"
        ]


def test_several_windows_in_both_languages_follow(context: BrowserContext, preview: Preview, root: Path) -> None:
    pages = [open_page(context, preview, path) for path in ("", "en/", "figures/", "en/figures/")]
    with Saving(pages[0], root, PARKS, "value: 3104\n", "value: 3105\n"):
        for each, shown in zip(pages, ("3105家", "3,105 firms", "3105家", "3,105 firms"), strict=True):
            until(each, f"document.body.textContent.includes({shown!r})")
    for each in pages:
        each.close()


def test_a_sentence_comes_and_goes(page: Page, root: Path) -> None:
    heading = "## 小微企业园 {#parks}\n"
    count = page.locator(".prose-text > p").count()
    with Saving(page, root, ARTICLE.format("zh"), heading, f"{heading}\n新加的一句，只有{{{{ parks.started }}}}。\n"):
        assert page.locator(".prose-text > p").count() == count + 1
        added = page.locator("p", has_text="新加的一句")
        assert "95个" in added.inner_text()
        link = added.locator("a")
        link.click()
        assert page.locator(".note-box").is_visible()
        page.keyboard.press("Escape")
    assert page.locator(".prose-text > p").count() == count


def test_a_new_section_is_in_the_contents(page: Page, root: Path) -> None:
    heading = "## 小微企业园 {#parks}\n"
    with Saving(page, root, ARTICLE.format("zh"), heading, f"## 新的一节 {{#fresh}}\n\n正文。\n\n{heading}"):
        page.locator('.contents a[href="#fresh"]').wait_for()
    page.locator('.contents a[href="#fresh"]').wait_for(state="detached")


def test_style_and_words_follow(page: Page, root: Path) -> None:
    with Saving(page, root, "templates/assets/tokens.css", "--accent: #a3291b;", "--accent: #0000ff;"):
        until(page, "getComputedStyle(document.documentElement).getPropertyValue('--accent') === '#0000ff'")
        assert page.locator("link[rel=stylesheet]:not([data-preview])").count() == 1
    until(page, "getComputedStyle(document.documentElement).getPropertyValue('--accent') === '#a3291b'")


def test_an_open_chart_with_new_figures_is_closed_and_opens_with_them(page: Page, root: Path) -> None:
    chart = page.locator("#chart-hightech_firms")
    button = chart.locator("[data-interactive]")
    button.click()
    chart.locator(".is-live .main-svg").first.wait_for()
    with Saving(page, root, "data/figures/hightech.yaml", "value: 33\n", "value: 34\n"):
        until(page, "document.querySelector('#chart-hightech_firms .is-live') === null")
        assert chart.locator("svg:visible").inner_html().count("34") >= 1
        button.click()
        chart.locator(".is-live .main-svg").first.wait_for()
        assert "34" in chart.locator(".chart-live").inner_text()
        button.click()


def line_of(root: Path, text: str) -> int:
    lines = (root / PARKS).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_problem_stands_over_the_page_until_it_is_mended(page: Page, root: Path) -> None:
    panel = page.locator("#preview-problems")
    assert panel.count() == 0
    line = line_of(root, "value: 71")
    with Saving(page, root, PARKS, "value: 71\n", "value: 71 parks\n"):
        assert panel.get_attribute("role") == "alertdialog"
        text = panel.inner_text()
        assert f"{PARKS}:{line}:12" in text
        assert "number-form" in text
        assert "write 71" in text
        assert panel.locator(".line.is-at").inner_text() == "    value: 71 parks"
        assert panel.locator("mark").inner_text() == "7"
        assert "71" in page.locator('.prose-text a[href="#n-parks.completed"]').first.inner_text()
        assert page.evaluate("document.activeElement.id") == "preview-problems"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Hide (Esc)"
        page.keyboard.press("Escape")
        assert panel.count() == 0
        assert "1 problem" in page.locator("#preview-corner").inner_text()
        page.reload()
        panel.wait_for()
    assert panel.count() == 0


def test_a_broken_template_leaves_the_last_good_page(page: Page, root: Path) -> None:
    title = page.locator("h1").inner_text()
    panel = page.locator("#preview-problems")
    with Saving(page, root, "templates/pages/article.html", "<h1>", "<h1>{{ nothing }}"):
        assert "templates/pages/article.html:8:1" in panel.inner_text()
        assert page.locator("h1").inner_text() == title
    assert panel.count() == 0
    with Saving(page, root, "templates/pages/methods.html", "<h1>", "<h1>{{ nothing }}"):
        panel.wait_for()  # of a page that nobody looks at: found a little later
        assert "templates/pages/methods.html" in panel.inner_text()
    assert panel.count() == 0


def test_the_overview_has_everything_with_its_values(context: BrowserContext, preview: Preview, root: Path) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    overview = open_page(context, preview, "-/desk")
    row = overview.locator("#figures-parks\\.completed")
    assert "71个" in row.inner_text()
    assert "71 parks" in row.inner_text()
    assert f"{PARKS}:{line_of(root, 'parks.completed:')}:3" in row.inner_text()
    for kind, count in (("figures", 70), ("tables", 2), ("charts", 10), ("claims", 30)):
        assert overview.locator(f"#{kind} [data-entry]").count() >= count
    assert "contradicts" in overview.locator("#audit").inner_text()
    assert "over its budget" not in overview.locator("#weights").inner_text()
    with Saving(overview, root, PARKS, "value: 71\n", "value: 72\n"):
        assert "72个" in row.inner_text()
    overview.keyboard.press("/")
    overview.keyboard.type("parks completed")
    assert row.is_visible()
    assert overview.locator("#figures [data-entry]:visible").count() < 10
    row.get_by_role("button").focus()
    overview.keyboard.press("Enter")
    until(overview, "document.querySelector('[data-copy=\"{{ parks.completed }}\"]').textContent === 'Copied'")
    assert overview.evaluate("navigator.clipboard.readText()") == "{{ parks.completed }}"


def test_the_overview_says_what_needs_attention(context: BrowserContext, preview: Preview, root: Path) -> None:
    overview = open_page(context, preview, "-/desk")
    attention = overview.locator("#attention")
    before = "value: 71\n    unit: park\n"
    with Saving(overview, root, PARKS, before, f"{before}    update_due: 2021-10\n"):
        until(overview, "document.querySelector('#attention').textContent.includes('was due 2021-10')")
        assert "parks.completed: a newer value was due 2021-10" in attention.inner_text()
    draft = root / "content/articles/later/zh.md"
    draft.parent.mkdir()
    draft.write_text("---\ntitle: 以后再说\ndraft: true\n---\n\n正文。\n", "utf-8")
    until(overview, "document.querySelector('#attention').textContent.includes('only in zh; not in en')")
    assert "content/articles/later/zh.md a draft" in attention.inner_text()
    shutil.rmtree(draft.parent)
    until(overview, "!document.querySelector('#attention').textContent.includes('only in zh')")


@pytest.mark.parametrize("path", ["", "-/desk"])
def test_keyboard_and_small_screens(context: BrowserContext, preview: Preview, path: str) -> None:
    page = open_page(context, preview, path)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert quote(page.url, safe=":/-") == page.url
