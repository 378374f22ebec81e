from __future__ import annotations

from typing import Any

import pytest
from words import ROOT, language, read, unit, yiwu_units

from yiwu_report.formatting import format_quantity
from yiwu_report.model.figures import UnitSpec
from yiwu_report.quantity import parse_quantity

CASES = read(ROOT / "tests/cases/formatting.yaml")


def units() -> dict[str, UnitSpec]:
    own = read(ROOT / "tests/cases/formatting_units.yaml")
    return {**yiwu_units(), **{unit_id: unit(entry) for unit_id, entry in own.items()}}


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_quantity_in_words(case: dict[str, Any], code: str) -> None:
    value, _, unit_id = case["value"].rpartition(" ")
    shown = format_quantity(parse_quantity(value), units()[unit_id], language(code), units())
    assert shown.full == case[code]
    if f"{code}_parts" in case:
        assert f"{shown.value}|{shown.unit}" == case[f"{code}_parts"]
