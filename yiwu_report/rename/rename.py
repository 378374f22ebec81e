"""A new name in every file of a project, as the bytes that the files become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from yiwu_report.model.loaded import Loaded
from yiwu_report.model.place import Place
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.rename.edits import Edit, NotThereError, apply_edits
from yiwu_report.rename.in_files import mentions
from yiwu_report.rename.mention import Kind, Mention, Named
from yiwu_report.rename.nodes import entries_of
from yiwu_report.rename.target import Target, fault_of_name, find_target


@dataclass(frozen=True)
class Renamed:
    """What a new name does to files."""

    target: Target
    changes: Mapping[str, bytes | None]  # path -> its new bytes; None: it is gone
    moved: Mapping[str, str]  # new path -> old path


def rename(loaded: Loaded, contents: Mapping[str, bytes], old: str, new: str, kind: Kind | None = None) -> Renamed:
    """The files that change. UnclearError where `old` is nothing or several things, InvalidInput for a bad new name."""
    found = mentions(loaded)
    defined = definitions(found)
    target = find_target(old, new, kind, defined)
    fault = fault_of_name(target, defined, _taken_dimensions(target, found, loaded))
    if fault:
        raise InvalidInput([fault])
    edits: dict[str, set[Edit]] = {}
    for each in _meant(target, found, loaded):
        if each.place.line:
            edit = Edit(each.place, each.written, target.name)
            edits.setdefault(each.place.file, set()).add(edit)
    moved = {path: file for file in contents if (path := _moved(file, target)) != file}
    changes: dict[str, bytes | None] = dict.fromkeys(moved.values())
    for file, content in contents.items():
        if file in edits or file in changes:
            changes[_moved(file, target)] = _applied(content, edits.get(file, ()))
    return Renamed(target, changes, moved)


def definitions(found: Iterable[Mention]) -> dict[Named, Place]:
    """Everything that has a name, with the place where it gets it."""
    defined: dict[Named, Place] = {}
    for each in sorted(found, key=lambda mention: mention.place):
        if each.is_definition:
            place = each.place
            defined.setdefault(each.named, place if place.line else Place(place.file))
    return defined


def _meant(target: Target, found: Iterable[Mention], loaded: Loaded) -> Iterator[Mention]:
    """The mentions of the thing; of a unit whose dimension is its id, those of that dimension too."""
    names = {target.named}
    if target.named.kind is Kind.UNIT and not _has_dimension(target.named.path[0], loaded):
        names.add(Named(Kind.DIMENSION, target.named.path))
    yield from (each for each in found if each.named in names)


def _taken_dimensions(target: Target, found: Iterable[Mention], loaded: Loaded) -> frozenset[str]:
    """The dimensions that a unit must not be called after: its own would become one of them."""
    if target.named.kind is not Kind.UNIT or _has_dimension(target.named.path[0], loaded):
        return frozenset()
    return frozenset({"ratio", *(each.named.path[0] for each in found if each.named.kind is Kind.DIMENSION)})


def _has_dimension(unit: str, loaded: Loaded) -> bool:
    return "dimension" in entries_of(entries_of(loaded.documents.get("data/units.yaml")).get(unit))


def _moved(file: str, target: Target) -> str:
    """The path of a file that is named after what gets a new name."""
    old, new = target.named.path[-1], target.name
    match target.named.kind:
        case Kind.TABLE if file in {f"data/tables/{old}.yaml", f"data/tables/{old}.csv"}:
            return f"data/tables/{new}.{file.rpartition('.')[2]}"
        case Kind.CHART if file == f"content/charts/{old}.yaml":
            return f"content/charts/{new}.yaml"
        case Kind.ARTICLE if file.startswith(f"content/articles/{old}/"):
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
