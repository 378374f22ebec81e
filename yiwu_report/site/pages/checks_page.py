"""The Checks page, and a claim with its calculation and verdict as pages show it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup, escape

from yiwu_report.compute.formula import Formula, parse_formula
from yiwu_report.compute.formula.nodes import Compare, Literal
from yiwu_report.model.bound import Html
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.finding import CalculationStep, Finding, Verdict
from yiwu_report.model.output import ROOT, Output
from yiwu_report.model.problem import Problem
from yiwu_report.model.text import Text
from yiwu_report.quantity import (
    UNLIMITED,
    DecimalsError,
    Interval,
    Quantity,
    UnboundedError,
    parse_quantity,
    quantity_of,
)
from yiwu_report.site.pages.figure_view import (
    FormulaInput,
    SourceLine,
    foreign_lang,
    source_line,
    view_input,
    view_inputs,
)
from yiwu_report.site.pages.formula_view import compared_columns, figure_href, formula_in_numbers, sign_of
from yiwu_report.site.pages.frame import language_of, make_frame
from yiwu_report.site.pages.sharing import About, Link
from yiwu_report.site.pages.template_engine import fill_template
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.site.report.qualifier_examples import plain_unit
from yiwu_report.text.formatting import Language, format_figure, format_quantity, with_minus

FEW = 4  # maximum number of decimals of a finite result
DECIMALS = 2  # decimals of other results, and more if fewer than two significant digits would be left
_TWO_DIGITS = 10


@dataclass(frozen=True, slots=True)
class StepView:
    """A side of the arithmetic with its result."""

    formula: Markup
    value: str
    stretch: str | None  # its range before the inputs were rounded, if that is the only uncertainty


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its finding in one language. Links begin with `@/`."""

    id: str
    verdict: str
    title: Markup
    says: FormulaInput | None
    printed: str | None
    printed_lang: str | None
    stated: str | None  # what the figure can have been before it was rounded
    condition: Markup | None
    steps: tuple[StepView, ...]
    inputs: tuple[FormulaInput, ...]
    difference: str | None
    fitting: tuple[str, ...]
    reasons: tuple[Markup | Html, ...]
    source: SourceLine | None


def view_claim(finding: Finding, language: Language, context: Context) -> ClaimView:
    """A claim as the page of checks shows it."""
    claim = finding.claim
    figures = context.data.figures
    said = figures.get(claim.says or "")
    condition = claim.holds or claim.counts
    formula = parse_formula(condition) if condition else None
    compared = compared_columns(formula.root) if isinstance(formula, Formula) else frozenset()
    return ClaimView(
        id=finding.id,
        verdict=str(finding.verdict),
        title=claim_title(finding, language, context),
        says=view_input(said, language, context) if said else None,
        printed=said.printed.value if said and said.printed else None,
        printed_lang=foreign_lang(said.printed.value if said and said.printed else "", language, context),
        stated=_stated(finding, said, language, context),
        condition=_condition(finding, condition, language, context) if condition else None,
        steps=tuple(_step(step, compared, language, context) for step in finding.steps if step.formula not in figures),
        inputs=view_inputs([figures[name] for name in finding.inputs if name in figures], language, context),
        difference=_difference(finding, said, language, context),
        fitting=tuple(_fitting(finding, language, context)),
        reasons=tuple(_reasons(finding, language, context)),
        source=source_line(claim.source, claim.paragraph, language, context),
    )


def claim_title(finding: Finding, language: Language, context: Context) -> Markup:
    """The claim in words: its title, else the words it allows, else the figure it is about."""
    for name in ("title", "words"):
        bound = context.bound.texts.get(("claim", finding.id, name, language.code))
        if bound is not None:
            return escape(bound.plain)
    said = context.data.figures.get(finding.claim.says or "")
    return escape(said.title[language.code].value if said else finding.id)


def _condition(finding: Finding, text: Text, language: Language, context: Context) -> Markup:
    """The condition in numbers; a number compared with a percentage is shown as one too."""
    formula = parse_formula(text)
    if isinstance(formula, Problem) or not isinstance(formula.root, Compare):
        return formula_in_numbers(text.value, language, context)
    units = [context.data.units[step.unit_id] for step in finding.steps if step.unit_id]
    percent = next((unit for unit in units if unit.kind is UnitKind.PERCENT), None)
    parts = []
    for operand in formula.root.operands:
        if isinstance(operand, Literal) and percent:
            parts.append(escape(_written(Interval.point(Fraction(operand.value) * 100), percent, language, context)))
        else:
            written, compared = text.value[operand.start : operand.end], compared_columns(formula.root)
            parts.append(formula_in_numbers(written, language, context, compared=compared))
    signs = [escape(f" {sign_of(operator)} ") for operator in formula.root.operators]
    return Markup("").join(each for pair in zip(parts, [*signs, ""], strict=True) for each in pair)


