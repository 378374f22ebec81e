"""Functions of several values take those of the row; functions of one column go over all of its rows, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from views import computed, table_file

ROWS = {"p": (5, 70), "q": (90, 8), "r": (20, 30)}
FUNCTIONS: Mapping[str, Callable[[Sequence[int]], Fraction | int]] = {
    "min": min,
    "max": max,
    "sum": sum,
    "mean": lambda values: Fraction(sum(values), len(values)),
}


def in_view(formula: str) -> dict[str, str]:
    """The formula in a view's column."""
    step = {"column": {"name": "c", "formula": formula, "title": {"en": "C"}}}
    view = {"title": {"en": "V"}, "from": "t", "steps": [step]}
    return {**of_file({}), "data/views/v.yaml": yaml.safe_dump(view, sort_keys=False)}


def of_file(more: Mapping[str, Any]) -> dict[str, str]:
    """The formula in a derived column of a data file."""
    columns = {"k": {"kind": "label"}, "a": {}, "b": {}, **more}
    rows = "".join(f"{key},{a},{b}\n" for key, (a, b) in ROWS.items())
    return {"data/files/t.csv": f"k,a,b\n{rows}", "data/tables/t.yaml": table_file(columns, ["k"])}


def in_file(formula: str) -> dict[str, str]:
    """The formula in a derived column of a data file."""
    return of_file({"c": {"formula": formula, "unit": "thing"}})


def in_yaml(formula: str) -> dict[str, str]:
    """The formula in a derived column of rows in YAML."""
    figures = {name: {"title": {"en": name}} for name in ("a", "b")}
    table = {
        "title": {"en": "T"},
        "defaults": {"unit": "thing", "source": "example"},
        "columns": {"name": {"kind": "label"}, **figures, "c": {"formula": formula, "title": {"en": "C"}}},
        "rows": {key: {"name": {"en": key}, "a": a, "b": b} for key, (a, b) in ROWS.items()},
    }
    return {"data/tables/t.yaml": yaml.safe_dump(table, sort_keys=False)}


def values(root: Path, files: Mapping[str, str]) -> list[Fraction | None]:
    """The calculated column, row by row."""
    report = computed(root, files)
    assert report.lines == []
    cells = report.data.tables["v" if "data/views/v.yaml" in files else "t"].rows()["c"]
    return [cell.interval.low for cell in cells]


PLACES = pytest.mark.parametrize("place", [in_view, in_file, in_yaml])


@PLACES
@pytest.mark.parametrize("function", FUNCTIONS)
def test_several_arguments_are_of_the_row(
    function: str, place: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    assert values(tmp_path, place(f"{function}(a, b)")) == [FUNCTIONS[function](row) for row in ROWS.values()]


@PLACES
@pytest.mark.parametrize("function", FUNCTIONS)
def test_one_column_is_all_of_its_rows(function: str, place: Callable[[str], dict[str, str]], tmp_path: Path) -> None:
    whole = FUNCTIONS[function]([a for a, _ in ROWS.values()])
    assert values(tmp_path, place(f"{function}(a)")) == [whole] * len(ROWS)
    assert values(tmp_path, place(f"{function}(a) - a")) == [whole - a for a, _ in ROWS.values()]
    assert values(tmp_path, place(f"{function}({function}(a), {function}(b)) * 0 + {function}(a, b)")) == [
        FUNCTIONS[function](row) for row in ROWS.values()
    ]


@PLACES
@pytest.mark.parametrize(("formula", "wanted"), [("low(a)", "low"), ("high(a)", "high"), ("a * share(a, b)", "share")])
def test_functions_of_single_values_are_of_the_row(
    formula: str, wanted: str, place: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    shares = [a * Fraction(a, a + b) for a, b in ROWS.values()]
    expected = {"low": [a for a, _ in ROWS.values()], "high": [None] * len(ROWS), "share": shares}
    assert values(tmp_path, place(formula)) == expected[wanted]


@pytest.mark.parametrize("place", [in_file, in_yaml])
def test_the_row_is_the_row_in_a_function_too(place: Callable[[str], dict[str, str]], tmp_path: Path) -> None:
    assert values(tmp_path, place("max(row.a) + 0 * max(a)")) == [a for a, _ in ROWS.values()]


def test_a_function_of_a_whole_column_in_a_condition(tmp_path: Path) -> None:
    claims = (
        "c: {holds: 'count(t, a > mean(a)) == 1', note: {en: x}}\nd: {holds: 'all(t, max(a, b) > 20)', note: {en: x}}\n"
    )
    report = computed(tmp_path, {**of_file({}), "data/claims.yaml": claims})
    assert report.lines == []
    assert all(finding.holds for finding in report.findings.values())


def test_lineage_is_that_of_the_row(tmp_path: Path) -> None:
    view = computed(tmp_path, in_view("max(a, b)")).view()
    figure = view.figure_at(1, "c")
    assert figure is not None
    assert figure.inputs == ('t["q"].a', 't["q"].b')


DERIVED = "x.{name}:\n  formula: {formula}\n  unit: thing\n  title: {{en: X}}\n"


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        (
            "max(t.a, t.b)",
            "max() of several arguments, of which t.a is a column; write e.g. max(max(t.a), max(t.b)) [formula-syntax]",
        ),
        (
            'mean(t["p"].a, t.b)',
            "mean() of several arguments, of which t.b is a column; divide sums by counts, e.g. "
            "(sum(table.a) + sum(table.b)) / (2 * count(table)) [formula-syntax]",
        ),
        (
            "share(t.a, t.b)",
            "share() of several arguments, of which t.a is a column; write e.g. share(sum(t.a), sum(t.b)) [formula-syntax]",
        ),
        ("high(t.a)", "high() of one value, of which t.a is a column; write e.g. high(sum(t.a)) [formula-syntax]"),
        (
            "max(x.one, x.two, k='p')",
            "max() of single values selects rows; select rows of one column, e.g. "
            "max(sum(table.a, k='p'), …) [formula-syntax]",
        ),
        (
            "max(x.one, k='p')",
            "x.one is one value, of which no rows can be selected; name a column of a table: table.column "
            "[formula-syntax]",
        ),
    ],
)
def test_columns_among_several_arguments_are_refused(formula: str, message: str, tmp_path: Path) -> None:
    derived = {"one": "max(t.a)", "two": "max(t.b)", "three": formula}
    text = "".join(DERIVED.format(name=name, formula=each) for name, each in derived.items())
    lines = computed(tmp_path, {**of_file({}), "data/derived.yaml": text}).lines
    assert [line.partition(": ")[2] for line in lines] == [message]
