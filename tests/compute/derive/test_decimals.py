"""`decimals:` is for showing: pages round, arithmetic and downloads have the value as it came."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from project import files_of

SITE = {
    "content/site.yaml": "title: {en: T}\nlanguages: [en]\npublished: 2026-01-01\n",
    "data/units.yaml": 'book:\n  kind: count\n  en: "{n} books"\n',
    "data/sources.yaml": "report: {title: {en: Report}}\n",
    "data/figures/books.yaml": """defaults: {source: report, unit: book}
figures:
  old: {value: 2.25, decimals: 1, title: {en: Old}}
  new: {value: 4.35, decimals: 1, title: {en: New}}
""",
    "data/tables/shelves.yaml": """title: {en: Shelves}
defaults: {source: report, unit: book}
columns:
  name: {kind: label}
  now: {title: {en: Now}, decimals: 0}
  before: {title: {en: Before}, decimals: 0}
  gain: {title: {en: Gain}, formula: now - before, unit: book, decimals: 0}
rows:
  red: {name: Red, now: 7.6, before: 2.4}
  blue: {name: Blue, now: {value: 9.64, decimals: 1}, before: at least 3.5}
""",
    "data/derived.yaml": "gain: {formula: new - old, unit: book, decimals: 1, title: {en: Gain}}\n",
    "content/articles/index/en.md": """---
title: Books
---

{{ old }}, {{ new }}, {{ gain }}, {{ old:decimals=2 }}, {{ new:decimals=0 }}.

{{ shelves.red.now }}, {{ shelves.red.before }}, {{ shelves.red.gain }}, {{ shelves.blue.now }}, {{ shelves.blue.before }}.
""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root: Path = tmp_path_factory.mktemp("decimals")
    for name, text in SITE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return dict(files_of(root))


def test_prose_rounds_what_it_shows_and_nothing_else(site: dict[str, bytes]) -> None:
    """2.25 is 2.2 (half to even), 4.35 is 4.4, and the gain is 2.1: the difference is taken before rounding."""
    figures = {each["id"]: each["shown"]["en"] for each in json.loads(site["data/figures.json"])["figures"]}
    assert [figures[key] for key in ("old", "new", "gain")] == ["2.2 books", "4.4 books", "2.1 books"]
    cells = [figures[f"shelves.{cell}"] for cell in ("red.now", "red.before", "red.gain", "blue.now", "blue.before")]
    assert cells == ["8 books", "2 books", "5 books", "9.6 books", "at least 3.5 books"]


def test_a_reference_can_show_what_the_entry_rounds(site: dict[str, bytes]) -> None:
    page = site["index.html"].decode()
    assert ">2.25 books<" in page
    assert ">4 books<" in page


def test_downloads_have_the_value_as_it_came(site: dict[str, bytes]) -> None:
    figures = {each["id"]: each["value"] for each in json.loads(site["data/figures.json"])["figures"]}
    assert (figures["old"], figures["new"], figures["shelves.blue.now"]) == ("2.25", "4.35", "9.64")
