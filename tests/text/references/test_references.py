"""References are found with their places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from small import text

from yiwu_report.text.references import FigurePart, Reference, scan_markdown, scan_text

HERE = Path(__file__).parent.parent.parent
CASES = yaml.safe_load((HERE / "cases" / "references.yaml").read_text(encoding="utf-8"))


def described(reference: Reference) -> str:
    parts = [str(reference.kind), *reference.ids]
    parts += [] if reference.part is FigurePart.FULL else [str(reference.part)]
    parts += [] if reference.decimals is None else [f"decimals {reference.decimals}"]
    for option in reference.options:
        name = option.key if option.column is None else f"{option.key} {option.column}"
        parts.append(f"{name} {' | '.join(f'{value} at {at}' for value, at in option.values)}")
    return " ".join(parts)


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_references(case: dict[str, Any]) -> None:
    scan = scan_markdown(text(case["text"]))
    assert [described(each) for each in scan.references] == case.get("finds", [])
    said = [f"{each.place.line}:{each.place.column}: {each.message}" for each in scan.problems]
    assert said == case.get("problems", [])


@given(st.text(alphabet="{} ab.:`<>[]()\n", max_size=60))
def test_any_text_is_scanned_and_every_brace_pair_is_accounted_for(value: str) -> None:
    for scan in (scan_text(text(value)), scan_markdown(text(value))):
        for reference in scan.references:
            assert value[reference.start : reference.start + 2] == "{{"
            assert value[reference.end - 2 : reference.end] == "}}"
    assert ("{{" in value or "}}" in value) == bool(
        scan_text(text(value)).references or scan_text(text(value)).problems
    )
