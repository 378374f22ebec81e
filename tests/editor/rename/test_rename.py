"""`rename`: every mention and nothing else, there and back again; a bad name changes nothing."""

from __future__ import annotations

import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
import yaml
from campaign import campaign, examples
from hypothesis import given, settings
from hypothesis import strategies as st
from project import ROOT, files_of, problems_of
from renaming import project

from yiwu_report import cli
from yiwu_report.charts import draw_charts
from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.audit import audit
from yiwu_report.compute.corrections import check_corrections
from yiwu_report.compute.derive import shape
from yiwu_report.compute.displays import lay_out
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.editor.analysis.mentions_in_files import mentions
from yiwu_report.editor.analysis.mentions_in_texts import Named
from yiwu_report.editor.rename import NamedKind, Renamed, rename
from yiwu_report.editor.rename.rename import definitions
from yiwu_report.inputs.load.files import load_inputs
from yiwu_report.inputs.load.load import load
from yiwu_report.inputs.load.package_files import words_folders
from yiwu_report.inputs.load.scratch_project import change_files
from yiwu_report.inputs.validate import validate
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.resolve import bind

KINDS = {
    *(
        NamedKind.FIGURE,
        NamedKind.PREFIX,
        NamedKind.TABLE,
        NamedKind.ROW,
        NamedKind.COLUMN,
        NamedKind.CATEGORY,
        NamedKind.CHART,
        NamedKind.CLAIM,
    ),
    *(NamedKind.UNIT, NamedKind.SOURCE, NamedKind.ARTICLE, NamedKind.DISPLAY),
}


def problems(root: Path) -> list[Problem]:
    """The problems of every stage up to the charts."""
    loaded = load(root, words_folders(root))
    site, languages, found = validate(loaded, CHART_SPECS, STEP_SPECS)
    if site is None:
        return [*loaded.problems, *found]
    data, shaping = shape(site)
    findings, auditing = audit(site, data)
    displayed, displaying = lay_out(site, data)
    bound, binding = bind(site, data, findings, languages, displayed=displayed)
    _, drawing = draw_charts(site, data, bound, languages)
    return [
        *loaded.problems,
        *found,
        *shaping,
        *auditing,
        *check_corrections(site, data),
        *displaying,
        *binding,
        *drawing,
    ]


@cache
def source(name: str) -> dict[str, bytes]:
    """The files of a project: this repository's report, or one that names everything in every way."""
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder, "project")) if name == "every way" else ROOT
        if name == "every way":
            assert problems_of(root) == []
        return load_inputs(root)


def names(root: Path) -> list[Named]:
    return sorted(each for each in definitions(mentions(load(root, words_folders(root)))) if each.path != ("index",))


def renamed(root: Path, named: Named, new: str) -> Renamed:
    """Rename a thing and change the files."""
    done = rename(load(root, words_folders(root)), load_inputs(root), ".".join(named.path), new, named.kind)
    change_files(root, done.changes)
    return done


NEW_IDS = st.from_regex(r"zz[a-z0-9_]{0,5}", fullmatch=True)


@campaign
@settings(max_examples=examples(25, 150), deadline=None)
@given(st.sampled_from(["every way", "this report"]), st.integers(0), NEW_IDS, st.booleans())
def test_there_and_back_again(name: str, number: int, new: str, dotted: bool) -> None:
    files = source(name)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        change_files(root, files)
        things = names(root)
        named = things[number % len(things)]
        if dotted and named.kind in {
            NamedKind.FIGURE,
            NamedKind.PREFIX,
            NamedKind.UNIT,
            NamedKind.SOURCE,
            NamedKind.CLAIM,
            NamedKind.CHART,
        }:
            new = f"{new}.zz.yy"
        new = new.replace("_", "") if named.kind is NamedKind.ARTICLE else new
        done = renamed(root, named, new)
        assert problems(root) == []
        assert named not in {each.named for each in mentions(load(root, words_folders(root)))}
        assert load_inputs(root) != files
        renamed(root, done.target.renamed, named.path[-1])
        assert load_inputs(root) == files


