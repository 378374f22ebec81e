"""The sources of a chart, as the line under it names them."""

from __future__ import annotations

from collections.abc import Sequence

from yiwu_report.context import Context
from yiwu_report.context.words import Words
from yiwu_report.formatting import Language
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.render.figure_view import SourceLine, source_line


def chart_sources(chart: DrawnChart, context: Context) -> tuple[SourceLine, ...]:
    """Each source with the paragraphs that what is shown was read in."""
    language = context.languages[chart.language]
    lines = []
    for source in chart.sources:
        paragraphs = sorted(
            {
                figure.paragraph
                for name in chart.uses
                if (figure := context.data.figures.get(name))
                and figure.source == source
                and figure.paragraph is not None
            }
        )
        line = source_line(source, None, language, context)
        if line is not None:
            lines.append(SourceLine(line.title, line.href, _paragraphs(paragraphs, language)))
    return tuple(lines)


def _paragraphs(numbers: Sequence[int], language: Language) -> str | None:
    if not numbers:
        return None
    text = str(numbers[0])
    for number in numbers[1:]:
        text = language.joiners.list.replace("{a}", text).replace("{b}", str(number))
    key = "paragraph" if len(numbers) == 1 else "paragraphs"
    return Words(language)(key, n=text)
