"""What axe-core cannot see: the keyboard's way, zoom, spacing of text, forced colours, stillness, names of links."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pages import open_chart
from playwright.sync_api import Browser, BrowserContext, Page

PAGES = ["en/index.html", "en/figures/index.html", "en/checks/index.html", "en/methods/index.html"]

FOCUSED = """() => {
  const each = document.activeElement;
  if (each === document.body) return null;
  const { left, top, right, bottom, width, height } = each.getBoundingClientRect();
  const style = getComputedStyle(each);
  window.walked ??= [];
  const last = window.walked.at(-1);
  window.walked.push(each);
  return {
    what: each.outerHTML.slice(0, 90),
    isSeen: width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
    isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isInOrder: !last || Boolean(last.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 360, "height": 700}, reduced_motion="reduce")
    yield made
    made.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_walks_through_everything_in_order_and_is_seen(
    path: str, phone: BrowserContext, addresses: dict[str, str]
) -> None:
    page = opened(phone, addresses["root"] + path)
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, summary, input, select, [tabindex='0']")]
             .filter((each) => each.checkVisibility({ visibilityProperty: true })).length"""
    )
    steps = []
    for _ in range(wanted + 20):
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUSED)
        if step is None:
            break
        steps.append(step)
    assert len(steps) == wanted
    for fault in ("isSeen", "isMarked", "isInOrder"):
        assert [step["what"] for step in steps if not step[fault]] == [], fault


def test_every_control_answers_the_keyboard(phone: BrowserContext, addresses: dict[str, str]) -> None:
    page = opened(phone, addresses["root"] + "en/index.html")
    summary = page.locator("details.chart-data summary").first
    summary.press("Enter")
    assert page.locator("details.chart-data table").first.is_visible()
    summary.press("Space")
    assert page.locator("details.chart-data table").first.is_hidden()
    number = page.locator(".prose-text a[data-n]").first
    number.press("Enter")
    note = page.get_by_role("dialog")
    page.keyboard.press("Tab")
    assert note.evaluate("(box) => box.contains(document.activeElement)")
    note.get_by_role("button").press("Enter")
    assert note.is_hidden()
    assert number.evaluate("(link) => link === document.activeElement")


def test_text_may_be_spaced_as_readers_need(phone: BrowserContext, addresses: dict[str, str]) -> None:
    """WCAG 1.4.12: nothing is cut off, covered or pushed out by these spacings."""
    for path in ("index.html", *PAGES):
        page = opened(phone, addresses["root"] + path)
        page.evaluate(
            """() => {
                 const sheet = new CSSStyleSheet();
                 sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                   word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
                 document.adoptedStyleSheets = [sheet];
               }"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        cut = page.evaluate(
            """() => [...document.querySelectorAll("main *, header *")].filter((each) =>
                 !each.closest("svg, pre, .table-region, .visually-hidden") && each.clientWidth
                 && getComputedStyle(each).overflow !== "visible"
                 && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1))
                 .map((each) => each.outerHTML.slice(0, 80))"""
        )
        assert cut == []
        page.close()


def test_at_four_hundred_percent_one_column_is_read_without_moving_sideways(
    browser: Browser, addresses: dict[str, str]
) -> None:
    """WCAG 1.4.10: 1280 px at 400 % are 320 px; tables alone may scroll, inside their own region."""
    context = browser.new_context(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    for path in PAGES:
        page = opened(context, addresses["root"] + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        shown = page.evaluate("document.querySelector('.site-bar').getBoundingClientRect().height")
        assert shown < 160  # nothing that stays on top leaves no room to read
        fixed = page.evaluate(
            "[...document.querySelectorAll('*')].filter((each) => getComputedStyle(each).position === 'fixed'"
            " && each.checkVisibility()).length"
        )
        assert fixed == 0
        page.close()
    context.close()


def test_charts_stand_on_the_readers_own_paper_in_forced_colours(
    phone: BrowserContext, addresses: dict[str, str]
) -> None:
    page = phone.new_page()
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(addresses["root"] + "en/index.html")
    colours = page.evaluate(
        """() => {
             const canvas = getComputedStyle(document.body).backgroundColor;
             const svg = document.querySelector(".chart-narrow svg");
             const marks = [...svg.querySelectorAll("g path")].map((each) => getComputedStyle(each).fill);
             return { canvas, paper: getComputedStyle(svg.querySelector("rect")).fill, marks: [...new Set(marks)] };
           }"""
    )
    assert colours["paper"] == colours["canvas"] == "rgb(0, 0, 0)"
    assert colours["canvas"] not in colours["marks"]


def test_nothing_moves_by_itself(browser: Browser, addresses: dict[str, str]) -> None:
    for motion, behaviour in (("reduce", "auto"), ("no-preference", "smooth")):
        page = browser.new_page(reduced_motion=motion)
        page.goto(addresses["root"] + "en/index.html")
        open_chart(page)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
        page.wait_for_timeout(300)
        assert page.evaluate("document.getAnimations().length") == 0
        page.close()


@pytest.mark.parametrize("path", PAGES)
def test_links_of_one_name_lead_to_one_place(path: str, phone: BrowserContext, addresses: dict[str, str]) -> None:
    """But numbers, whose sentence says what they are, and the list of contents, which stands apart."""
    page = opened(phone, addresses["root"] + path)
    shared = page.evaluate(
        """() => Object.entries([...document.querySelectorAll("a[href]")]
             .filter((link) => !link.matches(".n, .claim, code a, td a, .contents a"))
             .reduce((names, link) => {
               const name = (link.ariaLabel ?? link.textContent).trim().replace(/\\s+/g, " ");
               (names[name] ??= new Set()).add(link.href);
               return names;
             }, {})).filter(([, places]) => places.size > 1).map(([name]) => name)"""
    )
    assert shared == []


def test_a_chart_is_read_out_as_its_finding_and_what_it_shows(phone: BrowserContext, addresses: dict[str, str]) -> None:
    page = opened(phone, addresses["root"] + "en/index.html")
    for at in range(page.locator("figure.chart").count()):
        chart = page.locator("figure.chart").nth(at)
        picture = chart.get_by_role("img")
        assert picture.count() == 1
        title = chart.locator(".chart-title").inner_text()
        read = picture.aria_snapshot()
        assert title.rstrip(".†").split("†")[0][:30] in read
        described = chart.locator(".chart-narrow desc").inner_html()
        assert any(digit in described for digit in "0123456789") or "machines" in described
        assert len(described) > 60
