"""What each column of a file holds, and how its cells are written: what is certain, and what has to be decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from yiwu_report.editor.describe.ids import make_id, without_unit
from yiwu_report.editor.describe.layout import Decide
from yiwu_report.inputs.tabular.file_periods import PATTERNS, PeriodReader
from yiwu_report.inputs.tabular.number_cells import CellFault, NumberNotation
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.table_files import NegativeNotation

_SPACES: Final = " \u00a0\u202f\u2009"
_MANY: Final = 20_000  # different cells of a column that are looked at
_MISSING = re.compile(r"(?i)n/?\.?a\.?n?\.?|null|none|nil|not (available|published|stated)|missing|#n/a|无|暂无|无数据")
_PERHAPS_MISSING = re.compile(r"[-–—.…:*x/?]{1,3}")
_PLAIN = re.compile(rf"[-+\u2212]?[0-9][0-9.,'’{_SPACES}]*")
_SIGNED = re.compile(
    rf"(?P<before>(?:[A-Z]{{0,3}}[^\w\s.,'’()+\-\u2212]+)?)\s*(?P<number>[-+\u2212]?[0-9](?:[0-9.,'’{_SPACES}]*[0-9])?)\s*(?P<after>[^\w\s.,'’()\-\u2212]*)"
)
_WITH_WORD = re.compile(r"\W*[A-Za-z]{0,3}\W{0,2}[0-9][0-9.,'’\s]*[½¼¾]?\W{0,2}[^\W\d]{0,3}\W?\W?")
_ABOUT_TIME = re.compile(
    r"(?i)(^|[\W_])(years?|yr|date|period|time|quarter|month|week|day|season|jahr|datum|année|año|anno)($|[\W_0-9])|年|月|日期|季度|时间"
)
_CODE = re.compile(
    r"(?i)(^|[\W_])(id|ids|code|codes|fips|zip|postcode|iso|num|no|nr|index|key)($|[\W_0-9])|编号|代码|编码|邮编|序号|^$"
)
_TOTAL = re.compile(r"(?i)(grand |sub-?)?totals?|all|sum|overall|合计|总计|小计|共计|总和|total .*|.* total")


@dataclass
class FileColumn:
    """A column of the file; `keys` is what its description says, in the order in which it is written."""

    number: int  # from 0
    heading: str
    cells: Sequence[str]
    occurrence: int | None = None  # where several have its heading
    id: str = ""
    kind: ColumnKind | None = None  # None: it holds nothing
    is_kind_certain: bool = True
    keys: dict[str, object] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    are_texts: Sequence[bool] | None = None

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often it holds each text; spaces around it don't count."""
        return Counter(cell.strip(f"{_SPACES}\ufeff\t") for cell in self.cells)

    @cached_property
    def filled(self) -> Sequence[str]:
        """The different texts that aren't empty, in their order; of very many only the first."""
        return [each for each in self.counts if each][:_MANY]

    @cached_property
    def word(self) -> str:
        """The word that stands behind every number, e.g. km; "" where none does."""
        numbers = [cell for cell in self.filled if re.match(r"\W*[0-9]", cell)]
        words = {match[1] if (match := re.search(r"[0-9]\s*([^\W\d_]{1,8})$", cell)) else "" for cell in numbers}
        return next(iter(words)) if len(words) == 1 and len(numbers) > 1 else ""

    def number_in(self, cell: str) -> str | None:
        """The number of a cell without signs, brackets and a minus behind it; None where that isn't one."""
        if self.word and cell.endswith(self.word):
            cell = cell.removesuffix(self.word).strip()
        if cell[:1] == "(" and cell[-1:] == ")":
            cell = cell[1:-1].strip()
        if cell[-1:] in "-\u2212" and len(cell) > 1:
            cell = cell[:-1].strip()
        match = _SIGNED.fullmatch(cell)
        return match["number"] if match else None

    @property
    def has_empty(self) -> bool:
        """True if a cell is empty."""
        return "" in self.counts


