"""A problem is data: what is wrong, where, by which rule, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from yiwu_report.model.rules import Rule


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in an input file: line and column count from 1, in characters."""

    file: str  # relative to the project's root, with "/", e.g. "data/figures/parks.yaml"
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """Something the editor has to fix before anything is published."""

    place: Place
    rule: Rule
    message: str  # what is wrong, e.g. 'unknown key "qualifer"'
    remedy: str  # what to do, e.g. 'did you mean "qualifier"?'

    def __str__(self) -> str:
        return f"{self.place}: {self.message}; {self.remedy} [{self.rule}]"


class Fault(NamedTuple):
    """A problem whose place is not known yet."""

    rule: Rule
    message: str
    remedy: str

    def at(self, place: Place) -> Problem:
        """The problem at this place."""
        return Problem(place, *self)


@dataclass(frozen=True, slots=True)
class Unusable:
    """Represents an entry that has a problem: what depends on it is omitted, without further problems."""

    place: Place


def is_unusable(name: str, unusable: Iterable[str]) -> bool:
    """True for an id that is among the unusable ones, or a part of something that is: a cell of such a table."""
    return any(name == each or name.startswith((f"{each}.", f"{each}[")) for each in unusable)


# A name that many places use and none defines, or whose value is missing, is one mistake, most likely at its definition.
_OF_NAMES = frozenset(
    {rule for rule in Rule if rule.startswith("unknown-")} - {Rule.UNKNOWN_KEY, Rule.UNKNOWN_LANGUAGE}
    | {Rule.MISSING_VALUE}
)
_MOST_PLACES = 5


def one_a_cause(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in the order of the files; equal ones about a name as one, which lists the other places."""
    ordered = sorted(set(problems))
    named: dict[str, list[Problem]] = {}
    for problem in ordered:
        if problem.rule in _OF_NAMES:
            named.setdefault(problem.message, []).append(problem)
    found = []
    for problem in ordered:
        same = named[problem.message] if problem.rule in _OF_NAMES else [problem]
        if problem is same[0]:
            found.append(replace(problem, message=f"{problem.message}{_and_at(same[1:])}"))
    return tuple(found)


def _and_at(others: Sequence[Problem]) -> str:
    """The other places of a name, each once."""
    places = list(dict.fromkeys(str(problem.place) for problem in others))
    if not places:
        return ""
    more = len(places) - _MOST_PLACES
    listed = ", ".join(places[:_MOST_PLACES]) + (f" and {more} more" if more > 0 else "")
    return f" (here and at {listed})"


class InvalidInput(Exception):  # noqa: N818  # the name that design gives it
    """Carries every problem of one run, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = one_a_cause(problems)
        super().__init__(f"{len(self.problems)} problems")


class UsageError(Exception):
    """A command cannot do what was requested, for a reason other than a problem of an input file."""


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """At most `most` known names that look like `name`, best first (difflib's ratio, at least 0.6)."""
    return difflib.get_close_matches(name, sorted(known), n=most, cutoff=0.6)


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy: the nearest known names, or `otherwise` if none is near."""
    names = nearest(name, known)
    if not names:
        return otherwise
    return "did you mean " + " or ".join(n if n.startswith('"') else f'"{n}"' for n in names) + "?"
