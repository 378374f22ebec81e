"""Checklists after the texts: claims, assertions, and open points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from yiwu_report.attention import drafts, overdue, without_use
from yiwu_report.audit import differs_from_printed
from yiwu_report.context import Context
from yiwu_report.copyedit.numbers import plain
from yiwu_report.copyedit.sheet import Check, CheckList
from yiwu_report.formatting import Language, format_figure
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status
from yiwu_report.model.finding import Finding, Verdict
from yiwu_report.model.problem import Unusable
from yiwu_report.render.claim_view import view_claim
from yiwu_report.wording import uncovered_words


def claims_list(context: Context, language: Language, words: dict[str, str]) -> CheckList:
    """Every claim with its verdict, contradictions first."""
    order = list(Verdict)
    order.remove(Verdict.CONTRADICTS)
    order.insert(0, Verdict.CONTRADICTS)
    findings = sorted(context.findings.values(), key=lambda each: order.index(each.verdict))
    checks = tuple(_claim(finding, language, context, words) for finding in findings)
    return CheckList(words["checks_page"], checks)


def _claim(finding: Finding, language: Language, context: Context, words: dict[str, str]) -> Check:
    view = view_claim(finding, language, context)
    verdict = words[f"verdict_{finding.verdict.name.lower()}"]
    steps = [f"{plain(step.formula)} = {step.value}" for step in view.steps]
    written = context.bound.texts.get(("claim", finding.id, "words", language.code))
    details = [
        verdict,
        *([plain(view.condition)] if view.condition else []),
        *steps,
        *([view.difference] if view.difference else []),
        *view.fitting,
        *_reasons(finding, language, context),
        *([words["quoted"].replace("{text}", written.plain)] if written else []),
        finding.id,
    ]
    return Check(plain(view.title), tuple(details), str(finding.place))


def _reasons(finding: Finding, language: Language, context: Context) -> list[str]:
    names = ("not_comparable", "not_checkable", "note")
    found = [context.bound.texts.get(("claim", finding.id, name, language.code)) for name in names]
    said = [
        f"{name} {format_figure(context.data.figures[name], language, context.data.units).full}"
        for name in finding.open_inputs
    ]
    return [*said, *(text.plain for text in found if text)]


def words_list(context: Context, language: Language, words: dict[str, str]) -> CheckList:
    """Comparatives, multiples and superlatives of a language that no claim covers."""
    spec = context.site.spec.model_copy(update={"languages": [language.code]})
    site = replace(context.site, spec=spec)
    found = uncovered_words(site, {language.code: language})
    return CheckList(words["copy_words"], tuple(Check(each.words, (), str(each.place)) for each in found))


def open_points(context: Context, words: dict[str, str], today: date) -> CheckList:
    """What is missing, due, doubtful or unused."""
    return CheckList(words["copy_open"], tuple(_points(context, words, today)))


def _points(context: Context, words: dict[str, str], today: date) -> Iterator[Check]:
    for each in differs_from_printed(context.data.figures):
        place = str(context.data.figures[each.figure].place)
        yield Check(words["copy_open_differs"].format(value=each.value, printed=each.printed), (each.figure,), place)
    for remark in overdue(context, today):
        yield Check(words["copy_open_overdue"], (remark.text,), remark.place)
    for key, is_open in _OF_FIGURES.items():
        for figure in filter(is_open, context.data.figures.values()):
            said = words[f"copy_open_{key}"].format(date=figure.update_due)
            yield Check(said, (figure.id,), str(figure.place))
    yield from _sources(context, words)
    yield from _charts(context, words)
    for remark in without_use(context):
        yield Check(words["copy_open_unused"], (remark.text,), remark.place)
    for remark in drafts(context):
        yield Check(words["copy_draft"], (), remark.place)


_OF_FIGURES: dict[str, Callable[[Figure], bool]] = {
    "not_published": lambda figure: not figure.is_published,
    "due": lambda figure: figure.update_due is not None,
    "not_printed": lambda figure: figure.is_published and not figure.is_derived and figure.printed is None,
    "plan": lambda figure: figure.status is Status.PLAN and not figure.is_derived,
    "forecast": lambda figure: figure.status is Status.FORECAST and not figure.is_derived,
}


def _sources(context: Context, words: dict[str, str]) -> Iterator[Check]:
    for key, source in context.data.sources.items():
        lacking = [
            name for name in ("publisher", "date", "accessed", "url", "licence") if getattr(source, name) is None
        ]
        if lacking:
            names = words["comma"].join(words[_NAMES[name]] for name in lacking)
            place = context.site.places.get(("source", key))
            yield Check(words["copy_open_source"].format(names=names), (key,), str(place) if place else "")


_NAMES = {
    "publisher": "source_publisher",
    "date": "source_date",
    "accessed": "source_accessed",
    "url": "source_address",
    "licence": "source_licence",
}


def _charts(context: Context, words: dict[str, str]) -> Iterator[Check]:
    for key, chart in context.site.charts.items():
        file = f"content/charts/{key}.yaml"
        if not isinstance(chart, Unusable) and chart.alt is None:
            yield Check(words["copy_open_alt"], (key,), file)
