"""How a text file is laid out: its separator, its line of headings, and what stands above and below the rows."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from yiwu_report.inputs.tabular.csv_container import TextFile

FileRow = tuple[int, list[str]]  # its first line, and its cells
_SEPARATORS: Final = (",", ";", "\t", "|")
_OTHERS: Final = ("gb18030", "big5", "shift_jis", "cp1252", "cp1250", "cp1251")
_SAMPLE: Final = 300  # lines that tell the separator
_FIRST: Final = 12  # rows among which the headings stand
_NUMBER = re.compile(r"[^\w(]*\(?[^\w]*[0-9][0-9.,'’\s\u00a0\u202f]*[^\w]*\)?")
_PERIOD = re.compile(r"(1[5-9]|20|21)[0-9]{2}([-/]?([QH][1-4]|W?[0-9]{2}))?")
_NOTE = re.compile(
    r"(?i)\W*(source|note|footnote|quelle|fuente|copyright|©|last updated|https?:|资料|来源|数据来源|注)|\*"
)


class Decide(str):
    """What an editor has to decide: it stands in the description as `DECIDE`, with what there is to choose from."""

    __slots__ = ()


class UnclearFileError(Exception):
    """Why a file can't be described without an option, with what to add."""


@dataclass
class FileLayout:
    """What is known of a table in a file before its columns are looked at."""

    headings: list[str]  # of all columns in order; "" where there is none
    header_row: int | None  # None: the file has no headings
    rows: list[FileRow]  # those of data, each with as many cells as there are headings
    format: dict[str, object] = field(default_factory=dict)  # what `format:` has to say, in its order
    title: str = ""  # what stands above the headings
    remarks: list[str] = field(default_factory=list)  # comments for the description
    database_table: str | None = None
    are_texts: Sequence[Sequence[bool]] | None = None  # of a container that says what is stored as text: column -> row


def encoding_of(content: bytes, name: str) -> str:
    """The encoding that is certain; UnclearFileError with what the file would say in each that fits."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = content[:4000]
    if start.count(0) * 3 > len(start):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        begin = content.rfind(b"\n", 0, error.start) + 1
        line = content[begin : content.find(b"\n", begin) if b"\n" in content[begin:] else len(content)].strip()
        choices = [
            f'  --encoding {each}: "{line.decode(each)[:60]}"' for each in _OTHERS if _is_readable(content, each)
        ]
        number = content.count(b"\n", 0, error.start) + 1
        raise UnclearFileError(
            "\n".join([f"{name} is not UTF-8; add the encoding in which line {number} reads right:", *choices])
        ) from None
    return "utf-8"


def _is_readable(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return not any("\x80" <= each < "\xa0" for each in text)


def layout_of(text: TextFile, usual_separator: str, header_row: int | None = None) -> FileLayout:
    """The layout of the first table of a file, or of the one whose headings stand in this line."""
    separator = _separator(text, usual_separator)
    with text.lines() as lines:
        reader = csv.reader(lines, delimiter=separator)
        rows: list[FileRow] = []
        start = 1
        for cells in reader:
            rows.append((start, cells))
            start = reader.line_num + 1
    form: dict[str, object] = {}
    if text.encoding != "utf-8":
        form["encoding"] = text.encoding
    if separator != usual_separator:
        form["separator"] = "tab" if separator == "\t" else separator
    layout = layout_of_rows(rows, header_row)
    layout.format = form | layout.format
    return layout


def _separator(text: TextFile, usual: str) -> str:
    """What parts the most lines into the same number of cells."""
    with text.lines() as lines:
        sample = list(islice(lines, _SAMPLE))

    def rank(mark: str) -> tuple[float, bool, int]:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=mark) if any(row))
        width, count = max(widths.items(), key=lambda item: item[1] * min(item[0], 4), default=(1, 0))
        return (count / max(sum(widths.values()), 1) if width > 1 else 0.0), mark == usual, width

    best = max(_SEPARATORS, key=rank)
    return best if rank(best)[0] else usual


def layout_of_rows(rows: Sequence[FileRow], header_row: int | None = None) -> FileLayout:
    """The layout of rows as they stand, blank ones among them."""
    blocks = _blocks([row for row in rows if header_row is None or row[0] >= header_row])
    if not blocks:
        raise UnclearFileError("the file holds no rows")
    tables = [block for block in blocks if _width(block) > 1 and len(block) > 1] or [max(blocks, key=len)]
    main = tables[0]
    width = _width(main)
    before = blocks[blocks.index(main) - 1][-1] if blocks.index(main) else None
    if before and len(_filled(before[1])) >= max(width - 1, 2):  # a blank line below the headings
        main.insert(0, blocks[blocks.index(main) - 1].pop())
        blocks = [block for block in blocks if block]
    at = 0 if header_row is not None else _heading_index(main, width)
    above = [row for block in blocks[: blocks.index(main)] for row in block] + main[:at]
    joined = list(main[at:])
    others: list[list[FileRow]] = []
    for block in blocks[blocks.index(main) + 1 :]:
        if others or _is_other_table(block, joined, width):
            others.append(block)
        else:
            joined += block
    layout = _with_headings(joined, above, width)
    _cut_bottom(layout, [row for block in others for row in block], width)
    layout.remarks += [
        f"another table begins in line {block[0][0]}: describe it with --header-row {block[0][0]} and --table NAME"
        for block in others
        if _width(block) > 1 and len(block) > 1
    ]
    if not layout.rows:
        raise UnclearFileError("the file holds headings and no rows")
    layout.title = " ".join(_filled(above[0][1])) if above and len(_filled(above[0][1])) == 1 else ""
    return layout


def _blocks(rows: Iterable[FileRow]) -> list[list[FileRow]]:
    """The rows that follow one another without a blank line between."""
    blocks: list[list[FileRow]] = [[]]
    for row in rows:
        if any(row[1]):  # as the reader of the file counts rows
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _filled(cells: Iterable[str]) -> list[str]:
    return [" ".join(each.split()) for each in cells if each.strip()]


def _width(block: Sequence[FileRow]) -> int:
    """How many columns most rows have; empty ones at the end of all of them aren't counted."""
    widths = Counter(max((index for index, cell in enumerate(row) if cell.strip()), default=0) + 1 for _, row in block)
    lengths = Counter(len(row) for _, row in block)
    return lengths.most_common(1)[0][0] if max(widths) > 1 else 1