def _stated(finding: Finding, said: Figure | None, language: Language, context: Context) -> str | None:
    """The values that the figure of a contradiction can have been rounded from."""
    if finding.verdict is not Verdict.CONTRADICTS or said is None or finding.stated is None:
        return None
    is_rounded = said.interval is not None and said.interval.is_point and not finding.stated.is_point
    return _written(finding.stated, said.unit, language, context) if is_rounded else None


def _step(
    step: CalculationStep, compared: Collection[tuple[str, str]], language: Language, context: Context
) -> StepView:
    unit = context.data.units.get(step.unit_id or "") or plain_unit(language)
    formula = formula_in_numbers(step.formula, language, context, compared=compared)
    value = _written(step.interval, unit, language, context)
    if step.as_printed is None or not step.as_printed.is_point or step.interval.is_point:
        return StepView(formula, value, None)
    return StepView(formula, _written(step.as_printed, unit, language, context), value)


def _written(interval: Interval, unit: UnitSpec, language: Language, context: Context) -> str:
    try:
        return format_quantity(_quantity(interval), unit, language, context.data.units).full
    except UnboundedError:
        return Words(language)["any_number"]


def _quantity(interval: Interval) -> Quantity:
    """A computed value as a quantity, with all its decimals if they are few, else with DECIMALS or two significant digits."""
    ends = [end for end in (interval.low, interval.high) if end is not None]
    places = [n for n in range(FEW + 1) if all((end * 10**n).denominator == 1 for end in ends)]
    decimals = places[0] if places else DECIMALS
    while not places and any(0 < abs(end) * 10**decimals < _TWO_DIGITS for end in ends):
        decimals += 1
    try:
        return quantity_of(interval, UNLIMITED, decimals)
    except DecimalsError:
        return quantity_of(interval, UNLIMITED)


def _difference(finding: Finding, said: Figure | None, language: Language, context: Context) -> str | None:
    """How far the sides are apart; of percentages, in points."""
    if finding.difference is None or said is None:
        return None
    unit = context.data.units[said.unit_id]
    if unit.kind is UnitKind.PERCENT:
        points = [each for each in context.data.units.values() if each.kind is UnitKind.POINTS]
        unit = points[0] if points else plain_unit(language)
    amount = parse_quantity(f"{Decimal(finding.difference):.{DECIMALS}f}")
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
            lines.append(words("check_would_fit", title=title, value=with_minus(value)))
    return lines


def _reasons(finding: Finding, language: Language, context: Context) -> list[Markup | Html]:
    """The editor's note, and the approximate values on which a possible agreement depends."""
    words = Words(language)
    reasons: list[Markup | Html] = []
    if finding.verdict is Verdict.AGREES_IF_OPEN and finding.open_inputs:
        links = [
            Markup("<a {}>{}</a> {}").format(
                figure_href(name, language.code, context),
                context.data.figures[name].title[language.code].value,
                format_figure(context.data.figures[name], language, context.data.units).full,
            )
            for name in finding.open_inputs
        ]
        reasons.append(escape(words["check_open"]) + escape(words["semicolon"]).join(links))
    for name in ("not_comparable", "not_checkable", "note"):
        bound = context.bound.texts.get(("claim", finding.id, name, language.code))
        if bound is not None:
            reasons.append(bound.html)
    return reasons


_ORDER = (
    Verdict.CONTRADICTS,
    Verdict.AGREES_IF_OPEN,
    Verdict.AGREES,
    Verdict.NOT_COMPARABLE,
    Verdict.NOT_CHECKABLE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one verdict."""

    anchor: str
    title: str
    meaning: str
    claims: tuple[ClaimView, ...]


def render_checks(output: Output, context: Context) -> str:
    """The HTML of the page of checks, links from the root of the site."""
    language = language_of(output, context)
    words = Words(language)
    groups = [
        Group(
            f"verdict-{verdict}",
            words[f"verdict_{verdict.name.lower()}"],
            words[f"verdict_{verdict.name.lower()}_means"],
            tuple(
                view_claim(finding, language, context)
                for finding in context.findings.values()
                if finding.verdict is verdict
            ),
        )
        for verdict in _ORDER
    ]
    groups = [group for group in groups if group.claims]
    values = {
        "frame": make_frame(output, context, About(words["checks_page"], words["checks_lead"]), ["page.js"]),
        "words": words,
        "contents": [
            Link(words("verdict_count", verdict=group.title, n=str(len(group.claims))), f"#{group.anchor}")
            for group in groups
        ],
        "groups": groups,
        "downloads": [Link("JSON", f"{ROOT}data/claims.json")],
    }
    return fill_template("pages/checks.html", values, context)
