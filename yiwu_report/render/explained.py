"""The sentences of the Methodology page that apply to the report."""

from __future__ import annotations

from collections.abc import Sequence

from yiwu_report.context.traits import Traits
from yiwu_report.context.words import Words
from yiwu_report.formatting import join
from yiwu_report.model.figures import Basis, Status
from yiwu_report.quantity import Qualifier

Paragraphs = Sequence[str]

_OPEN = (Qualifier.OVER, Qualifier.ODD, Qualifier.AT_LEAST)
_BAND = (Qualifier.NEARLY, Qualifier.ABOUT, Qualifier.CLASS)
_HOLLOW = (Qualifier.UNDER, Qualifier.AT_MOST)


def on_reading(traits: Traits, words: Words) -> Paragraphs:
    """How numbers are interpreted."""
    return _one(words, ("reading_text", True), ("reading_words", not traits.is_exact))


def on_reckoning(traits: Traits, words: Words) -> Paragraphs:
    """How numbers are computed; empty without calculated numbers and percentages."""
    return [
        *_one(
            words,
            ("reckoning_text", traits.has_derived),
            ("reckoning_words", traits.has_derived and not traits.is_exact),
        ),
        *_one(words, ("rounding_text", traits.has_derived)),
        *_one(words, ("percent_text", traits.has_percentages), ("overlap_text", traits.has_overlaps)),
        *_one(words, ("basis_text", Basis.UNKNOWN in traits.bases)),
    ]


def on_charts(traits: Traits, words: Words) -> Paragraphs:
    """How charts are drawn; nothing where there are none."""
    if not traits.chart_kinds:
        return []
    marks = _one(
        words,
        ("charts_bars", "bar" in traits.chart_kinds),
        ("charts_open", traits.has_any(*_OPEN)),
        ("charts_hollow", traits.has_any(*_HOLLOW)),
        ("charts_band", traits.has_any(*_BAND)),
        ("charts_range", traits.has_any(Qualifier.RANGE)),
        ("charts_status", not traits.statuses <= {Status.FACT}),
        ("charts_missing", traits.has_unpublished),
    )
    return [*marks, words["methods_charts_table"]]


def _one(words: Words, *sentences: tuple[str, bool]) -> Paragraphs:
    """One paragraph of the sentences that are needed; none without any."""
    needed = [words[f"methods_{name}"] for name, is_needed in sentences if is_needed]
    return [join(words.language.joiners.sentences, needed)] if needed else []
