"""What an old name refers to, and conflicts of the new one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from yiwu_report.load.layout import name_problem
from yiwu_report.model.fields import fault_of_id
from yiwu_report.model.nearest import did_you_mean
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.rename.mention import Kind, Named

_WITHIN = {Kind.ROW: 2, Kind.COLUMN: 2, Kind.CATEGORY: 3}  # how many parts their ids have, with those of their table
_RESERVED = frozenset({"figures", "methods", "corrections", "checks"})  # pages that every report has


class UnclearError(Exception):
    """An old name that stands for nothing, or for several things; says what to do."""


@dataclass(frozen=True, slots=True)
class Target:
    """A thing and its new name, the last part of its path."""

    named: Named
    name: str

    @property
    def renamed(self) -> Named:
        """The thing under its new name."""
        return Named(self.named.kind, (*self.named.path[:-1], self.name))


def find_target(old: str, new: str, kind: Kind | None, defined: Collection[Named]) -> Target:
    """What `old` is and what it will be called; UnclearError where that can't be told.

    A row, a column or a category may be given a new name alone, or with its table before it.
    """
    found = [each for each in defined if ".".join(each.path) == old and kind in {None, each.kind}]
    if not found:
        known = sorted({".".join(each.path) for each in defined if kind in {None, each.kind}})
        what = f"{kind} called" if kind else "thing called"
        raise UnclearError(f'there is no {what} "{old}"; {did_you_mean(old, known, _INSTEAD)}')
    if len(found) > 1:
        kinds = " or ".join(f"--kind {each.kind}" for each in sorted(found))
        raise UnclearError(f'"{old}" is ambiguous; add {kinds}')
    named = found[0]
    within = ".".join(named.path[:-1])
    if named.kind not in _WITHIN:
        return Target(named, new)
    if "." in new and not new.startswith(f"{within}."):
        raise UnclearError(f'"{new}" is not in the table of "{old}"; write {within}.NAME, or the name alone')
    return Target(named, new.removeprefix(f"{within}."))


_INSTEAD = "give the id of a figure, a prefix of figures, a table, a row, a column, a category, a chart, a claim, a unit, a source or an article"


def fault_of_name(target: Target, defined: Mapping[Named, Place], dimensions: Collection[str]) -> Problem | None:
    """Why the new name cannot be taken, said at the place of the old one or of what has it already.

    `dimensions` are those that a unit must not be called after.
    """
    place = defined[target.named]
    if target.named.path[-1] == target.name:
        return Problem(place, Rule.RENAME, f'"{target.name}" is already its name', "choose another id")
    return _bad(target, place) or next(_clashes(target, defined, dimensions), None)


def _bad(target: Target, place: Place) -> Problem | None:
    kind, name = target.named.kind, target.name
    if kind is Kind.ARTICLE:
        if target.named.path == ("index",) or name == "index":
            return Problem(place, Rule.RENAME, "the front page is always called index", "rename other articles")
        if "/" in name or name in _RESERVED:
            return Problem(place, Rule.RENAME, f'"{name}" is not a valid name of an article', "choose another id")
        found = name_problem(f"content/articles/{name}/en.md")
        return Problem(place, Rule.BAD_ID, found.message, found.remedy) if found else None
    dots = kind not in {Kind.TABLE, Kind.ROW, Kind.COLUMN}
    wrong = fault_of_id(name, dots=dots)
    return Problem(place, Rule.BAD_ID, *wrong) if wrong else None


def _clashes(target: Target, defined: Mapping[Named, Place], dimensions: Collection[str]) -> Iterator[Problem]:
    kind, name = target.named.kind, target.name
    if kind is Kind.PREFIX:
        yield from _clashes_of_prefix(target, defined)
    elif target.renamed in defined:
        yield _taken(f"there is {target.renamed} already", defined[target.renamed])
    if kind is Kind.FIGURE or kind is Kind.PREFIX:
        table = Named(Kind.TABLE, (name.split(".")[0],))
        if table in defined:
            yield _taken(f'"{name}" begins with the id of a table', defined[table])
    if kind is Kind.TABLE:
        for each in sorted(defined):
            if each.kind is Kind.FIGURE and each.path[0].split(".")[0] == name:
                yield _taken(f"{each} begins with this name", defined[each])
    if kind is Kind.UNIT and name in dimensions:
        yield _taken(f'"{name}" is a dimension', defined[target.named])
    if kind is Kind.UNIT and target.named.path == ("ratio",) and dimensions:
        message = "a unit named ratio has that dimension by its name"
        yield Problem(defined[target.named], Rule.RENAME, message, "give it dimension: ratio first")


def _clashes_of_prefix(target: Target, defined: Mapping[Named, Place]) -> Iterator[Problem]:
    old = target.named.path[0]
    for each in sorted(defined):
        if each.kind is Kind.FIGURE and each.path[0].startswith(f"{old}."):
            after = Named(Kind.FIGURE, (target.name + each.path[0].removeprefix(old),))
            if after in defined and not after.path[0].startswith(f"{old}."):
                yield _taken(f"{each} would become {after.path[0]}, which already exists", defined[after])


def _taken(message: str, place: Place) -> Problem:
    return Problem(place, Rule.RENAME, message, "choose another id")
