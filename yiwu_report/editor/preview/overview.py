"""The editor's overview: everything a text can refer to, what needs attention, and the size of the pages."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from jinja2 import Environment, StrictUndefined, Template

from yiwu_report.editor.analysis.attention import drafts, overdue, untranslated, without_use
from yiwu_report.editor.preview.preview_session import PreviewSession
from yiwu_report.inputs.load.package_files import package_text
from yiwu_report.model.cell_name import anchor_of
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status
from yiwu_report.model.finding import Finding
from yiwu_report.model.output import article_path
from yiwu_report.site.report import Context
from yiwu_report.text.formatting import format_figure


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """A figure, a table, a chart or a claim. `shown` and `titles` have a text for each language."""

    id: str
    reference: str  # as written in a text
    titles: tuple[str, ...]
    shown: tuple[str, ...]
    remark: str  # e.g. "plan", "contradicts"
    place: str
    link: str  # on the site
    is_used: bool


def figure_entries(context: Context, unused_places: Collection[str]) -> tuple[DeskEntry, ...]:
    """Every figure, in the order of the files."""
    return tuple(_figure(figure, context, unused_places) for figure in context.data.figures.values())


def _figure(figure: Figure, context: Context, unused_places: Collection[str]) -> DeskEntry:
    languages = [context.languages[code] for code in context.site.languages]
    return DeskEntry(
        figure.id,
        f"{{{{ {figure.id} }}}}",
        _texts(("figure", figure.id, "title"), context),
        tuple(format_figure(figure, language, context.data.units).full for language in languages),
        "" if figure.status is Status.FACT else str(figure.status),
        str(figure.place),
        f"/figures/#{anchor_of(figure.id)}",
        str(figure.place) not in unused_places,
    )


def table_entries(context: Context, unused_places: Collection[str]) -> tuple[DeskEntry, ...]:
    """Every table."""
    return tuple(
        DeskEntry(
            table.id,
            f"{{{{ table {table.id} }}}}",
            _texts(("table", table.id, "title"), context),
            (),
            f"{table.row_count} rows, {len(table.columns)} columns",
            str(table.place),
            f"/figures/#{table.id}",
            str(table.place) not in unused_places,
        )
        for table in context.data.tables.values()
    )


def chart_entries(context: Context, unused_places: Collection[str]) -> tuple[DeskEntry, ...]:
    """Every chart that can be drawn."""
    charts = dict.fromkeys(chart for chart, _ in context.charts)
    first = context.site.languages[0]
    return tuple(
        DeskEntry(
            chart,
            f"{{{{ chart {chart} }}}}",
            tuple(context.bound.charts[chart, code].title.plain for code in context.site.languages),
            (),
            context.charts[chart, first].form,
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


def claim_entries(context: Context, unused_places: Collection[str]) -> tuple[DeskEntry, ...]:
    """Every claim with its verdict, contradictions first; `shown` are its words, if it has any and they are true."""
    return tuple(_claim(finding, context, unused_places) for finding in context.findings.values())


def _claim(finding: Finding, context: Context, unused_places: Collection[str]) -> DeskEntry:
    words = _texts(("claim", finding.id, "words"), context) if finding.holds else ()
    titles = _texts(("claim", finding.id, "title"), context) or (finding.claim.says or finding.id,)
    return DeskEntry(
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


MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT_BYTES = 60_000, 6, 5_000  # docs/performance.md

_STYLE = re.compile(r'<link[^>]* rel="(?:stylesheet|icon)"[^>]*>')
_SCRIPT = re.compile(r"<script[^>]* src=[^>]*>")
_ADDRESS = re.compile(r' (?:href|src)="([^"#:]+)"')


@dataclass(frozen=True, slots=True)
class Weight:
    """A page's first load; sizes in bytes as sent with gzip."""

    path: str
    bytes: int
    requests: int
    script_bytes: int

    @property
    def is_over(self) -> bool:
        """True if it exceeds its budget."""
        return self.bytes > MOST_BYTES or self.requests > MOST_REQUESTS or self.script_bytes > MOST_SCRIPT_BYTES


def weigh(path: str, content_of: Callable[[str], bytes | None], known: dict[str, int]) -> Weight:
    """The weight of the page at `path`; `known` keeps the sizes of files that pages share."""
    page = (content_of(path) or b"").decode()
    files = [_files(page, pattern, path) for pattern in (_STYLE, _SCRIPT)]
    sizes: Mapping[str, int] = {file: _size(file, content_of, known) for group in files for file in group}
    total = len(gzip.compress(page.encode(), 9)) + sum(sizes.values())
    return Weight(path, total, 1 + len(sizes), sum(sizes[file] for file in files[1]))


def _files(page: str, pattern: re.Pattern[str], path: str) -> list[str]:
    folder = posixpath.dirname(path)
    found = (_ADDRESS.search(tag) for tag in pattern.findall(page))
    return [posixpath.normpath(posixpath.join(folder, each[1])) for each in found if each]


def _size(file: str, content_of: Callable[[str], bytes | None], known: dict[str, int]) -> int:
    if file not in known:
        known[file] = len(gzip.compress(content_of(file) or b"", 9))
    return known[file]


def overview_page(session: PreviewSession) -> str:
    """The HTML of the overview, for the last valid site."""
    site = session.site
    if site is None:
        return _template().render(context=None, state=session.state)
    context = site.context
    unused = without_use(context)
    unused_places = {each.place for each in unused}
    today = datetime.now(UTC).astimezone().date()
    return _template().render(
        context=context,
        title=context.site.spec.title[context.site.languages[0]].value,
        languages=[context.languages[code] for code in context.site.languages],
        state=session.state,
        sections=[
            ("figures", "Figures", figure_entries(context, unused_places)),
            ("tables", "Tables", table_entries(context, unused_places)),
            ("charts", "Charts", chart_entries(context, unused_places)),
            ("claims", "Claims", claim_entries(context, unused_places)),
        ],
        verdicts=Counter(str(finding.verdict) for finding in context.findings.values()),
        attention=[
            ("Overdue", overdue(context, today)),
            ("Missing in a language", untranslated(context)),
            ("Drafts", drafts(context)),
            ("Unused", unused),
        ],
        weights=_weights(session),
        most=(MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT_BYTES),
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(package_text("editor/preview/overview.html"))


def _weights(session: PreviewSession) -> list[Weight]:
    known: dict[str, int] = {}

    def content_of(path: str) -> bytes | None:
        found = session.content(path)
        return found[1] if found else None

    return sorted((weigh(path, content_of, known) for path in session.pages), key=lambda each: -each.bytes)
