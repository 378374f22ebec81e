"""A converted unit is explained where an article first shows it: 453 hectares (6,800 mu)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project import change, copy_report, files_of
from small import text
from words import language, unit

from yiwu_report.model.data import Figure
from yiwu_report.model.problem import Place
from yiwu_report.quantity import parse_quantity
from yiwu_report.text.formatting import format_with_own

UNITS = {
    "mu": unit(
        {
            "kind": "measure",
            "dimension": "area",
            "factor": "2000",
            "en": {"convert": "hectare", "own": "{n} mu"},
            "zh": "{n}亩",
        }
    ),
    "hectare": unit({"kind": "measure", "dimension": "area", "factor": "30000", "en": "{n} hectares", "zh": "{n}公顷"}),
}


def figure_of(value: str, unit_id: str) -> Figure:
    quantity = parse_quantity(value)
    return Figure(
        id="land",
        unit_id=unit_id,
        unit=UNITS[unit_id],
        title={"en": text("Land")},
        place=Place("data/test.yaml"),
        quantity=quantity,
        interval=quantity.interval,
        precision=quantity.precision,
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("6800", "453 hectares (6,800 mu)"),
        ("over 1500", "more than 100 hectares (more than 1,500 mu)"),
        ("at most 30", "at most 2.0 hectares (at most 30 mu)"),
        ("200 odd", "13.3 to 20.0 hectares (200-odd mu)"),
        ("nearly 15", "nearly 1.0 hectares (nearly 15 mu)"),
        ("about 150", "about 10.0 hectares (about 150 mu)"),
        ("15 to 30", "1.0 to 2.0 hectares (15 to 30 mu)"),
        ("class 100", "6.66 to 66.7 hectares (of the 100 mu class)"),
    ],
)
def test_both_units_keep_what_is_uncertain(value: str, shown: str) -> None:
    assert format_with_own(figure_of(value, "mu"), language("en"), UNITS) == shown


@pytest.mark.parametrize(("code", "unit_id"), [("zh", "mu"), ("en", "hectare")])
def test_what_is_not_converted_stands_alone(code: str, unit_id: str) -> None:
    assert format_with_own(figure_of("6800", unit_id), language(code), UNITS) is None


def test_the_own_unit_stands_beside_the_first_mention_in_prose_only(tmp_path: Path) -> None:
    root = copy_report(tmp_path)
    change(
        root,
        "content/articles/index/en.md",
        "## Small-business parks {#parks}\n",
        "## Small-business parks on {{ parks.land }} {#parks}\n\nThey have {{ parks.land:value }}, that is {{ parks.land }}.\n",
    )
    files = files_of(root)
    texts = re.findall(r"453(?: hectares)?(?: \([^)]*\))?", _text(files["en/index.html"].decode()))
    assert texts[:4] == ["453 hectares", "453", "453 hectares (6,800 mu)", "453 hectares"]
    assert "mu)" not in files["index.html"].decode()
    assert "453 hectares (6,800 mu)" in files["en/figures/index.html"].decode()


def _text(page: str) -> str:
    body = page[page.index('<div class="spread-body') : page.index('class="endnotes"')]
    return re.sub(r"<[^>]+>", "", body)
