"""A rename: what the old name means, what prevents the new one, and the changed files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from yiwu_report.editor.analysis.entries import entries_of, id_of
from yiwu_report.editor.analysis.mentions_in_files import doubts, mentions
from yiwu_report.editor.analysis.mentions_in_texts import Mention, Named, NamedKind
from yiwu_report.editor.edits import Edit, NotThereError, apply_edits
from yiwu_report.inputs.load.file_kinds import name_problem
from yiwu_report.model.fields import fault_of_id
from yiwu_report.model.node import Loaded
from yiwu_report.model.problem import InvalidInput, Place, Problem, UsageError, did_you_mean
from yiwu_report.model.rules import Rule

_WITHIN = {
    NamedKind.ROW: 2,
    NamedKind.COLUMN: 2,
    NamedKind.CATEGORY: 3,
}  # how many parts their ids have, with those of their table
_RESERVED = frozenset({"figures", "methods", "corrections", "checks"})  # pages that every report has


@dataclass(frozen=True, slots=True)
class Target:
    """What is renamed, and its new name, the last part of its path."""

    named: Named
    name: str

    @property
    def renamed(self) -> Named:
        """It under its new name."""
        return Named(self.named.kind, (*self.named.path[:-1], self.name))


def find_target(old: str, new: str, kind: NamedKind | None, defined: Collection[Named]) -> Target:
    """What `old` is and what it will be called; UsageError if that is unclear.

    A row, a column or a category may be given a new name alone, or with its table before it.
    """
    found = [each for each in defined if ".".join(each.path) == old and kind in {None, each.kind}]
    if not found:
        known = sorted({".".join(each.path) for each in defined if kind in {None, each.kind}})
        what = f"{kind} called" if kind else "thing called"
        raise UsageError(f'there is no {what} "{old}"; {did_you_mean(old, known, _INSTEAD)}')
    if len(found) > 1:
        kinds = " or ".join(f"--kind {each.kind}" for each in sorted(found))
        raise UsageError(f'"{old}" is ambiguous; add {kinds}')
    named = found[0]
    within = ".".join(named.path[:-1])
    if named.kind not in _WITHIN:
        return Target(named, new)
    if "." in new and not new.startswith(f"{within}."):
        raise UsageError(f'"{new}" is not in the table of "{old}"; write {within}.NAME, or the name alone')
    return Target(named, new.removeprefix(f"{within}."))


_INSTEAD = "give the id of a figure, a prefix of figures, a table, a row, a column, a category, a chart, a claim, a unit, a source or an article"


def fault_of_name(target: Target, defined: Mapping[Named, Place], dimensions: Collection[str]) -> Problem | None:
    """Why the new name cannot be taken, said at the place of the old one or of what has it already.

    `dimensions` are those that a unit cannot be named after.
    """
    place = defined[target.named]
    if target.named.path[-1] == target.name:
        return Problem(place, Rule.RENAME, f'"{target.name}" is already its name', "choose another id")
    return _bad(target, place) or next(_clashes(target, defined, dimensions), None)


def _bad(target: Target, place: Place) -> Problem | None:
    kind, name = target.named.kind, target.name
    if kind is NamedKind.ARTICLE:
        if target.named.path == ("index",) or name == "index":
            return Problem(place, Rule.RENAME, "the front page is always called index", "rename other articles")
        if "/" in name or name in _RESERVED:
            return Problem(place, Rule.RENAME, f'"{name}" is not a valid name of an article', "choose another id")
        found = name_problem(f"content/articles/{name}/en.md")
        return Problem(place, Rule.BAD_ID, found.message, found.remedy) if found else None
    dots = kind not in {NamedKind.TABLE, NamedKind.DISPLAY, NamedKind.ROW, NamedKind.COLUMN}
    wrong = fault_of_id(name, dots=dots)
    return wrong.at(place) if wrong else None


def _clashes(target: Target, defined: Mapping[Named, Place], dimensions: Collection[str]) -> Iterator[Problem]:
    kind, name = target.named.kind, target.name
    if kind is NamedKind.PREFIX:
        yield from _clashes_of_prefix(target, defined)
    elif target.renamed in defined:
        yield _taken(f"there is {target.renamed} already", defined[target.renamed])
    if kind is NamedKind.FIGURE or kind is NamedKind.PREFIX:
        table = Named(NamedKind.TABLE, (name.split(".")[0],))
        if table in defined:
            yield _taken(f'"{name}" begins with the id of a table', defined[table])
    if kind is NamedKind.TABLE:
        for each in sorted(defined):
            if each.kind is NamedKind.FIGURE and each.path[0].split(".")[0] == name:
                yield _taken(f"{each} begins with this name", defined[each])
    if kind is NamedKind.UNIT and name in dimensions:
        yield _taken(f'"{name}" is a dimension', defined[target.named])
    if kind is NamedKind.UNIT and target.named.path == ("ratio",) and dimensions:
        message = "a unit named ratio has that dimension by its name"
        yield Problem(defined[target.named], Rule.RENAME, message, "give it dimension: ratio first")


def _clashes_of_prefix(target: Target, defined: Mapping[Named, Place]) -> Iterator[Problem]:
    old = target.named.path[0]
    for each in sorted(defined):
        if each.kind is NamedKind.FIGURE and each.path[0].startswith(f"{old}."):
            after = Named(NamedKind.FIGURE, (target.name + each.path[0].removeprefix(old),))
            if after in defined and not after.path[0].startswith(f"{old}."):
                yield _taken(f"{each} would become {after.path[0]}, which already exists", defined[after])


def _taken(message: str, place: Place) -> Problem:
    return Problem(place, Rule.RENAME, message, "choose another id")


@dataclass(frozen=True)
class Renamed:
    """The effect of a new name on files."""

    target: Target
    changes: Mapping[str, bytes | None]  # path -> its new bytes; None: removed
    moved: Mapping[str, str]  # new path -> old path


def rename(loaded: Loaded, contents: Mapping[str, bytes], old: str, new: str, kind: NamedKind | None = None) -> Renamed:
    """The files that change. UsageError if `old` is unknown or ambiguous, InvalidInput for a bad new name."""
    found = mentions(loaded)
    defined = definitions(found)
    target = find_target(old, new, kind, defined)
    fault = fault_of_name(target, defined, _taken_dimensions(target, found, loaded))
    if fault:
        raise InvalidInput([fault])
    doubtful = next((each for each in doubts(loaded) if each.is_of(target.named, target.name)), None)
    if doubtful:
        message = f"{target.named} can't be renamed: {doubtful.why}"
        raise InvalidInput([Problem(doubtful.place, Rule.RENAME, message, doubtful.remedy)])
    edits: dict[str, set[Edit]] = {}
    for each in _meant(target, found, loaded):
        if each.place.line:
            edit = Edit(each.place, each.written, target.name)
            edits.setdefault(each.place.file, set()).add(edit)
    if heading := _kept_heading(target, loaded):
        edits.setdefault(heading.place.file, set()).add(heading)
    moved = {path: file for file in contents if (path := _moved(file, target)) != file}
    changes: dict[str, bytes | None] = dict.fromkeys(moved.values())
    for file, content in contents.items():
        if file in edits or file in changes:
            changes[_moved(file, target)] = _applied(content, edits.get(file, ()))
    return Renamed(target, changes, moved)


def definitions(found: Iterable[Mention]) -> dict[Named, Place]:
    """Everything that has a name, with the place of its definition."""
    defined: dict[Named, Place] = {}
    for each in sorted(found, key=lambda mention: mention.place):
        if each.is_definition:
            place = each.place
            defined.setdefault(each.named, place if place.line else Place(place.file))
    return defined


def _meant(target: Target, found: Iterable[Mention], loaded: Loaded) -> Iterator[Mention]:
    """Its mentions; of a unit whose dimension is its id, those of that dimension too."""
    names = {target.named}
    if target.named.kind is NamedKind.UNIT and not _has_dimension(target.named.path[0], loaded):
        names.add(Named(NamedKind.DIMENSION, target.named.path))
    yield from (each for each in found if each.named in names)


def _kept_heading(target: Target, loaded: Loaded) -> Edit | None:
    """The `header:` that a column of a file needs under a new id, where its id was its heading until now."""
    if target.named.kind is not NamedKind.COLUMN:
        return None
    table, column = target.named.path
    entries = entries_of(loaded.documents.get(f"data/tables/{table}.yaml"))
    entry = entries_of(entries.get("columns")).get(column)
    made = id_of(entries.get("periods_in_headings"))
    inside = entries_of(entry)
    if entry is None or "file" not in entries or {"header", "formula"} & set(inside):
        return None
    if made is not None and made.value.strip() == column:
        return None
    return Edit(entry.node.place, "", f"header: {column}")


def _taken_dimensions(target: Target, found: Iterable[Mention], loaded: Loaded) -> frozenset[str]:
    """The dimensions that a unit must not be called after: its own would become one of them."""
    if target.named.kind is not NamedKind.UNIT or _has_dimension(target.named.path[0], loaded):
        return frozenset()
    return frozenset({"ratio", *(each.named.path[0] for each in found if each.named.kind is NamedKind.DIMENSION)})


def _has_dimension(unit: str, loaded: Loaded) -> bool:
    return "dimension" in entries_of(entries_of(loaded.documents.get("data/units.yaml")).get(unit))


def _moved(file: str, target: Target) -> str:
    """The path of a file that is named after what gets a new name."""
    old, new = target.named.path[-1], target.name
    match target.named.kind:
        case NamedKind.TABLE if file == f"data/tables/{old}.yaml":
            return f"data/tables/{new}.yaml"
        case NamedKind.TABLE | NamedKind.DISPLAY if file == f"content/tables/{old}.yaml":
            return f"content/tables/{new}.yaml"
        case NamedKind.TABLE if file == f"data/views/{old}.yaml":
            return f"data/views/{new}.yaml"
        case NamedKind.CHART if file == f"content/charts/{old}.yaml":
            return f"content/charts/{new}.yaml"
        case NamedKind.ARTICLE if file.startswith(f"content/articles/{old}/"):
            return f"content/articles/{new}/{file.rpartition('/')[2]}"
    return file


def _applied(content: bytes, edits: Iterable[Edit]) -> bytes:
    try:
        return apply_edits(content, edits)
    except NotThereError as error:
        edit = error.edit
        message = f'"{edit.old}" is written differently here'
        problem = Problem(edit.place, Rule.RENAME, message, f"write {edit.old} without quotes, spaces or escapes")
        raise InvalidInput([problem]) from None
