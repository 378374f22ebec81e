"""The desk as a page."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from yiwu_report.context import Context
from yiwu_report.serve.desk.attention import Remark, Unused, drafts, overdue, untranslated, unused
from yiwu_report.serve.desk.entries import chart_entries, claim_entries, figure_entries, table_entries
from yiwu_report.serve.desk.weights import MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT_BYTES, Weight, weigh
from yiwu_report.serve.workshop import Workshop


def desk_page(workshop: Workshop) -> str:
    """The HTML of the desk, over the last good site."""
    site = workshop.site
    if site is None:
        return _template().render(context=None, state=workshop.state)
    context = site.context
    without_use = unused(context)
    today = datetime.now(UTC).astimezone().date()
    return _template().render(
        context=context,
        title=context.site.spec.title[context.site.languages[0]].value,
        languages=[context.languages[code] for code in context.site.languages],
        state=workshop.state,
        sections=[
            ("figures", "Figures", figure_entries(context, without_use.figures)),
            ("tables", "Tables", table_entries(context, without_use.tables)),
            ("charts", "Charts", chart_entries(context, without_use.charts)),
            ("claims", "Claims", claim_entries(context, without_use.claims)),
        ],
        verdicts=Counter(str(finding.verdict) for finding in context.findings.values()),
        attention=[
            ("Overdue", overdue(context, today)),
            ("In one language only", untranslated(context)),
            ("Drafts", drafts(context)),
            ("Unused", _unused(context, without_use)),
        ],
        weights=_weights(workshop),
        most=(MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT_BYTES),
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("yiwu_report.serve.desk").joinpath("desk.html").read_text("utf-8"))


def _unused(context: Context, without_use: Unused) -> tuple[Remark, ...]:
    found = []
    for kind in ("figure", "table", "chart", "claim", "source", "unit"):
        for name in sorted(getattr(without_use, f"{kind}s")):
            place = _place(kind, name, context)
            has_words = kind != "claim" or context.findings[name].claim.words
            if has_words:
                found.append(Remark(place, f"{kind} {name}"))
    return tuple(found)


def _place(kind: str, name: str, context: Context) -> str:
    figure = context.data.figures.get(name) if kind == "figure" else None
    place = figure.place if figure else context.site.places.get((kind, name))
    return str(place) if place else ""


def _weights(workshop: Workshop) -> list[Weight]:
    known: dict[str, int] = {}

    def content_of(path: str) -> bytes | None:
        found = workshop.content(path)
        return found[1] if found else None

    return sorted((weigh(path, content_of, known) for path in workshop.pages), key=lambda each: -each.bytes)
