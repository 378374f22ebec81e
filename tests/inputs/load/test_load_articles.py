"""Articles: front matter as strict YAML with the places of the file, and the text below it as it stands."""

from __future__ import annotations

import pytest

from yiwu_report.inputs.load.load import read_article
from yiwu_report.inputs.load.source import Source
from yiwu_report.model.node import BrokenNode, MappingNode
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text

FILE = "content/articles/index/en.md"


def test_both_parts_know_where_they_stand() -> None:
    front, body, problems = read_article(
        Source(FILE, "---\ntitle: A\nnames:\n  - B\n---\n\nText {{ x }}.\n\n---\n\nMore.\n")
    )
    assert problems == []
    assert isinstance(front, MappingNode)
    assert front.entries["names"].key == Place(FILE, 3, 1)
    assert body == Text("\nText {{ x }}.\n\n---\n\nMore.\n", Place(FILE, 6, 1), body.value)
    assert body.place_of(body.value.index("{{"), 2) == Place(FILE, 7, 6)
    assert body.place_of(body.value.index("More")) == Place(FILE, 11, 1)


def test_problems_of_the_front_matter_stand_in_the_article() -> None:
    _, body, problems = read_article(Source(FILE, "---\ntitle: A\ntitle: B\nstandfirst: x: y\n---\nText.\n"))
    assert [str(problem.place) for problem in problems] == [f"{FILE}:3:1", f"{FILE}:4:14"]
    assert body.value == "Text.\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Text.\n", "the article does not begin with its front matter"),
        ("", "the article does not begin with its front matter"),
        ("\n---\ntitle: A\n---\n", "the article does not begin with its front matter"),
        ("---\ntitle: A\n", "the front matter that begins here does not end"),
        ("---\n\n---\nText.\n", "the front matter is empty"),
    ],
)
def test_an_article_without_front_matter(text: str, message: str) -> None:
    front, _, problems = read_article(Source(FILE, text))
    assert isinstance(front, BrokenNode)
    assert [(problem.place, problem.message) for problem in problems] == [(Place(FILE), message)]
