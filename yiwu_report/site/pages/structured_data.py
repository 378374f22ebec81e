"""JSON-LD with the vocabulary of schema.org, and links to all downloads.

Everything comes from the same texts and figures as the page. Addresses are absolute if `base_url` is set; else they
are relative to the page, as JSON-LD 1.1 (3.2.1) lets them be. A value is written as the page shows it, with
its qualifier: `PropertyValue.value` accepts a text.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from yiwu_report.model.bound import BoundArticle
from yiwu_report.model.data import Figure, sources_of
from yiwu_report.model.figures import SourceSpec, Status
from yiwu_report.model.output import ROOT, Output, article_path, data_package_path, page_path, relative
from yiwu_report.model.period import PeriodKind
from yiwu_report.site.pages.corrections import in_a_sentence, view_corrections
from yiwu_report.site.pages.figure_view import figure_title
from yiwu_report.site.pages.sharing import Link, card_of
from yiwu_report.site.report import Context
from yiwu_report.site.report.citation import makers, site_text
from yiwu_report.site.report.context import Words
from yiwu_report.site.report.pages import Dates, absolute, article_dates, report_dates
from yiwu_report.text.formatting import Language, format_figure, join

Thing = dict[str, Any]


def distributions(language: str) -> tuple[tuple[str, str], ...]:
    """The forms that all data can be taken in: path and media type."""
    return (
        ("data/figures.csv", "text/csv"),
        ("data/figures.json", "application/json"),
        (data_package_path(language), "application/zip"),
    )


def article_data(bound: BoundArticle, output: Output, language: Language, context: Context) -> Markup:
    """A NewsArticle; on the front page the site too."""
    page = _PageDescription(output, language, context)
    article = {
        "@type": "NewsArticle",
        "headline": bound.title.plain,
        "description": bound.standfirst.plain if bound.standfirst else page.text("description"),
        "image": page.image(),
        "articleSection": bound.label.plain if bound.label else None,
        "author": page.makers() or page.publisher(),
        "correction": list(page.corrections(bound.uses)),
        **page.common(article_dates(bound, context), bound.uses),
    }
    if output.path != article_path("index", language.code, context.site.languages):
        return _script(article)
    site = {"@type": "WebSite", "name": page.text("title"), "url": absolute(output.path, context)}
    return _script(article, site) if site["url"] else _script(article)


def dataset_data(output: Output, language: Language, context: Context) -> Markup:
    """The Dataset of every figure."""
    page = _PageDescription(output, language, context)
    words = Words(language)
    lead = words["figures_lead"]
    description = page.text("description")
    figures = context.data.figures
    return _script(
        {
            "@type": "Dataset",
            "name": words("page_title", page=words["figures_page"], site=page.text("title") or ""),
            "description": join(language.joiners.sentences, [description or "", lead]),
            "creator": page.makers() or page.publisher(),
            "distribution": list(page.distributions()),
            "variableMeasured": [_variable(figure, language, context) for figure in figures.values()],
            "measurementTechnique": page.link(page_path("methods", language.code, context.site.languages)),
            "temporalCoverage": temporal_coverage(figures.values()),
            **page.common(report_dates(context), figures),
        }
    )


def temporal_coverage(figures: Collection[Figure]) -> str | None:
    """From the first to the last day that dated figures are true for, as ISO 8601 writes it, e.g. 2015/2020-10."""
    parts = [
        part
        for figure in figures
        if figure.period and figure.period.kind is not PeriodKind.NAMED
        for part in figure.period.dates
    ]
    if not parts:
        return None
    first = min(parts, key=lambda part: f"{part}-00-00"[:10])
    last = max(parts, key=lambda part: f"{part}-99-99"[:10])  # a year ends after its months
    return first if first == last else f"{first}/{last}"


class _PageDescription:
    """The properties of every type, for one page."""

    def __init__(self, output: Output, language: Language, context: Context) -> None:
        self._output, self._language, self._context = output, language, context

    def text(self, name: str) -> str | None:
        return site_text(name, self._language.code, self._context)

    def link(self, path: str, anchor: str = "") -> str:
        """The address of a file of the site."""
        address = absolute(path, self._context)
        return f"{address or relative(path, self._output.path)}{anchor}"

    def image(self) -> list[str]:
        """The address of the card."""
        card = card_of(self._output, self._language, self._context)
        return [self.link(card.path)] if card else []

    def common(self, dates: Dates, uses: Collection[str]) -> Thing:
        spec = self._context.site.spec
        licence = self.text("licence")
        address = absolute(self._output.path, self._context)
        return {
            "inLanguage": self._language.html_lang,
            "url": address,
            "mainEntityOfPage": address,
            "datePublished": dates.published.written,
            "dateModified": dates.last_change.written,
            "publisher": self.publisher(),
            "license": spec.licence_url or ({"@type": "CreativeWork", "name": licence} if licence else None),
            "isAccessibleForFree": True,
            "isBasedOn": list(self._sources(uses)),
        }

    def publisher(self) -> Thing | None:
        name = self.text("publisher")
        if name is None:
            return None
        code, languages = self._language.code, self._context.site.languages
        return {
            "@type": "NewsMediaOrganization",
            "name": name,
            "correctionsPolicy": self.link(page_path("corrections", code, languages)),
            "publishingPrinciples": self.link(page_path("methods", code, languages)),
            **self._contact(),
        }

    def _contact(self) -> Thing:
        contact = self._context.site.spec.contact
        if contact is None:
            return {}
        key = "url" if "://" in contact else "email"
        return {"contactPoint": {"@type": "ContactPoint", "contactType": "corrections", key: contact}}

    def makers(self) -> list[Thing]:
        return [
            {
                "@type": "Organization" if maker.is_organization else "Person",
                "name": maker.name,
                **({} if maker.is_organization else {"jobTitle": maker.role}),
                "url": maker.url,
            }
            for maker in makers(self._language.code, self._context)
        ]

    def corrections(self, uses: Collection[str]) -> Iterator[Thing]:
        """Our own mistakes; that a source revised a figure is none."""
        path = page_path("corrections", self._language.code, self._context.site.languages)
        for view in view_corrections(uses, self._language, self._context):
            if view.is_mistake:
                yield {
                    "@type": "CorrectionComment",
                    "datePublished": view.date.machine,
                    "text": in_a_sentence(view, self._language),
                    "url": self.link(path, f"#{view.anchor}"),
                }

    def _sources(self, uses: Collection[str]) -> Iterator[Thing]:
        data = self._context.data
        named = {source for name in uses if (figure := data.figures.get(name)) for source in sources_of(figure, data)}
        tables = (data.tables.get(name.removeprefix("table ")) for name in uses if name.startswith("table "))
        named |= {
            column.source
            for table in tables
            if table and table.file
            for column in table.columns.values()
            if column.source
        }
        for key, spec in data.sources.items():
            if key in named:
                yield self._source(key, spec)

    def _source(self, key: str, spec: SourceSpec) -> Thing:
        code = self._language.code
        title = self._context.bound.texts.get(("source", key, "title", code))
        publisher = spec.publisher[code] if isinstance(spec.publisher, dict) else spec.publisher
        return {
            "@type": "CreativeWork",
            "name": title.plain if title else spec.title[code].value,
            "publisher": {"@type": "Organization", "name": publisher.value} if publisher else None,
            "datePublished": spec.date.written if spec.date else None,
            "url": spec.url,
        }

    def distributions(self) -> Iterator[Thing]:
        for path, media_type in distributions(self._language.code):
            yield {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": self.link(path)}


def _variable(figure: Figure, language: Language, context: Context) -> Thing:
    title = figure_title(figure, language.code, context).unescape()
    if figure.status is not Status.FACT:
        title = join(language.joiners.parenthesis, [title, language.status[figure.status]])
    value = format_figure(figure, language, context.data.units).full
    return {"@type": "PropertyValue", "propertyID": figure.id, "name": title, "value": value}


def _script(*things: Mapping[str, Any]) -> Markup:
    """The content of the script element: what is not known is omitted, and no `<` can end the element."""
    known = [_known(thing) for thing in things]
    value = {"@context": "https://schema.org", **(known[0] if len(known) == 1 else {"@graph": known})}
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  # JSON in a data block, which only </script could end


def _known(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _known(each) for key, each in value.items() if each is not None and each not in ([], {})}
    return [_known(each) for each in value] if isinstance(value, list) else value


def download_links(words: Words) -> list[Link]:
    """A link for each form; a package of data is named as one."""
    return [Link(_text(path, words), ROOT + path) for path, _ in distributions(words.language.code)]


def _text(path: str, words: Words) -> str:
    form = path.rpartition(".")[2].upper()
    return words["data_package"] if form == "ZIP" else words("download", format=form)
