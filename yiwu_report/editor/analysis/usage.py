"""Where each figure is used: every reference in a text, every chart, table, formula and claim, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from yiwu_report.model.data import Data, Figure, Finding
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.problem import Place, Unusable
from yiwu_report.model.site import Article, Site
from yiwu_report.model.text import Text
from yiwu_report.resolve.texts import texts_of
from yiwu_report.text.references import Reference, ReferenceKind, Scan, scan_markdown, scan_text


class UsageKind(StrEnum):
    """What uses a figure."""

    PROSE = "prose"
    CHART = "chart"
    TABLE = "table"
    STRIP = "key figures"
    TEXT = "text"  # a title, a note, an alt text
    FORMULA = "formula"
    CLAIM = "claim"


@dataclass(frozen=True, order=True, slots=True)
class Usage:
    """One place that uses a figure."""

    place: Place
    kind: UsageKind
    subject: str  # what stands there, e.g. "article index zh", "chart pv_investment", "claim hightech_growth"
    passage: str = ""  # the line of prose, references as they are written

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}, {self.subject}"


def usages(
    site: Site, data: Data, findings: Mapping[str, Finding], charts: Mapping[tuple[str, str], DrawnChart]
) -> Mapping[str, tuple[Usage, ...]]:
    """Figure id -> every place that uses it, in the order of the files."""
    index: dict[str, set[Usage]] = {figure_id: set() for figure_id in data.figures}
    for figure_id, usage in _all(site, data, findings, charts):
        if figure_id in index:
            index[figure_id].add(usage)
    return {figure_id: tuple(sorted(found)) for figure_id, found in index.items()}


_FoundUsages = Iterator[tuple[str, Usage]]


def _all(
    site: Site, data: Data, findings: Mapping[str, Finding], charts: Mapping[tuple[str, str], DrawnChart]
) -> _FoundUsages:
    for article in site.articles:
        yield from _of_article(article, data, findings)
    for key, localized in texts_of(site, data):
        for text in localized.values():
            yield from _of_text(text, scan_text(text), UsageKind.TEXT, " ".join(key), findings)
    yield from _of_charts(site, charts, findings)
    for finding in findings.values():
        for figure_id in (*finding.inputs, *([finding.claim.says] if finding.claim.says else [])):
            yield figure_id, Usage(finding.place, UsageKind.CLAIM, f"claim {finding.id}")
    for figure in data.figures.values():
        for figure_id in figure.inputs:
            yield figure_id, Usage(_formula_place(figure), UsageKind.FORMULA, figure.id)


def _formula_place(figure: Figure) -> Place:
    return figure.formula.start if figure.formula else figure.place


def _of_article(article: Article, data: Data, findings: Mapping[str, Finding]) -> _FoundUsages:
    subject = f"article {article.slug} {article.language}"
    for text in (article.front.title, article.front.standfirst, article.front.label):
        if text is not None:
            yield from _of_text(text, scan_text(text), UsageKind.PROSE, subject, findings)
    for number, figure_id in enumerate(article.front.key_figures):
        place = article.front.place_of("key_figures", str(number))
        yield figure_id, Usage(place, UsageKind.STRIP, subject)
    scan = scan_markdown(article.body)
    yield from _of_text(article.body, scan, UsageKind.PROSE, subject, findings)
    for reference in scan.references:
        place = _place(article.body, reference)
        if reference.kind is ReferenceKind.TABLE:
            for figure in data.figures.values():
                if figure.table == reference.id:
                    yield figure.id, Usage(place, UsageKind.TABLE, subject)
        elif reference.kind is ReferenceKind.FIGURES:
            for figure_id in reference.ids:
                yield figure_id, Usage(place, UsageKind.STRIP, subject)


def _of_charts(
    site: Site, charts: Mapping[tuple[str, str], DrawnChart], findings: Mapping[str, Finding]
) -> _FoundUsages:
    for (chart_id, _), chart in charts.items():
        place = site.charts[chart_id].place
        for figure_id in chart.uses:
            yield figure_id, Usage(place, UsageKind.CHART, f"chart {chart_id}")
    for chart_id, spec in site.charts.items():
        if isinstance(spec, Unusable):
            continue
        for localized in (spec.title, spec.subtitle, spec.alt, spec.note):
            for text in (localized or {}).values():
                yield from _of_text(text, scan_text(text), UsageKind.TEXT, f"chart {chart_id}", findings)


def _of_text(text: Text, scan: Scan, kind: UsageKind, subject: str, findings: Mapping[str, Finding]) -> _FoundUsages:
    for reference in scan.references:
        usage = Usage(_place(text, reference), kind, subject, _line(text.value, reference))
        if reference.kind is ReferenceKind.FIGURE:
            yield reference.id, usage
        elif reference.kind is ReferenceKind.CLAIM and reference.id in findings:
            for figure_id in findings[reference.id].inputs:
                yield figure_id, usage


def _place(text: Text, reference: Reference) -> Place:
    return text.place_of(reference.start, reference.end - reference.start)


def _line(value: str, reference: Reference) -> str:
    start = value.rfind("\n", 0, reference.start) + 1
    end = value.find("\n", reference.end)
    return value[start : end if end >= 0 else None].strip()
