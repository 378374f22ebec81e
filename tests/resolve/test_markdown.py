"""What an article can hold: every example of docs/reference/markdown.md, and cases of each kind of text."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import yaml
from html_reading import sanitised
from project import ROOT
from words import language

from yiwu_report.model.problem import Place
from yiwu_report.model.site import Article, FrontMatter
from yiwu_report.model.text import Text
from yiwu_report.resolve.article_tree import article_tree
from yiwu_report.resolve.elements import to_html
from yiwu_report.resolve.links import PAGE_IDS, Links, clashing_ids
from yiwu_report.resolve.markdown import put_words
from yiwu_report.text.references import loose_numbers, scan_markdown

PAGE = (ROOT / "docs" / "reference" / "markdown.md").read_text(encoding="utf-8")
CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "markdown.yaml").read_text(encoding="utf-8"))
EXAMPLES = re.findall(
    r"^(```|~~~)markdown\n(.*?)^\1\n\n(?:```html\n(.*?)^```$|> (.*?)$)", PAGE, re.MULTILINE | re.DOTALL
)


def built(body: str, code: str = "en") -> tuple[str, list[str]]:
    """The HTML of an article's body with [reference] for what is filled in, and its problems as `line: message`."""
    text = Text(body, Place("x.md"), body)
    tree = article_tree(text)
    root = copy.deepcopy(tree.root)
    article = Article("index", code, "x.md", FrontMatter.model_construct(draft=False), text)
    site: Any = SimpleNamespace(languages=(code,), corrections=())
    links = Links(site, cast("Any", SimpleNamespace(figures={})), {}, code, {"index": article})
    faults = [fault.at(text.place_of(offset)) for offset, fault in tree.faults]
    problems = [*scan_markdown(text).problems, *faults, *links.resolve(root, article)]
    problems += [*put_words(root, language(code)), *clashing_ids(article, tree, frozenset())]
    html = to_html(root, lambda each: f"[{each.tag}]").__html__()
    return html.strip(), [f"{problem.place.line}: {problem.message}" for problem in sorted(problems)]


def loose(body: str) -> list[str]:
    scan = scan_markdown(Text(body, Place("x.md"), body))
    return [number.text for number in loose_numbers(body, scan, [], language("en").counting)]


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == len(re.findall(r"^(?:```|~~~)markdown$", PAGE, re.MULTILINE)) > 25


@pytest.mark.parametrize("example", EXAMPLES, ids=[example[1].strip().replace("\n", " ")[:30] for example in EXAMPLES])
def test_an_example_is_what_the_page_says(example: tuple[str, str, str, str]) -> None:
    _, body, html, problem = example
    shown, problems = built(body)
    if problem:
        assert [each.partition(": ")[2] for each in problems] == [problem]
    else:
        assert problems == []
        assert shown == html.strip()
        assert sanitised(shown) == shown


@pytest.mark.parametrize("case", CASES, ids=[case["text"].strip().replace("\n", " ")[:40] for case in CASES])
def test_a_text_is_shown_or_refused(case: dict[str, Any]) -> None:
    shown, problems = built(case["text"], case.get("language", "en"))
    assert problems == case.get("problems", [])
    for part in case.get("shows", []):
        assert part in shown
    assert case.get("loose", []) == (loose(case["text"]) if "loose" in case else [])


def test_the_ids_of_the_page_are_known() -> None:
    templates = ROOT / "templates"
    waiting, read = ["pages/article.html"], set()
    while waiting:
        name = waiting.pop()
        if name not in read:
            read.add(name)
            waiting += re.findall(r'{% (?:include|extends) "([^"]+)"', (templates / name).read_text(encoding="utf-8"))
    found = {
        found
        for name in read
        for found in re.findall(r' id="([a-z-]+)"', (templates / name).read_text(encoding="utf-8"))
    }
    assert found == PAGE_IDS
