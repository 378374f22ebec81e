"""Whatever stands in the files: problems with places, in an editor's words, and never an exception."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from campaign import campaign, examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from yiwu_report.charts.kinds import CHART_SPECS
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
from yiwu_report.model.node import BrokenNode, ListNode, Loaded, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.scalar_schemas import TEXT
from yiwu_report.model.site import FrontMatter, PersonSpec, SiteSpec
from yiwu_report.model.text import Text
from yiwu_report.text.formatting import Language

BASE = Path(__file__).resolve().parent.parent.parent / "sites" / "minimal"
MORE = {
    "data/derived.yaml": "books.mean:\n  formula: books.total / libraries.open\n  unit: book\n  title: {zh: 一, en: x}\n",
    "data/claims.yaml": "many:\n  says: books.mean\n  formula: books.total / 12\n  source: report\n",
    "data/corrections.yaml": (
        "- date: 2026-02-01\n  figure: books.total\n  kind: revision\n"
        "  before: 1\n  after: 2\n  reason: {zh: 一, en: x}\n"
    ),
    "data/tables/of_file.yaml": (
        "title: {zh: 表, en: Table}\nfile: days.csv\nkeys: [town, year]\nformat: {missing: [n/a], drop: {town: [All]}}\n"
        "defaults: {source: report}\ncolumns:\n  town: {kind: label, labels: {A: {zh: 甲}, C: {zh: 丙}}}\n"
        "  year: {kind: period}\n"
        "  visits: {header: count, unit: visit, signs: [x], title: {zh: 人次, en: Visits}}\n"
    ),
    "data/files/days.csv": "town,year,count\nA,2024,5\nC,2024,n/a\nAll,2024,5\n",
    "content/charts/part.yaml": (
        "kind: waffle\npart: libraries.open\nwhole: libraries.open\ntitle: {zh: 一, en: x}\nsubtitle: {zh: 一, en: x}\n"
    ),
}
OF_PYDANTIC = ("Input should", "Field required", "Extra inputs", "Value error", "validation error", "instance")


def whole_project(root: Path) -> Path:
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for name, text in MORE.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    root = whole_project(tmp_path_factory.mktemp("project"))
    read = load(root, words_folders(root))
    assert read.problems == ()
    assert validate(read, CHART_SPECS)[2] == ()
    return read


def check(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.message
        assert problem.remedy
        assert not any(words in str(problem) for words in OF_PYDANTIC), problem
        assert "Text(" not in str(problem)


PLACE = Place("data/other.yaml", 7, 7)
WORDS = ("", " ", "x", "zh", "books.total", "class", "A", "1", "-1", "0", "over 5", "2018-06", "at noon", "yes", "true")


class Change(Random):
    """Changes that a number stands for."""

    def node(self, depth: int = 2) -> Node:
        """Any node: a value, null, what could not be read, a list, a mapping."""
        kind = self.randrange(8 if depth else 5)
        if kind >= 5:
            inner = [self.node(depth - 1) for _ in range(self.randrange(3))]
            entries = {self.choice(WORDS): MappingEntry(PLACE, node) for node in inner}
            return ListNode(tuple(inner), PLACE) if kind == 5 else MappingNode(entries, PLACE)
        word = self.choice(WORDS)
        if kind == 0:
            return BrokenNode(PLACE)
        return ScalarNode(Text(word, PLACE, word) if kind > 1 else None, PLACE)

    def changed(self, node: Node) -> Node:
        """The same tree with one node another one, or with a key gone, renamed or added."""
        if not list(inside(node)) or not self.randrange(count(node)):
            return self.node()
        if isinstance(node, ListNode):
            at = self.randrange(len(node.items))
            return replace(node, items=(*node.items[:at], self.changed(node.items[at]), *node.items[at + 1 :]))
        assert isinstance(node, MappingNode)
        entries = dict(node.entries)
        key = self.choice(sorted(entries))
        match self.choice(["value", "value", "value", "gone", "renamed", "added"]):
            case "value":
                entries[key] = MappingEntry(entries[key].key, self.changed(entries[key].node))
            case "gone":
                del entries[key]
            case "renamed":
                entries[key[::-1]] = entries.pop(key)
            case "added":
                entries[self.choice(WORDS)] = MappingEntry(PLACE, self.node())
        return MappingNode(entries, node.place)

    def bytes(self, content: bytes) -> bytes:
        """The same with a few bytes gone or others in their place."""
        start = self.randrange(len(content))
        end = min(len(content), start + self.choice([0, 1, 1, 2, 5, 40]))
        new = "".join(self.choices("ab:-\n \t{}[]\"'|#,é0", k=self.choice([0, 1, 1, 3])))
        return content[:start] + self.choice([new.encode(), new.encode(), self.randbytes(2)]) + content[end:]


def count(node: Node) -> int:
    """How many nodes a tree has."""
    return 1 + sum(count(inner) for inner in inside(node))


def inside(node: Node) -> Iterator[Node]:
    """The nodes right below one."""
    if isinstance(node, MappingNode):
        yield from (entry.node for entry in node.entries.values())
    if isinstance(node, ListNode):
        yield from node.items


@campaign
@settings(max_examples=examples(100, 1000), deadline=None)
@given(st.integers(0, 2**32))
def test_any_tree_gives_problems_or_a_site(loaded: Loaded, seed: int) -> None:
    change = Change(seed)
    documents = dict(loaded.documents)
    for _ in range(change.randint(1, 3)):
        name = change.choice(sorted(documents))
        documents[name] = change.changed(documents[name])
    _, _, problems = validate(replace(loaded, documents=documents), CHART_SPECS)
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
        _, _, problems = validate(read, CHART_SPECS)
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
    assert set(UnitSpec.model_json_schema()["properties"]) == {"kind", "exact", "dimension", "factor"}
    assert UnitSpec.model_json_schema()["additionalProperties"]["anyOf"][0] == TEXT
    assert "date" not in FigureSpec.model_json_schema()["properties"]
