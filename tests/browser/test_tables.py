"""Tables in articles: whole without script, sorted and filtered with it, and on a phone with their names in sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from displays import displays_report
from pages import Watch, without_script
from playwright.sync_api import Browser, BrowserContext, Page
from project import files_of
from test_axe import faults


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    for name, content in files_of(displays_report(folder / "report")).items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_bytes(content)
    return folder / "site"


def names(page: Page, table: str) -> list[str]:
    """The rows that can be seen."""
    heads = page.locator(f"#table-{table} tbody tr:not(.group) > th")
    return [each.inner_text().strip() for each in heads.all() if each.is_visible()]


def test_headings_sort_by_keyboard_and_say_so(site: Path, context: BrowserContext) -> None:
    page = context.new_page()
    watch = Watch(page, site.as_uri())
    page.goto(f"{site.as_uri()}/index.html")
    before = names(page, "largest")
    heading = page.locator("#table-largest thead th").nth(3)
    heading.locator("button").focus()
    orders = []
    for _ in range(3):
        page.keyboard.press("Enter")
        orders.append((heading.get_attribute("aria-sort"), names(page, "largest")))
    assert [sort for sort, _ in orders] == ["descending", "ascending", None]
    assert orders[0][1][:3] == ["Japan", "France", "Spain"]
    assert orders[1][1] == orders[0][1][::-1]
    assert orders[2][1] == before
    assert page.locator("#table-largest [aria-sort]").count() == 0
    assert watch.said == []


def test_groups_stay_together_and_a_filter_hides_those_without_rows(site: Path, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    assert len(names(page, "continents")) == 142
    page.locator("#table-continents thead button").nth(1).click()
    shown = names(page, "continents")
    reunion = "R\u00e9union" if "R\u00e9union" in shown else "Reunion"
    assert shown.index(reunion) < shown.index("Japan") < shown.index("Iceland")  # in the order of the labels
    field = page.locator(".table-filter input").last
    field.fill("land")
    assert (
        page.locator(".table-filter [role=status]").last.inner_text()
        == f"{len(names(page, 'continents'))} of 142 rows shown"
    )
    groups = page.locator("#table-continents .group")
    assert [each.inner_text().strip() for each in groups.all() if each.is_visible()] == [
        "Africa",
        "Asia",
        "Europe",
        "Oceania",
    ]
    field.fill("")
    assert len(names(page, "continents")) == 142


def test_without_script_a_table_is_whole_and_offers_nothing(site: Path, browser: Browser) -> None:
    page = without_script(browser).new_page()
    page.goto(f"{site.as_uri()}/index.html")
    assert len(names(page, "continents")) == 142
    assert page.locator(".table-region button, .table-filter").count() == 0
    page.context.close()


def test_in_print_headings_stay_and_controls_go(site: Path, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    heads = page.locator("#table-continents thead th")
    assert heads.first.locator("button").count() == 1
    page.emulate_media(media="print")
    assert [each.inner_text().strip() for each in heads.all()] == [
        "Country",
        "Life expectancy (years)",
        "Population (people)",
    ]
    assert all(each.locator("button").is_visible() for each in heads.all())
    assert not page.locator(".table-filter").last.is_visible()


@pytest.mark.parametrize("path", ["index.html", "zh/index.html"])
def test_on_a_phone_names_and_title_stay_while_the_columns_move(path: str, site: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{site.as_uri()}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    region = page.locator(".table-region:has(#table-largest)")
    assert region.evaluate("(each) => each.scrollWidth > each.clientWidth")
    parts = [page.locator(f"#table-largest {each}").first for each in ("caption span", "tbody th", "tbody td")]
    before = [part.bounding_box() for part in parts]
    region.evaluate("(each) => { each.scrollLeft = 60; }")
    after = [part.bounding_box() for part in parts]
    moved = [one["x"] - other["x"] for one, other in zip(before, after, strict=True) if one and other]
    assert moved == [0, 0, 60]
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(width: int, scheme: str, site: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{site.as_uri()}/index.html")
    page.locator("#table-largest thead button").nth(2).click()
    assert faults(page) == []
    page.close()
