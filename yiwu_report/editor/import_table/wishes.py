"""The parsed options of an import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from yiwu_report.editor.import_table.dates import DateForm, DateFormError
from yiwu_report.model.fields import fault_of_id


class Holds(Enum):
    """What a column of the file holds."""

    LABEL = "label"
    CATEGORY = "category"
    FIGURE = "figure"
    NOTHING = "skip"


class WishError(ValueError):
    """A flag that cannot be read; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class ColumnWish:
    """A column of the file: what becomes of it."""

    heading: str  # as the file has it
    holds: Holds
    id: str = ""  # of a label it may have a language, e.g. "name.en"
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """A column whose values become columns."""

    by: str  # its heading
    of: str  # the heading of the column of figures
    unit: str


@dataclass(frozen=True)
class Wishes:
    """All flags of an import."""

    table: str
    titles: Mapping[str, str]  # language -> title
    columns: Sequence[ColumnWish]
    rows: Sequence[str]  # headings of the columns that name the rows
    defaults: Mapping[str, str]  # source, paragraph, period, status, basis
    settings: Sequence[tuple[tuple[str, ...], str]] = ()  # path below `columns` -> value
    only: Mapping[str, Sequence[str]] = field(default_factory=dict)  # heading -> cells, one of which a row must have
    dates: Mapping[str, DateForm] = field(default_factory=dict)  # heading -> the form of its dates
    years: Sequence[str] = ()  # headings of columns of dates that are read as years
    periods: str | None = None  # heading of the column that holds the period of each row, or of each column spread
    spread: Spread | None = None
    makes_ids: bool = False
    thousands: str | None = None
    decimal: str | None = None
    stripped: Sequence[str] = ()
    nulls: Sequence[str] = ()
    rounded: Mapping[str, int] = field(default_factory=dict)  # column id -> decimals
    keeps_printed: bool = False


_FORMS = {
    Holds.LABEL: '--label "HEADING=id" (or "HEADING=id.LANGUAGE")',
    Holds.CATEGORY: '--category "HEADING=id"',
    Holds.FIGURE: '--figure "HEADING=id:unit"',
    Holds.NOTHING: '--skip "HEADING"',
}


def column_wish(holds: Holds, written: str) -> ColumnWish:
    """The wish that a flag writes, e.g. "Total area=area:km2"; a heading may hold = and : itself."""
    if holds is Holds.NOTHING:
        return ColumnWish(written, holds)
    heading, is_there, rest = written.rpartition("=")
    name, has_unit, unit = rest.partition(":")
    if not is_there or (has_unit and holds is not Holds.FIGURE) or (holds is Holds.FIGURE and not unit):
        raise WishError(f'--{holds.value} "{written}": write {_FORMS[holds]}')
    column = name.partition(".")[0] if holds is Holds.LABEL else name
    wrong = fault_of_id(column, dots=False) or (fault_of_id(unit) if unit else None)
    if wrong:
        raise WishError(f'--{holds.value} "{written}": {wrong.message}; {wrong.remedy}')
    return ColumnWish(heading, holds, name, unit or None)


def setting(written: str) -> tuple[tuple[str, ...], str]:
    """A key of a column and its value, e.g. "area.title.zh=面积"."""
    path, is_there, value = written.partition("=")
    parts = tuple(path.split("."))
    if not is_there or len(parts) < 2 or not all(parts):
        raise WishError(f'--set "{written}": write COLUMN.KEY=VALUE, e.g. area.period=2020')
    return parts, value


def pairs(flag: str, written: Iterable[str], form: str) -> dict[str, str]:
    """NAME=VALUE of each, by name."""
    found: dict[str, str] = {}
    for each in written:
        name, is_there, value = each.rpartition("=")
        if not is_there or not name:
            raise WishError(f'{flag} "{each}": write {form}')
        found[name] = value
    return found


def choices(written: Iterable[str]) -> dict[str, list[str]]:
    """HEADING=CELL of each, by heading."""
    found: dict[str, list[str]] = {}
    for each in written:
        heading, is_there, cell = each.partition("=")
        if not is_there:
            raise WishError(f'--only "{each}": write HEADING=CELL')
        found.setdefault(heading, []).append(cell)
    return found


def spread_wish(written: str) -> Spread:
    """The spread that a flag writes, e.g. "source=net_generation:gwh"."""
    by, is_there, rest = written.partition("=")
    of, has_unit, unit = rest.rpartition(":")
    if not (is_there and by and of and has_unit):
        raise WishError(f'--spread "{written}": write "HEADING=HEADING OF THE FIGURES:unit"')
    if wrong := fault_of_id(unit):
        raise WishError(f'--spread "{written}": {wrong.message}; {wrong.remedy}')
    return Spread(by, of, unit)


def date_forms(written: Iterable[str]) -> dict[str, DateForm]:
    """HEADING=FORM of each, by heading."""
    try:
        found = {name: DateForm(form) for name, form in pairs("--as-date", written, "HEADING=DD/MM/YYYY").items()}
        for form in found.values():
            _ = form.pattern
    except DateFormError as error:
        raise WishError(f"--as-date: {error}") from None
    return found


def decimals_of(written: Iterable[str]) -> dict[str, int]:
    """COLUMN=DECIMALS of each."""
    found = pairs("--round", written, "COLUMN=DECIMALS, e.g. area=1")
    for name, value in found.items():
        if not re.fullmatch("[0-9]", value):
            raise WishError(f'--round "{name}={value}": write COLUMN=DECIMALS, e.g. area=1')
    return {name: int(value) for name, value in found.items()}
