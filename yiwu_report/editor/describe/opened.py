"""The layout of a file of any kind, opened as the reader of tables opens it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from io import BytesIO

from yiwu_report.editor.describe.layout import (
    FileLayout,
    FileRow,
    UnclearFileError,
    encoding_of,
    layout_of,
    layout_of_rows,
)
from yiwu_report.inputs.tabular.containers import (
    FOLDER,
    ContainerKind,
    default_separator,
    kind_by_content,
    kind_by_name,
    open_container,
)
from yiwu_report.inputs.tabular.csv_container import TextFile
from yiwu_report.inputs.tabular.raw_table import TableFault
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.problem import Place
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FileColumnSpec, FileTableSpec, FormatSpec
from yiwu_report.model.text import Text


def layout_of_file(file: DataFile, encoding: str | None, sheet: str | None, header_row: int | None) -> FileLayout:
    """The layout of the table in a file; UnclearFileError, or TableFault where it can't be read."""
    kind = kind_by_name(file.name)
    if kind is None:
        said = kind_by_content(file.content)
        raise UnclearFileError(
            f"{file.name} is {said or 'of no kind that is read'}; name it .csv, .tsv, .xlsx, .parquet or .sqlite if it is that"
        )
    match kind:
        case ContainerKind.CSV:
            return _of_text(file, encoding, header_row)
        case ContainerKind.XLSX:
            return _of_sheet(file, sheet, header_row)
        case ContainerKind.SQLITE:
            return _of_database(file, sheet)
    rows, headings, _ = _rows(file, FormatSpec())
    return FileLayout(headings, 0, rows)


def _of_text(file: DataFile, encoding: str | None, header_row: int | None) -> FileLayout:
    said = kind_by_content(file.content)
    if said and not (said == "a gzip file" and file.name.lower().endswith(".gz")):
        raise UnclearFileError(f"{file.name} is {said}; rename it after what it is")
    place = f"{FOLDER}{file.name}"
    if encoding is None:
        with TextFile(place, file.content, "utf-16").opened() as stream:  # which takes any first bytes
            encoding = encoding_of(stream.read(), file.name)
    text = TextFile(place, file.content, encoding)
    return layout_of(text, default_separator(file.name), header_row)


def _of_sheet(file: DataFile, sheet: str | None, header_row: int | None) -> FileLayout:
    names = _sheets(file)
    if sheet is None and len(names) > 1:
        listed = "\n".join(f'  --sheet "{each}"' for each in names)
        raise UnclearFileError(f"{file.name} has {len(names)} sheets; add the one that is meant:\n{listed}")
    chosen = sheet or names[0]
    width = len(open_container(file, _spec(file, _sheet_format(chosen, None), 0)).headings)
    rows, _, are_texts = _rows(file, _sheet_format(chosen, width), width)
    layout = layout_of_rows([(line, _unmerged(row)) for line, row in rows], header_row)
    if len(names) > 1:
        layout.format = {"sheet": chosen, **layout.format}
    at = {line: index for index, (line, _) in enumerate(row for row in rows if row[1])}
    layout.are_texts = [[are_texts[number][at[line]] for line, _ in layout.rows] for number in range(width)]
    return layout


def _sheet_format(sheet: str, width: int | None) -> FormatSpec:
    """Rows below headings in the first row, or all rows where the number of columns is known."""
    if width is None:
        return FormatSpec.model_construct(sheet=_text(sheet))
    headings = [_text(each) for each in _names(width)]
    return FormatSpec.model_construct(sheet=_text(sheet), header_row=None, headings=headings)


def _sheets(file: DataFile) -> list[str]:
    """The names of the sheets; TableFault, as the reader has it, where the file can't be read."""
    try:
        open_container(file, _spec(file, FormatSpec(), 0))
    except TableFault as fault:
        if any(each.rule is not Rule.TABLE_FORMAT for each in fault.problems):  # but for several sheets
            raise
    from python_calamine import load_workbook  # noqa: PLC0415  # an extra that only some need

    return list(load_workbook(BytesIO(file.content)).sheet_names)


def _unmerged(row: Sequence[str]) -> list[str]:
    """A row without the repetitions of one text that is merged over all of it: a title."""
    filled = [cell for cell in row if cell.strip()]
    if len(filled) > 1 and len(set(filled)) == 1 and not any(each.isdigit() for each in filled[0][:1]):
        return [filled[0], *[""] * (len(row) - 1)]
    return list(row)


def _of_database(file: DataFile, table: str | None) -> FileLayout:
    names = _tables(file)
    if table is None and len(names) != 1:
        listed = "\n".join(f'  --sheet "{each}"' for each in names)
        raise UnclearFileError(f"{file.name} has {len(names)} tables; add the one that is meant:\n{listed}")
    chosen = table or names[0]
    if chosen not in names:
        raise UnclearFileError(f'{file.name} has no table "{chosen}"; its tables are {", ".join(names)}')
    query = f"SELECT * FROM {quoted_name(chosen)} ORDER BY 1"  # noqa: S608  # read-only, in a copy in memory
    rows, headings, _ = _rows(file, FormatSpec.model_construct(query=_text(query)))
    return FileLayout(headings, 0, rows, database_table=chosen)


def _tables(file: DataFile) -> list[str]:
    """The tables and views of a database, in a copy in memory."""
    connection = sqlite3.connect(":memory:")
    content = file.content
    if content[18:20] == b"\x02\x02":  # in WAL mode, which a copy in memory can't have
        content = content[:18] + b"\x01\x01" + content[20:]
    try:
        connection.deserialize(content)
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
    except sqlite3.Error as error:
        raise UnclearFileError(f"{file.name} can't be read as a database: {error}") from None
    finally:
        connection.close()
    return [str(each[0]) for each in found]


def quoted_name(name: str) -> str:
    """A name of SQL; plain where it is a word."""
    is_word = name.isascii() and name.isidentifier() and not name.isupper()
    return name if is_word else '"' + name.replace('"', '""') + '"'


def _rows(
    file: DataFile, form: FormatSpec, width: int | None = None
) -> tuple[list[FileRow], list[str], dict[int, list[bool]]]:
    """All rows with their lines, an empty one where lines are left out; headings; what is stored as text."""
    container = open_container(file, _spec(file, form, width or 0))
    numbers = range(width if width is not None else len(container.headings))
    rows: list[FileRow] = []
    are_texts: dict[int, list[bool]] = {number: [] for number in numbers}
    for chunk in container.chunks(list(numbers)):
        for line, *cells in zip(chunk.lines.tolist(), *chunk.columns, strict=True):
            if rows and line > rows[-1][0] + 1:
                rows.append((line - 1, []))
            rows.append((line, cells))
        for number, flags in chunk.are_texts.items():
            are_texts[number] += flags.tolist()
    return rows, list(container.headings), are_texts


def _spec(file: DataFile, form: FormatSpec, width: int) -> FileTableSpec:
    """A description that reads every column as texts."""
    columns = {name: FileColumnSpec.model_construct(kind=ColumnKind.LABEL) for name in _names(width)}
    return FileTableSpec.model_construct(title={}, file=_text(file.name), keys=[], format=form, columns=columns)


def _names(width: int) -> list[str]:
    return [f"column_{number + 1}" for number in range(width)]


def _text(value: str) -> Text:
    return Text(value, Place(""), value)
