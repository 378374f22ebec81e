"""The page of checks, read by somebody who has never heard of intervals: the sum first, and what rounding leaves open."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest
from html_reading import Element, read_html
from project import ROOT, files_of


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return files_of(ROOT)


@pytest.fixture(scope="module", params=["checks/index.html", "en/checks/index.html"])
def entries(request: pytest.FixtureRequest, files: Mapping[str, bytes]) -> dict[str, str]:
    """Claim id -> the text of its entry."""
    items = read_html(files[request.param]).all("li")
    return {each.attributes["id"]: words(each) for each in items if "claim-entry" in each.attributes.get("class", "")}


def words(element: Element) -> str:
    return re.sub(r"\s+", " ", element.text.replace("\u2060", "")).strip()


def test_what_does_not_agree_says_how_far_rounding_could_go(entries: dict[str, str]) -> None:
    entry = entries["hightech_growth"]
    assert "584.85%" in entry
    assert re.search("574.5%(?: to |～)575.5%", entry)  # 584.85 less 575.5 is the 9.35 that are left
    assert re.search("9.35(?: percentage points|个百分点)", entry)


@pytest.mark.parametrize(
    ("claim", "sum_", "stretch"),
    [
        ("shares_overlap", "= 106%", "105.85%(?: to |～)106.15%"),
        ("equipment_tripled", "= 3.36", "3.31(?: to |～)3.42"),
        ("growth_against_shares", "= 1.385", "1.3845(?: to |～)1.3855"),
    ],
)
def test_a_sum_is_that_of_the_numbers_as_printed(claim: str, sum_: str, stretch: str, entries: dict[str, str]) -> None:
    assert f"{sum_} " in entries[claim]
    assert re.search(stretch, entries[claim])


def test_what_is_counted_has_no_stretch(entries: dict[str, str]) -> None:
    for claim in ("nearly_seven", "nearly_two_hundred", "three_quarters", "geely_listed"):
        assert "rounding" not in entries[claim]
        assert "舍入" not in entries[claim]


def test_like_is_compared_with_like(entries: dict[str, str]) -> None:
    assert "51.5% > 50%" in entries["hightech_share_half"]
    assert "> 100%" in entries["shares_overlap"]
    assert "3 < 25.9% ÷ 7.7% < 4" in entries["equipment_tripled"]  # a ratio of percentages is none
    assert "3 < 4 < 5" in entries["rank_gap"]  # ranks among numbers are numbers


def test_a_class_among_numbers_is_given_by_its_ends(entries: dict[str, str]) -> None:
    assert re.search("≥ (?:¥100 billion to ¥1 trillion|1000亿元～10,000亿元)", entries["cluster_class"])


def test_json_holds_the_same(files: Mapping[str, bytes]) -> None:
    claims = {each["id"]: each for each in json.loads(files["data/claims.json"])}
    assert claims["hightech_growth"]["stated"] == {"low": "574.5", "high": "575.5"}
    (step,) = claims["shares_overlap"]["steps"]
    assert (step["low"], step["high"]) == ("105.85", "106.15")
    assert step["as_printed"] == {"low": "106", "high": "106"}
