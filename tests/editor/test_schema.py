"""The schemas take every file that the generator takes, and refuse what people mistype."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from campaign import campaign, examples
from changed_trees import Change, whole_project
from hypothesis import given, settings
from hypothesis import strategies as st
from project import ROOT
from yaml_tools import schema_faults, schema_files, seen, seen_in

from yiwu_report import cli
from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.editor.schema import modeline, schema_name, schemas, with_modeline
from yiwu_report.inputs.load.load import load
from yiwu_report.inputs.load.package_files import words_folders
from yiwu_report.inputs.load.source import Source
from yiwu_report.inputs.load.yaml_tree import read_yaml
from yiwu_report.inputs.validate import validate
from yiwu_report.model.node import BrokenNode, Loaded, Node

HERE = Path(__file__).resolve().parent.parent
MISTAKES = yaml.safe_load((HERE / "cases" / "schema_mistakes.yaml").read_text(encoding="utf-8"))
EXAMPLES = yaml.safe_load((ROOT / "docs" / "rules_examples.yaml").read_text(encoding="utf-8"))


PROJECTS = [
    ROOT,
    *(
        path.parent.parent
        for each in ("examples", "tests/sites")
        for path in sorted((ROOT / each).glob("*/content/site.yaml"))
    ),
]


@pytest.mark.parametrize("root", PROJECTS, ids=[root.name for root in PROJECTS])
def test_every_file_of_a_project_is_taken(root: Path) -> None:
    languages = tuple(seen_in(root / "content" / "site.yaml")["languages"])
    found = list(schema_files(root))
    assert found
    for name, path in found:
        if name != "words" or path.stem in languages:
            assert schema_faults(name, seen_in(path), languages) == [], path
            assert schema_faults(name, seen_in(path), ()) == [], path


@pytest.mark.parametrize("rule", sorted(rule for rule, each in EXAMPLES.items() if "fixed" in each))
def test_every_fixed_example_is_taken(rule: str, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(HERE / "sites" / "minimal", root)
    for name, text in EXAMPLES[rule]["fixed"].items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        there = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(there + text, encoding="utf-8")
    for name, path in schema_files(root):
        assert schema_faults(name, seen_in(path)) == [], path


@pytest.mark.parametrize("case", MISTAKES, ids=[f"{each['schema']} {each['says']}" for each in MISTAKES])
def test_a_mistake_is_refused(case: dict[str, str]) -> None:
    node, problems = read_yaml(Source("x.yaml", case["text"]))
    assert problems == []
    said = schema_faults(case["schema"], seen(node))
    assert any(case["says"] in line for line in said), said


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    root = whole_project(tmp_path_factory.mktemp("project"))
    return load(root, words_folders(root))


@campaign
@settings(max_examples=examples(200, 1000), deadline=None)
@given(st.integers(0, 2**32))
def test_what_the_generator_takes_no_schema_refuses(loaded: Loaded, seed: int) -> None:
    change = Change(seed)
    name = change.choice([each for each in sorted(loaded.documents) if not each.startswith("templates/")])
    node = change.changed(loaded.documents[name])
    documents = {**loaded.documents, name: node}
    _, _, problems = validate(replace(loaded, documents=documents, problems=()), CHART_SPECS, STEP_SPECS)
    if not problems and is_readable(node):
        schema = schema_name(name)
        assert schema is not None
        assert schema_faults(schema, seen(node)) == []


def is_readable(node: Node) -> bool:
    """False for a tree with what could not be read in it, of which a tool sees nothing."""
    try:
        seen(node)
    except AssertionError:
        return False
    return not isinstance(node, BrokenNode)


@given(
    st.sampled_from(["{}", "at least {}", "over {}", "{} to 9999999", "约{}", "{}以上", "  {}  ", "class 1000", "null"])
)
def test_a_value_in_every_form_is_taken(form: str) -> None:
    figure = {"value": None if form == "null" else form.format(71), "unit": "x", "title": {"zh": "一", "en": "x"}}
    assert schema_faults("figures", {"defaults": {"source": "s"}, "figures": {"a.b": figure}}) == []


def test_the_schemas_of_this_report_are_current() -> None:
    languages = seen_in(ROOT / "content" / "site.yaml")["languages"]
    there = {path.stem: json.loads(path.read_bytes()) for path in (ROOT / ".schemas").glob("*.json")}
    assert there == dict(schemas(languages)), "run `make docs`"


@pytest.mark.parametrize(
    "root", [each for each in PROJECTS if (each / ".schemas").is_dir()], ids=lambda root: root.name
)
def test_every_file_names_its_schema_and_it_is_there(root: Path) -> None:
    for name, path in schema_files(root):
        if name != "article":
            line = path.read_text(encoding="utf-8").split("\n", 1)[0]
            assert line == modeline(path.relative_to(root).as_posix()), "run `python build.py schema --modelines`"
            assert (path.parent / line.partition("$schema=")[2]).is_file()


def test_a_modeline_is_put_first_once_and_the_rest_stays() -> None:
    line = "# yaml-language-server: $schema=../../.schemas/figures.json"
    for before, after in {
        "a: 1\n": f"{line}\na: 1\n",
        "\ufeffa: 1\r\nb: 2\r\n": f"\ufeff{line}\r\na: 1\r\nb: 2\r\n",
        "# yaml-language-server: $schema=elsewhere.json\na: 1": f"{line}\na: 1",
        "# yaml-language-server:  $schema=elsewhere.json \r\na: 1": f"{line}\r\na: 1",
        "# a comment\na: 1\n": f"{line}\n# a comment\na: 1\n",
    }.items():
        assert with_modeline("data/figures/x.yaml", before) == after
        assert with_modeline("data/figures/x.yaml", after) == after
    assert with_modeline("data/tables/x.csv", "id\n") == "id\n"


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "project"
    shutil.copytree(HERE / "sites" / "minimal", root, ignore=shutil.ignore_patterns(".cache", "public"))
    assert cli.main(["schema", "--root", str(root), "--modelines"]) == 0
    out = capsys.readouterr().out
    assert f"16 schemas are in {root / '.schemas'}: 16 written, 0 unchanged." in out
    assert "data/units.yaml: now refers to its schema" in out
    assert (root / "data/units.yaml").read_text().startswith("# yaml-language-server: $schema=../.schemas/units.json\n")
    assert cli.main(["schema", "--root", str(root), "--modelines"]) == 0
    assert capsys.readouterr().out.endswith("0 written, 16 unchanged.\n")
    assert cli.main(["schema", "--root", str(root), str(tmp_path / "elsewhere")]) == 0
    assert sorted(path.name for path in (tmp_path / "elsewhere").iterdir())[:2] == ["article.json", "chart.json"]
    assert cli.main(["check", "--root", str(root)]) == 0


def test_without_a_readable_site_any_language_passes(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("languages: [", encoding="utf-8")
    assert cli.main(["schema", "--root", str(tmp_path)]) == 0
    written = json.loads((tmp_path / ".schemas" / "site.json").read_bytes())
    assert "properties" not in written["definitions"]["Texts"]
