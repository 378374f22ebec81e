"""What is said of faulty units and words files, and that those of the repository have no fault."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from words import ROOT, language, read, texts, unit, yiwu_units

from yiwu_report.text.formatting import Language, unit_faults
from yiwu_report.text.formatting.language import placeholders

COUNT = {"kind": "count", "en": {"one": "{n} firm", "other": "{n} firms"}}


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_units_of_the_report_have_no_fault(code: str) -> None:
    assert list(unit_faults(yiwu_units(), language(code))) == []
    assert all(code in each.forms for each in yiwu_units().values())


def test_both_languages_have_the_same_words() -> None:
    zh, en = language("zh").ui, language("en").ui
    assert sorted(zh) == sorted(en)
    one_date = {"day": "date"}  # a citation has the day as GB/T 7714 writes it, or the date in words
    said = [{key: sorted(one_date.get(each, each) for each in placeholders(ui[key])) for key in ui} for ui in (zh, en)]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("entry", "form", "says"),
    [
        (
            {"en": {"one": "{n} firm"}},
            None,
            'the unit "made" has no form other; write a pattern with {n}, e.g. "{n} parks"',
        ),
        ({"en": {"other": "{n}", "othr": "{n}"}}, "othr", 'unknown form "othr"; did you mean "other"?'),
        ({"en": "firms"}, "other", '"firms" does not say where the number goes; use {n} instead'),
        ({"en": "{n} {x}"}, "other", 'unknown placeholder "{x}"; use {n}, {han} or {word}'),
        ({"en": {"currency": "RMBY"}}, "currency", '"RMBY" is not a currency; write its three-letter code, e.g. CNY'),
        (
            {"factor": "15", "en": {"currency": "CNY"}},
            "currency",
            "15 is not a power of ten; give the unit a factor such as 100000000",
        ),
        (
            {"en": {"other": "{n} makes", "own": "{n} made"}},
            "own",
            "own is used with convert, which is missing; rename the pattern to other, or add convert",
        ),
        ({"en": {"convert": "frm"}}, "convert", 'there is no unit "frm"; did you mean "firm"?'),
        ({"en": {"convert": "firm"}}, "convert", '"firm" has another dimension; give both units the same dimension'),
        (
            {"dimension": "x", "en": {"convert": "back"}},
            "convert",
            '"made" converts to itself in the end; give one of these units its own pattern',
        ),
        (
            {"dimension": "x", "en": {"convert": "chinese"}},
            "convert",
            '"chinese" is not written in English; give it a pattern for "en"',
        ),
        (
            {"kind": "ordinal", "dimension": "x", "en": {"convert": "english"}},
            "convert",
            "a unit of kind ordinal cannot be converted; write its own pattern",
        ),
    ],
)
def test_a_faulty_unit(entry: dict[str, Any], form: str | None, says: str) -> None:
    units = {
        "made": unit({"kind": "count", **entry}),
        "firm": unit(COUNT),
        "back": unit({"kind": "count", "dimension": "x", "en": {"convert": "made"}}),
        "chinese": unit({"kind": "count", "dimension": "x", "zh": "{n}家"}),
        "english": unit({"kind": "count", "dimension": "x", "en": "{n}"}),
    }
    found = [(at, fault) for unit_id, at, fault in unit_faults(units, language("en")) if unit_id == "made"]
    assert [(at, f"{fault.message}; {fault.remedy}") for at, fault in found] == [(form, says)]


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("locale", "xx_YY", '"xx_YY" is not a CLDR locale'),
        ("range", "{low} to", '"{low} to" is not a pattern with {low} and {high}'),
        ("qualifiers.over", "more than", '"more than" does not say where the number goes'),
        ("qualifiers.over", None, "qualifiers without over"),
        ("status.plan", None, "status without plan"),
        ("ordinals.patterns.other", None, "ordinals without the category other"),
        ("periods.span", "{start}", '"{start}" is not a pattern with {start} and {end}'),
    ],
)
def test_a_faulty_words_file(path: str, value: str | None, says: str) -> None:
    content = read(ROOT / "templates/words/en.yaml")
    *parents, last = path.split(".")
    entry = content
    for parent in parents:
        entry = entry[parent]
    del entry[last]
    if value is not None:
        entry[last] = value
    with pytest.raises(ValidationError) as error:
        Language.model_validate(texts(content))
    assert says in [each["msg"] for each in error.value.errors()]


def test_a_word_of_the_pages_keeps_its_spaces() -> None:
    content = read(ROOT / "templates/words/en.yaml")
    content["ui"] = {"semicolon": "; ", "hello": "to {name}"}
    english = Language.model_validate(texts(content))
    assert english.ui["semicolon"] == "; "
    assert english.word("hello", name="you") == "to you"
    content["ui"] = {"semicolon": " "}
    with pytest.raises(ValidationError, match="no interface word"):
        Language.model_validate(texts(content))


def test_a_scale_is_a_power_of_ten() -> None:
    content = read(ROOT / "templates/words/en.yaml")
    content["scales"][0]["size"] = "12"
    with pytest.raises(ValidationError, match="12 is not a power of ten"):
        Language.model_validate(texts(content))
