from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from words import ROOT, language, read, texts, unit, yiwu_units

from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.period import Period, parse_period
from yiwu_report.model.problem import Place
from yiwu_report.quantity import UNLIMITED, Quantity, parse_quantity
from yiwu_report.text.formatting import (
    Language,
    axis_number,
    format_figure,
    format_number,
    format_period,
    format_quantity,
    join,
)

CASES = read(ROOT / "tests/cases/formatting.yaml")
UNITS: dict[str, UnitSpec] = {
    **yiwu_units(),
    **{unit_id: unit(entry) for unit_id, entry in read(ROOT / "tests/cases/formatting_units.yaml").items()},
}
NAMED = texts({"at full production": {"zh": "全面达产后", "en": "once production is full"}})
both = pytest.mark.parametrize("code", ["zh", "en"])


def cases(section: str, name: str = "title") -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES[section], ids=[case[name] for case in CASES[section]])


def value_and_unit(case: dict[str, Any]) -> tuple[Quantity, UnitSpec]:
    value, _, unit_id = case["value"].rpartition(" ")
    return parse_quantity(value), UNITS[unit_id]


@both
@cases("quantities")
def test_a_quantity_in_words(case: dict[str, Any], code: str) -> None:
    quantity, its_unit = value_and_unit(case)
    shown = format_quantity(quantity, its_unit, language(code), UNITS)
    assert str(shown) == shown.full == case[code]
    if f"{code}_parts" in case:
        assert f"{shown.value}|{shown.unit}" == case[f"{code}_parts"]


@both
@cases("decimals")
def test_fewer_decimals(case: dict[str, Any], code: str) -> None:
    quantity, its_unit = value_and_unit(case)
    shown = format_quantity(quantity, its_unit, language(code), UNITS, decimals=int(case["decimals"]))
    assert shown.full == case[code]


@both
@cases("ticks")
def test_a_tick(case: dict[str, str], code: str) -> None:
    for x in (float(case["at"]), Decimal(case["at"])):
        assert axis_number(x, UNITS[case["unit"]], language(code), UNITS) == case[code]


@both
@cases("periods", "period")
def test_a_period_in_words(case: dict[str, str], code: str) -> None:
    assert format_period(parse_period(case["period"]), language(code), NAMED) == case[code]


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("999", "999", "999"),
        ("1500", "1500", "1,500"),
        ("12345.60", "12,345.60", "12,345.60"),
        ("-0.5", "−0.5", "−0.5"),
    ],
)
def test_a_number(number: str, zh: str, en: str) -> None:
    assert [format_number(Decimal(number), language(code)) for code in ("zh", "en")] == [zh, en]


def figure(unit_id: str, quantity: Quantity | None = None, date: Period | None = None) -> Figure:
    return Figure(
        id="test",
        unit_id=unit_id,
        unit=UNITS[unit_id],
        title={},
        place=Place("data/test.yaml"),
        quantity=quantity,
        interval=None,
        precision=UNLIMITED,
        date=date,
    )


@pytest.mark.parametrize(
    ("shown", "zh", "en"),
    [
        (figure("park", parse_quantity("71")), "71个", "71 parks"),
        (figure("month", date=parse_period("2018-06")), "2018年6月", "June 2018"),
        (figure("yi_yuan"), "未公布", "not published"),
    ],
    ids=["number", "date", "not published"],
)
def test_a_figure_in_words(shown: Figure, zh: str, en: str) -> None:
    assert [format_figure(shown, language(code), UNITS).full for code in ("zh", "en")] == [zh, en]


def test_joining() -> None:
    joiners = language("zh").joiners
    assert join(joiners.list, ["甲", "", "乙", "丙"]) == "甲、乙、丙"
    assert join(joiners.parenthesis, ["甲", "乙"]) == "甲（乙）"
    assert join(language("en").joiners.list, []) == ""


GERMAN = {
    "firm": unit({"kind": "count", "exact": "true", "de": {"one": "{n} Firma", "other": "{n} Firmen"}}),
    "wan_firm": unit({"kind": "count", "factor": "10000", "de": {"convert": "firm"}}),
    "yi_yuan": unit({"kind": "measure", "factor": "100000000", "de": {"currency": "EUR"}}),
    "rank": unit({"kind": "ordinal", "de": "{word}"}),
    "place": unit({"kind": "ordinal", "de": "Platz {han}"}),
}


