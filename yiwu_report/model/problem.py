"""A problem is data: what is wrong, where, by which rule, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yiwu_report.model.place import Place
from yiwu_report.model.rules import Rule


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """Something that the editor must mend before anything is published."""

    place: Place
    rule: Rule
    message: str  # what is wrong, e.g. 'unknown key "qualifer"'
    remedy: str  # what to do, e.g. 'did you mean "qualifier"?'

    def __str__(self) -> str:
        return f"{self.place}: {self.message}; {self.remedy} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Unusable:
    """Stands for an entry that has a problem: what depends on it is left out, without problems of its own."""

    place: Place


def is_unusable(name: str, unusable: Iterable[str]) -> bool:
    """True for an id that is among the unusable ones, or a part of something that is: a cell of such a table."""
    return any(name == each or name.startswith(f"{each}.") for each in unusable)


class InvalidInput(Exception):  # noqa: N818  # the name that design gives it
    """The one exception of the package: carries every problem of one run, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problems")
