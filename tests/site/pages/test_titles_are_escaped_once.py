"""A title with &, < and " is shown as it was written, wherever a title can be: on pages, in feeds, JSON-LD and downloads."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from html_reading import Element, read_html
from project import ROOT, change, context_of

from yiwu_report.build.build import render_all

CASES: list[dict[str, str]] = yaml.safe_load((ROOT / "tests/cases/titles.yaml").read_text(encoding="utf-8"))
TWICE = re.compile(r"&(?:amp|lt|gt|quot|#[0-9]+);")


def title(number: int) -> str:
    return f'R&D <new{number}> "x"'


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The site of a newsroom with every title changed, each to one of its own."""
    root = Path(shutil.copytree(ROOT / "tests/sites/newsroom", tmp_path_factory.mktemp("titles") / "site"))
    for number, case in enumerate(CASES):
        in_markdown = title(number).replace("<", "\\<")
        after = case["after"].replace("TITLE", title(number)).replace("MARKDOWN", in_markdown)
        change(root, case["file"], case["before"], after)
    return {file.output.path: file.content for file in render_all(context_of(root))}


@pytest.fixture(scope="module")
def texts(files: Mapping[str, bytes]) -> Mapping[str, list[str]]:
    """What each file says, each text and each value of an attribute by itself, read as its readers read it."""
    return {path: list(said(path, content)) for path, content in files.items()}


def said(path: str, content: bytes) -> Iterator[str]:
    kind = path.rpartition(".")[2]
    if kind == "html":
        yield from said_in_html(read_html(content))
    elif kind in {"xml", "svg"}:
        for element in ET.fromstring(content).iter():
            assert "new" not in element.tag
            yield from [element.text or "", element.tail or "", *element.attrib.values()]
    elif kind == "json":
        texts = strings(json.loads(content))
        yield from map(unescape, texts) if path.startswith("data/charts/") else texts  # plotly reads its texts as HTML
    elif kind == "csv":
        yield content.decode()
    elif kind == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield from said(name, package.read(name))


def said_in_html(page: Element) -> Iterator[str]:
    for child in page.children:
        if isinstance(child, str):
            if page.attributes.get("type") == "application/ld+json":
                yield from strings(json.loads(child))
            elif not any(each.tag == "pre" for each in [page, *page.above]):  # code to copy is HTML itself
                yield child
        else:
            assert not child.tag.startswith("new")
            yield from child.attributes.values()
            yield from said_in_html(child)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key != "html":  # of oEmbed: code
                yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def test_nothing_is_escaped_twice(texts: Mapping[str, list[str]]) -> None:
    assert len(texts) > 40
    twice = {path: [text for text in each if TWICE.search(text)] for path, each in texts.items()}
    assert {path: found for path, found in twice.items() if found} == {}


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_a_title_is_shown_as_it_was_written(case: dict[str, str], texts: Mapping[str, list[str]]) -> None:
    wanted = title(CASES.index(case))
    forms = (wanted, wanted.replace('"', '""'))  # the second is that of CSV
    shown = {path for path, each in texts.items() if any(form in text for form in forms for text in each)}
    assert set(case["shown"].split()) <= shown