@dataclass
class ProvenMarks:
    """What cells prove of the marks between their digits."""

    decimal: set[str] = field(default_factory=set)
    thousands: set[str] = field(default_factory=set)
    either: dict[str, str] = field(default_factory=dict)  # a mark that could be both -> the first such number

    def add(self, number: str) -> None:
        """Note what a number proves."""
        marks = [
            " " if each in _SPACES else "'" if each == "’" else each
            for each in number
            if not each.isdigit() and each not in "+-\u2212"
        ]
        if not marks:
            return
        last = marks[-1]
        for mark in marks[:-1]:
            (self.thousands if marks.count(mark) > 1 or mark != last else set()).add(mark)
        if marks.count(last) > 1 or last in " '":
            self.thousands.add(last)
            return
        whole, _, part = number.lstrip("+-\u2212").rpartition(last)
        first = re.split(r"\D", whole)[0]
        if len(marks) > 1 or len(part) != 3 or not 1 <= len(whole) <= 3 or first.startswith("0"):
            self.decimal.add(last)
        else:
            self.either.setdefault(last, number)

    @property
    def proven(self) -> tuple[str, str | None] | None:
        """The decimal mark and the thousands mark that explain everything; None where that isn't proven."""
        thousands = self.thousands - self.decimal
        if len(self.decimal) > 1 or len(thousands) > 1 or self.decimal & self.thousands:
            return None
        decimal = next(iter(self.decimal), None)
        mark = next(iter(thousands), None)
        left = set(self.either) - self.decimal - self.thousands
        if left and decimal is None and mark is None:
            return None
        if left and decimal is not None and mark is None and len(left) == 1:
            mark = next(iter(left))  # 1.234 beside 17,5
        elif left and decimal is None:
            decimal = next(iter(left))  # 1.234 beside 12'000'000
        if decimal is None:
            decimal = "," if mark == "." else "."
        return None if set(self.either) - {decimal, mark} else (decimal, mark)


def describe_columns(columns: Sequence[FileColumn], form: dict[str, object], unit_advice: str) -> None:
    """Note of each column what it holds; what is common to all is put into `form`, the keys of `format:`."""
    for column in columns:
        column.kind, column.is_kind_certain = _kind(column)
        column.id = make_id(without_unit(column.heading) or column.heading) or f"column_{column.number + 1}"
    _part_ids(columns)
    for column in columns:
        if column.kind is ColumnKind.PERIOD:
            _describe_period(column, form)
        elif column.kind is ColumnKind.FIGURE:
            column.keys["unit"] = Decide(unit_advice + _scale_advice(column.heading))
        elif column.kind is not None and not column.is_kind_certain:
            column.keys["kind"] = Decide(
                f'{column.kind} if these are names or codes, figure (with unit:) if they are numbers, e.g. "{column.filled[0][:30]}"'
            )
    figures = [column for column in columns if column.kind is ColumnKind.FIGURE]
    _describe_marks(figures, form)
    _describe_missing(figures, form)
    _describe_texts(figures, form)


def _part_ids(columns: Iterable[FileColumn]) -> None:
    """Give every column an id of its own."""
    given: set[str] = set()
    for column in columns:
        name = column.id
        if name in given:
            name = make_id(column.heading) or name
        number = column.occurrence or 2
        while name in given:
            name, number = f"{column.id}_{number}", number + 1
        column.id = name
        given.add(name)


def _kind(column: FileColumn) -> tuple[ColumnKind | None, bool]:
    """What a column holds, and whether that is certain."""
    filled = column.filled
    if not filled:
        return None, True
    if any(re.fullmatch(r"0[0-9]+", cell) for cell in filled) and not _ABOUT_TIME.search(column.heading):
        return _of_texts(column), True  # codes with zeros in front
    about_time = _ABOUT_TIME.search(_spelled(column.heading)) is not None
    if (certain := _is_period(filled, about_time=about_time)) is not None:
        return ColumnKind.PERIOD, certain
    return _kind_by_numbers(column, about_time=about_time)


def _kind_by_numbers(column: FileColumn, *, about_time: bool) -> tuple[ColumnKind, bool]:
    """What a column holds that isn't of periods, by how many of its cells are numbers."""
    numbers = [cell for cell in column.filled if column.number_in(cell)]
    others = [cell for cell in column.filled if not column.number_in(cell)]
    unknown = [cell for cell in others if not _MISSING.fullmatch(cell) and not _PERHAPS_MISSING.fullmatch(cell)]
    if numbers and len(numbers) >= 4 * len(unknown):
        is_whole = not unknown and all(cell.isdigit() for cell in numbers)
        is_code = is_whole and _CODE.search(_spelled(column.heading)) is not None
        is_part_of_time = is_whole and about_time and max(map(int, numbers)) <= 366  # month 1 to 12
        return (_of_texts(column), False) if is_code or is_part_of_time else (ColumnKind.FIGURE, True)
    is_mixed = bool(numbers) and all(_WITH_WORD.fullmatch(cell) for cell in unknown)
    return _of_texts(column), not is_mixed


