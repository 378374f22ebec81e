"""The values of templates/assets/tokens.css that page code calculates with: a theme that changes one changes both.

Only the first `:root` rule is read, which is the light colour scheme. A size is in rem or px; of a `clamp()` it is the
largest, because heights are calculated generously.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule

FILE = "tokens.css"
_REM_PX = 16
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|(?:rgb|hsl)a?\([^()<>&\"]*\)")
_SIZE = re.compile(r"(?:clamp\(.*,)?\s*([0-9]*\.?[0-9]+)(rem|px)\s*\)?")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of the light scheme, as CSS writes them, and sizes in px."""

    paper: str
    ink: str
    ink_soft: str
    ink_faint: str
    rule: str
    gutter_px: float
    small_px: float
    chart_title_px: float


def read_tokens(css: str) -> tuple[Tokens, tuple[Problem, ...]]:
    """The tokens; a problem for each that is missing or has another form, with a stand-in for its value."""
    reader = _Reader(css)
    tokens = Tokens(
        paper=reader.colour("paper"),
        ink=reader.colour("ink"),
        ink_soft=reader.colour("ink-soft"),
        ink_faint=reader.colour("ink-faint"),
        rule=reader.colour("rule"),
        gutter_px=reader.size_px("gutter"),
        small_px=reader.size_px("step--1"),
        chart_title_px=reader.size_px("step-2"),
    )
    return tokens, tuple(reader.problems)


class _Reader:
    def __init__(self, css: str) -> None:
        self.problems: list[Problem] = []
        # comments become as many blank lines, so that lines are counted right
        self._css = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), css, flags=re.DOTALL)
        self._root = _ROOT.search(self._css)

    def colour(self, name: str) -> str:
        match = self._value(name, _COLOUR, "a colour", "write it as #rrggbb: share images use it too")
        return match[0] if match else "#000000"

    def size_px(self, name: str) -> float:
        match = self._value(
            name, _SIZE, "a size", "write it in rem or px, e.g. 1.25rem or clamp(1rem, 0.9rem + 1vw, 1.5rem)"
        )
        return float(match[1]) * (_REM_PX if match[2] == "rem" else 1) if match else float(_REM_PX)

    def _value(self, name: str, form: re.Pattern[str], what: str, remedy: str) -> re.Match[str] | None:
        found = re.search(rf"--{name}\s*:\s*([^;]*)", self._root[1]) if self._root else None
        match = form.fullmatch(found[1].strip()) if found else None
        if match is None:
            offset = self._root.start(1) + found.start() if self._root and found else 0
            place = Place(f"templates/assets/{FILE}", self._css.count("\n", 0, offset) + 1)
            self.problems.append(Problem(place, Rule.TEMPLATE, f"--{name} is not {what} under :root", remedy))
        return match
