"""A fact that stands twice in data/: numbers of one `measure:` that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np
import pandas as pd

from yiwu_report.compute.audit.claim_values import AuditScope
from yiwu_report.compute.audit.comparable_cells import Cells, cells_of_measures, last_place
from yiwu_report.compute.audit.nearest_consistent import distance
from yiwu_report.compute.formula import FormulaFault, SilentlyLeftOut, dimension_of, parse_formula
from yiwu_report.compute.formula.measured import factor_of
from yiwu_report.compute.formula.nodes import Binary, Compare, FormulaNode, walk
from yiwu_report.compute.tables.figures import spec_of
from yiwu_report.model.cell_name import figure_id
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import Basis, ClaimSpec
from yiwu_report.model.finding import Finding
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.text import Localized
from yiwu_report.quantity import Interval, canonical

_MOST_TOLD = 10  # disagreements of one measure that are told one by one
_REFERENCE = re.compile(r"\{\{\s*([^{}]*?)\s*(?::[^{}]*)?\}\}")


def facts_twice(site: Site, data: Data, findings: Mapping[str, Finding], scope: AuditScope) -> Iterator[Problem]:
    """A problem for each two numbers of one measure that disagree, at the second one, unless something says that they do.

    What says it is a claim that compares them, or a note of one that refers to the other.
    """
    for measure, several in cells_of_measures(site, data).items():
        told = 0
        for first, second in disagreements(several):
            if _is_told(first, second, findings, scope):
                continue
            told += 1
            if told > _MOST_TOLD:
                message = f"more than {_MOST_TOLD} other numbers of {measure} differ"
                remedy = "give what is not the same fact another measure:"
                yield Problem(_place_of(second, site), Rule.FACT_TWICE, message, remedy)
                break
            message = (
                f"{second.id} is {written(second)}, but {first.id} is {written(first)} ({_place_of(first, site)}), "
                f"and both are {measure}"
            )
            remedy = (
                "correct one; use a view in place of a copy; or, if sources differ, say so in note: with "
                f"{{{{ {first.id} }}}}, or in a claim that compares them"
            )
            yield Problem(_place_of(second, site), Rule.FACT_TWICE, message, remedy)


def written(figure: Figure) -> str:
    """Its value as an editor writes it, with its unit."""
    value = figure.date.written if figure.date else canonical(figure.full_quantity) if figure.full_quantity else ""
    return f"{value} ({figure.unit_id})"


def _place_of(figure: Figure, site: Site) -> Place:
    spec = spec_of(figure, site)
    return spec.place_of("value", otherwise=figure.place) if spec else figure.place


def _is_told(first: Figure, second: Figure, findings: Mapping[str, Finding], scope: AuditScope) -> bool:
    """True if a note of one refers to the other (of a column: to a cell of the other's), or a claim compares them."""
    for one, other in ((first, second), (second, first)):
        column = (other.table, other.column)
        for each in _references(one.note):
            named = scope.store.figures.get(each)
            if named is not None and (named.id == other.id or (other.table and (named.table, named.column) == column)):
                return True
    both = {first.id, second.id}
    candidates = (each.claim for each in findings.values() if len(both & {*each.inputs, each.claim.says}) == len(both))
    return any(_compares(claim, first.id, second.id, scope) for claim in candidates)


def _references(note: Localized | None) -> set[str]:
    """The ids that a note refers to in every language."""
    named = [{figure_id(each) for each in _REFERENCE.findall(text.value)} for text in (note or {}).values()]
    return set.intersection(*named) if named else set()


def _compares(claim: ClaimSpec, one: str, other: str, scope: AuditScope) -> bool:
    """True if a claim has one of the figures on one side of a comparison, difference or quotient, the other on another."""
    formula = parse_formula(text) if (text := claim.formula or claim.holds or claim.counts) else None
    if formula is None or isinstance(formula, Problem):
        return False
    try:
        sides = list(_sides(formula.root, scope))
        if claim.says is not None:
            sides.append(({claim.says}, set(scope.inputs(formula.root))))
    except (FormulaFault, SilentlyLeftOut):
        return False
    return any((one in a and other in b) or (other in a and one in b) for a, b in sides)


def _sides(node: FormulaNode, scope: AuditScope) -> Iterator[tuple[set[str], set[str]]]:
    """The figures on two sides of each comparison, difference and quotient."""
    for each in walk(node):
        if isinstance(each, Compare):
            yield from combinations([set(scope.inputs(operand)) for operand in each.operands], 2)
        elif isinstance(each, Binary) and each.operator in "-/":
            yield set(scope.inputs(each.left)), set(scope.inputs(each.right))


def disagreements(several: Sequence[Cells]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of numbers of the same name that can't both be so: the first one, and one that stands after it."""
    if len(several) == 1 and several[0].is_of_file:
        return  # its keys tell its rows apart
    codes, _ = pd.factorize(np.concatenate([each.names for each in several]))
    which = np.repeat(np.arange(len(several)), [len(each.names) for each in several])
    frame = pd.DataFrame(
        {
            "code": codes,
            "which": which,
            "row": np.concatenate([each.rows for each in several]),
            "value": np.concatenate([each.amounts for each in several]),
            "place": np.concatenate([each.places for each in several]),
        }
    )
    seen: set[tuple[str, str]] = set()
    for _, same in _may_differ(frame).groupby("code", sort=False):
        figures: dict[str, Figure] = {}
        for at, row in zip(same["which"].tolist(), same["row"].tolist(), strict=True):
            figure = several[at].figure(row)
            if figure is None:
                continue
            first = next((each for each in figures.values() if disagree(each, figure)), None)
            if first is not None and (first.id, figure.id) not in seen:
                seen.add((first.id, figure.id))
                yield first, figure
            figures[figure.id] = figure


def _may_differ(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows whose name others have, too, without those whose numbers are certainly equal or one the rounded other."""
    frame = frame[np.bincount(frame["code"], minlength=1)[frame["code"]] > 1]
    if frame.empty:
        return frame
    groups = frame.groupby("code")
    value, place = groups["value"], groups["place"]
    size = groups["row"].transform("size")
    least, greatest = value.transform("min"), value.transform("max")
    coarsest = place.transform("max")
    is_rounded = (size == 2) & (place.transform("min") < coarsest)
    within = coarsest * 0.5 * (1 - 1e-9)  # what is nearer to the limit is compared exactly
    are_same = (value.transform("count") == size) & ((least == greatest) | (is_rounded & (greatest - least < within)))
    return frame[~are_same]


def disagree(one: Figure, other: Figure) -> bool:
    """True if two figures of one measure can't both be so.

    Values are compared in base units. Where one is printed more coarsely, it stands for what it is rounded from: 39.6
    and 39.613 agree. Values with qualifiers disagree where they have no number in common.
    """
    if one.id == other.id or {one.basis, other.basis} == {Basis.CONSTANT, Basis.CURRENT}:
        return False
    if one.date is not None and other.date is not None:
        dates = one.date.written, other.date.written
        return not (dates[0].startswith(dates[1]) or dates[1].startswith(dates[0]))
    if one.interval is None or other.interval is None:
        return False
    if dimension_of(one.unit_id, one.unit) != dimension_of(other.unit_id, other.unit):
        return False
    coarsest = max(last_place(one), last_place(other))
    intervals = [
        _as_printed(each, coarsest if last_place(one) != last_place(other) else Fraction(0)) for each in (one, other)
    ]
    return distance(*intervals) is not None


def _as_printed(figure: Figure, coarsest: Fraction) -> Interval:
    """Its interval in base units; of a number at the coarser place of the two, all that is rounded to it."""
    assert figure.interval is not None  # noqa: S101  # asked by disagree
    interval = figure.interval.scaled(factor_of(figure.unit))
    return (
        interval.widened(coarsest / 2)
        if interval.is_point and coarsest and last_place(figure) == coarsest
        else interval
    )