def test_everything_has_a_name_there(tmp_path: Path) -> None:
    assert {each.kind for each in names(project(tmp_path / "project"))} == KINDS


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("branches", "branchesx", None),
        ("branches.north", "northx", None),
        ("branches.visits", "branches.visitsx", "column"),
        ("branches.kind.main", "mainx", None),
        ("books", "booksx", "prefix"),
        ("libraries.open", "libraries.openx", None),
        ("library", "libraryx", None),
        ("report", "reportx", None),
        ("many", "manyx", None),
        ("part", "partx", None),
        ("more", "morex", None),
    ],
)
def test_the_site_is_the_same_but_for_names(old: str, new: str, kind: str | None, tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    before = files_of(root)
    assert cli.main(["rename", old, new, "--root", str(root), *(["--kind", kind] if kind else [])]) == 0
    after = files_of(root)
    last = new.rpartition(".")[2]
    assert {plain(path, last) for path in after} == {plain(path, last) for path in before}
    texts = {plain(path, last): content for path, content in before.items()}
    for path, content in after.items():
        if path.endswith((".html", ".csv", ".json", ".svg", ".js")):
            assert plain(content.decode(), last) == plain(texts[plain(path, last)].decode(), last), path


def plain(text: str, new: str) -> str:
    """A text with the old name for the new one, and without the hashes of contents."""
    return re.sub(r"\.[0-9a-f]{8,}(?=\.)", "", text.replace(new, new.removesuffix("x")))


def test_what_is_said_and_what_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path / "project")
    assert cli.main(["rename", "branches", "places", "--root", str(root)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "the table branches is places now, in:"
    assert "data/tables/places.yaml" in out
    assert not (root / "data/tables/branches.yaml").exists()
    claims = (root / "data/claims.yaml").read_text(encoding="utf-8")
    assert "holds: visits.all > places.centre.visits   # a comment on branches\n" in claims
    assert problems_of(root) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  count:\n    unit: visit\n", "  visits:\n    header: count\n    unit: visit\n"),
        ("  count: {unit: visit, ", "  visits: {header: count, unit: visit, "),
        ('  "count":\n    "unit": visit\n', '  "visits":\n    header: count\n    "unit": visit\n'),
        ("  count:\n    header: count\n    unit: visit\n", "  visits:\n    header: count\n    unit: visit\n"),
    ],
)
def test_a_column_of_a_file_keeps_its_heading(before: str, after: str, tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    described, file = root / "data/tables/days.yaml", root / "data/files/days.csv"
    text = described.read_text(encoding="utf-8").partition("  count:")[0]
    titles = "title: {zh: 人次, en: Visits}"
    rest = f"{titles}}}\n" if before.endswith(", ") else f"    {titles}\n"
    described.write_text(text + before + rest, encoding="utf-8")
    content = file.read_bytes()
    assert cli.main(["rename", "days.count", "visits", "--root", str(root)]) == 0
    assert described.read_text(encoding="utf-8") == text + after + rest
    assert file.read_bytes() == content
    assert 'days["A b", 2025].visits' in (root / "content/articles/more/en.md").read_text(encoding="utf-8")
    assert problems_of(root) == []


def test_a_dry_run_is_a_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path / "project")
    files = load_inputs(root)
    assert cli.main(["rename", "shops", "stores", "--root", str(root), "--dry-run"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert load_inputs(root) == files
    assert out[:2] == ["--- a/content/articles/more/en.md", "+++ b/content/articles/more/en.md"]
    assert '-key_figures: [books.total, "shops.south.visits"]' in out
    assert '+key_figures: [books.total, "stores.south.visits"]' in out
    at = out.index("rename from data/tables/shops.yaml")
    assert out[at + 1] == "rename to data/tables/stores.yaml"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["books.totla", "x"], 2, 'there is no thing called "books.totla"; did you mean "books.total" or'),
        (["branches.north.visits", "x"], 2, 'there is no thing called "branches.north.visits"'),
        (["books.total", "x", "--kind", "chart"], 2, 'there is no chart called "books.total"'),
        (["visits", "x"], 2, '"visits" is ambiguous; add --kind chart or --kind prefix'),
        (["branches.north", "shops.norden"], 2, '"shops.norden" is not in the table of "branches.north"'),
        (["books.total", "Books"], 1, '"Books" is not a valid id; use lower-case letters'),
        (["books.total", "class"], 1, "class is reserved in formulas"),
        (["branches", "a.b"], 1, '"a.b" is an id with a dot'),
        (["branches.north", "branches.a.b"], 1, '"a.b" is an id with a dot'),
        (["more", "Second Year"], 1, '"Second Year" is not a valid name of an article'),
        (["more", "figures"], 1, '"figures" is not a valid name of an article'),
        (["index", "x"], 1, "the front page is always called index"),
        (["books.total", "books.total"], 1, '"books.total" is already its name'),
        (
            ["books.total", "libraries.open"],
            1,
            "figures/libraries.yaml:5:3: there is the figure libraries.open already",
        ),
        (["books.total", "branches.x"], 1, '"branches.x" begins with the id of a table'),
        (["branches", "books"], 1, "begins with this name"),
        (["branches.north", "centre"], 1, "there is the row branches.centre already"),
        (["branches.visits", "kind"], 1, "there is the column branches.kind already"),
        (["branches.kind.main", "branch"], 1, "there is the category branches.kind.branch already"),
        (["books", "libraries", "--kind", "prefix"], 0, ""),
        (["libraries", "visits", "--kind", "prefix"], 0, ""),
        (["library", "book"], 1, "there is the unit book already"),
        (["many", "two"], 1, "there is the claim two already"),
        (["part", "visits"], 1, "there is the chart visits already"),
    ],
)
def test_a_name_that_cannot_be_taken(
    arguments: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path / "project")
    files = load_inputs(root)
    assert cli.main(["rename", *arguments, "--root", str(root)]) == code
    assert said in capsys.readouterr().err
    assert (load_inputs(root) == files) is bool(code)


