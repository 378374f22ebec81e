"""axe-core finds nothing on any page: light and dark, on a phone and on a desk, and with everything opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from campaign import IS_WHOLE, campaign
from pages import all_pages, open_chart, until
from playwright.sync_api import Browser, BrowserContext, Page

WIDTHS_PX = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# WCAG 2.2's one rule of axe-core is off unless asked for.
OPTIONS = {"rules": {"target-size": {"enabled": True}}}


@pytest.fixture(params=WIDTHS_PX)
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": request.param, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


def faults(page: Page) -> list[str]:
    """Rule and element of every violation, and of what axe could not tell but for contrast.

    Contrast it can't tell where texts stand over drawings; tests/site/pages/test_contrast.py checks those.
    """
    found: Mapping[str, Sequence[Mapping[str, Any]]] = Axe().run(page, options=OPTIONS).response
    unclear = [rule for rule in found["incomplete"] if rule["id"] != "color-contrast"]
    assert any(rule["id"] == "target-size" for rule in found["passes"])
    return [
        f"{rule['id']}: {node['html'][:160]}" for rule in [*found["violations"], *unclear] for node in rule["nodes"]
    ]


@campaign
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_is_found_on_any_page(
    scheme: Literal["light", "dark"], language: str, window: BrowserContext, report: Path, addresses: dict[str, str]
) -> None:
    """In each window and scheme; without a campaign, the page of a single chart is looked at in one of the four."""
    paths = [path for path in all_pages(report) if path.startswith("en/") == (language == "en")]
    assert len(paths) >= 5
    page = window.new_page()
    assert page.viewport_size is not None
    turn = 2 * WIDTHS_PX.index(page.viewport_size["width"]) + SCHEMES.index(scheme)
    page.close()
    charts = [path for path in paths if "charts/" in path]
    found = {}
    for path in [each for each in paths if each not in charts] + (charts if IS_WHOLE else charts[turn::4]):
        page = window.new_page()
        page.emulate_media(color_scheme=scheme)
        page.goto(addresses["root"] + path)
        found[path] = faults(page)
        page.close()
    assert not {path: each for path, each in found.items() if each}


def test_nothing_is_found_in_forced_colours(window: BrowserContext, addresses: dict[str, str]) -> None:
    page = window.new_page()
    page.emulate_media(forced_colors="active", color_scheme="dark")
    for path in ("en/index.html", "en/figures/index.html"):
        page.goto(addresses["root"] + path)
        assert faults(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_is_found_with_a_chart_its_table_and_a_note_open(
    scheme: Literal["light", "dark"], window: BrowserContext, addresses: dict[str, str]
) -> None:
    page = window.new_page()
    page.emulate_media(color_scheme=scheme)
    page.goto(addresses["root"] + "en/index.html")
    chart = open_chart(page)
    chart.locator(".chart-data summary").click()
    page.locator("main a[data-n]").first.click()
    assert page.locator(".note-box").is_visible()
    assert faults(page) == []


def test_nothing_is_found_in_a_filtered_list(window: BrowserContext, addresses: dict[str, str]) -> None:
    page = window.new_page()
    page.goto(addresses["root"] + "figures/index.html")
    page.locator("[data-filter-status]").select_option("plan")
    until(page, "document.querySelector('[data-found]').textContent !== ''")
    assert faults(page) == []
