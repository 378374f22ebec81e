"""Texts around a chart: the legend of its marks, the notes they need, and the alt text."""

from __future__ import annotations

from collections.abc import Iterable

from yiwu_report.charts.chart_reader import overlapping
from yiwu_report.charts.labels import ENDS, ChartLabels, Phrase, key_word, series_names
from yiwu_report.charts.selection import ChartSelection, ranked_figures
from yiwu_report.compute.row_selection import low_end, unlike
from yiwu_report.model.bound import BoundChart
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status, UnitKind

_PERCENTAGES = {UnitKind.PERCENT, UnitKind.POINTS}
MOST = 4  # with more sentences there is no note; see the note of each number


def percent_notes(selection: ChartSelection, words: ChartLabels) -> tuple[str, ...]:
    """A sentence for all percentages, or one for each column or row with a different base; none without percentages."""
    said = {figure.id: words.percent_of(figure) for figure in selection.figures if _says(figure)}
    sentences = tuple(dict.fromkeys(said.values()))
    if len(sentences) < 2:
        return sentences
    named: dict[str, list[str]] = {}
    for sentence, name in _by_column(selection, said, words) or _by_row(selection, said, words):
        named.setdefault(sentence, []).append(name)
    if len(named) > MOST:
        return (words.say(Phrase.NOTE_PERCENTAGES),)
    return tuple(words.join("colon", words.join("list", *names), sentence) for sentence, names in named.items())


def _says(figure: Figure) -> bool:
    return figure.unit.kind in _PERCENTAGES and (figure.percent_of is not None or figure.whole is not None)


def _by_column(selection: ChartSelection, said: dict[str, str], words: ChartLabels) -> list[tuple[str, str]]:
    """Each column with its sentence; empty if a column has several, or if there is only one column."""
    names = series_names(selection, words)
    columns = [_sentences((row.figures[at] for row in selection.rows), said) for at in range(len(names))]
    if len(columns) < 2 or any(len(sentences) != 1 for sentences in columns):
        return []
    return [(sentences[0], name) for sentences, name in zip(columns, names, strict=True)]


def _by_row(selection: ChartSelection, said: dict[str, str], words: ChartLabels) -> list[tuple[str, str]]:
    """Each row with its sentences."""
    return [(sentence, words.name(row.name)) for row in selection.rows for sentence in _sentences(row.figures, said)]


def _sentences(figures: Iterable[Figure | None], said: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(said[figure.id] for figure in figures if figure is not None and figure.id in said))


def key_of(selection: ChartSelection, words: ChartLabels, style: str) -> tuple[tuple[str, str], ...]:
    """(class of the mark, words) for each style that is not self-explanatory. `style`: of the marks, e.g. bar."""
    statuses = [status for status in Status if any(figure.status is status for figure in selection.figures)]
    entries = []
    if statuses != [Status.FACT]:
        entries = [(str(status), words.say(key_word(style, status))) for status in statuses]
    ends = {mark.end for mark in selection.marks.values()}
    return (*entries, *((str(end), words.say(key_word(style, end))) for end in ENDS if end in ends))


def notes_of(bound: BoundChart, selection: ChartSelection, words: ChartLabels, *more: str) -> tuple[str, ...]:
    """The editor's note and those that the marks require."""
    own = [bound.note.plain] if bound.note else []
    if unlike(ranked_figures(selection, bound.spec.sort)):
        own.append(words.say(Phrase.NOTE_RANKED))
    if overlapping(words.data, selection.figures):
        own.append(words.say(Phrase.NOTE_OVERLAP))
    return (*own, *percent_notes(selection, words), *more)


def description_of(
    bound: BoundChart, selection: ChartSelection, words: ChartLabels, says: tuple[str, ...] | None = None
) -> str:
    """The editor's alt text; otherwise the title, then `says`, or the largest and smallest value, and exceptions."""
    if bound.alt is not None:
        return bound.alt.plain
    if says is not None:
        finding = words.say(Phrase.SAYS_FINDING, title=bound.title.plain.rstrip("。."))
        return words.join("sentences", finding, *says)
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


def _named(selection: ChartSelection, words: ChartLabels) -> list[tuple[str, Figure]]:
    """Every figure with the name of its row, and that of its column if there are several; without totals."""
    series = series_names(selection, words) if len(selection.columns) > 1 else ("",)
    return [
        (words.join("parenthesis", words.name(row.name), name), figure)
        for row in selection.rows
        if not row.is_total
        for figure, name in zip(row.figures, series, strict=True)
        if figure is not None
    ]
