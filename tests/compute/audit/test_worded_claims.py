"""The claims of the repository's own report: each can turn out otherwise, and words go when they no longer hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from project import ROOT, change, context_of, copy_report, problems_of

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.audit import audit
from yiwu_report.compute.derive import shape
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.inputs.load.load import load
from yiwu_report.inputs.load.package_files import words_folders
from yiwu_report.inputs.validate import validate
from yiwu_report.model.figures import CellSpec, FigureSpec, TableSpec
from yiwu_report.model.finding import Finding, Verdict
from yiwu_report.model.problem import Place
from yiwu_report.model.site import Site

CASES = yaml.load((ROOT / "tests/cases/claims_flip.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
SET_APART = {Verdict.NOT_COMPARABLE, Verdict.NOT_CHECKABLE}


def audited(root: Path) -> tuple[Site, Mapping[str, Finding]]:
    loaded = load(root, words_folders(root))
    site, _, _ = validate(loaded, CHART_SPECS, STEP_SPECS)
    assert site is not None
    data, _ = shape(site)
    return site, audit(site, data)[0]


@pytest.fixture(scope="module")
def report_as_it_is() -> tuple[Site, Mapping[str, Finding]]:
    return audited(ROOT)


def write_value(root: Path, place: Place, new: str) -> None:
    """Put another value where one stands: the rest of its line."""
    path = root / place.file
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[place.line - 1] = lines[place.line - 1][: place.column - 1] + new
    path.write_text("\n".join(lines), encoding="utf-8")


def place_of_value(site: Site, figure_id: str) -> Place:
    table, _, cell = figure_id.partition(".")
    spec = site.tables.get(table) or site.figures[figure_id]
    if isinstance(spec, TableSpec):
        row, column = cell.split(".")
        found = spec.rows[row][column]
        assert isinstance(found, CellSpec)
        return found.place_of("value")
    assert isinstance(spec, FigureSpec)
    return spec.place_of("value")


def take_out_row(root: Path, site: Site, name: str) -> None:
    """Take the lines of a row out of its table: those indented deeper than its id."""
    table, row = name.split(".")
    spec = site.tables[table]
    assert isinstance(spec, TableSpec)
    place = spec.place_of("rows", row)
    path = root / place.file
    lines = path.read_text(encoding="utf-8").split("\n")
    end = place.line
    while end < len(lines) and (lines[end].startswith(" " * place.column) or not lines[end]):
        end += 1
    path.write_text("\n".join(lines[: place.line - 1] + lines[end:]), encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['claim']} {case['becomes']}" for case in CASES])
def test_a_changed_input_changes_the_verdict(
    case: dict[str, Any], tmp_path: Path, report_as_it_is: tuple[Site, Mapping[str, Finding]]
) -> None:
    site, findings = report_as_it_is
    assert findings[case["claim"]].verdict == case["is"]
    root = copy_report(tmp_path)
    for figure_id, new in case.get("set", {}).items():
        write_value(root, place_of_value(site, figure_id), new)
    if "without" in case:
        take_out_row(root, site, case["without"])
    finding = audited(root)[1][case["claim"]]
    assert finding.verdict == case["becomes"], finding.now
    assert finding.holds is (case["becomes"] == "agrees")


def test_every_claim_that_figures_can_decide_has_a_case(report_as_it_is: tuple[Site, Mapping[str, Finding]]) -> None:
    site, findings = report_as_it_is
    assert findings.keys() == site.claims.keys()
    decided = {finding.id for finding in findings.values() if finding.verdict not in SET_APART}
    assert {case["claim"] for case in CASES} == decided
    assert all(case["is"] != case["becomes"] for case in CASES)


def test_what_figures_cannot_decide_says_why(report_as_it_is: tuple[Site, Mapping[str, Finding]]) -> None:
    site, findings = report_as_it_is
    apart = [finding for finding in findings.values() if finding.verdict in SET_APART]
    assert len(apart) >= 10
    for finding in apart:
        claim = finding.claim
        reason = claim.not_comparable if finding.verdict is Verdict.NOT_COMPARABLE else claim.not_checkable
        assert reason is not None, finding.id
        assert all(reason[code].value for code in site.languages), finding.id
        assert claim.words is None, f"{finding.id}: words that nothing checks"
        assert bool(finding.steps) is (finding.verdict is Verdict.NOT_COMPARABLE), finding.id


def test_exactly_one_claim_contradicts_and_it_is_explained(
    report_as_it_is: tuple[Site, Mapping[str, Finding]],
) -> None:
    site, findings = report_as_it_is
    (finding,) = [each for each in findings.values() if each.verdict is Verdict.CONTRADICTS]
    assert finding.id == "hightech_growth"
    assert dict(finding.fitting) == {"hightech.after": None, "hightech.before": None}
    assert finding.claim.note is not None
    assert set(finding.claim.note) == set(site.languages)


def places_of_words(root: Path, claim: str) -> Iterator[str]:
    """Every place of a text that uses the words of a claim, and the claim itself, found without the generator."""
    for path in sorted([*root.rglob("*.md"), *root.rglob("*.yaml")]):
        own = path.name == "claims.yaml"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if own and line == f"{claim}:":
                yield f"data/claims.yaml:{number}:1"
            for match in () if own else re.finditer(rf"\{{\{{ *claim {claim} *\}}\}}", line):
                yield f"{path.relative_to(root).as_posix()}:{number}:{match.start() + 1}"


def test_words_that_no_longer_hold_stop_the_build_at_each_line(tmp_path: Path) -> None:
    root = copy_report(tmp_path)
    change(root, "data/figures/hightech.yaml", "    value: 226\n", "    value: 150\n")
    problems = problems_of(root)
    broken = [line for line in problems if line.endswith("[broken-words]")]
    assert problems == broken  # one line a place, and none beside it
    expected = {
        "nearly_seven": "hightech.after / hightech.before is 4.545455",
        "nearly_two_hundred": "hightech.after - hightech.before is 117 (firm)",
    }
    for claim, now in expected.items():
        places = set(places_of_words(root, claim))
        assert len(places) >= 3
        assert {line.partition(": ")[0] for line in broken if now in line} == places
    assert len(broken) == sum(len(set(places_of_words(root, claim))) for claim in expected)
    assert all("are not true: " in line for line in broken)
    assert sum(line.startswith("data/claims.yaml:") for line in broken) == len(expected)


def test_nothing_stops_where_the_words_still_hold(tmp_path: Path) -> None:
    root = copy_report(tmp_path)
    change(root, "data/figures/hightech.yaml", "    value: 226\n", "    value: 225\n")
    assert [line for line in problems_of(root) if "broken-words" in line] == []


@pytest.mark.parametrize("completed", [71, 72])
def test_words_about_completed_parks_hold(completed: int, tmp_path: Path) -> None:
    root = copy_report(tmp_path)
    change(root, "data/figures/parks.yaml", "    value: 71\n", f"    value: {completed}\n")
    context = context_of(root)
    about = [each for each in context.findings.values() if "parks.completed" in each.inputs]
    assert {each.id for each in about} == {"completed_within_started", "three_quarters"}
    assert all(each.holds for each in about)
