"""Broken projects and the exact lines that are printed for them.

Each folder of sites_invalid/ holds the files that make a copy of sites/minimal/ a broken project of its own;
without.txt lists those it lacks.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from project import invalid_project, problems_of, silent

from yiwu_report import build
from yiwu_report.model.problem import InvalidInput
from yiwu_report.model.rules import Rule

HERE = Path(__file__).resolve().parent.parent
BASE = HERE / "sites" / "minimal"
SITES = sorted(path for path in (HERE / "sites_invalid").iterdir() if path.is_dir())

# What no folder of files shows: the rule, and the test that does.
ELSEWHERE = {
    Rule.FILE_TOO_LARGE: "test_load_files.py::test_a_file_too_large_is_not_read",  # 8 MiB are no file for a repository
    Rule.OUTPUT_NAME: "test_output_paths.py::test_a_name_of_windows_is_refused",  # Windows could not check it out
    Rule.OUTPUT_FOLDER: "test_output_folder.py::test_the_inputs_are_refused",  # is of the command, not of the files
    Rule.PRINTED_DIFFERS: "test_strict.py::test_a_value_is_what_was_printed_or_a_correction_says_why",  # only strict
    Rule.UNEXPLAINED_CHANGE: "test_strict.py::test_a_changed_figure_needs_a_correction",  # needs a published site
    Rule.DOUBTFUL_NUMBER: "test_strict.py::test_a_number_that_may_be_an_amount_is_a_remark",  # it is no problem
    Rule.LONG_TABLE: "test_displayed_tables.py::test_a_long_table_shown_whole_is_a_remark",  # it is no problem
    Rule.LIKELY_COPY: "test_facts_twice.py::test_without_a_measure_the_copy_is_a_remark",  # it is no problem
    Rule.UNMATCHED_ROWS: "test_views.py::test_a_join_says_how_many_rows_match",  # it is no problem
    Rule.MISLEADING_CHART: "test_misleaders.py::test_what_may_mislead_is_a_remark",  # it is no problem
    Rule.UNUSED: "test_unused.py::test_what_nothing_uses_is_a_remark_and_no_problem",  # it is no problem
    Rule.RENAME: "test_rename.py::test_a_name_that_cannot_be_taken",  # is of the command
    Rule.PICTURE: "test_svg_draw.py::test_a_chart_that_cannot_be_drawn_is_named_once",  # no YAML leads to one
}


def test_the_base_is_valid() -> None:
    assert problems_of(BASE) == []


@pytest.mark.parametrize("site", SITES, ids=[site.name for site in SITES])
def test_a_broken_project_prints_exactly(site: Path, tmp_path: Path) -> None:
    expected = (site / "problems.txt").read_text(encoding="utf-8").splitlines()
    assert problems_of(invalid_project(site, tmp_path)) == expected


def rules_shown() -> set[str]:
    """The rules in brackets at the end of an expected line."""
    lines = [line for site in SITES for line in (site / "problems.txt").read_text(encoding="utf-8").splitlines()]
    return {line.rpartition("[")[2].removesuffix("]") for line in lines}


def test_every_rule_is_broken_by_an_example_or_says_where() -> None:
    assert sorted(rules_shown() | ELSEWHERE.keys()) == sorted(Rule)


@pytest.mark.parametrize("rule", sorted(ELSEWHERE))
def test_what_is_shown_elsewhere_is_there_and_only_there(rule: Rule) -> None:
    file, _, name = ELSEWHERE[rule].partition("::")
    assert f"\ndef {name}(" in next(HERE.rglob(file)).read_text(encoding="utf-8")
    assert rule not in rules_shown()


def test_one_run_finds_the_problems_of_every_stage() -> None:
    lines = (HERE / "sites_invalid" / "every_stage" / "problems.txt").read_text(encoding="utf-8").splitlines()
    rules = {line.rpartition("[")[2] for line in lines}
    assert len(rules) >= 8


def test_a_broken_build_leaves_the_published_site_as_it_is(tmp_path: Path) -> None:
    root, out = invalid_project(HERE / "sites_invalid" / "every_stage", tmp_path / "broken"), tmp_path / "public"
    build.build(shutil.copytree(BASE, tmp_path / "good"), out, progress=silent)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.rglob("*") if path.is_file()}
    with pytest.raises(InvalidInput):
        build.build(root, out, progress=silent)
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.rglob("*") if path.is_file()}
    assert after == before
    assert before
