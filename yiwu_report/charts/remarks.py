"""Texts around a chart: the legend of marks, the notes they require, and the alt text."""

from __future__ import annotations

from collections.abc import Sequence

from yiwu_report.charts.chart_words import ChartWords
from yiwu_report.charts.checks import overlapping
from yiwu_report.charts.marks import End
from yiwu_report.charts.percent_notes import percent_notes
from yiwu_report.charts.ranking import unlike
from yiwu_report.charts.scale import marks_of
from yiwu_report.charts.selection import Selection, low_end
from yiwu_report.charts.series import series_names
from yiwu_report.charts.words_check import Phrase
from yiwu_report.model.bound import BoundChart
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status

# What needs a legend entry, in order.
ENDS = (End.OPEN, End.BAND, End.RANGE, End.OUTLINE)


def key_of(figures: Sequence[Figure], words: ChartWords, style: str = "bar") -> tuple[tuple[str, str], ...]:
    """(class of the mark, words) for each style that is not self-explanatory. `style`: bar, dot or line."""
    statuses = [status for status in Status if any(figure.status is status for figure in figures)]
    entries = []
    if statuses != [Status.FACT]:
        entries = [(str(status), words.say(Phrase.key(style, status))) for status in statuses]
    ends = {mark.end for mark in marks_of(figures).values()}
    return (*entries, *((str(end), words.say(Phrase.key(style, end))) for end in ENDS if end in ends))


def notes_of(bound: BoundChart, selection: Selection, words: ChartWords, *more: str) -> tuple[str, ...]:
    """The editor's note and those that the marks ask for."""
    own = [bound.note.plain] if bound.note else []
    if unlike(selection, bound.spec.sort):
        own.append(words.say(Phrase.NOTE_RANKED))
    if any(mark.is_cut for mark in marks_of(selection.figures).values()):
        own.append(words.say(Phrase.NOTE_CUT))
    if overlapping(words.data, selection.figures):
        own.append(words.say(Phrase.NOTE_OVERLAP))
    return (*own, *percent_notes(selection, words), *more)


def description_of(bound: BoundChart, selection: Selection, words: ChartWords) -> str:
    """The editor's alt text; otherwise the title, the largest and smallest value, and exceptions."""
    if bound.alt is not None:
        return bound.alt.plain
    named = _named(selection, words)
    published = [(name, figure) for name, figure in named if figure.quantity is not None]
    sentences = [words.say(Phrase.SAYS_FINDING, title=bound.title.plain.rstrip("。."))]
    if len(published) > 1:
        published.sort(key=lambda pair: low_end(pair[1]) or 0.0)
        (low_name, low), (high_name, high) = published[0], published[-1]
        low_value, high_value = words.value(low), words.value(high)
        sentences.append(
            words.say(Phrase.SAYS_RANGE, high=high_name, high_value=high_value, low=low_name, low_value=low_value)
        )
    rough = [name for name, figure in named if figure.interval is not None and not figure.interval.is_point]
    if rough:
        sentences.append(words.say(Phrase.SAYS_ROUGH, names=words.join("list", *rough)))
    missing = [name for name, figure in named if figure.quantity is None]
    if missing:
        sentences.append(words.say(Phrase.SAYS_MISSING, names=words.join("list", *missing)))
    return words.join("sentences", *sentences)


def _named(selection: Selection, words: ChartWords) -> list[tuple[str, Figure]]:
    """Every figure with the name of its row, and that of its column where there are several; totals left out."""
    series = series_names(selection, words) if len(selection.columns) > 1 else ("",)
    return [
        (words.join("parenthesis", words.name(row.name), name), figure)
        for row in selection.rows
        if not row.is_total
        for figure, name in zip(row.figures, series, strict=True)
        if figure is not None
    ]
