"""Every number of an article leads to what it is and where it comes from: without script, by keyboard, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import until
from playwright.sync_api import Browser, Page

HERE = Path(__file__).resolve().parent
PAGES = {"zh": "index.html", "en": "en/index.html"}
NUMBERS = (HERE / "numbers.js").read_text(encoding="utf-8")
NO_FIGURES = {  # dates, the scale of a drawing, and what a percentage is of
    "zh": [r"\d{4}(?:—\d{4})?年(?:\d{1,2}月)?(?:\d{1,2}日)?", r"每格代表\d+个", "为100%"],
    "en": [r"\b(?:19|20)\d\d(?:–(?:19|20)?\d\d)?\b", r"Each square represents \d+", "100% is"],
}

LINK = "main a[data-n]"


@pytest.fixture(params=PAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def plain(browser: Browser, report: Path, language: str) -> Iterator[Page]:
    """An article without script."""
    yield from opened(browser, report, language, java_script_enabled=False)


@pytest.fixture
def page(browser: Browser, report: Path, language: str) -> Iterator[Page]:
    """An article with script, in a narrow window."""
    yield from opened(browser, report, language, viewport={"width": 360, "height": 700})


def opened(browser: Browser, report: Path, language: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(f"{report.as_uri()}/{PAGES[language]}")
    yield page
    context.close()


# Names whose digits are no figures; the judgement of loose numbers knows their kinds, this page's script does not.
NAMES = {"zh": ["CC BY 4.0", "工业4.0"], "en": ["CC BY 4.0", "Industry 4.0", "13th Five-Year Plan"]}


def loose(page: Page, language: str) -> list[str]:
    found: list[str] = page.evaluate(NUMBERS, {"names": NAMES[language], "patterns": NO_FIGURES[language]})
    return found


def test_no_number_of_the_article_is_without_a_note(plain: Page, language: str) -> None:
    assert plain.locator(LINK).count() > 100
    assert loose(plain, language) == []


@pytest.mark.parametrize("place", [".prose-text p", ".chart-title", ".key-value", "td.number", ".standfirst"])
def test_a_number_without_a_note_is_found(plain: Page, language: str, place: str) -> None:
    plain.evaluate(
        "(place) => document.querySelector(place).replaceChildren('137') ||"
        " document.querySelectorAll('.key-about a').forEach((link) => link.remove())",
        place,
    )
    assert any("137" in each for each in loose(plain, language))


def test_every_note_says_what_the_number_is(plain: Page) -> None:
    faults = plain.evaluate(
        """(links) => [...document.querySelectorAll(links)].flatMap((link) => {
             const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
             if (!note) return [`${link.textContent} is broken`];
             const has = (part) => note.querySelector(part)?.textContent.trim();
             const number = note.parentElement.start + [...note.parentElement.children].indexOf(note);
             return [
               has(".note-value") || "no value", has(".note-title") || "no title", has(".status") || "no status",
               note.querySelector('a[href*="#source-"]') || has(".note-formula") || "no source and no formula",
               note.querySelector('.note-more a[href*="figures/index.html#"]') || "no way on",
               Number(link.dataset.n) === number || "another number",
             ].filter((each) => typeof each === "string" && /^(no |another)/.test(each)).map((each) => link.hash + each);
           })""",
        LINK,
    )
    assert faults == []


def test_every_chart_has_a_table_whose_numbers_have_notes(plain: Page) -> None:
    bare = plain.evaluate(
        """() => [...document.querySelectorAll("figure.chart")]
             .filter((chart) => {
               const cells = [...chart.querySelectorAll(".chart-data td.number")];
               return !cells.length || cells.some((cell) => /\\d/.test(cell.textContent) && !cell.querySelector("a[data-n]"));
             }).map((chart) => chart.id)"""
    )
    assert bare == []


def test_the_keyboard_reaches_every_number_and_its_source(plain: Page) -> None:
    plain.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    wanted = plain.evaluate("(links) => [...document.querySelectorAll(links)].map((link) => link.hash)", LINK)
    reached: list[str] = []
    for _ in range(1000):
        plain.keyboard.press("Tab")
        tag, number, leads_to = plain.evaluate(
            "() => (({ tagName, dataset, hash }) => [tagName, dataset.n, hash])(document.activeElement)"
        )
        if tag == "BODY":
            break
        if number:
            reached.append(leads_to)
    assert reached == wanted


def test_enter_leads_to_the_note_and_tab_to_the_source(plain: Page) -> None:
    link = plain.locator(".prose-text a[data-n]").first
    link.focus()
    plain.keyboard.press("Enter")
    note = link.evaluate("(each) => decodeURIComponent(each.hash.slice(1))")
    assert plain.evaluate("() => decodeURIComponent(location.hash.slice(1))") == note
    plain.keyboard.press("Tab")
    assert plain.evaluate("(id) => document.getElementById(id).contains(document.activeElement)", note)
    plain.keyboard.press("Enter")
    plain.wait_for_url(lambda url: "#" in url and note not in url)
    assert plain.evaluate("() => Boolean(document.querySelector(':target'))")


@pytest.mark.parametrize("place", [".prose-text", ".key-figures", ".chart-title", "details.chart-data"])
@pytest.mark.parametrize("by", ["click", "Enter"])
def test_a_number_opens_where_it_stands(page: Page, place: str, by: str) -> None:
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    link = page.locator(f"{place} a[data-n]").first
    link.scroll_into_view_if_needed()
    link.focus()
    link.click() if by == "click" else page.keyboard.press(by)
    box = page.get_by_role("dialog")
    assert box.is_visible()
    assert box.evaluate("(each) => each.contains(document.activeElement)")
    bounds = box.bounding_box()
    assert bounds is not None
    assert bounds["x"] >= 0
    assert bounds["y"] >= 0
    assert bounds["x"] + bounds["width"] <= 360
    assert bounds["y"] + bounds["height"] <= 700
    assert page.evaluate("() => location.hash") == ""
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert link.evaluate("(each) => each === document.activeElement")


def test_the_last_number_opens_within_the_window_too(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for link in page.locator(LINK).all()[::12]:
        link.scroll_into_view_if_needed()
        link.click()
        box = page.get_by_role("dialog").bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 360
        assert 0 <= box["y"] <= box["y"] + box["height"] <= 700
        page.keyboard.press("Escape")


def test_on_paper_the_notes_are_numbered(page: Page) -> None:
    page.emulate_media(media="print")
    faults = page.evaluate(
        """(links) => [...document.querySelectorAll(links)]
             .filter((link) => getComputedStyle(link, "::after").content !== `"${link.dataset.n}"`)
             .map((link) => link.textContent)""",
        LINK,
    )
    assert faults == []
    notes = page.locator(".note-list > li")
    assert notes.first.is_visible()
    assert notes.last.is_visible()
    assert page.locator(".note-list").first.evaluate("(each) => getComputedStyle(each).listStyleType") == "decimal"
    assert len(page.pdf()) > 50_000


def test_the_list_of_notes_is_folded_where_numbers_open_by_themselves(page: Page) -> None:
    groups = page.locator(".note-group")
    assert groups.count() >= 5
    assert page.locator(".note-list > li:visible").count() == 0
    groups.nth(1).locator("summary").click()
    shown = page.locator(".note-list > li:visible")
    assert shown.count() > 10
    assert shown.count() == int(
        groups.nth(1).locator("summary").inner_text().rstrip(")）").split("（")[-1].split("(")[-1]
    )


def test_a_link_from_elsewhere_unfolds_the_note_it_leads_to(page: Page) -> None:
    address = page.url
    page.goto("about:blank")
    page.goto(address + "#n-parks.completed")
    note = page.locator('[id="n-parks.completed"]')
    assert note.is_visible()
    until(page, "(({ top }) => top >= 0 && top < 700)(document.querySelector(':target').getBoundingClientRect())")
    assert page.locator(".note-group[open]").count() == 1


def test_without_script_no_note_is_folded(plain: Page) -> None:
    notes = plain.locator(".note-list > li")
    assert notes.count() == plain.locator(".note-list > li:visible").count() > 60
