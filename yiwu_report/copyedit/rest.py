"""Content outside of articles: the site's own texts, sources, corrections, and numbers that no article shows."""

from __future__ import annotations

from collections.abc import Iterator

from yiwu_report.context import Context
from yiwu_report.copyedit.numbers import Numbers
from yiwu_report.copyedit.sheet import Chapter, Passage
from yiwu_report.copyedit.texts import Texts
from yiwu_report.formatting import format_figure
from yiwu_report.model.text import Localized, Text


def site_chapter(context: Context, texts: Texts, words: dict[str, str]) -> Chapter:
    """The name of the site, what it is, who makes it, and its licence."""
    spec, code = context.site.spec, texts.numbers.language.code
    passages: list[Passage] = []
    for name in ("title", "description", "publisher", "licence"):
        passages += texts.passage(words[f"copy_site_{name}"], _in(getattr(spec, name), code))
    for person in spec.people:
        name = person.name[code].value if isinstance(person.name, dict) else person.name.value
        passages.append(Passage(person.role[code].value, (name,)))
    return Chapter("content/site.yaml", tuple(passages))


def sources_chapter(context: Context, texts: Texts, words: dict[str, str]) -> Chapter:
    """The sources with what is known of each."""
    code = texts.numbers.language.code
    passages: list[Passage] = []
    for key, source in context.data.sources.items():
        passages += texts.passage(f"{words['source']} {key}", source.title[code])
        publisher = source.publisher[code] if isinstance(source.publisher, dict) else source.publisher
        known = {
            "source_publisher": publisher,
            "source_date": source.date,
            "source_accessed": source.accessed,
            "source_address": source.url,
            "source_licence": source.licence,
        }
        said = words["semicolon"].join(f"{words[key]} {value or words['not_given']}" for key, value in known.items())
        passages.append(Passage("", (said,)))
        passages += texts.passage(words["copy_chart_note"], _in(source.note, code))
    return Chapter("data/sources.yaml", tuple(passages))


def corrections_chapter(context: Context, texts: Texts, words: dict[str, str]) -> Chapter:
    """The corrections and revisions with their reasons."""
    code = texts.numbers.language.code
    passages: list[Passage] = []
    for entry in context.site.corrections:
        head = words[f"correction_{entry.kind}"]
        passages += texts.passage(f"{entry.date} {head} {entry.figure}", entry.reason[code])
    return Chapter("data/corrections.yaml", tuple(passages))


def other_numbers(context: Context, numbers: Numbers, words: dict[str, str]) -> Chapter:
    """The numbers that appear only on the page of all figures."""
    return Chapter(words["copy_other_numbers"], tuple(_others(context, numbers)))


def _others(context: Context, numbers: Numbers) -> Iterator[Passage]:
    for figure in context.data.figures.values():
        if figure.id not in numbers.first:
            full = format_figure(figure, numbers.language, context.data.units).full
            piece, number = numbers.show(figure.id, full)
            yield Passage("", (piece,), (number,))


def _in(localized: Localized | None, code: str) -> Text | None:
    return localized[code] if localized else None