def _spelled(heading: str) -> str:
    """A heading with a space between its words: lifeExp is life Exp."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", heading)


def _of_texts(column: FileColumn) -> ColumnKind:
    """A category if it has few texts, and each more than once; else a label."""
    rows, different = len(column.cells), len(column.counts)
    return ColumnKind.CATEGORY if different <= 30 and different * 3 <= rows else ColumnKind.LABEL


def _is_period(filled: Sequence[str], *, about_time: bool) -> bool | None:
    """True for a column of periods, False for one that is perhaps; None for another."""
    if all(re.fullmatch(r"[0-9]{1,4}", cell) for cell in filled):
        if about_time:
            return True if any(len(cell) > 2 for cell in filled) else None
        return False if all(1700 <= int(cell) <= 2100 for cell in filled) else None
    if any(not re.search("[0-9]", cell) for cell in filled) or (
        all(_SIGNED.fullmatch(cell) for cell in filled) and not about_time
    ):
        return None
    read = PeriodReader(None, financial_years=None).read(filled).values()
    if all(not isinstance(each, CellFault) or each.kind == "ambiguous" for each in read):
        return True
    return True if _patterns(filled) else None


def _patterns(filled: Sequence[str]) -> list[str]:
    """The patterns of dates that read every cell, one for each thing that the cells could mean."""
    meant: dict[tuple[str, ...], str] = {}
    for group in PATTERNS:
        for pattern in group:
            read = list(PeriodReader(pattern, financial_years=None).read(filled[:1]).values())
            if isinstance(read[0], CellFault):
                continue
            found = PeriodReader(pattern, financial_years=None).read(filled).values()
            texts = tuple(each[0] for each in found if not isinstance(each, CellFault))
            if len(texts) == len(filled):
                meant.setdefault(texts, pattern)
    return list(meant.values())


def _describe_period(column: FileColumn, form: dict[str, object]) -> None:
    filled = column.filled
    if not column.is_kind_certain:
        column.keys["kind"] = Decide(
            f"period if numbers such as {filled[0]} are years, figure (with unit:) if they are not"
        )
    read = PeriodReader(None, financial_years=None).read(filled).values()
    kinds = {each.kind for each in read if isinstance(each, CellFault)}
    if kinds == {"ambiguous"}:
        form["financial_years"] = Decide(f"true if {filled[0]} is a financial year, false if it is a month")
    elif len(filled) > 1 and all(re.fullmatch("[0-9]{4}-01-01", cell) for cell in filled):
        year = filled[0][:4]
        column.keys["dates"] = Decide(f"YYYY-01-01 if {filled[0]} stands for the year {year}, YYYY-MM-DD for a day")
    elif len(set(filled)) > 1 and all(re.fullmatch("[0-9]{4}-[0-9]{2}-01", cell) for cell in filled):
        month = filled[0][:7]
        column.keys["dates"] = Decide(f"YYYY-MM-01 if {filled[0]} stands for the month {month}, YYYY-MM-DD for a day")
    elif kinds:
        patterns = _patterns(filled)
        listed = " or ".join(f'"{each}"' for each in patterns)
        column.keys["dates"] = patterns[0] if len(patterns) == 1 else Decide(f"{listed}, as the file means {filled[0]}")
    if column.has_empty:
        column.keys["missing"] = [""]


def _scale_advice(heading: str) -> str:
    """What to do about a heading that says thousands."""
    found = re.search(r"(?i)thousands?|millions?|billions?|\b000s?\b|千|万|亿", heading)
    return f'; the heading says "{found[0]}": write a unit that includes it, or factor: too' if found else ""


def _describe_marks(figures: Sequence[FileColumn], form: dict[str, object]) -> None:
    """The decimal and the thousands mark: of all columns where they agree, of the column where not."""
    whole, own = ProvenMarks(), {}
    for column in figures:
        own[column.id] = marks = ProvenMarks()
        for cell in column.filled:
            if number := column.number_in(cell):
                marks.add(number)
                whole.add(number)
    proven = whole.proven
    if proven is not None:
        form |= _said(*proven)
    elif whole.decimal or whole.thousands:  # the columns differ
        for column in figures:
            marks = own[column.id]
            if marks.proven is not None:
                column.keys |= _said(*marks.proven)
            elif marks.either:
                column.keys |= _undecided(marks)
    elif whole.either:
        form |= _undecided(whole)


def _said(decimal: str, thousands: str | None) -> dict[str, object]:
    said: dict[str, object] = {"decimal": decimal} if decimal != "." else {}
    return said | ({"thousands": "space" if thousands == " " else thousands} if thousands else {})


def _undecided(marks: ProvenMarks) -> dict[str, object]:
    mark, number = next(iter(marks.either.items()))
    plain = number.replace(mark, "")
    if mark == ".":
        return {
            "decimal": Decide(f'"." if {number} has three decimals; if it is {plain}, "," and below it thousands: "."')
        }
    advice = f'"{mark}" if {number} is {plain}; if it has three decimals, none and above it decimal: "{mark}"'
    return {"thousands": Decide(advice)}


def _describe_missing(figures: Sequence[FileColumn], form: dict[str, object]) -> None:
    certain = list(dict.fromkeys(cell for column in figures for cell in column.filled if _MISSING.fullmatch(cell)))
    perhaps = list(
        dict.fromkeys(cell for column in figures for cell in column.filled if _PERHAPS_MISSING.fullmatch(cell))
    )
    listed = ["", *certain, *perhaps]
    if perhaps:
        written = ", ".join(f'"{each}"' for each in listed)
        shown = " and ".join(f'"{each}"' for each in perhaps[:3])
        form["missing"] = Decide(f"[{written}] if {shown} in {_named(figures, perhaps)} mean that nothing is published")
    elif certain:
        form["missing"] = listed


def _named(figures: Iterable[FileColumn], cells: Sequence[str]) -> str:
    names = [column.heading or column.id for column in figures if any(cell in column.counts for cell in cells)]
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _describe_texts(figures: Sequence[FileColumn], form: dict[str, object]) -> None:
    """Signs, brackets and minus signs behind numbers; then what is left is said in a comment."""
    minus = [cell for column in figures for cell in column.filled if cell[-1:] in "-\u2212" and column.number_in(cell)]
    brackets = [cell for column in figures for cell in column.filled if cell[:1] == "(" and column.number_in(cell)]
    if brackets:
        both = f"{NegativeNotation.BRACKETS}, {NegativeNotation.TRAILING_MINUS}" if minus else NegativeNotation.BRACKETS
        form["negative"] = Decide(
            f"[{both}] if {brackets[0]} is below zero; if not, remove this line and say what it is"
        )
    elif minus:
        form["negative"] = [str(NegativeNotation.TRAILING_MINUS)]
    for column in figures:
        _describe_signs(column)
    if any(_has_numbers_as_text(column) for column in figures):
        form["text_numbers"] = Decide(
            "true if what the file stores as text are numbers; kind: label in a column of codes"
        )


def _has_numbers_as_text(column: FileColumn) -> bool:
    flags = column.are_texts or ()
    return any(flag and column.number_in(cell.strip()) for cell, flag in zip(column.cells, flags, strict=False))


def _describe_signs(column: FileColumn) -> None:
    if column.word:
        column.keys["signs"] = [column.word]
        return
    matches = [match for cell in column.filled if (match := _SIGNED.fullmatch(cell))]
    signs = {sign for match in matches for sign in (match["before"], match["after"]) if sign}
    with_sign = sum(bool(match["before"] or match["after"]) for match in matches)
    if not signs:
        return
    if with_sign == len(matches) and len(signs) <= 2:
        column.keys["signs"] = sorted(signs)
        return
    listed = ", ".join(f'"{each}"' for each in sorted(signs))
    first = next(match[0] for match in matches if match["before"] or match["after"])
    column.keys["signs"] = Decide(f"[{listed}] if {first} is the same without it; notes: instead for footnote marks")


def totals_in(column: FileColumn) -> list[str]:
    """The texts that seem to name rows of totals."""
    return [cell for cell in column.filled if _TOTAL.fullmatch(cell)]


def period_headings(headings: Sequence[str], numbers: Iterable[int]) -> Iterator[tuple[str, list[int]]]:
    """Headings such as 1990, 2000 or pop 1990, pop 2000: the pattern with {period}, and the columns that fit."""
    groups: dict[str, list[int]] = {}
    for number in numbers:
        if match := re.search(
            r"(?<![0-9])(1[5-9]|20|21)[0-9]{2}(-?[QH][1-4]|-[0-9]{2}|/[0-9]{2})?(?![0-9])", headings[number]
        ):
            groups.setdefault(
                f"{headings[number][: match.start()]}{{period}}{headings[number][match.end() :]}", []
            ).append(number)
    yield from ((pattern, found) for pattern, found in groups.items() if len(found) > 1)


def unexplained(column: FileColumn, notation: NumberNotation) -> list[str]:
    """What is left to say of the cells of a column of figures, by kind, in words of the description."""
    said: dict[str, str] = {}
    for cell in column.filled:
        read = notation.read(cell)
        if isinstance(read, CellFault):
            said.setdefault(read.kind, f'"{cell[:40]}" {read.message}: {read.remedy}')
    return list(said.values())
