"""The list of sources on pages, with their metadata."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup

from yiwu_report.context import Context
from yiwu_report.context.words import Words
from yiwu_report.formatting import Language, format_period
from yiwu_report.model.figures import SourceSpec
from yiwu_report.model.site_paths import ROOT, page_path


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source in one language. `facts` are pairs of a word and what is known; "not given" where nothing is."""

    anchor: str
    href: str
    title: str
    facts: tuple[tuple[str, str], ...]
    url: str | None
    note: Markup | None
    figures: int  # how many figures were read in it


def view_sources(uses: Collection[str] | None, language: Language, context: Context) -> tuple[SourceView, ...]:
    """The sources of these figures (None: of all), in the order of data/sources.yaml."""
    counts = dict(context.traits.figures_of_source) if uses is None else _counts(uses, context)
    return tuple(
        _view(key, spec, counts.get(key, 0), language, context)
        for key, spec in context.data.sources.items()
        if uses is None or key in counts
    )


def _counts(uses: Collection[str], context: Context) -> dict[str, int]:
    figures = context.data.figures
    sources = (figures[name].source for name in uses if name in figures)  # charts and tables are used too
    return Counter(source for source in sources if source is not None)


def _view(key: str, spec: SourceSpec, figures: int, language: Language, context: Context) -> SourceView:
    code = language.code
    words = Words(language)
    periods = context.site.spec.periods
    title = context.bound.texts.get(("source", key, "title", code))
    note = context.bound.texts.get(("source", key, "note", code))
    publisher = spec.publisher[code] if isinstance(spec.publisher, dict) else spec.publisher
    not_given = words["not_given"]
    facts = (
        (words["source_publisher"], publisher.value if publisher else not_given),
        (words["source_date"], format_period(spec.date, language, periods) if spec.date else not_given),
        (words["source_accessed"], format_period(spec.accessed, language, periods) if spec.accessed else not_given),
        (words["source_licence"], spec.licence.value if spec.licence else words["source_no_licence"]),
    )
    return SourceView(
        f"source-{key}",
        f"{ROOT}{page_path('methods', code, context.site.languages)}#source-{key}",
        title.plain if title else spec.title[code].value,
        facts,
        spec.url,
        Markup(note.html) if note else None,  # noqa: S704  # bound HTML is escaped where it is made
        figures,
    )
