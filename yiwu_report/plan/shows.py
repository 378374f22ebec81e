"""What each output shows: ids of figures and tables, "chart <id>" and "claim <id>", those in its notes too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from yiwu_report.context import Context
from yiwu_report.model.bound import BoundArticle, BoundText
from yiwu_report.model.finding import Finding

Uses = frozenset[str]
_DATA = ("figure", "table", "column")


def of_article(bound: BoundArticle, context: Context) -> Uses:
    """An article with the notes at its end: their formulas' inputs, their checks, their corrections, sources."""
    code = bound.article.language
    figures = [context.data.figures[name] for name in bound.uses if name in context.data.figures]
    noted = {each.id for each in figures}
    inputs = {name for each in figures for name in each.inputs}
    checks = {f"claim {finding.id}" for finding in context.findings.values() if _is_noted(finding, noted)}
    return _all(
        bound.uses,
        inputs,
        checks,
        _texts(context, ("figure",), noted | inputs, code),
        _texts(context, ("source",), {each.source for each in figures if each.source is not None}, code),
        of_corrections(context, code, noted),
        _frame(context, code),
        *(_percentages(context, chart, code) for chart in _charts(bound)),
    )


def _is_noted(finding: Finding, figures: set[str]) -> bool:
    """True where the note of one of these figures says how the check came out."""
    return finding.claim.says in figures or (not finding.holds and not figures.isdisjoint(finding.inputs))


def _charts(bound: BoundArticle) -> Iterable[str]:
    return (name.removeprefix("chart ") for name in bound.uses if name.startswith("chart "))


def of_data(context: Context, language: str | None = None) -> Uses:
    """Every figure and table, with what their words show; `language` alone, or in all of them."""
    return _all(
        context.data.figures,
        (f"table {table}" for table in context.data.tables),
        _texts(context, _DATA, None, language),
        _frame(context, language),
    )


def of_checks(context: Context, language: str | None = None) -> Uses:
    """Every claim with its inputs and its words."""
    findings = context.findings.values()
    inputs = {name for finding in findings for name in finding.inputs}
    said = {finding.claim.says for finding in findings if finding.claim.says}
    return _all(
        (f"claim {name}" for name in context.findings),
        inputs,
        said,
        _texts(context, ("claim",), None, language),
        _texts(context, ("figure",), inputs | said, language),
        _frame(context, language),
    )


def of_methods(context: Context, language: str) -> Uses:
    """The sources and the corrections with their words."""
    return _all(_texts(context, ("source",), None, language), of_corrections(context, language))


def of_corrections(context: Context, language: str | None = None, figures: Collection[str] | None = None) -> Uses:
    """The corrections of these figures (None: of all), with their reasons."""
    entries = [
        (str(number), entry.figure)
        for number, entry in enumerate(context.site.corrections)
        if figures is None or entry.figure in figures
    ]
    corrected = {figure for _, figure in entries}
    return _all(
        corrected,
        _texts(context, ("figure",), corrected, language),
        _texts(context, ("correction",), {number for number, _ in entries}, language),
        _frame(context, language),
    )


def of_chart(chart: str, language: str, form: str, context: Context) -> Uses:
    """A chart's file: its data (csv), with title and description (svg), with all its words (json), or its page.

    What is only about it shows its title.
    """
    bound, drawn = context.bound.charts[chart, language], context.charts[chart, language]
    texts: Mapping[str, tuple[BoundText | None, ...]] = {
        "title": (bound.title,),
        "csv": (),
        "svg": (bound.title, bound.alt),
    }
    words = texts.get(form, (bound.title, bound.subtitle, bound.alt, bound.note))
    shown = [text.uses for text in words if text]
    if form in {"csv", "json", "page"}:
        shown.append(_percentages(context, chart, language))
    if form in {"json", "page"}:
        shown.append(_texts(context, ("source",), drawn.sources, None))
    if form == "page":
        shown.append(_frame(context, language))
    return _all({f"chart {chart}"}, () if form == "title" else drawn.uses, *shown)


def _percentages(context: Context, chart: str, language: str) -> Uses:
    """What the notes on a chart's percentages show."""
    drawn = context.charts.get((chart, language))
    return _texts(context, ("figure",), drawn.uses, language, "percent_of") if drawn else frozenset()


def _frame(context: Context, language: str | None) -> Uses:
    """What every page has around its content."""
    return _texts(context, ("site",), None, language)


def _texts(
    context: Context, kinds: Collection[str], ids: Collection[str] | None, language: str | None, name: str = ""
) -> Uses:
    """What the texts of these (ids None: of all of these kinds) show; of one name alone, where it is given."""
    return _all(
        *(
            text.uses
            for key, text in context.bound.texts.items()
            if text.uses
            and key[0] in kinds
            and (ids is None or key[1] in ids)
            and language in {None, key[-1]}
            and name in {"", key[-2]}
        )
    )


def _all(*several: Iterable[str]) -> Uses:
    return frozenset().union(*several)