def test_a_unit_is_not_called_after_a_dimension(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "tests/sites/minimal", root, ignore=shutil.ignore_patterns(".cache", "public"))
    with (root / "data/units.yaml").open("a", encoding="utf-8") as units:
        units.write('yuan: {kind: measure, dimension: money, zh: "{n}元", en: "{n} yuan"}\n')
    with pytest.raises(InvalidInput) as refused:
        renamed(root, Named(NamedKind.UNIT, ("book",)), "money")
    assert [each.message for each in refused.value.problems] == ['"money" is a dimension']
    with pytest.raises(InvalidInput, match="1 problems"):
        renamed(root, Named(NamedKind.UNIT, ("book",)), "ratio")
    renamed(root, Named(NamedKind.UNIT, ("yuan",)), "ratio")  # it says what it measures
    renamed(root, Named(NamedKind.UNIT, ("ratio",)), "money")


def test_a_name_in_escapes_is_left_to_the_editor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path / "project")
    path = root / "content/articles/more/en.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[books.total,", '["\\u0062ooks.total",'), encoding="utf-8"
    )
    files = load_inputs(root)
    assert cli.main(["rename", "books.total", "books.all", "--root", str(root)]) == 1
    assert (
        ' "books.total" is written differently here; write books.total without quotes, spaces or escapes'
        in capsys.readouterr().err
    )
    assert load_inputs(root) == files


def test_a_report_with_problems_is_not_renamed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path / "project")
    (root / "content/charts/visits.yaml").write_text("kind: bra\n", encoding="utf-8")
    assert cli.main(["rename", "books.total", "books.all", "--root", str(root)]) == 1
    err = capsys.readouterr().err
    assert 'content/charts/visits.yaml:1:7: unknown value "bra"' in err
    assert err.endswith("nothing was renamed\n")


DOUBTFUL = yaml.safe_load((ROOT / "tests" / "cases" / "rename_views.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", DOUBTFUL, ids=lambda case: case["name"])
def test_what_cannot_be_followed_through_a_view_is_refused(case: dict[str, str], tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    text = "title: {zh: 览, en: V}\nfrom: " + case["view"]
    (root / "data/views/v.yaml").write_text(text, encoding="utf-8")
    before = load_inputs(root)
    if "refused" in case:
        with pytest.raises(InvalidInput) as refused:
            rename(load(root, words_folders(root)), before, case["old"], case["new"])
        assert [str(each) for each in refused.value.problems] == [case["refused"]]
    else:
        done = rename(load(root, words_folders(root)), before, case["old"], case["new"])
        after = (done.changes["data/views/v.yaml"] or b"").decode()
        assert after == "title: {zh: 览, en: V}\nfrom: " + case["becomes"]
