"""The layout of a file of any kind, opened as the reader of tables opens it."""

from __future__ import annotations

from yiwu_report.editor.describe.layout import Layout, UnclearFileError, encoding_of, layout_of
from yiwu_report.inputs.tabular.containers import FOLDER, ContainerKind, default_separator, kind_by_name
from yiwu_report.inputs.tabular.csv_container import TextFile
from yiwu_report.model.column_table import DataFile


def layout_of_file(file: DataFile, encoding: str | None, sheet: str | None, header_row: int | None) -> Layout:
    """The layout of the table in a file; UnclearFileError, or TableFault where it can't be read."""
    kind = kind_by_name(file.name)
    if kind is None:
        raise UnclearFileError(
            f"{file.name} is of no kind that is read; name it .csv, .tsv, .xlsx, .parquet or .sqlite"
        )
    if kind is not ContainerKind.CSV:
        raise UnclearFileError(f"{kind} is not described yet")
    place = f"{FOLDER}{file.name}"
    packed = TextFile(place, file.content, "latin-1")
    with packed.opened() as stream:
        content = stream.read()
    text = TextFile(place, file.content, encoding or encoding_of(content, file.name))
    return layout_of(text, default_separator(file.name), header_row)
