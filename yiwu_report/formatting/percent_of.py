"""The sentence that says what a percentage is a percentage of."""

from __future__ import annotations

from yiwu_report.formatting.language import Language
from yiwu_report.model.data import Figure

WORDS = ("percent_of", "percent_of_figure")


def percent_of_words(figure: Figure, what: str, language: Language) -> str:
    """E.g. `100% is all readers of 2019.`; the title of another figure stands in quotes."""
    return language.word(WORDS[figure.whole is not None], what=what)
