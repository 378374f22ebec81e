"""The phrases that charts need of a language file: whatever a chart says is a member here, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from yiwu_report.formatting import Language
from yiwu_report.formatting.percent_of import WORDS as PERCENT_OF
from yiwu_report.model.problem import Problem


class Phrase(StrEnum):
    """A phrase about charts, by its key under `ui:`. `KEY_` and a kind of mark: how it looks, said in the chart's key."""

    NOTE_RANKED = "chart_note_ranked"
    NOTE_CUT = "chart_note_cut"
    NOTE_OVERLAP = "chart_note_overlap"
    NOTE_LOG = "chart_note_log"
    NOTE_SQUARE = "chart_note_square"
    NOTE_PERCENTAGES = "chart_note_percentages"
    SAYS_FINDING = "chart_says_finding"
    SAYS_RANGE = "chart_says_range"
    SAYS_ROUGH = "chart_says_rough"
    SAYS_MISSING = "chart_says_missing"
    HEAD_WHAT = "chart_head_what"
    HEAD_VALUE = "chart_head_value"
    LOG_AXIS = "chart_log_axis"
    WAFFLE_WHOLE = "chart_waffle_whole"
    KEY_BAR_FACT = "chart_key_bar_fact"
    KEY_BAR_PLAN = "chart_key_bar_plan"
    KEY_BAR_FORECAST = "chart_key_bar_forecast"
    KEY_BAR_OPEN = "chart_key_bar_open"
    KEY_BAR_BAND = "chart_key_bar_band"
    KEY_BAR_RANGE = "chart_key_bar_range"
    KEY_BAR_OUTLINE = "chart_key_bar_outline"
    KEY_DOT_FACT = "chart_key_dot_fact"
    KEY_DOT_PLAN = "chart_key_dot_plan"
    KEY_DOT_FORECAST = "chart_key_dot_forecast"
    KEY_DOT_OPEN = "chart_key_dot_open"
    KEY_DOT_BAND = "chart_key_dot_band"
    KEY_DOT_RANGE = "chart_key_dot_range"
    KEY_DOT_OUTLINE = "chart_key_dot_outline"
    KEY_LINE_FACT = "chart_key_line_fact"
    KEY_LINE_PLAN = "chart_key_line_plan"
    KEY_LINE_FORECAST = "chart_key_line_forecast"
    KEY_LINE_OPEN = "chart_key_line_open"
    KEY_LINE_BAND = "chart_key_line_band"
    KEY_LINE_RANGE = "chart_key_line_range"
    KEY_LINE_OUTLINE = "chart_key_line_outline"

    @classmethod
    def key(cls, style: str, look: str) -> Phrase:
        """What a way of drawing means; `style`: bar, dot or line."""
        return cls(f"chart_key_{style}_{look}")


def missing_words(language: Language) -> Iterator[Problem]:
    """A problem for each phrase that the language file lacks."""
    for key in (*(str(phrase) for phrase in Phrase), *PERCENT_OF):
        if key not in language.ui:
            yield language.without_word(key)
