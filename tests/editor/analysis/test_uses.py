"""What each output says it shows is what it shows: every figure and claim is given a token, and the files are searched."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from project import change, copy_report, silent, text_of

from yiwu_report import build
from yiwu_report.build import stages as stages_module
from yiwu_report.build.build import render_all
from yiwu_report.editor.diff.shown_ids import ShownIds
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.finding import Finding
from yiwu_report.model.output import OutputKind, Rendered
from yiwu_report.model.problem import Problem
from yiwu_report.model.site import Site
from yiwu_report.model.text import Text
from yiwu_report.site.report import Context
from yiwu_report.text import formatting
from yiwu_report.text.formatting import Language
from yiwu_report.text.formatting.quantities import FormattedQuantity

CORRECTION = """\
- date: 2026-12-01
  figure: parks.floor
  kind: revision
  before: 837
  after: 838
  reason:
    zh: "与{{ cloud.firms }}一同修订"
    en: "Revised with {{ cloud.firms }}"
"""


class Tokens:
    """A short word for each figure and claim, which no picture breaks over lines."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}

    def token(self, name: str) -> str:
        return self.of.setdefault(name, f"Q{len(self.of):03}Z")

    def in_text(self, text: str) -> set[str]:
        names = {token: name for name, token in self.of.items()}
        return {names[found] for found in re.findall("Q[0-9]{3}Z", text)}


Made = tuple[Tokens, Context, tuple[Rendered, ...]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The report with a token in place of each figure's value and of each claim's words."""
    root = copy_report(tmp_path_factory.mktemp("uses"))
    (root / "data/corrections.yaml").write_text(CORRECTION, encoding="utf-8")
    title = "Net increase in national high-tech firms"
    change(root, "data/derived.yaml", f"en: {title}\n", f'en: "{title} from {{{{ rd.rank }}}}"\n')
    tokens = Tokens()
    with pytest.MonkeyPatch.context() as patch:
        _show_tokens(patch, tokens)
        stages = build.run_stages(root, silent)
        assert not stages.problems, stages.problems
        assert stages.context is not None
        return tokens, stages.context, render_all(stages.context, stages.outputs)


def _show_tokens(patch: pytest.MonkeyPatch, tokens: Tokens) -> None:
    real_format, real_audit = formatting.format_figure, stages_module.audit

    def format_figure(figure: Figure, _language: Language, _units: Mapping[str, UnitSpec]) -> FormattedQuantity:
        return FormattedQuantity(*[tokens.token(figure.id)] * 3)

    def audit(site: Site, data: Data) -> tuple[Mapping[str, Finding], tuple[Problem, ...]]:
        findings, problems = real_audit(site, data)
        return {name: _with_token(each, tokens) for name, each in findings.items()}, problems

    for name, module in list(sys.modules.items()):
        if name.startswith("yiwu_report") and getattr(module, "format_figure", None) is real_format:
            patch.setattr(module, "format_figure", format_figure)
    patch.setattr(stages_module, "audit", audit)


def _with_token(finding: Finding, tokens: Tokens) -> Finding:
    words = finding.claim.words
    if words is None:
        return finding
    token = tokens.token(f"claim {finding.id}")
    shown = {code: Text(token, text.start, token) for code, text in words.items()}
    return replace(finding, claim=finding.claim.model_copy(update={"words": shown}))


def outputs(made: Made) -> list[tuple[Rendered, set[str]]]:
    """Every output that is no style, script or plotly.js, with what its content shows."""
    tokens, context, files = made
    shown_ids = ShownIds(context)
    found = []
    for file in files:
        if file.output.id.kind is OutputKind.ASSET:
            continue
        text = text_of(file.output.path, file.content)
        ids = {*context.data.figures, *(f"claim {name}" for name in context.findings)}
        named = {name for name in ids if re.search(rf'(?<![a-z_.]){re.escape(name.split()[-1])}["<,\n]', text)}
        found.append((file, tokens.in_text(text) | (named & set(shown_ids.of(file.output)))))
    return found


def test_nothing_is_shown_that_is_not_said(made: Made) -> None:
    tokens, context, _ = made
    shown_ids = ShownIds(context)
    assert set(tokens.of) >= set(context.data.figures)
    for file, shown in outputs(made):
        assert shown <= shown_ids.of(file.output), file.output.path


def test_nothing_is_said_that_is_not_shown(made: Made) -> None:
    """But for the figures that the words of a claim stand on, and the charts and tables that a page holds."""
    _, context, _ = made
    shown_ids = ShownIds(context)
    for file, shown in outputs(made):
        under_words = {
            name
            for use in shown_ids.of(file.output)
            if use.startswith("claim ")
            for name in context.findings[use.removeprefix("claim ")].inputs
        }
        blocks = {use for use in shown_ids.of(file.output) if use.startswith(("chart ", "table "))}
        assert shown_ids.of(file.output) - shown - under_words <= blocks, file.output.path


def test_a_chart_s_files_say_what_their_words_show(made: Made) -> None:
    shown_ids = ShownIds(made[1])
    uses = {Path(file.output.path).name: shown_ids.of(file.output) for file, _ in outputs(made)}
    assert {"hightech.recomputed", "hightech.growth"} <= uses["hightech_firms.en.json"]  # in its note
    assert "hightech.recomputed" not in uses["hightech_firms.en.csv"]
    assert "claim three_quarters" in uses["parks_completed.zh.svg"]  # in its title
    assert "parks.completion" in uses["parks_completed.zh.svg"]  # in its description
