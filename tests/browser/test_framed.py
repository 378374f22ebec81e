"""Charts in frames of other sites, and what readers copy, in Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from pages import SilentHandler, Watch, open_chart, until, without_script
from playwright.sync_api import Browser, BrowserContext, Page

CHARTS = ("pv_investment", "parks_completed", "all_projects", "industry_shares")
HEIGHTS = """() => [...document.querySelectorAll('iframe')].map((frame) => frame.getBoundingClientRect().height)"""
SIZE = "({ scroll: document.documentElement.scrollHeight, window: innerHeight })"


def code_of(page: Page, chart: str) -> str:
    """The code that a reader copies for a chart."""
    details = page.locator(f"#chart-{chart} .chart-embed")
    details.locator("summary").click()
    code = details.locator("code")
    code.wait_for()
    return code.inner_text()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A site of others: a folder, and the address that it is served at."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SilentHandler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def write_host(folder: Path, *codes: str) -> None:
    body = "\n<p>…</p>\n".join(codes)
    folder.joinpath("index.html").write_text(f"<!doctype html><title>Host</title><body>{body}", encoding="utf-8")


def settled(page: Page) -> list[float]:
    """The heights of the frames once they have been the same for half a second: each tells its own when it is drawn."""
    heights: list[float] = page.evaluate(HEIGHTS)
    for _ in range(20):
        page.wait_for_timeout(500)
        last, heights = heights, page.evaluate(HEIGHTS)
        if heights == last:
            return heights
    raise AssertionError(heights)


@pytest.mark.parametrize("language", ["", "en/"])
def test_frames_are_as_high_as_their_charts(
    language: str, context: BrowserContext, addresses: dict[str, str], host: tuple[Path, str]
) -> None:
    article = context.new_page()
    article.goto(f"{addresses['root']}{language}index.html")
    folder, address = host
    write_host(folder, *(code_of(article, chart) for chart in CHARTS))
    page = context.new_page()
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        page.evaluate("for (const frame of document.querySelectorAll('iframe')) frame.loading = 'eager'")
        for frame in page.frames[1:]:
            frame.wait_for_load_state()
            until(frame, f"(({{ scroll, window }}) => scroll <= window && scroll > window - 3)({SIZE})")
    first = page.frames[1]
    before = settled(page)
    first.locator(".chart-data summary").click()
    until(page, f"({HEIGHTS})()[0] > {before[0]} + 80")
    until(page, f"({HEIGHTS})()[1] === {before[1]}")  # no other frame is touched


def test_a_frame_without_its_script_is_high_enough(
    browser: Browser, context: BrowserContext, addresses: dict[str, str], host: tuple[Path, str]
) -> None:
    """Sites that strip scripts keep the height that is written: nothing is cut, and no screen of white is left."""
    article = context.new_page()
    article.goto(f"{addresses['root']}index.html")
    folder, address = host
    write_host(folder, *(code_of(article, chart).partition("<script>")[0] for chart in CHARTS))
    quiet = without_script(browser)
    for width in (360, 411, 719, 1280):
        page = quiet.new_page()
        page.set_viewport_size({"width": width + 16, "height": 900})  # the host's own margin
        page.goto(address)
        for frame in page.locator("iframe").all():
            frame.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        for frame in page.frames[1:]:
            size = frame.evaluate(SIZE)
            body = frame.evaluate("document.documentElement.getBoundingClientRect().height")
            assert body <= size["window"], (frame.url, width)
            if width == 411:
                assert body > 0.7 * size["window"], frame.url
        page.close()
    quiet.close()


@pytest.mark.parametrize("place", ["root", "sub-path", "disk"])
def test_a_chart_alone_is_whole_and_quiet(place: str, context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    watch = Watch(page, addresses[place])
    page.goto(f"{addresses[place]}en/charts/pv_investment/index.html")
    assert page.locator("h1").is_visible()
    assert page.locator(".chart-wide svg").is_visible()
    open_chart(page)
    watch.assert_quiet()
    page.locator(".chart-data summary").click()
    with context.expect_page() as opened:
        page.locator("table a").first.click()
    assert "/en/figures/index.html#" in opened.value.url
    with context.expect_page() as opened:
        page.locator("footer a").first.click()
    until(opened.value, "document.querySelector('#chart-pv_investment') !== null")


def test_a_chart_alone_needs_no_script(browser: Browser, addresses: dict[str, str]) -> None:
    context = without_script(browser, 360)
    page = context.new_page()
    page.goto(f"{addresses['root']}charts/parks_completed/index.html")
    assert page.locator(".chart-narrow svg").is_visible()
    page.locator(".chart-data summary").click()
    assert page.locator("table").is_visible()
    page.goto(f"{addresses['root']}index.html")
    details = page.locator("#chart-parks_completed .chart-embed")
    details.locator("summary").click()
    details.locator("a").click()
    assert page.url.endswith("charts/parks_completed/index.html")
    context.close()


def test_the_code_is_copied_by_keyboard(browser: Browser, addresses: dict[str, str]) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    watch = Watch(page, addresses["root"])
    page.goto(f"{addresses['root']}en/index.html")
    page.locator("#chart-parks_completed .chart-embed summary").focus()
    page.keyboard.press("Enter")
    button = page.locator("#chart-parks_completed [data-copy]")
    button.wait_for()
    for _ in range(3):  # past the page of the chart, and the code, which scrolls
        page.keyboard.press("Tab")
    assert button.evaluate("(button) => button === document.activeElement")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#chart-parks_completed [data-copy]').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#chart-parks_completed code").inner_text()
    assert f'src="{addresses["root"]}en/charts/parks_completed/index.html"' in copied
    assert button.evaluate("(button) => button === document.activeElement")
    until(page, "document.querySelector('#chart-parks_completed [data-copy]').textContent === 'Copy'")
    watch.assert_quiet()
    context.close()


def test_the_code_is_copied_where_there_is_no_clipboard(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.add_init_script(
        "document.addEventListener('copy', () => { window.copied = document.activeElement.value; }, true)"
    )
    page.goto(f"{addresses['root']}index.html")
    code = code_of(page, "parks_completed")
    page.locator("#chart-parks_completed [data-copy]").click()
    until(page, "window.copied !== undefined")
    assert page.evaluate("window.copied") == code
    assert unescape(code).startswith("<iframe src=")


def test_from_disk_no_code_is_offered_that_would_not_work(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.goto(f"{addresses['disk']}index.html")
    details = page.locator("#chart-parks_completed .chart-embed")
    details.locator("summary").click()
    page.wait_for_timeout(300)
    assert details.locator("a").is_visible()
    assert details.locator("code").is_hidden()


def test_the_address_of_a_figure_is_copied_and_followed_by_keyboard(
    browser: Browser, addresses: dict[str, str]
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{addresses['root']}en/figures/index.html")
    link = page.locator('[id="parks.completed"] [data-address]')
    assert link.inner_text().startswith("Link to this number")
    link.focus()
    page.keyboard.press("Enter")
    until(page, "location.hash === '#parks.completed'")
    address = f"{addresses['root']}en/figures/index.html#parks.completed"
    until(page, f"navigator.clipboard.readText().then((text) => text === '{address}')")
    assert link.evaluate("(link) => link === document.activeElement")
    context.close()
