"""Which columns of a file are meant: by their headings, or by headings that are periods."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from yiwu_report.inputs.tabular.file_periods import PeriodReader
from yiwu_report.inputs.tabular.number_cells import CellFault
from yiwu_report.inputs.tabular.raw_table import Container
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import PERIOD_PLACEHOLDER, FileColumnSpec, FileTableSpec

PeriodText = tuple[str, Period]


@dataclass
class FoundColumns:
    """Where the columns of a description stand in its file, counted from 0."""

    single: dict[str, int] = field(default_factory=dict)  # column -> number
    languages: dict[str, dict[str, int]] = field(default_factory=dict)  # label column -> language -> number
    periods: dict[str, dict[PeriodText, int]] = field(default_factory=dict)  # figure column -> period -> number
    texts: set[int] = field(default_factory=set)  # the numbers of those that aren't figures
    problems: list[Problem] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """All that are read, each once, in the order of the file."""
        found = {*self.single.values()}
        for inner in self.languages.values():
            found |= {*inner.values()}
        for each in self.periods.values():
            found |= {*each.values()}
        return sorted(found)

    @property
    def all_periods(self) -> list[PeriodText]:
        """The periods of headings, in the order in which they stand."""
        first: dict[PeriodText, int] = {}
        for inner in self.periods.values():
            for period, number in inner.items():
                first[period] = min(number, first.get(period, number))
        return sorted(first, key=first.__getitem__)


def plain_heading(text: str) -> str:
    """A heading as it is compared: in NFC, with single spaces."""
    return normalize("NFC", " ".join(text.replace("\ufeff", "").split()))


def find_columns(spec: FileTableSpec, headings: Iterable[str], file: str) -> FoundColumns:
    """Where the columns of a description stand, with a problem for each that can't be told."""
    return _Finder(spec, [plain_heading(each) for each in headings], file).find()


class _Finder:
    def __init__(self, spec: FileTableSpec, headings: list[str], file: str) -> None:
        self.spec, self.headings, self.file = spec, headings, file
        self.found = FoundColumns()

    def find(self) -> FoundColumns:
        spec, found = self.spec, self.found
        for name, column in spec.columns.items():
            if column.formula is not None or name == spec.periods_in_headings:
                continue
            heading = column.heading_in(name)
            if isinstance(heading, dict):
                numbers = {language: self._number(each, column) for language, each in heading.items()}
                whole = {language: number for language, number in numbers.items() if number is not None}
                if len(whole) == len(numbers):
                    found.languages[name] = whole
                    found.single[name] = next(iter(whole.values()))
            elif PERIOD_PLACEHOLDER in heading and column.kind is ColumnKind.FIGURE and spec.periods_in_headings:
                found.periods[name] = self._period_columns(heading, column)
            elif (number := self._number(heading, column)) is not None:
                found.single[name] = number
            if column.kind is not ColumnKind.FIGURE:
                found.texts |= {found.single[name]} if name in found.single else set()
                found.texts |= {*found.languages.get(name, {}).values()}
        return found

    def _number(self, heading: str, column: FileColumnSpec) -> int | None:
        wanted = plain_heading(heading)
        numbers = [number for number, each in enumerate(self.headings) if each == wanted]
        if not numbers:
            known = [each for each in self.headings if each]
            otherwise = f"its headings are {_listed(known)}" if known else "it has no headings there: see header_row:"
            self._refuse(
                column, "header", f'{self.file} has no heading "{wanted}"', did_you_mean(wanted, known, otherwise)
            )
            return None
        if column.occurrence is None and len(numbers) > 1:
            where = " and ".join(str(number + 1) for number in numbers)
            message = f'the heading "{wanted}" stands over {len(numbers)} columns, {where}'
            self._refuse(column, "header", message, "write occurrence: with the one that is meant, 1 for the first")
            return None
        if column.occurrence is not None and column.occurrence > len(numbers):
            message = f'the heading "{wanted}" occurs {len(numbers)} time{"s" if len(numbers) > 1 else ""}'
            self._refuse(column, "occurrence", message, f"write {len(numbers)} or less")
            return None
        return numbers[(column.occurrence or 1) - 1]

    def _period_columns(self, heading: str, column: FileColumnSpec) -> dict[PeriodText, int]:
        before, after = (re.escape(plain_heading(f"x{each}x")[1:-1]) for each in heading.split(PERIOD_PLACEHOLDER, 1))
        pattern = re.compile(f"{before}(.+){after}")
        numbers = {
            number: match[1].strip() for number, each in enumerate(self.headings) if (match := pattern.fullmatch(each))
        }
        periods = self.spec.columns.get(self.spec.periods_in_headings or "")
        dates = periods.dates.value.strip() if periods is not None and periods.dates else None
        read = PeriodReader(dates, financial_years=self.spec.format.financial_years).read(
            dict.fromkeys(numbers.values())
        )
        found: dict[PeriodText, int] = {}
        for number, text in numbers.items():
            period = read[text]
            if isinstance(period, CellFault):
                if period.kind == "ambiguous":
                    self._refuse(column, "header", f'the heading "{text}" {period.message}', period.remedy)
                    return {}
                continue
            if period in found:
                message = f'the period {period[0]} stands in two headings that fit "{heading}"'
                self._refuse(column, "header", message, "write a header: that fits one of them")
            found[period] = number
        if not found:
            known = _listed([each for each in self.headings if each])
            message = f'{self.file} has no heading that fits "{heading}" with a period'
            remedy = f"its headings are {known}; dates: of the column {self.spec.periods_in_headings} says how periods are written"
            self._refuse(column, "header", message, remedy)
        return found

    def _refuse(self, column: FileColumnSpec, key: str, message: str, remedy: str) -> None:
        self.found.problems.append(Problem(column.place_of(key), Rule.TABLE_FORMAT, message, remedy))


def _listed(texts: list[str], most: int = 12) -> str:
    shown = ", ".join(f'"{each}"' if len(each) <= 40 else f'"{each[:39]}…"' for each in texts[:most])
    return f"{shown} and {len(texts) - most} more" if len(texts) > most else shown


_SEPARATORS = {",": '","', ";": '";"', "\t": "tab", "|": '"|"'}


def with_advice(found: FoundColumns, spec: FileTableSpec, container: Container) -> tuple[Problem, ...]:
    """The problems of columns that weren't found: one, where another line or separator has all of them."""
    names = {name: each.heading_in(name) for name, each in spec.columns.items() if each.formula is None}
    wanted = {
        plain_heading(each) for each in names.values() if isinstance(each, str) and PERIOD_PLACEHOLDER not in each
    }
    wanted -= {plain_heading(spec.periods_in_headings or "")}
    if not wanted or wanted & _plain(container.headings):
        return tuple(found.problems)
    for separator, word in _SEPARATORS.items():
        for line, row in container.head(separator):
            if not wanted <= _plain(row):
                continue
            said = [f"header_row: {line}"] if line != container.heading_line else []
            said += [f"separator: {word}"] if wanted - _plain(dict(container.head()).get(line, [])) else []
            remedy = f"its headings are in line {line}: write {' and '.join(said)} under format:"
            return (replace(found.problems[0], remedy=remedy),)
    return tuple(found.problems)


def _plain(row: Iterable[str]) -> set[str]:
    return {plain_heading(each) for each in row}
