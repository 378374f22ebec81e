"""The description of the table: its title, what its cells share, and its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yiwu_report.import_table.categories import Category
from yiwu_report.import_table.wishes import Holds, Wishes
from yiwu_report.import_table.yaml_text import written
from yiwu_report.model.nearest import did_you_mean
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.schema import modeline

_ORDER = ("kind", "unit", "period", "status", "basis", "source", "paragraph", "title", "labels", "note")


def described(
    wishes: Wishes,
    categories: Mapping[str, Category],
    languages: Sequence[str],
    headings: Mapping[str, Place],
    problems: list[Problem],
) -> str:
    """The YAML of the table; a problem for each text that a language lacks, at the heading of its column."""
    file = f"data/tables/{wishes.table}.yaml"
    places = {wish.id.partition(".")[0]: headings[wish.heading] for wish in wishes.columns if wish.heading in headings}
    first = min(headings.values())
    columns: dict[str, dict[str, Any]] = {}
    for wish in wishes.columns:
        if wish.holds is not Holds.NOTHING:
            name = wish.id.partition(".")[0]
            column = columns.setdefault(name, {})
            if wish.holds is not Holds.FIGURE:
                column["kind"] = wish.holds.value
            if wish.unit:
                column["unit"] = wish.unit
            if len(languages) == 1 and "." not in wish.id:
                column["title"] = {languages[0]: wish.heading}
            if wish.holds is Holds.CATEGORY and wish.id in categories:
                names = categories[wish.id].names
                column["labels"] = {
                    key: {languages[0]: name} if len(languages) == 1 else {} for key, name in names.items()
                }
    for path, value in wishes.settings:
        _set(columns, path, value, places.get(path[0], first), problems)
    _note_lacking(columns, languages, places, problems)
    table = {"title": dict(wishes.titles), "defaults": dict(wishes.defaults), "columns": _ordered(columns)}
    return f"{modeline(file)}\n{written(table)}"


def _set(
    columns: dict[str, dict[str, Any]], path: tuple[str, ...], value: str, place: Place, problems: list[Problem]
) -> None:
    if path[0] not in columns:
        remedy = did_you_mean(path[0], columns, f"its columns are {', '.join(columns)}")
        problems.append(Problem(place, Rule.UNKNOWN_COLUMN, f'--set: there is no column "{path[0]}"', remedy))
        return
    inside = columns[path[0]]
    for key in path[1:-1]:
        inside = inside.setdefault(key, {})
        if not isinstance(inside, dict):
            problems.append(
                Problem(place, Rule.WRONG_SHAPE, f'--set: "{".".join(path)}" has a value above it', "name one key")
            )
            return
    inside[path[-1]] = value


def _note_lacking(
    columns: Mapping[str, Mapping[str, Any]],
    languages: Sequence[str],
    places: Mapping[str, Place],
    problems: list[Problem],
) -> None:
    for name, column in columns.items():
        texts = {f"{name}.labels.{key}": label for key, label in column.get("labels", {}).items()}
        if column.get("kind") != Holds.LABEL.value:
            texts[f"{name}.title"] = column.get("title", {})
        for path, text in texts.items():
            for code in languages:
                if code not in text:
                    remedy = f'add --set "{path}.{code}=…"'
                    message = f'{path} has no text in "{code}"'
                    problems.append(Problem(places[name], Rule.MISSING_TRANSLATION, message, remedy))


def _ordered(columns: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    def rank(key: str) -> int:
        return _ORDER.index(key) if key in _ORDER else len(_ORDER)

    return {name: dict(sorted(column.items(), key=lambda item: rank(item[0]))) for name, column in columns.items()}
