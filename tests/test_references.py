"""References are found with their places; numbers outside of one are found too."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from small import text

from yiwu_report.references import NumberWords, Part, Reference, loose_numbers, scan_markdown, scan_text

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "cases" / "references.yaml").read_text(encoding="utf-8"))
WORDS = {code: HERE.parent / "templates" / "words" / f"{code}.yaml" for code in ("zh", "en")}
WORDS["de"] = HERE / "sites" / "trilingual" / "templates" / "words" / "de.yaml"
LOOSE = yaml.safe_load((HERE / "cases" / "loose_numbers.yaml").read_text(encoding="utf-8"))


@cache
def words(language: str) -> NumberWords:
    counting = yaml.safe_load(WORDS[language].read_text(encoding="utf-8"))["counting"]
    return NumberWords(tuple(counting["dates"]), tuple(counting["words"]), tuple(counting.get("amounts", ())))


def described(reference: Reference) -> str:
    parts = [str(reference.kind), *reference.ids]
    parts += [] if reference.part is Part.FULL else [str(reference.part)]
    parts += [] if reference.decimals is None else [f"decimals {reference.decimals}"]
    return " ".join(parts)


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_references(case: dict[str, Any]) -> None:
    scan = scan_markdown(text(case["text"]))
    assert [described(each) for each in scan.references] == case.get("finds", [])
    said = [f"{each.place.line}:{each.place.column}: {each.message}" for each in scan.problems]
    assert said == case.get("problems", [])


@pytest.mark.parametrize("case", LOOSE, ids=[f"{case['language']} {case['text']}" for case in LOOSE])
def test_loose_numbers(case: dict[str, Any]) -> None:
    value = case["text"]
    found = loose_numbers(value, scan_markdown(text(value)), case.get("names", []), words(case["language"]))
    assert [number.text for number in found] == case["finds"]
    assert all(value[number.start :].startswith(number.text) for number in found)


@pytest.mark.parametrize("code", WORDS)
def test_what_a_problem_proposes_for_a_year_is_taken_for_one(code: str) -> None:
    forms = yaml.safe_load(WORDS[code].read_text(encoding="utf-8"))["counting"]["years"]
    assert forms
    for form in forms:
        assert re.search("[0-9]", form)
        assert loose_numbers(form, scan_markdown(text(form)), [], words(code)) == []


@settings(deadline=None)  # the first call compiles the patterns
@given(st.sampled_from(sorted(WORDS)), st.integers(1900, 2099), st.sampled_from(["boats", "mm", "家", "Boote"]))
def test_a_year_before_what_it_could_count_is_loose(code: str, year: int, noun: str) -> None:
    for form in ("in 2013", "2013", "im Jahr 2013"):
        value = f"{form.replace('2013', str(year))} {noun} came"
        assert [each.text for each in loose_numbers(value, scan_markdown(text(value)), [], words(code))] == [str(year)]


@given(st.text(alphabet="{} ab.:`<>[]()\n", max_size=60))
def test_any_text_is_scanned_and_every_brace_pair_is_accounted_for(value: str) -> None:
    for scan in (scan_text(text(value)), scan_markdown(text(value))):
        for reference in scan.references:
            assert value[reference.start : reference.start + 2] == "{{"
            assert value[reference.end - 2 : reference.end] == "}}"
    assert ("{{" in value or "}}" in value) == bool(
        scan_text(text(value)).references or scan_text(text(value)).problems
    )