def _heading_index(block: Sequence[FileRow], width: int) -> int:
    """Which row holds the headings: the first that fills the table's columns, but perhaps the first of them."""
    counts = [len(_filled(row)) for _, row in block[:_FIRST]]
    for index, count in enumerate(counts):
        if count >= max(width - 1, min(width, 2)):
            return index
    return max(range(len(counts)), key=lambda index: counts[index])


def _is_other_table(block: Sequence[FileRow], table: Sequence[FileRow], width: int) -> bool:
    """True for rows below a blank line that don't go on with the table above."""
    if _width(block) != width:
        return True
    numbers = _number_columns(table[1:], width)
    return bool(numbers) and not any(_NUMBER.fullmatch(cell.strip()) for cell in block[0][1])


def _number_columns(rows: Sequence[FileRow], width: int) -> set[int]:
    """The columns in which most cells are numbers."""
    found = set()
    for number in range(width):
        cells = [row[number].strip() for _, row in rows[:_SAMPLE] if number < len(row) and row[number].strip()]
        if cells and sum(bool(_NUMBER.fullmatch(cell)) for cell in cells) * 5 >= len(cells) * 3:
            found.add(number)
    return found


def _with_headings(block: list[FileRow], above: list[FileRow], width: int) -> FileLayout:
    """The headings and the rows below them; without headings where the first row is like those below it."""
    line, first = block[0]
    numbers = _number_columns(block[1:], width)
    if not _is_data(first, block[1:], numbers):
        form: dict[str, object] = {} if line == 1 else {"header_row": line}
        headings = [" ".join(cell.split()) for cell in first]
        layout = FileLayout(headings, line, block[1:], form)
        if len(block) > 2 and numbers and _is_about_columns(block[1][1], numbers):
            layout.rows = block[2:]
            layout.format["skip_top"] = 1
            layout.remarks.append(f"line {block[1][0]} is about the columns: {' | '.join(_filled(block[1][1]))[:100]}")
        return layout
    form = {"header_row": None, "headings": [f"column_{number + 1}" for number in range(width)]}
    if above:
        form["skip_top"] = len(above)
    return FileLayout([f"column_{number + 1}" for number in range(width)], None, block, form)


def _is_data(row: Sequence[str], below: Sequence[FileRow], numbers: set[int]) -> bool:
    """True for a row of numbers where a line of headings could be: periods over numbers are headings, though."""
    own = [number for number in numbers if number < len(row) and _NUMBER.fullmatch(row[number].strip())]
    for number in own:
        column = [cells[number].strip() for _, cells in below[:_SAMPLE] if number < len(cells)]
        is_period = _PERIOD.fullmatch(row[number].strip()) is not None
        if not is_period or all(_PERIOD.fullmatch(cell) for cell in column if cell):
            return True
    return False


def _is_about_columns(row: Sequence[str], numbers: set[int]) -> bool:
    """True for a row of units or of numbers of columns below the headings."""
    cells = [row[number].strip() for number in numbers if number < len(row)]
    return all(cell and not re.search(r"[0-9]", cell) and len(cell) > 1 for cell in cells) and not row[0].strip()


def _cut_bottom(layout: FileLayout, below: list[FileRow], width: int) -> None:
    """Leave out what stands below the rows: notes, and other tables."""
    rows, count = layout.rows, len(below)
    while len(rows) > 1 and _is_note(rows[-1][1], width):
        count, rows = count + 1, rows[:-1]
    if count:
        layout.format["skip_bottom"] = count
    if len(rows) > 1 and width > 2 and len(_filled(rows[-1][1])) == 1 and rows[-1][1][0].strip():
        shown = rows[-1][1][0].strip()[:40]
        layout.format["skip_bottom"] = Decide(
            f'{count} if "{shown}" in line {rows[-1][0]} is a row of data, {count + 1} if it is a note'
        )
        rows = rows[:-1]
    short = [line for line, row in rows if len(row) < width]
    if short:
        layout.format["short_rows"] = Decide(
            f"true if rows such as line {short[0]} leave out empty cells at their end; if not, correct them at the source"
        )
    layout.rows = [(line, (row + [""] * width)[:width]) for line, row in rows]
    layout.headings = (layout.headings + [""] * width)[:width]


def _is_note(row: Sequence[str], width: int) -> bool:
    filled = _filled(row)
    if width < 2 or len(filled) != 1 or not row[0].strip():
        return False
    return len(row) < width or len(filled[0]) > 40 or _NOTE.match(filled[0]) is not None
