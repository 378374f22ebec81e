"""What an editor can refer to, with what it shows now in every language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.formatting import format_figure
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status
from yiwu_report.model.finding import Finding
from yiwu_report.model.site_paths import article_path


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure, a table, a chart or a claim. `shown` and `titles` hold a text a language."""

    id: str
    reference: str  # as it is written in a text
    titles: tuple[str, ...]
    shown: tuple[str, ...]
    remark: str  # e.g. "plan", "contradicts"
    place: str
    link: str  # on the site
    is_used: bool


def figure_entries(context: Context, unused_places: Collection[str]) -> tuple[Entry, ...]:
    """Every figure, in the order of the files."""
    return tuple(_figure(figure, context, unused_places) for figure in context.data.figures.values())


def _figure(figure: Figure, context: Context, unused_places: Collection[str]) -> Entry:
    languages = [context.languages[code] for code in context.site.languages]
    return Entry(
        figure.id,
        f"{{{{ {figure.id} }}}}",
        _texts(("figure", figure.id, "title"), context),
        tuple(format_figure(figure, language, context.data.units).full for language in languages),
        "" if figure.status is Status.FACT else str(figure.status),
        str(figure.place),
        f"/figures/#{figure.id}",
        str(figure.place) not in unused_places,
    )


def table_entries(context: Context, unused_places: Collection[str]) -> tuple[Entry, ...]:
    """Every table."""
    return tuple(
        Entry(
            table.id,
            f"{{{{ table {table.id} }}}}",
            _texts(("table", table.id, "title"), context),
            (),
            f"{len(table.frame)} rows, {len(table.columns)} columns",
            str(table.place),
            f"/figures/#{table.id}",
            str(table.place) not in unused_places,
        )
        for table in context.data.tables.values()
    )


def chart_entries(context: Context, unused_places: Collection[str]) -> tuple[Entry, ...]:
    """Every chart that can be drawn."""
    charts = dict.fromkeys(chart for chart, _ in context.charts)
    first = context.site.languages[0]
    return tuple(
        Entry(
            chart,
            f"{{{{ chart {chart} }}}}",
            tuple(context.bound.charts[chart, code].title.plain for code in context.site.languages),
            (),
            context.charts[chart, first].kind,
            f"content/charts/{chart}.yaml:1:1",
            f"{_article_of(chart, context)}#chart-{chart}",
            f"content/charts/{chart}.yaml:1:1" not in unused_places,
        )
        for chart in charts
    )


def _article_of(chart: str, context: Context) -> str:
    """The address of the first article that shows a chart."""
    shown = (bound.article for bound in context.published if f"chart {chart}" in bound.uses)
    article = next(shown, None)
    if article is None:
        return "/"
    return "/" + article_path(article.slug, article.language, context.site.languages).removesuffix("index.html")


def claim_entries(context: Context, unused_places: Collection[str]) -> tuple[Entry, ...]:
    """Every claim with its verdict, contradictions first; `shown` are its words, where it has any and they hold."""
    return tuple(_claim(finding, context, unused_places) for finding in context.findings.values())


def _claim(finding: Finding, context: Context, unused_places: Collection[str]) -> Entry:
    words = _texts(("claim", finding.id, "words"), context) if finding.holds else ()
    titles = _texts(("claim", finding.id, "title"), context) or (finding.claim.says or finding.id,)
    return Entry(
        finding.id,
        f"{{{{ claim {finding.id} }}}}" if any(words) else "",
        titles,
        words if any(words) else (),
        str(finding.verdict),
        str(finding.place),
        f"/checks/#{finding.id}",
        str(finding.place) not in unused_places,
    )


def _texts(key: tuple[str, ...], context: Context) -> tuple[str, ...]:
    found = [context.bound.texts.get((*key, code)) for code in context.site.languages]
    return tuple(text.plain if text else "" for text in found) if any(found) else ()
