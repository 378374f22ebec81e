"""The pages in Chromium: wherever they are opened from, they are whole, quiet and ask nobody else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pages import ARTICLES, PAGES, Watch, spot, until, without_script
from playwright.sync_api import Browser, BrowserContext, Locator
from project import ROOT, silent

from yiwu_report import build


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_and_asks_nobody_else(path: str, context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    watch = Watch(page, addresses["root"])
    page.goto(addresses["root"] + path)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_load_state("networkidle")
    watch.assert_quiet()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_overflows(path: str, context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.goto(addresses["root"] + path)
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        wide = page.evaluate(
            """() => [...document.querySelectorAll('main *')].filter((each) => each.getClientRects().length
                 && !each.closest('.table-region, pre, svg, .visually-hidden')
                 && (each.getBoundingClientRect().right > innerWidth + 0.5 || each.getBoundingClientRect().left < -0.5))
                 .map((each) => each.outerHTML.slice(0, 120))"""
        )
        assert wide == [], width


@pytest.mark.parametrize("path", ARTICLES)
def test_every_chart_opens_in_its_own_box(path: str, context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    watch = Watch(page, addresses["root"])
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver((list) => list.getEntries().forEach("
        "(entry) => { window.shifts += entry.hadRecentInput ? 0 : entry.value; }))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(addresses["root"] + path)
    charts = page.locator("figure.chart")
    assert charts.count() >= 10
    for at in range(charts.count()):
        chart = charts.nth(at)
        box = chart.locator(".chart-box")
        before = spot(box)
        chart.locator("[data-interactive]").click()
        chart.locator(".is-live .main-svg").first.wait_for()
        assert spot(box) == before
        assert spot(chart.locator(".chart-live")) == before
        assert marks(chart.locator(".chart-live")) > 0
    assert page.evaluate("window.shifts") == 0
    assert page.evaluate("document.querySelectorAll('.modebar-btn, .modebar').length") == 0
    watch.assert_quiet()


def marks(live: Locator) -> int:
    count: int = live.evaluate("(each) => each.querySelectorAll('.main-svg path, .main-svg text').length")
    return count


def test_an_open_chart_follows_the_width_and_the_colours(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.goto(addresses["root"])
    chart = page.locator("figure.chart").first
    chart.locator("[data-interactive]").click()
    chart.locator(".is-live .main-svg").first.wait_for()
    width = "(live) => live.querySelector('.main-svg').getAttribute('width')"
    fills = "(live) => [...live.querySelectorAll('.main-svg text')].map((text) => getComputedStyle(text).fill)"
    live = chart.locator(".chart-live")
    assert live.evaluate(width) == "720"
    light = live.evaluate(fills)
    page.emulate_media(color_scheme="dark")
    until(page, f"getComputedStyle(document.querySelector('.chart-live .main-svg text')).fill !== '{light[0]}'")
    assert set(live.evaluate(fills)).isdisjoint(light)
    page.set_viewport_size({"width": 400, "height": 900})
    until(page, "document.querySelector('.chart-live .main-svg')?.getAttribute('width') === '360'")
    assert spot(live) == spot(chart.locator(".chart-box"))


def test_a_chart_that_cannot_be_loaded_keeps_its_picture(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.route("**/plotly.*.js", lambda route: route.abort())
    page.goto(addresses["root"] + "en/index.html")
    chart = page.locator("figure.chart").first
    button = chart.locator("[data-interactive]")
    button.click()
    until(page, "document.querySelector('[data-interactive]').textContent.includes('could not be loaded')")
    assert button.is_enabled()
    assert chart.locator(".chart-wide svg").is_visible()
    page.unroute("**/plotly.*.js")
    button.click()
    chart.locator(".is-live .main-svg").first.wait_for()


@pytest.mark.parametrize("path", ARTICLES)
def test_without_script_prose_numbers_pictures_and_tables_are_there(
    path: str, browser: Browser, addresses: dict[str, str]
) -> None:
    context = without_script(browser)
    page = context.new_page()
    page.goto(addresses["disk"] + path)
    assert page.locator("main h2").count() >= 6
    assert page.locator(".key-figures li").count() >= 3
    charts = page.locator("figure.chart")
    for at in range(charts.count()):
        picture = charts.nth(at).locator(".chart-wide svg")
        assert picture.is_visible()
        assert charts.nth(at).locator(".chart-narrow svg").is_hidden()
        assert charts.nth(at).locator("[data-interactive]").is_hidden()
        charts.nth(at).locator(".chart-data summary").click()
        assert charts.nth(at).locator(".chart-data table").is_visible()
    context.close()


def test_without_script_all_figures_are_there(browser: Browser, addresses: dict[str, str]) -> None:
    context = without_script(browser, 360)
    page = context.new_page()
    page.goto(addresses["disk"] + "figures/index.html")
    entries = page.locator(".figure-entry")
    assert entries.count() > 60
    assert entries.last.is_visible()
    assert page.locator("[data-filter]").is_hidden()
    context.close()


def test_pictures_are_chosen_by_the_room_they_have(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.goto(addresses["root"])
    chart = page.locator("figure.chart").first
    for width, shown, hidden in (
        (1280, "wide", "narrow"),
        (768, "wide", "narrow"),
        (600, "narrow", "wide"),
        (360, "narrow", "wide"),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        assert chart.locator(f".chart-{shown} svg").is_visible()
        assert chart.locator(f".chart-{hidden} svg").is_hidden()
    assert spot(chart.locator(".chart-narrow svg"))["width"] == 360


def test_a_chart_before_the_first_section_has_no_number_of_one(context: BrowserContext, tmp_path: Path) -> None:
    root = shutil.copytree(ROOT / "tests" / "sites" / "minimal", tmp_path / "minimal")
    build.build(root, root / "public", progress=silent)
    page = context.new_page()
    page.goto((root / "public" / "index.html").as_uri())
    title = page.locator("h2.chart-title")
    assert title.evaluate("title => getComputedStyle(title, '::before').content") == "none"


def test_the_language_link_keeps_the_section(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.goto(addresses["root"])
    page.locator("#parks").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('parks').scrollIntoView()")
    until(page, "document.querySelector('.contents [aria-current]')?.hash === '#parks'")
    page.evaluate("document.querySelector('[data-translation]').click()")
    page.wait_for_url("**/en/index.html#parks")
    assert page.locator("html").get_attribute("lang") == "en"


def test_figures_can_be_found_and_ordered(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    watch = Watch(page, addresses["root"])
    page.goto(addresses["root"] + "en/figures/index.html")
    total = page.locator(".figure-entry").count()
    page.locator("[data-filter-text]").fill("parks completed")
    shown = page.locator(".figure-entry:visible")
    assert 0 < shown.count() < 10
    assert f"of {total} shown" in page.locator("[data-found]").inner_text()
    page.locator("[data-filter-text]").fill("")
    page.locator("[data-filter-status]").select_option("forecast")
    assert shown.count() == page.locator('.figure-entry[data-status="forecast"]').count() > 0
    page.evaluate("location.hash = 'parks.completed'")
    until(page, "!document.getElementById('parks.completed').hidden")
    page.locator("[data-sort]").select_option("title")
    titles = page.locator("#page-written .entry-title").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)
    watch.assert_quiet()


def test_the_first_stop_of_the_keyboard_leads_to_the_text(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.goto(addresses["root"] + "en/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box() is not None
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page-main"


def test_a_chart_opens_and_closes_by_keyboard(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.goto(addresses["root"] + "en/index.html")
    chart = page.locator("figure.chart").first
    button = chart.locator("[data-interactive]")
    button.focus()
    page.keyboard.press("Enter")
    chart.locator(".is-live .main-svg").first.wait_for()
    until(page, "document.querySelector('[data-interactive]').textContent === 'Back to static chart'")
    assert page.evaluate("document.activeElement === document.querySelector('[data-interactive]')")
    assert chart.locator(".chart-wide svg").evaluate("(svg) => getComputedStyle(svg).visibility") == "hidden"
    page.keyboard.press("Enter")
    assert chart.locator(".chart-live").is_hidden()
    assert chart.locator(".chart-wide svg").is_visible()
    assert button.inner_text().startswith("Interactive (")


def test_targets_of_charts_are_large(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(addresses["root"])
    heights = page.evaluate(
        "() => [...document.querySelectorAll('.chart-actions button, .chart summary, .site-bar a')]"
        ".map((each) => each.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_the_texts_of_pictures_are_large_enough(context: BrowserContext, addresses: dict[str, str]) -> None:
    for width in (360, 1280):
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(addresses["root"])
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('.chart-box svg text')].filter((text) => text.getClientRects().length)
                 .map((text) => parseFloat(getComputedStyle(text).fontSize)
                   * text.ownerSVGElement.getBoundingClientRect().width / text.ownerSVGElement.viewBox.baseVal.width)"""
        )
        assert min(sizes) >= 11.99
        page.close()


