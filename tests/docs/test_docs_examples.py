"""What docs/ shows as files is taken by the generator, and the tables of the reference say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from chart_pictures import PICTURES, chart_pictures, example_files, new_report_with, with_pictures
from intervals import shown as interval_text
from project import ROOT, problems_of

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.cli.arguments import COMMANDS
from yiwu_report.compute.formula.parse import FUNCTIONS
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.period import PeriodKind, parse_period
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.quantity import Qualifier, parse_quantity
from yiwu_report.text.formatting.units import FORMS
from yiwu_report.text.references import FigurePart, ReferenceKind, scan_text

DOCS = ROOT / "docs"
BUILT = ("reference/charts.md", "reference/formulas.md", "how-to/add-a-unit.md", "how-to/change-a-template.md")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BUILT)
def test_the_files_of_a_page_make_a_report_without_problems(name: str, tmp_path: Path) -> None:
    root = tmp_path / "report"
    shown = list(example_files(page(name)))
    assert shown
    new_report_with(shown, root)
    assert problems_of(root) == []


def test_charts_are_shown_as_they_are_drawn() -> None:
    text = page("reference/charts.md")
    drawn = chart_pictures(text)
    assert drawn
    assert {path.stem: path.read_text(encoding="utf-8") for path in PICTURES.iterdir()} == drawn, "run `make docs`"
    assert text == with_pictures(text, drawn), "run `make docs`"
    for picture in drawn.values():
        assert '<rect width="100%" height="100%" fill="#ffffff"/>' in picture  # readable on a dark page too


def rows(name: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading."""
    below = page(name).partition(f"\n## {heading}\n")[2] if heading else page(name)
    table = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert table is not None
    lines = [line.strip().strip("|").split("|") for line in table[0].splitlines()]
    return [[cell.strip() for cell in cells] for cells in lines[2:]]


def codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_word_of_a_value_is_shown_with_what_it_stands_for() -> None:
    seen = set()
    for written, other, stands_for in rows("reference/values.md", "Values"):
        for each in (*codes(written), *codes(other)):
            quantity = parse_quantity(each)
            seen.add(quantity.qualifier)
            assert interval_text(quantity.interval) == stands_for, each
    assert seen == set(Qualifier)


def test_every_period_is_shown() -> None:
    kinds = {parse_period(codes(written)[0]).kind for written, _ in rows("reference/values.md", "Periods")}
    assert kinds == set(PeriodKind)


def test_every_kind_and_form_of_a_unit_is_named() -> None:
    assert [codes(kind)[0] for kind, *_ in rows("reference/values.md", "Units")] == [str(kind) for kind in UnitKind]
    units = page("reference/values.md").partition("\n## Units\n")[2]
    assert {form for form in FORMS if f"`{form}`" not in units} == set()


def test_every_function_of_formulas_is_named() -> None:
    named = {code.partition("(")[0] for cells in rows("reference/formulas.md", "") for code in codes(cells[0])}
    assert named == set(FUNCTIONS)


def test_every_reference_is_shown() -> None:
    text = page("reference/references.md")
    found = [reference for code in codes(text) if code.startswith("{{") for reference in scan(code)]
    assert {reference.kind for reference in found} == set(ReferenceKind)
    assert {reference.part for reference in found} == set(FigurePart)
    assert any(reference.decimals == 0 for reference in found)


def scan(code: str) -> tuple:  # type: ignore[type-arg]
    result = scan_text(Text(code, Place("x"), code))
    assert result.problems == ()
    return result.references


def test_every_kind_of_chart_has_its_section_and_an_example() -> None:
    text = page("reference/charts.md")
    assert set(re.findall(r"^## (\w+)$", text, re.MULTILINE)) >= CHART_SPECS.keys()
    assert set(re.findall(r"^kind: (\w+)$", text, re.MULTILINE)) == CHART_SPECS.keys()


def test_the_index_leads_to_every_page() -> None:
    index = page("README.md")
    linked = set(re.findall(r"\]\(([^)#]+)\)", index))
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")} - {"README.md"}
    assert pages - linked == set()


def test_every_command_has_a_page_that_tells_how_to_use_it() -> None:
    told = {path: path.read_text(encoding="utf-8") for path in (DOCS / "how-to").glob("*.md")}
    for command in COMMANDS:
        assert any(re.search(rf"(?:build\.py|yiwu-report) {command.name}\b", text) for text in told.values()), (
            command.name
        )
