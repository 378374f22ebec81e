"""`build --strict`: what it refuses, what explains it, and that nothing is published with a problem."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from project import silent

from yiwu_report import build, cli
from yiwu_report.editor import check
from yiwu_report.inputs.load.published import load_published
from yiwu_report.model.problem import InvalidInput
from yiwu_report.model.rules import Rule

MINIMAL = Path(__file__).resolve().parent.parent / "sites" / "minimal"
FIGURES = "data/figures/libraries.yaml"
CORRECTION = """\
- date: 2026-02-0{day}
  figure: {figure}
  kind: correction
  before: {before}
  after: {after}
  reason:
    zh: 误读
    en: Misread
"""


DERIVED = """\
visits.rest:
  formula: branches.centre.visits - 1 * branches.north.visits
  unit: visit
  title:
    zh: 总馆多出的人次
    en: Visits the main library has more
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "report", ignore=shutil.ignore_patterns(".cache"))
    (tmp_path / "report/data/derived.yaml").write_text(DERIVED, encoding="utf-8")
    return tmp_path / "report"


def remarks(root: Path) -> list[str]:
    """What `check` says that a strict build refuses."""
    return [str(each) for each in check.check(root, progress=silent) if each.rule is not Rule.UNUSED]


def edit(root: Path, file: str, before: str, after: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def correct(root: Path, figure: str, before: str, after: str, day: int = 1) -> None:
    with (root / "data/corrections.yaml").open("a", encoding="utf-8") as file:
        file.write(CORRECTION.format(day=day, figure=figure, before=before, after=after))


def publish(root: Path, *, strict: bool = True) -> None:
    out = root / "public"
    build.build(root, out, progress=silent, strict=strict, since=load_published(out) if strict else None)


def refusals(root: Path) -> list[str]:
    before = {path: path.read_bytes() for path in (root / "public").rglob("*") if path.is_file()}
    with pytest.raises(InvalidInput) as invalid:
        publish(root)
    assert {path: path.read_bytes() for path in (root / "public").rglob("*") if path.is_file()} == before
    return [str(problem) for problem in invalid.value.problems]


def test_a_first_build_has_nothing_to_explain(root: Path) -> None:
    publish(root)
    publish(root)


def test_a_changed_figure_needs_a_correction(root: Path) -> None:
    publish(root)
    edit(root, FIGURES, "value: 12\n", "value: 13\n")
    assert refusals(root) == [
        f"{FIGURES}:6:12: libraries.open is 13, but 12 is published; "
        "add a correction from 12 to 13 to data/corrections.yaml [unexplained-change]"
    ]
    correct(root, "libraries.open", "12", "13")
    publish(root)


def test_without_strict_it_is_published(root: Path) -> None:
    publish(root)
    edit(root, FIGURES, "value: 12\n", "value: 13\n")
    publish(root, strict=False)
    publish(root)


def test_a_word_is_a_change_too(root: Path) -> None:
    publish(root)
    edit(root, FIGURES, "over 40000", "40000")
    assert refusals(root)[0].startswith(f"{FIGURES}:12:12: books.total is 40000, but over 40000 is published; ")
    correct(root, "books.total", "over 40000", "40000")
    publish(root)


def test_a_date_and_a_missing_value_are_corrected_too(root: Path) -> None:
    edit(root, FIGURES, "over 40000", "null")
    edit(root, "content/articles/index/en.md", " with {{ books.total }}", "")
    edit(root, "content/articles/index/zh.md", "，藏书{{ books.total }}", "")
    publish(root)
    edit(root, FIGURES, "1958-06", "1958-07")
    edit(root, FIGURES, "value: null", "value: 40000")
    assert [each.partition("; ")[0].partition(": ")[2] for each in refusals(root)] == [
        "books.total is 40000, but null is published",
        "libraries.first is 1958-07, but 1958-06 is published",
    ]
    correct(root, "libraries.first", "1957", "1958-06", day=1)
    correct(root, "libraries.first", "1958-06", "1958-07", day=2)
    correct(root, "books.total", "null", "40000", day=3)
    publish(root)
    page = (root / "public/en/corrections/index.html").read_text(encoding="utf-8")
    for shown in ("1957", "June 1958", "July 1958", "not published", "40,000 books"):
        assert shown in page
    (last,) = [each for each in corrections(root) if each["figure"] == "books.total"]
    assert (last["before"], last["after"]) == (None, "40000")


def corrections(root: Path) -> list[dict[str, str | None]]:
    said: list[dict[str, str | None]] = json.loads((root / "public/data/figures.json").read_bytes())["corrections"]
    return said


def test_several_corrections_between_two_builds_lead_from_one_to_the_other(root: Path) -> None:
    publish(root)
    edit(root, FIGURES, "value: 12\n", "value: 15\n")
    correct(root, "libraries.open", "12", "13", day=1)
    correct(root, "libraries.open", "13", "15", day=2)
    publish(root)


def test_an_old_correction_explains_no_new_change(root: Path) -> None:
    publish(root)
    edit(root, FIGURES, "value: 12\n", "value: 13\n")
    correct(root, "libraries.open", "12", "13", day=1)
    publish(root)
    edit(root, FIGURES, "value: 13\n", "value: 12\n")
    correct(root, "libraries.open", "13", "12", day=2)
    publish(root)
    edit(root, FIGURES, "value: 12\n", "value: 13\n")
    (refused,) = [each for each in refusals(root) if "unexplained-change" in each]
    assert "libraries.open is 13, but 12 is published" in refused
    correct(root, "libraries.open", "12", "13", day=3)
    publish(root)


def test_a_derived_figure_follows_its_inputs_without_a_word_of_its_own(root: Path) -> None:
    publish(root)
    edit(root, "data/tables/branches.yaml", "visits: 90000", "visits: 91000")
    assert [each for each in refusals(root) if "visits.rest" in each] == []
    correct(root, "branches.centre.visits", "90000", "91000")
    publish(root)


def test_another_formula_is_a_change_of_its_own(root: Path) -> None:
    publish(root)
    edit(root, "data/derived.yaml", "- 1 * branches", "- 2 * branches")
    (refused,) = refusals(root)
    assert refused.startswith("data/derived.yaml:2:12: visits.rest is ")
    assert refused.endswith("to data/corrections.yaml [unexplained-change]")


def test_another_unit_cannot_pass_for_the_same_figure(root: Path) -> None:
    publish(root)
    edit(root, FIGURES, "unit: library\n", "unit: book\n")
    assert refusals(root) == [
        f"{FIGURES}:6:12: the unit of libraries.open differs from the published library, with the same number; "
        "a correction cannot express this: give the figure a new id [unexplained-change]"
    ]


def test_a_unit_that_is_only_called_otherwise_is_the_same(root: Path) -> None:
    publish(root)
    edit(root, "data/units.yaml", "library:\n", "open_library:\n")
    edit(root, FIGURES, "unit: library\n", "unit: open_library\n")
    publish(root)


def test_a_new_figure_and_one_that_is_gone_are_no_change(root: Path) -> None:
    publish(root)
    edit(root, "data/derived.yaml", "visits.rest:", "visits.more:")
    publish(root)


def test_a_value_is_what_was_printed_or_a_correction_says_why(root: Path) -> None:
    edit(root, FIGURES, "value: 12\n", 'value: 13\n    printed: "12 libraries"\n')
    assert refusals(root) == [
        f'{FIGURES}:6:12: libraries.open is 13, but its source printed "12 libraries"; '
        "write the printed value, or explain the difference in data/corrections.yaml [printed-differs]"
    ]
    assert remarks(root) == refusals(root)
    publish(root, strict=False)
    correct(root, "libraries.open", "12", "13")
    publish(root)
    assert remarks(root) == []


def test_it_is_found_with_the_other_problems(root: Path) -> None:
    publish(root)
    edit(root, FIGURES, "value: 12\n", "value: 13\n")
    correct(root, "books.total", "1", "2")
    assert [each.rpartition("[")[2] for each in refusals(root)] == ["correction-stale]", "unexplained-change]"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "Invalid JSON"),
        ('{"figures": [{"unit": "a"}]}', "at figures.0.id: Field required"),
        ("[]", "Input should be an object"),
    ],
)
def test_a_damaged_record_is_no_traceback(
    root: Path, content: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(root)
    (root / "public/data/figures.json").write_text(content, encoding="utf-8")
    assert cli.main(["--root", str(root), "--quiet", "--strict", "--since", str(root / "public")]) == 2
    assert f"public/data/figures.json: {said}" in capsys.readouterr().err
    publish(root, strict=False)
    assert json.loads((root / "public/data/figures.json").read_bytes())["figures"]


DOUBTFUL = [
    ("en", "These three sisters share a stall.", "three"),
    ("en", "Its stock grew by 2000.", "2000"),
    ("en", "The Boeing 737 jets stayed on the ground.", "737"),
    ("zh", "这三家都在城南。", "三"),
]


@pytest.mark.parametrize(("code", "sentence", "number"), DOUBTFUL)
def test_a_number_that_may_be_an_amount_is_a_remark(code: str, sentence: str, number: str, root: Path) -> None:
    with (root / f"content/articles/index/{code}.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{sentence}\n")
    [remark] = remarks(root)
    assert f'"{number}" may be an amount outside a reference' in remark
    assert remark.endswith("[doubtful-number]")
    publish(root, strict=False)
    assert refusals(root) == [remark]


@pytest.mark.parametrize(("code", "sentence", "number"), DOUBTFUL)
def test_a_name_of_the_site_is_no_remark(code: str, sentence: str, number: str, root: Path) -> None:
    with (root / f"content/articles/index/{code}.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{sentence}\n")
    with (root / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write(f'names: ["{number}"]\n')
    assert remarks(root) == []
    publish(root)


def test_nothing_is_compared_but_with_what_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a local trial left in public/ is no edition that readers saw."""
    strict = ["--root", str(root), "--quiet", "--strict"]
    assert cli.main(strict) == 0
    old = shutil.copytree(root / "public", root.parent / "old")
    figures = shutil.copy(root / "public/data/figures.json", root.parent / "figures.json")
    project = shutil.copytree(root, root.parent / "project", ignore=shutil.ignore_patterns("public", ".cache"))
    edit(root, FIGURES, "value: 12\n", "value: 13\n")
    for since in (old, figures, project, root / "public"):
        assert cli.main([*strict, "--since", str(since)]) == 1
        assert "unexplained-change" in capsys.readouterr().err
    assert cli.main(strict) == 0
    assert cli.main([*strict, "--since", str(root / "public")]) == 0
    assert cli.main([*strict, "--since", str(old)]) == 1


def test_an_earlier_state_that_is_not_there_is_wrong_usage(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(root), "--quiet", "--strict", "--since", "no-such-state"]) == 2
    assert "--since: " in capsys.readouterr().err
    assert cli.main(["--root", str(root), "--quiet", "--since", str(root)]) == 2
    assert "add it" in capsys.readouterr().err