@pytest.mark.parametrize(
    ("value", "unit_id", "words"),
    [
        ("1", "firm", "1 Firma"),
        ("over 1.5", "wan_firm", "mehr als 15.000 Firmen"),
        ("20.65", "yi_yuan", "2,065 Milliarden\xa0€"),
        ("-20.65", "yi_yuan", "−2,065 Milliarden\xa0€"),
        ("200 odd", "yi_yuan", "gut 20 Milliarden\xa0€"),
        ("class 100", "yi_yuan", "in der Größenordnung von 10 Milliarden\xa0€"),
        ("3 to 4", "firm", "3 bis 4 Firmen"),
        ("6", "rank", "6."),
        ("6", "place", "Platz 6"),
    ],
)
def test_a_third_language_is_a_file(value: str, unit_id: str, words: str) -> None:
    german = Language.model_validate(texts(read(ROOT / "tests/sites/trilingual/templates/words/de.yaml")))
    assert format_quantity(parse_quantity(value), GERMAN[unit_id], german, GERMAN).full == words
    assert german.word("contents") == "Inhalt"


# The scales and a unit of languages whose words for a million have plural forms.
SCALES: dict[str, tuple[str, list[dict[str, Any]], dict[str, str]]] = {
    "de": (
        "de_DE",
        [
            {"size": "1000000", "pattern": {"one": "{n} Million", "other": "{n} Millionen"}},
            {"size": "1000000000", "pattern": {"one": "{n} Milliarde", "other": "{n} Milliarden"}},
        ],
        {"one": "{n} Baum", "other": "{n} Bäume"},
    ),
    "fr": (
        "fr_FR",
        [{"size": "1000000", "pattern": {"one": "{n} million", "other": "{n} millions"}}],
        {"one": "{n} arbre", "many": "{n} d’arbres", "other": "{n} arbres"},
    ),
    "pl": (
        "pl_PL",
        [
            {
                "size": "1000000",
                "pattern": {
                    "one": "{n} milion",
                    "few": "{n} miliony",
                    "many": "{n} milionów",
                    "other": "{n} miliona",
                },
            }
        ],
        {"one": "{n} drzewo", "few": "{n} drzewa", "many": "{n} drzew", "other": "{n} drzewa"},
    ),
    "en": ("en_GB", [{"size": "1000000", "pattern": "{n} million"}], {"one": "{n} tree", "other": "{n} trees"}),
}


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("de", "1000000", "1 Million Bäume"),
        ("de", "2000000", "2 Millionen Bäume"),
        ("de", "1500000", "1,5 Millionen Bäume"),
        ("de", "1000000000", "1 Milliarde Bäume"),
        ("de", "-1000000", "−1 Million Bäume"),
        ("de", "over 1000000", "over 1 Million Bäume"),
        ("de", "1000000 to 2000000", "1 Million Bäume to 2 Millionen Bäume"),
        ("fr", "1000000", "1 million d’arbres"),
        ("fr", "1500000", "1,5 million d’arbres"),
        ("fr", "2000000", "2 millions d’arbres"),
        ("fr", "1500", "1 500 arbres"),
        ("pl", "1000000", "1 milion drzew"),
        ("pl", "2000000", "2 miliony drzew"),
        ("pl", "5000000", "5 milionów drzew"),
        ("pl", "22000000", "22 miliony drzew"),
        ("pl", "1500000", "1,5 miliona drzew"),
        ("en", "1000000", "1 million trees"),
    ],
)
def test_words_of_scales_have_plural_forms(code: str, value: str, shown: str) -> None:
    locale, scales, forms = SCALES[code]
    raw = read(ROOT / "templates/words/en.yaml") | {"code": code, "locale": locale, "scales": scales, "range_once": []}
    raw |= {"qualifiers": raw["qualifiers"] | {"over": "over {all}"}, "range": "{low} to {high}"}
    trees = UnitSpec.model_validate({"kind": texts("count"), "forms": texts({code: forms})})
    made = Language.model_validate(texts(raw))
    assert format_quantity(parse_quantity(value), trees, made, {}).full.replace("\u202f", " ") == shown


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ({"one": "{n} Million"}, "a scale without the category other"),
        ({"few": "{n} Million", "other": "{n} Millionen"}, '"few" is no plural category of de_DE'),
        ({"one": "Million", "other": "{n} Millionen"}, "is not a pattern with {n}"),
    ],
)
def test_forms_of_a_scale_are_those_of_its_language(pattern: dict[str, str], says: str) -> None:
    scales = [{"size": "1000000", "pattern": pattern}]
    raw = read(ROOT / "templates/words/en.yaml") | {"code": "de", "locale": "de_DE", "scales": scales}
    with pytest.raises(ValueError, match=re.escape(says)):
        Language.model_validate(texts(raw))
