"""Whatever stands in the files: problems with places, in an editor's words, and never an exception."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from campaign import campaign, examples
from changed_trees import Change, whole_project
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.inputs.load.load import load
from yiwu_report.inputs.load.package_files import words_folders
from yiwu_report.inputs.validate import validate
from yiwu_report.model.figures import (
    CellSpec,
    ClaimSpec,
    ColumnSpec,
    CorrectionSpec,
    DefaultsSpec,
    DerivedSpec,
    FigureSpec,
    SourceSpec,
    TableSpec,
    UnitSpec,
)
from yiwu_report.model.node import Loaded
from yiwu_report.model.problem import Problem
from yiwu_report.model.scalar_schemas import TEXT
from yiwu_report.model.site import FrontMatter, PersonSpec, SiteSpec
from yiwu_report.text.formatting import Language

OF_PYDANTIC = ("Input should", "Field required", "Extra inputs", "Value error", "validation error", "instance")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    root = whole_project(tmp_path_factory.mktemp("project"))
    read = load(root, words_folders(root))
    assert read.problems == ()
    assert validate(read, CHART_SPECS, STEP_SPECS)[2] == ()
    return read


def check(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.message
        assert problem.remedy
        assert not any(words in str(problem) for words in OF_PYDANTIC), problem
        assert "Text(" not in str(problem)


@campaign
@settings(max_examples=examples(100, 1000), deadline=None)
@given(st.integers(0, 2**32))
def test_any_tree_gives_problems_or_a_site(loaded: Loaded, seed: int) -> None:
    change = Change(seed)
    documents = dict(loaded.documents)
    for _ in range(change.randint(1, 3)):
        name = change.choice(sorted(documents))
        documents[name] = change.changed(documents[name])
    _, _, problems = validate(replace(loaded, documents=documents), CHART_SPECS, STEP_SPECS)
    check(problems)


@campaign
@settings(max_examples=examples(20, 200), deadline=None)
@given(st.integers(0, 2**32))
def test_any_change_of_a_file_gives_problems_or_a_site(seed: int) -> None:
    change = Change(seed)
    with tempfile.TemporaryDirectory() as folder:
        root = whole_project(Path(folder))
        path = change.choice(sorted(path for path in root.rglob("*") if path.is_file()))
        path.write_bytes(change.bytes(path.read_bytes()))
        read = load(root, words_folders(root))
        _, _, problems = validate(read, CHART_SPECS, STEP_SPECS)
        check((*read.problems, *problems))


SPECS: tuple[type[BaseModel], ...] = (
    *(CellSpec, ClaimSpec, ColumnSpec, CorrectionSpec, DefaultsSpec, DerivedSpec, FigureSpec, SourceSpec, TableSpec),
    *(UnitSpec, FrontMatter, PersonSpec, SiteSpec, Language),
    *CHART_SPECS.values(),
)


@pytest.mark.parametrize("spec", SPECS, ids=[spec.__name__ for spec in SPECS])
def test_a_spec_has_a_schema_for_editors(spec: type[BaseModel]) -> None:
    schema = spec.model_json_schema()
    assert schema["additionalProperties"] is False or spec is UnitSpec
    assert set(schema.get("required", [])) <= set(schema["properties"])
    if spec is not CellSpec and spec is not TableSpec:
        lacking = [name for name, each in schema["properties"].items() if "description" not in each and name != "kind"]
        assert lacking == []


def test_schemas_show_what_editors_write() -> None:
    assert set(UnitSpec.model_json_schema()["properties"]) == {"kind", "exact", "dimension", "additive", "factor"}
    assert UnitSpec.model_json_schema()["additionalProperties"]["anyOf"][0] == TEXT
    assert "date" not in FigureSpec.model_json_schema()["properties"]
