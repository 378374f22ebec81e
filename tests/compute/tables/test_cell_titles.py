"""The title of a cell says what is measured, whatever its column is called."""

from __future__ import annotations

import pytest
from words import texts

from yiwu_report.compute.tables.figures import cell_title
from yiwu_report.model.figures import TableSpec

NAMES = {"en": "Life expectancy by country", "de": "Lebenserwartung nach Ländern"}
SWAZILAND = {"en": "Swaziland", "de": "Swasiland"}


def _title(heading: dict[str, str] | None, label: dict[str, str] | None) -> dict[str, str]:
    columns = {"country": {"kind": "label"}, "life": {"title": heading} if heading else {}}
    spec = TableSpec.model_validate(texts({"title": NAMES, "columns": columns, "rows": {}}))
    rows = {"r": {"country": {code: texts(word) for code, word in label.items()}} if label else {}}
    found = cell_title(spec.model_copy(update={"rows": rows}), "r", "life")
    return {code: text.value for code, text in found.items()}


@pytest.mark.parametrize(
    ("heading", "label", "titles"),
    [
        (
            {"en": "Life expectancy", "de": "Lebenserwartung"},
            SWAZILAND,
            {"en": "Swaziland · Life expectancy", "de": "Swasiland · Lebenserwartung"},
        ),
        (None, SWAZILAND, {code: f"{SWAZILAND[code]} · {NAMES[code]}" for code in NAMES}),
        (
            {"en": "2007", "de": "2007"},
            SWAZILAND,
            {code: f"{SWAZILAND[code]} · {NAMES[code]} · 2007" for code in NAMES},
        ),
        (
            {"en": "2008–09", "de": "2008/09"},
            None,
            {"en": f"{NAMES['en']} · 2008–09", "de": f"{NAMES['de']} · 2008/09"},
        ),
        (None, None, NAMES),
        ({"en": "Change", "de": "Änderung"}, None, {"en": "Change", "de": "Änderung"}),
        (
            {"en": "Aged 65 and over", "de": "65 und älter"},
            SWAZILAND,
            {"en": "Swaziland · Aged 65 and over", "de": "Swasiland · 65 und älter"},
        ),
    ],
)
def test_a_title_says_what_is_measured(
    heading: dict[str, str] | None, label: dict[str, str] | None, titles: dict[str, str]
) -> None:
    assert _title(heading, label) == titles
