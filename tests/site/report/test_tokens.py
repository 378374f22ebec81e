"""Sizes and colours that pages, share images and embed codes use are those of the theme."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from project import ROOT, change, context_of, files_of, problems_of

from yiwu_report.site.report.tokens import read_tokens
from yiwu_report.site.social_cards import card_text, lay_out

NEWSROOM = ROOT / "tests" / "sites" / "newsroom"
TOKENS = "templates/assets/tokens.css"
OURS = (ROOT / TOKENS).read_text(encoding="utf-8")


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A report with a tokens.css of its own."""
    root = Path(shutil.copytree(NEWSROOM, tmp_path / "newsroom"))
    (root / TOKENS).parent.mkdir(parents=True, exist_ok=True)
    (root / TOKENS).write_text(OURS, encoding="utf-8")
    return root


def heights(root: Path) -> set[int]:
    page = files_of(root)["en/index.html"].decode()
    return {int(height) for height in re.findall(r"width=&#34;100%&#34; height=&#34;([0-9]+)&#34;", page)}


def test_a_theme_changes_share_images(theme: Path) -> None:
    before, after = "--paper: #ffffff;\n  --ink: #16181d;", "--paper: #fff1e5;\n  --ink: rgb(51 48 46);"
    change(theme, TOKENS, before, after)
    context = context_of(theme)
    text = card_text(
        context.articles["index", "en"], context.site, context.data, context.bound, context.languages["en"]
    )
    svg = lay_out(text, context.tokens).svg
    assert 'fill="#fff1e5"' in svg
    assert 'fill="rgb(51 48 46)"' in svg
    assert "#16181d" not in svg


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("--gutter: 1.25rem", "--gutter: 60px"),
        ("--step--1: 0.875rem", "--step--1: 22px"),
        ("--step-2: clamp(1.25rem, 1.14rem + 0.48vw, 1.5rem)", "--step-2: clamp(2rem, 3vw, 4.5rem)"),
    ],
)
def test_a_theme_changes_the_height_of_frames(theme: Path, before: str, after: str) -> None:
    ours = heights(theme)
    change(theme, TOKENS, before, after)
    assert ours
    assert max(heights(theme)) > max(ours)


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("--ink: #16181d;", "--ink: Canvas;", "9:1: --ink is not a colour under :root"),
        ("  --rule: #d3d5da;", "", "1:1: --rule is not a colour under :root"),
        ("--gutter: 1.25rem;", "--gutter: 5vw;", "41:1: --gutter is not a size under :root"),
    ],
)
def test_a_token_that_cannot_be_used_is_a_problem(theme: Path, before: str, after: str, problem: str) -> None:
    text = OURS.partition("@media")
    (theme / TOKENS).write_text(text[0].replace(before, after) + text[1] + text[2], encoding="utf-8")
    (found,) = problems_of(theme)
    assert found.startswith(f"{TOKENS}:{problem}; write it ")


def test_comments_and_other_schemes_are_not_read() -> None:
    tokens, problems = read_tokens("/* :root { --ink: red } */" + OURS.replace("--ink:", "/* --ink: x; */ --ink :"))
    assert not problems
    assert tokens == read_tokens(OURS)[0]
    assert tokens.paper == "#ffffff"
