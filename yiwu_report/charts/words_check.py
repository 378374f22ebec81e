"""The phrases that charts need of a language file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yiwu_report.formatting import Language
from yiwu_report.formatting.percent_of import WORDS as PERCENT_OF
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule

PHRASES: Final = (
    *(f"key_{style}_{status}" for style in ("bar", "dot", "line") for status in ("fact", "plan", "forecast")),
    *(f"key_{style}_{end}" for style in ("bar", "dot", "line") for end in ("open", "band", "range", "outline")),
    "note_ranked",
    "note_cut",
    "note_overlap",
    "note_log",
    "note_square",
    "note_percentages",
    "says_finding",
    "says_range",
    "says_missing",
    "head_what",
    "head_value",
    "log_axis",
    "waffle_whole",
)


def missing_words(language: Language) -> Iterator[Problem]:
    """A problem for each phrase that the language file lacks."""
    for key in (*(f"chart_{phrase}" for phrase in PHRASES), *PERCENT_OF):
        if key not in language.ui:
            place = Place(f"templates/words/{language.code}.yaml")
            yield Problem(place, Rule.TEMPLATE, f'no words for "{key}"', f"add {key}: under ui:")
