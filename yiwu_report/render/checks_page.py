"""The page of checks: every claim in words, the numbers it used, the arithmetic, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from yiwu_report.context import Context
from yiwu_report.context.paths import ROOT
from yiwu_report.formatting import Language, format_figure, format_quantity
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.finding import Finding, Step, Verdict
from yiwu_report.model.output import Output
from yiwu_report.model.place import Place
from yiwu_report.model.text import Text
from yiwu_report.quantity import UNLIMITED, DecimalsError, Quantity, UnboundedError, parse_quantity, quantity_of
from yiwu_report.render.engine import fill_template
from yiwu_report.render.figure_view import Input, SourceLine, source_line, view_input
from yiwu_report.render.formula_view import figure_href, link_formula
from yiwu_report.render.frame import Link, language_of, make_frame
from yiwu_report.render.words import Words

DECIMALS = 2  # of a side that has no unit of its own to say where its digits end
_ORDER = (
    Verdict.CONTRADICTS,
    Verdict.AGREES_IF_OPEN,
    Verdict.AGREES,
    Verdict.NOT_COMPARABLE,
    Verdict.NOT_CHECKABLE,
)
# A plain number, such as a ratio.
_NUMBER = Text("{n}", Place("number"), "{n}")


@dataclass(frozen=True, slots=True)
class StepView:
    """A side of the arithmetic with what it comes to."""

    formula: Markup
    value: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its finding in one language."""

    id: str
    verdict: str
    title: Markup
    says: Input | None
    printed: str | None
    steps: tuple[StepView, ...]
    condition: Markup | None
    inputs: tuple[Input, ...]
    difference: str | None
    fitting: tuple[str, ...]
    reasons: tuple[Markup, ...]
    source: SourceLine | None


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one verdict."""

    verdict: str
    title: str
    meaning: str
    claims: tuple[ClaimView, ...]


def render_checks(output: Output, context: Context) -> str:
    """The HTML of the page of checks, links from the root of the site."""
    language = language_of(output, context)
    words = Words(language)
    groups = [
        Group(
            str(verdict),
            words[f"verdict_{verdict.name.lower()}"],
            words[f"verdict_{verdict.name.lower()}_means"],
            tuple(
                _view(finding, language, context) for finding in context.findings.values() if finding.verdict is verdict
            ),
        )
        for verdict in _ORDER
    ]
    values = {
        "frame": make_frame(output, context, words["checks_page"], words["checks_lead"], ["page.js"]),
        "words": words,
        "groups": [group for group in groups if group.claims],
        "downloads": [Link("JSON", f"{ROOT}data/claims.json")],
    }
    return fill_template("pages/checks.html", values, context)


def _view(finding: Finding, language: Language, context: Context) -> ClaimView:
    code, claim = language.code, finding.claim
    figures = context.data.figures
    said = figures.get(claim.says or "")
    condition = claim.holds or claim.counts
    return ClaimView(
        id=finding.id,
        verdict=str(finding.verdict),
        title=_title(finding, said, language, context),
        says=view_input(said, language, context) if said else None,
        printed=said.printed.value if said and said.printed else None,
        steps=tuple(_step(step, language, context) for step in finding.steps),
        condition=link_formula(condition.value, code, context) if condition else None,
        inputs=tuple(view_input(figures[name], language, context) for name in finding.inputs if name in figures),
        difference=_difference(finding, said, language, context),
        fitting=tuple(_fitting(finding, language, context)),
        reasons=tuple(_reasons(finding, language, context)),
        source=source_line(claim.source, claim.paragraph, language, context),
    )


def _title(finding: Finding, said: Figure | None, language: Language, context: Context) -> Markup:
    """The claim in words: its title, else the words it allows, else the figure it is about."""
    for name in ("title", "words"):
        bound = context.bound.texts.get(("claim", finding.id, name, language.code))
        if bound is not None:
            return escape(bound.plain)
    return escape(said.title[language.code].value if said else finding.id)


def _step(step: Step, language: Language, context: Context) -> StepView:
    unit = context.data.units.get(step.unit_id or "") or plain_unit(language)
    return StepView(link_formula(step.formula, language.code, context), _value(step, unit, language, context))


def _value(step: Step, unit: UnitSpec, language: Language, context: Context) -> str:
    try:
        return format_quantity(_quantity(step), unit, language, context.data.units).full
    except UnboundedError:
        return Words(language)["any_number"]


def _quantity(step: Step) -> Quantity:
    """The side as a quantity, with as few decimals as it has, and with DECIMALS where it has more."""
    ends = [end for end in (step.interval.low, step.interval.high) if end is not None]
    places = [n for n in range(DECIMALS) if all((end * 10**n).denominator == 1 for end in ends)]
    try:
        return quantity_of(step.interval, UNLIMITED, places[0] if places else DECIMALS)
    except DecimalsError:
        return quantity_of(step.interval, UNLIMITED)


def plain_unit(language: Language) -> UnitSpec:
    """The unit of a number that has none."""
    return UnitSpec.model_construct(
        kind=UnitKind.INDEX, exact=False, dimension=None, factor=1, forms={language.code: {"other": _NUMBER}}
    )


def _difference(finding: Finding, said: Figure | None, language: Language, context: Context) -> str | None:
    if finding.difference is None or said is None:
        return None
    unit = context.data.units[said.unit_id]
    if unit.kind is UnitKind.PERCENT:
        points = [each for each in context.data.units.values() if each.kind is UnitKind.POINTS]
        unit = points[0] if points else plain_unit(language)
    amount = parse_quantity(f"{float(finding.difference):.{DECIMALS}f}")
    return Words(language)("check_difference", value=format_quantity(amount, unit, language, context.data.units).full)


def _fitting(finding: Finding, language: Language, context: Context) -> list[str]:
    words = Words(language)
    lines = []
    for name, value in finding.fitting:
        figure = context.data.figures.get(name)
        if figure is None:
            continue
        title = figure.title[language.code].value
        if value is None:
            lines.append(words("check_none_fits", title=title))
        else:
            lines.append(words("check_would_fit", title=title, value=value))
    return lines


def _reasons(finding: Finding, language: Language, context: Context) -> list[Markup]:
    """What the editor says of it, and which open values alone let it agree."""
    reasons = []
    if finding.verdict is Verdict.AGREES_IF_OPEN and finding.open_inputs:
        links = [
            Markup('<a href="{}">{}</a> {}').format(
                figure_href(name, language.code, context),
                context.data.figures[name].title[language.code].value,
                format_figure(context.data.figures[name], language, context.data.units).full,
            )
            for name in finding.open_inputs
        ]
        words = Words(language)
        reasons.append(escape(words["check_open"]) + Markup(words["semicolon"]).join(links))
    for name in ("not_comparable", "not_checkable", "note"):
        bound = context.bound.texts.get(("claim", finding.id, name, language.code))
        if bound is not None:
            reasons.append(Markup(bound.html))  # noqa: S704  # bound HTML is escaped where it is made
    return reasons
