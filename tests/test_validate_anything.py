"""Whatever stands in the files: problems with places, in an editor's words, and never an exception."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from yiwu_report.formatting import Language
from yiwu_report.load import load, words_folders
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
from yiwu_report.model.loaded import Loaded
from yiwu_report.model.node import BrokenNode, Entry, ListNode, MappingNode, Node, ScalarNode
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.site import AnyChart, FrontMatter, PersonSpec, SiteSpec
from yiwu_report.model.text import Text
from yiwu_report.validate import validate

BASE = Path(__file__).resolve().parent / "sites" / "minimal"
MORE = {
    "data/derived.yaml": "books.mean:\n  formula: books.total / libraries.open\n  unit: book\n  title: {zh: 一, en: x}\n",
    "data/claims.yaml": "many:\n  says: books.mean\n  formula: books.total / 12\n  source: report\n",
    "data/corrections.yaml": (
        "- date: 2026-02-01\n  figure: books.total\n  kind: revision\n"
        "  before: 1\n  after: 2\n  reason: {zh: 一, en: x}\n"
    ),
    "data/tables/by_csv.yaml": (
        "title: {zh: 表, en: Table}\ndefaults: {source: report}\n"
        "columns:\n  name: {kind: label}\n  visits: {unit: visit, title: {zh: 人次, en: Visits}}\n"
    ),
    "data/tables/by_csv.csv": "id,name.zh,name.en,visits\nnorth,北,North,5\n",
    "content/charts/part.yaml": (
        "kind: waffle\npart: libraries.open\nwhole: libraries.open\ntitle: {zh: 一, en: x}\nsubtitle: {zh: 一, en: x}\n"
    ),
}
OF_PYDANTIC = ("Input should", "Field required", "Extra inputs", "Value error", "valid", "instance")


def whole_project(root: Path) -> Path:
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for name, text in MORE.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    root = whole_project(tmp_path_factory.mktemp("project"))
    read = load(root, words_folders(root))
    assert read.problems == ()
    assert validate(read)[2] == ()
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
WORD = st.sampled_from(
    ["", " ", "x", "zh", "books.total", "class", "A", "1", "-1", "0", "over 5", "2018-06", "at noon", "yes", "true"]
)
SCALAR = st.builds(lambda word: ScalarNode(Text(word, PLACE, word), PLACE), WORD)
LEAF: st.SearchStrategy[Node] = SCALAR | st.just(ScalarNode(None, PLACE)) | st.just(BrokenNode(PLACE))


def holding(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """A leaf, or a list or a mapping of `inner`."""
    lists = st.lists(inner, max_size=2).map(lambda items: ListNode(tuple(items), PLACE))
    mappings = st.dictionaries(WORD, inner, max_size=2).map(
        lambda entries: MappingNode({key: Entry(PLACE, node) for key, node in entries.items()}, PLACE)
    )
    return LEAF | lists | mappings


NODE = holding(holding(LEAF))


def count(node: Node) -> int:
    """How many nodes a tree has."""
    return 1 + sum(count(inner) for inner in inside(node))


def inside(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        yield from (entry.node for entry in node.entries.values())
    if isinstance(node, ListNode):
        yield from node.items


@st.composite
def changed(draw: st.DrawFn, node: Node) -> Node:
    """The same tree with one node another one, or with a key gone, renamed or added."""
    below = list(inside(node))
    if not below or not draw(st.integers(0, count(node) - 1)):
        return draw(NODE)
    if isinstance(node, ListNode):
        at = draw(st.integers(0, len(below) - 1))
        return replace(node, items=(*node.items[:at], draw(changed(below[at])), *node.items[at + 1 :]))
    assert isinstance(node, MappingNode)
    entries = dict(node.entries)
    key = draw(st.sampled_from(sorted(entries)))
    what = draw(st.sampled_from(["value", "value", "value", "gone", "renamed", "added"]))
    if what == "value":
        entries[key] = Entry(entries[key].key, draw(changed(entries[key].node)))
    elif what == "added":
        entries[draw(WORD)] = Entry(PLACE, draw(NODE))
    else:
        entry = entries.pop(key)
        if what == "renamed":
            entries[key[::-1]] = entry
    return MappingNode(entries, node.place)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_tree_gives_problems_or_a_site(loaded: Loaded, data: st.DataObject) -> None:
    documents, tables = dict(loaded.documents), dict(loaded.tables_csv)
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted([*documents, *tables])))
        files = tables if name in tables else documents
        files[name] = data.draw(changed(files[name]))
    _, _, problems = validate(replace(loaded, documents=documents, tables_csv=tables))
    check(problems)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_change_of_a_file_gives_problems_or_a_site(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = whole_project(Path(folder))
        path = data.draw(st.sampled_from(sorted(path for path in root.rglob("*") if path.is_file())))
        content = path.read_bytes()
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 40, len(content))))
        new = data.draw(
            st.binary(max_size=6) | st.text(st.sampled_from("ab:-\n \t{}[]\"'|#,é"), max_size=8).map(str.encode)
        )
        path.write_bytes(content[:start] + new + content[end:])
        read = load(root, words_folders(root))
        _, _, problems = validate(read)
        check((*read.problems, *problems))


SPECS: tuple[type[BaseModel], ...] = (
    *(CellSpec, ClaimSpec, ColumnSpec, CorrectionSpec, DefaultsSpec, DerivedSpec, FigureSpec, SourceSpec, TableSpec),
    *(UnitSpec, FrontMatter, PersonSpec, SiteSpec, Language),
    *get_args(AnyChart),
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
    assert UnitSpec.model_json_schema()["additionalProperties"]["anyOf"][0] == {"type": "string"}
    assert "date" not in FigureSpec.model_json_schema()["properties"]