def test_a_printed_article_has_every_picture_and_cuts_none(browser: Browser, addresses: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": 718, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(addresses["root"])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for at in range(page.locator("figure.chart").count()):
        chart = page.locator("figure.chart").nth(at)
        assert chart.locator("svg:visible").count() == 1
        assert chart.evaluate("(figure) => getComputedStyle(figure).breakInside") == "avoid"
        assert chart.locator("[data-interactive]").is_hidden()
    context.close()


STARTS_WITH_A_MARK = """() => [...document.querySelectorAll("h1, h2, h3")].filter((heading) => {
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  let top = null;
  while (walker.nextNode()) {
    for (let at = 0; at < walker.currentNode.data.length; at += 1) {
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 1);
      const box = range.getClientRects()[0];
      if (!box?.width) continue;
      if (top !== null && box.top > top + 8 && "，。；：、？！”）".includes(range.toString())) return true;
      top = box.top;
    }
  }
  return false;
}).map((heading) => heading.textContent.trim())"""


@pytest.mark.parametrize("width", [320, 360, 414, 1280])
def test_no_line_of_a_heading_begins_with_a_mark(width: int, browser: Browser, addresses: dict[str, str]) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in PAGES:
        page.goto(f"{addresses['root']}{path}")
        assert page.evaluate(STARTS_WITH_A_MARK) == [], path
    page.close()


ENDS_OF_LINES = """(heading) => {
  const text = heading.firstChild, ends = [];
  let before = null;
  for (let at = 0; at < text.data.length; at += 1) {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const box = range.getClientRects()[0];
    if (!box?.width) continue;
    if (before !== null && box.top > before.top + 8) ends.push(before.character);
    before = { top: box.top, character: range.toString() };
  }
  return ends;
}"""


@pytest.mark.parametrize("width", [320, 360, 414])
def test_a_headline_of_short_phrases_breaks_at_its_marks(
    width: int, browser: Browser, addresses: dict[str, str]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(addresses["root"])
    ends = page.locator("h1").evaluate(ENDS_OF_LINES)
    assert ends
    assert set(ends) <= set("、：，")
    page.close()
