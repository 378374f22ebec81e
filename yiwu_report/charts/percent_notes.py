"""Notes on the bases of a chart's percentages, a single one if all have the same base."""

from __future__ import annotations

from collections.abc import Iterable

from yiwu_report.charts.chart_words import ChartWords
from yiwu_report.charts.selection import Selection
from yiwu_report.charts.series import series_names
from yiwu_report.charts.words_check import Phrase
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitKind

_PERCENTAGES = {UnitKind.PERCENT, UnitKind.POINTS}
MOST = 4  # with more sentences there is no note; see the note of each number


def percent_notes(selection: Selection, words: ChartWords) -> tuple[str, ...]:
    """A sentence for all percentages, or one for each column or row that has another whole; none without percentages."""
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


def _by_column(selection: Selection, said: dict[str, str], words: ChartWords) -> list[tuple[str, str]]:
    """Each column with its sentence; nothing where a column has several, or there is one column alone."""
    names = series_names(selection, words)
    columns = [_sentences((row.figures[at] for row in selection.rows), said) for at in range(len(names))]
    if len(columns) < 2 or any(len(sentences) != 1 for sentences in columns):
        return []
    return [(sentences[0], name) for sentences, name in zip(columns, names, strict=True)]


def _by_row(selection: Selection, said: dict[str, str], words: ChartWords) -> list[tuple[str, str]]:
    """Each row with its sentences."""
    return [(sentence, words.name(row.name)) for row in selection.rows for sentence in _sentences(row.figures, said)]


def _sentences(figures: Iterable[Figure | None], said: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(said[figure.id] for figure in figures if figure is not None and figure.id in said))
