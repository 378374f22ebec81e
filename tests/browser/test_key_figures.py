"""Strips of key figures in Chromium: a value keeps its unit, stays in its column, and titles of a row begin together."""

from __future__ import annotations

import pytest
from pages import ARTICLES
from playwright.sync_api import BrowserContext, Page

from yiwu_report.model.bound import FigureHref
from yiwu_report.resolve.binder import figure_link
from yiwu_report.site.pages.figure_view import key_figure_width_em
from yiwu_report.text.formatting.numbers import number_parts

WIDTHS_PX = (320, 360, 640, 768, 1024, 1280)
ON_ONE_LINE = ["1,139.2 mm", "−1,139.2毫米", "1,226.0–1,232.8", "¥51.2 billion", "1,234,567.8 km"]

NEGATIVE = [
    "−398.0毫米",
    "more than −¥320 million",
    "低于−3.2亿元",
    "−5 to −3 percentage points",
    "−5%～−3%",
]

# Put a value into the last item of the first strip.
PUT = """([parts, ems]) => {
    const item = document.querySelector(".key-figures li:last-child");
    item.className = `ems-${ems}`;
    const value = item.querySelector(".key-value span");
    value.replaceChildren(...parts.map(([text, isNumber]) => {
      if (!isNumber) return new Text(text);
      const number = document.createElement("b");
      number.textContent = text;
      return number;
    }));
  }"""
LINES = """() => {
    const value = document.querySelector(".key-figures li:last-child .key-value");
    const range = document.createRange();
    range.selectNodeContents(value);
    const { right } = value.getBoundingClientRect();
    const boxes = [...range.getClientRects()].filter((box) => box.width);
    const bottoms = boxes.map((box) => box.bottom);
    return { over: Math.max(...boxes.map((box) => box.right)) - right,
             apart: Math.max(...bottoms) - Math.min(...bottoms), number: value.querySelector("b").offsetHeight };
  }"""
ROWS = """() => {
    const rows = {};
    for (const item of document.querySelectorAll(".key-figures li")) {
      const place = (name) => Math.round(item.querySelector(name).getBoundingClientRect().top);
      const row = `${item.closest("ul").offsetTop} ${Math.round(item.getBoundingClientRect().top)}`;
      (rows[row] ||= []).push([place(".key-value"), place(".key-title"), place(".key-about")]);
    }
    return Object.values(rows);
  }"""


def put(page: Page, shown: str) -> None:
    parts = number_parts(shown)
    page.evaluate(PUT, [parts, key_figure_width_em(parts)])


@pytest.mark.parametrize("path", ARTICLES)
@pytest.mark.parametrize("shown", ON_ONE_LINE)
def test_a_value_stands_on_one_line_in_its_column(
    shown: str, path: str, context: BrowserContext, addresses: dict[str, str]
) -> None:
    page = context.new_page()
    page.goto(addresses["root"] + path)
    put(page, shown)
    for width in WIDTHS_PX:
        page.set_viewport_size({"width": width, "height": 900})
        lines = page.evaluate(LINES)
        assert lines["over"] <= 0.5, width
        assert lines["apart"] < 0.6 * lines["number"], width


@pytest.mark.parametrize("path", ARTICLES)
def test_titles_of_a_row_begin_at_one_height(path: str, context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.goto(addresses["root"] + path)
    put(page, "on the order of ¥100 billion to ¥1,000 billion a year")  # three lines
    for width in WIDTHS_PX:
        page.set_viewport_size({"width": width, "height": 900})
        for row in page.evaluate(ROWS):
            assert all(places == row[0] for places in row), width


def test_no_line_ends_between_a_sign_and_its_number(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = context.new_page()
    page.goto(addresses["root"] + ARTICLES[0])
    parted = page.evaluate(
        """(texts) => {
            const nodesOf = (place) => {
              const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
              const nodes = [];
              while (walker.nextNode()) nodes.push(walker.currentNode);
              return nodes;
            };
            const place = document.querySelector(".prose-text p");
            const faults = [];
            for (const text of texts) {
              place.innerHTML = text;
              for (let width = 70; width < 260; width += 3) {
                place.firstChild.style.cssText = `display: inline-block; width: ${width}px`;
                for (const node of nodesOf(place)) {
                  const range = document.createRange();
                  const top = (at) => (range.setStart(node, at), range.setEnd(node, at + 1), range.getBoundingClientRect().top);
                  for (const { index } of node.data.matchAll(/−/g)) {
                    if (Math.abs(top(index) - top(index + 1)) > 3) faults.push(`${node.data} at ${width}`);
                  }
                }
              }
            }
            return faults;
          }""",
        [figure_link(FigureHref("x", "@/figures#x"), shown).__html__() for shown in NEGATIVE],
    )
    assert parted == []
