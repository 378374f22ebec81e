"""What the audit found of a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from yiwu_report.model.figures import ClaimSpec
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized
from yiwu_report.quantity import Interval


class Verdict(StrEnum):
    """The verdicts of the audit."""

    AGREES = "agrees"
    AGREES_IF_OPEN = "agrees-if-open"  # consistent only for some values of an approximate input
    CONTRADICTS = "contradicts"
    NOT_COMPARABLE = "not-comparable"
    NOT_CHECKABLE = "not-checkable"


@dataclass(frozen=True, slots=True)
class CalculationStep:
    """One side of the calculation: the formula's text and its result."""

    formula: str  # as written, e.g. "hightech.after / hightech.before - 1"
    interval: Interval  # exact, in `unit_id`; in base units (a plain number) where that is None
    unit_id: str | None = None
    as_printed: Interval | None = None  # what the numbers give just as they are printed, before rounding is granted


@dataclass(frozen=True)
class Finding:
    """A claim with its verdict and the numbers that gave it."""

    id: str
    claim: ClaimSpec
    place: Place
    verdict: Verdict
    holds: bool  # words may be shown: the condition holds for every value the inputs allow
    inputs: tuple[str, ...]  # ids of the figures it used, in order
    steps: tuple[CalculationStep, ...]
    stated: Interval | None = None  # what the digits of the figure that is checked can stand for, in its unit
    open_inputs: tuple[str, ...] = ()  # whose open value alone lets it agree
    difference: str | None = None  # of a contradiction: how far the sides are apart, as digits
    fitting: tuple[tuple[str, str | None], ...] = ()  # input id -> the printed value that would fit, None: none does
    now: str = ""  # what is true now, for the message of a broken wording
    is_open: bool = False  # some values that the inputs allow fulfil it, others don't
    said: Mapping[str, Localized | None] = field(default_factory=dict)  # row id, "" without rows -> words of its case

    def with_verdict(self, verdict: Verdict) -> Finding:
        """The same with another verdict."""
        return replace(self, verdict=verdict)

    def refusal(self, words: str) -> str:
        """Why these words, which the claim doesn't allow, are not printed."""
        if self.is_open:
            return f"it can't be told from the sources whether {words} are true: {self.now}"
        return f"{words} are not true: {self.now}"

    @property
    def sure(self) -> str:
        """What can be said instead: what is certain, or what is true now."""
        return "what is certain" if self.is_open else "what is true now"


def broken_words(finding: Finding) -> Problem:
    """The problem of a claim whose words are not true, or not certainly, at the claim itself."""
    message = finding.refusal(f"the words of the claim {finding.id}")
    remedy = f"change the claim and its words to {finding.sure}, or fix the figure"
    return Problem(finding.place, Rule.BROKEN_WORDS, message, remedy)
