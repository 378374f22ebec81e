"""The files of the table: a description in YAML and rows as CSV; and facts that another table already contains."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yiwu_report.editor.import_table.cells import Category
from yiwu_report.editor.import_table.wishes import Holds, Wishes
from yiwu_report.editor.schema import modeline
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.problem import Place, Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import canonical

Value = str | Mapping[str, "Value"]

_NUMBERS = frozenset({"period", "paragraph", "decimals", "tolerance", "update_due"})  # keys that editors never quote
_PLAIN_NUMBER = re.compile(r"[0-9][0-9./-]*( vs [0-9-]+)?")
_PLAIN = re.compile(r"[^\W_](?:[^:#{}\[\],&*!|>'\"%@`\n]*[^\s:#{}\[\],&*!|>'\"%@`])?")
_SPECIAL = re.compile(r"(?i)null|true|false|yes|no|on|off|~|[-+]?[0-9.,_:exo/-]+")


def written(values: Mapping[str, Value], indent: int = 0) -> str:
    """The mapping as lines of YAML."""
    return "".join(_lines(values, indent))


def _lines(values: Mapping[str, Value], indent: int) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, str):
            yield f"{' ' * indent}{key}: {value if key in _NUMBERS and _PLAIN_NUMBER.fullmatch(value) else scalar(value)}\n"
        elif value:
            yield f"{' ' * indent}{key}:\n{written(value, indent + 2)}"


def scalar(text: str) -> str:
    """A text as YAML: plain where every reader takes it for that text, else in quotes."""
    return text if _PLAIN.fullmatch(text) and not _SPECIAL.fullmatch(text) else json.dumps(text, ensure_ascii=False)


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


def as_csv(ids: Sequence[str], columns: Mapping[str, Sequence[str]]) -> str:
    """A line of headings, then a line a row; the ids come first."""
    lines = [["id", *columns]]
    lines += [[row, *(cells[number] for cells in columns.values())] for number, row in enumerate(ids)]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in ',"\n\r') or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell


Fact = tuple[str | None, str, str, str]  # source, unit, period, value


def repeated(data: Data, table: str) -> list[str]:
    """A line for each other table that holds half of this table's figures or more.

    The same fact is taken to be one of the same source, unit, period and value whose row or column has the same id,
    whichever way the tables are turned. A few such figures may be chance, half of a table are not.
    """
    own = _facts(data, table)
    count = sum(map(len, own.values()))
    lines = []
    for other in data.tables:
        theirs = _facts(data, other) if other != table else {}
        twice = [pair for fact, figures in own.items() for pair in _pairs(figures, theirs.get(fact, ()))]
        if twice and len(twice) * 2 >= count:
            figure, same = twice[0]
            lines.append(
                f"{len(twice)} of {count} figures are in the table {other} already, e.g. {figure.id} as {same.id}: "
                "a change to one would miss the other; store each fact once, and refer to it in formulas "
                "and texts"
            )
    return lines


def _facts(data: Data, table: str) -> dict[Fact, list[Figure]]:
    found: dict[Fact, list[Figure]] = defaultdict(list)
    for name in data.cells[table]:
        figure = data.figures[name]
        if figure.quantity is not None and not figure.is_derived:
            found[figure.source, figure.unit_id, str(figure.period), canonical(figure.quantity)].append(figure)
    return found


def _pairs(figures: Sequence[Figure], theirs: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Each figure with the first of theirs that has an id of a row or a column in common with it."""
    pairs = [(figure, [each for each in theirs if _ids(each) & _ids(figure)]) for figure in figures]
    return [(figure, same[0]) for figure, same in pairs if same]


def _ids(figure: Figure) -> set[str | None]:
    return {figure.row, figure.column}
