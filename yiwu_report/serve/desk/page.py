"""The overview page."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from functools import cache

from jinja2 import Environment, StrictUndefined, Template

from yiwu_report.attention import drafts, overdue, untranslated, without_use
from yiwu_report.load.package_files import package_text
from yiwu_report.serve.desk.entries import chart_entries, claim_entries, figure_entries, table_entries
from yiwu_report.serve.desk.weights import MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT_BYTES, Weight, weigh
from yiwu_report.serve.workshop import Workshop


def desk_page(workshop: Workshop) -> str:
    """The HTML of the overview, for the last valid site."""
    site = workshop.site
    if site is None:
        return _template().render(context=None, state=workshop.state)
    context = site.context
    unused = without_use(context)
    unused_places = {each.place for each in unused}
    today = datetime.now(UTC).astimezone().date()
    return _template().render(
        context=context,
        title=context.site.spec.title[context.site.languages[0]].value,
        languages=[context.languages[code] for code in context.site.languages],
        state=workshop.state,
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
        weights=_weights(workshop),
        most=(MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT_BYTES),
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(package_text("serve/desk/desk.html"))


def _weights(workshop: Workshop) -> list[Weight]:
    known: dict[str, int] = {}

    def content_of(path: str) -> bytes | None:
        found = workshop.content(path)
        return found[1] if found else None

    return sorted((weigh(path, content_of, known) for path in workshop.pages), key=lambda each: -each.bytes)
