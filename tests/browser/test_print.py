"""The printed article, as Chromium makes a PDF of it: every chart whole on one page, every number with its source."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

PAGES = {"zh": "index.html", "en": "en/index.html"}
A4_WIDTH_PX = 672  # of a page less its margins, at 96 to the inch


_AS_PRINTED = str.maketrans({"〜": "~", "―": "—"})  # what a PDF gives for ～ and —


def squeezed(text: str) -> str:
    """A text without white space, which a PDF has where lines end."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_AS_PRINTED)


def stands_on(page: str, text: str) -> bool:
    """True where the text is on the page; for some ideographs a PDF gives radicals that look the same, ⻋ for 车."""
    letters = (f"(?:{re.escape(each)}|[⺀-⿟])" if "一" <= each <= "鿿" else re.escape(each) for each in squeezed(text))
    return re.search("".join(letters), page) is not None


@pytest.fixture(scope="module", params=PAGES)
def printed(request: pytest.FixtureRequest, browser: Browser, addresses: dict[str, str]) -> dict[str, object]:
    """The text of each page of the PDF, and what the page on screen says there is."""
    page = browser.new_page(viewport={"width": 360, "height": 700}, color_scheme="dark")
    page.goto(addresses["root"] + PAGES[request.param])
    charts = page.evaluate(
        """() => [...document.querySelectorAll("figure.chart")].map((chart) => ({
             number: chart.querySelector(".chart-number").textContent,
             labels: [...chart.querySelectorAll(".chart-wide svg text")].map((text) => text.textContent),
             source: chart.querySelector(".chart-source a").textContent,
           }))"""
    )
    notes = page.evaluate(
        """() => [...document.querySelectorAll(".note-list > li")].map((note) => ({
             value: note.querySelector(".note-value").textContent,
             title: note.querySelector(".note-title").textContent,
             source: (note.querySelector("a[href*='#source-'], .note-formula a")).textContent,
           }))"""
    )
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=False)))
    pages = [squeezed(each.extract_text()) for each in reader.pages]
    page.close()
    return {"charts": charts, "notes": notes, "pages": pages}


def test_every_chart_is_whole_on_one_page(printed: dict[str, object]) -> None:
    charts, pages = printed["charts"], printed["pages"]
    assert isinstance(charts, list)
    assert isinstance(pages, list)
    assert len(charts) >= 10
    position = 0
    for chart in charts:
        parts = [chart["number"], *chart["labels"], chart["source"]]
        places = range(position, len(pages))
        on = next((at for at in places if all(stands_on(pages[at], part) for part in parts)), None)
        assert on is not None, chart["number"]
        position = on


def test_every_number_has_its_note_and_its_source(printed: dict[str, object]) -> None:
    notes, pages = printed["notes"], printed["pages"]
    assert isinstance(notes, list)
    assert isinstance(pages, list)
    assert len(notes) > 60
    position = 0
    for note in notes:
        parts = note["value"], note["title"], note["source"]
        places = range(position, len(pages))
        on = next((at for at in places if all(stands_on(pages[at], part) for part in parts)), None)
        assert on is not None, note
        position = on


def test_the_end_of_a_page_parts_no_heading_from_its_text(browser: Browser, addresses: dict[str, str]) -> None:
    page = browser.new_page(viewport={"width": A4_WIDTH_PX, "height": 1000})
    page.emulate_media(media="print")
    page.goto(addresses["root"])
    breaks = page.evaluate(
        """() => ({
             headings: [...document.querySelectorAll("main :is(h1, h2, h3)")].filter((each) => each.getClientRects().length)
               .map((each) => getComputedStyle(each).breakAfter),
             figures: [...document.querySelectorAll("figure, .key-figures li, .note-list > li, main tr")]
               .map((each) => getComputedStyle(each).breakInside),
           })"""
    )
    page.close()
    assert len(breaks["headings"]) > 15
    assert set(breaks["headings"]) == set(breaks["figures"]) == {"avoid"}
