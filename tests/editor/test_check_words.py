"""`check --words`: words that assert something, and those that a claim covers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from words import language

from yiwu_report.charts.kinds.bar import BarChart
from yiwu_report.editor.check import uncovered_words
from yiwu_report.model.problem import Place
from yiwu_report.model.site import Article, FrontMatter, Site, SiteSpec
from yiwu_report.model.text import Text

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "wording.yaml").read_text(encoding="utf-8"))
ZH = language("zh")
EN = language("en")


def text(value: str, file: str, line: int = 1) -> Text:
    return Text(value, Place(file, line, 1), value)


def site(code: str, body: str, **more: Any) -> Site:
    file = f"content/articles/index/{code}.md"
    front = FrontMatter.model_construct(title=text("", file), standfirst=None, label=None, key_figures=[], names=[])
    spec = SiteSpec.model_construct(languages=[code])
    article = Article("index", code, file, front, text(body, file, 10))
    return Site(spec, {}, {}, {}, {}, {}, {}, (), more.get("charts", {}), (article,))


@pytest.mark.parametrize("case", CASES, ids=[case.get("zh") or case["en"] for case in CASES])
def test_what_is_listed(case: dict[str, Any]) -> None:
    code = "zh" if "zh" in case else "en"
    found = uncovered_words(site(code, case[code]), {"zh": ZH, "en": EN})
    assert [each.words for each in found] == case["lists"]


def test_a_line_says_where_and_what() -> None:
    (found,) = uncovered_words(site("en", "First,\nsales doubled."), {"en": EN})
    assert str(found) == (
        'content/articles/index/en.md:11:7: "doubled" makes an assertion; if the data can support it, write {{ claim id }}'
    )


def test_charts_are_read_too() -> None:
    file = "content/charts/a.yaml"
    chart = BarChart.model_construct(
        title={"en": text("It doubled", file, 2)},
        subtitle={"en": text("number", file, 3)},
        alt={"en": text("The longest bar is that of a.", file, 4)},
        note={"en": text("Half are plans.", file, 5)},
    )
    found = uncovered_words(site("en", "", charts={"a": chart}), {"en": EN})
    assert [(each.words, str(each.place)) for each in found] == [
        ("doubled", f"{file}:2:4"),
        ("longest", f"{file}:4:5"),
        ("Half", f"{file}:5:1"),
    ]
