"""Rows from a CSV: the cells that Python's own reader finds, each with its place."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yiwu_report.inputs.load.csv_table import csv_rows, read_csv
from yiwu_report.inputs.load.source import Source
from yiwu_report.inputs.load.yaml_tree import read_yaml
from yiwu_report.model.node import BrokenNode, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place, Problem

FILE = "data/tables/x.csv"


def values(node: Node) -> object:
    """What a tree says, without its places."""
    if isinstance(node, MappingNode):
        return {key: values(entry.node) for key, entry in node.entries.items()}
    assert isinstance(node, ScalarNode)
    return node.text.value if node.text else None


CELL = st.text(st.sampled_from('ab ,"\n\\|é😀;\t'), max_size=8)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=5), st.booleans())
@example([["|a", 'b"\nc', ""], ['""', "'"]], False)
def test_cells_are_those_of_pythons_reader(rows: list[list[str]], all_quoted: bool) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL).writerows(rows)
    text = stream.getvalue()
    lines = text.split("\n")
    read = list(csv_rows(Source(FILE, text)))
    expected = [row for row in csv.reader(io.StringIO(text), strict=True) if row not in ([], [""])]
    assert [[str(cell) for cell in row] for row in read if not isinstance(row, Problem)] == expected
    for row in read:
        assert not isinstance(row, Problem)
        for cell in row:
            assert lines[cell.start.line - 1][cell.start.column - 1 :].startswith(cell.raw.split("\n")[0])
            for offset, character in enumerate(cell.value):
                place = cell.place_of(offset)
                if not character.isspace():
                    assert lines[place.line - 1][place.column - 1] == character


@given(st.text(st.sampled_from('id,"\nx.zh \t;'), max_size=60))
def test_any_text_gives_rows_or_problems(text: str) -> None:
    node, problems = read_csv(Source(FILE, text))
    assert problems or not isinstance(node, BrokenNode)


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n"])
def test_rows_are_those_of_yaml(end: str) -> None:
    rows = (
        'id,name.zh,name.en,visits,opened.value,opened.printed\na,甲,"A, ""the"" one",over 5,,\nb,乙,B,,2018,二〇一八'
        + end
    )
    node, problems = read_csv(Source(FILE, rows))
    same, _ = read_yaml(
        Source(
            "x.yaml",
            "a: {name: {zh: 甲, en: 'A, \"the\" one'}, visits: over 5, opened: null}\n"
            "b: {name: {zh: 乙, en: B}, visits: null, opened: {value: 2018, printed: 二〇一八}}\n",
        )
    )
    assert problems == []
    assert values(node) == values(same)


def test_places_are_those_of_the_cells() -> None:
    node, _ = read_csv(Source(FILE, 'id,name,visits\na,"two\nlines",5\nb,é,6\n'))
    assert isinstance(node, MappingNode)
    row = node.get("b")
    assert node.entries["a"].key == Place(FILE, 2, 1)
    assert node.entries["b"].key == Place(FILE, 4, 1)
    assert isinstance(row, MappingNode)
    assert row.entries["visits"].key == Place(FILE, 1, 9)  # the heading
    assert row.entries["visits"].node.place == Place(FILE, 4, 5)
