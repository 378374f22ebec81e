"""Which kind of container a data file is: by its name, and by its first bytes."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from yiwu_report.inputs.tabular.csv_container import CsvContainer, TextFile
from yiwu_report.inputs.tabular.raw_table import Container, TableFault, broken_file
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FileTableSpec

FOLDER: Final = "data/files/"


class ContainerKind(StrEnum):
    """The kinds of files that hold tables."""

    CSV = "CSV"
    XLSX = "XLSX"
    PARQUET = "Parquet"
    SQLITE = "SQLite"


_ENDINGS: Final = {
    ".csv": ContainerKind.CSV, ".tsv": ContainerKind.CSV, ".csv.gz": ContainerKind.CSV, ".tsv.gz": ContainerKind.CSV,
    ".xlsx": ContainerKind.XLSX, ".parquet": ContainerKind.PARQUET, ".sqlite": ContainerKind.SQLITE,
    ".db": ContainerKind.SQLITE,
}  # fmt: skip
_SIGNATURES: Final = {
    b"PK\x03\x04": "a ZIP file, as XLSX is", b"PAR1": "Parquet", b"SQLite format 3\0": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old Excel file (XLS)", b"\x1f\x8b": "a gzip file", b"%PDF": "a PDF",
    b"<!DOC": "a web page", b"<html": "a web page",
}  # fmt: skip
_OWN: Final = {
    ContainerKind.XLSX: b"PK\x03\x04", ContainerKind.PARQUET: b"PAR1", ContainerKind.SQLITE: b"SQLite format 3\0",
}  # fmt: skip
_ONLY_FOR: Final = {
    "encoding": {ContainerKind.CSV}, "separator": {ContainerKind.CSV}, "short_rows": {ContainerKind.CSV},
    "header_row": {ContainerKind.CSV, ContainerKind.XLSX}, "headings": {ContainerKind.CSV, ContainerKind.XLSX},
    "skip_top": {ContainerKind.CSV, ContainerKind.XLSX}, "skip_bottom": {ContainerKind.CSV, ContainerKind.XLSX},
    "sheet": {ContainerKind.XLSX}, "text_numbers": {ContainerKind.XLSX}, "query": {ContainerKind.SQLITE},
}  # fmt: skip


def kind_by_name(name: str) -> ContainerKind | None:
    """What a file is by its name; None for a name that says nothing."""
    lower = name.lower()
    return next((kind for ending, kind in _ENDINGS.items() if lower.endswith(ending)), None)


def kind_by_content(content: bytes) -> str | None:
    """What the first bytes of a file say that it is, e.g. "a PDF"; None for text."""
    return next((said for signature, said in _SIGNATURES.items() if content.startswith(signature)), None)


def default_separator(name: str) -> str:
    """What stands between the cells of a file of this name."""
    return "\t" if name.lower().removesuffix(".gz").endswith(".tsv") else ","


def open_container(file: DataFile, spec: FileTableSpec) -> Container:
    """The file with its headings; TableFault where it can't be read, or where `format:` can't fit it."""
    place, kind = f"{FOLDER}{file.name}", kind_by_name(file.name)
    if kind is None:
        remedy = f"name it with one of {', '.join(_ENDINGS)}"
        raise TableFault(
            Problem(spec.place_of("file"), Rule.TABLE_FILE, f"{file.name} is of no kind that is read", remedy)
        )
    _check_content(place, file, kind)
    _check_format(spec, kind)
    if kind is ContainerKind.CSV:
        shared = spec.format
        text = TextFile(place, file.content, shared.encoding)
        return CsvContainer(text, shared, shared.separator or default_separator(file.name))
    return _open_other(place, file, spec, kind)


def _open_other(place: str, file: DataFile, spec: FileTableSpec, kind: ContainerKind) -> Container:
    """As above, of what isn't text. Only what a report needs is imported."""
    if kind is ContainerKind.XLSX:
        from yiwu_report.inputs.tabular.xlsx_container import XlsxContainer  # noqa: PLC0415

        return XlsxContainer(place, file.content, spec)
    if kind is ContainerKind.PARQUET:
        from yiwu_report.inputs.tabular.parquet_container import ParquetContainer  # noqa: PLC0415

        return ParquetContainer(place, file.content)
    from yiwu_report.inputs.tabular.sqlite_container import SqliteContainer  # noqa: PLC0415

    return SqliteContainer(place, file.content, spec)


def _check_content(place: str, file: DataFile, kind: ContainerKind) -> None:
    if not file.content:
        raise TableFault(broken_file(place, "an empty file").problems[0])
    said = kind_by_content(file.content)
    own = _OWN.get(kind)
    is_packed = file.name.lower().endswith(".gz")
    if own is not None and not file.content.startswith(own):
        raise broken_file(place, f"it is named like {kind}, but is {said or 'not'}", "rename it after what it is")
    if own is None and said and (said != "a gzip file" or not is_packed):
        raise broken_file(place, f"it is named like {kind}, but is {said}", "rename it after what it is")
    if own is None and is_packed and said is None:
        raise broken_file(place, "it is named like a gzip file, but is not packed", "take .gz off its name")


def _check_format(spec: FileTableSpec, kind: ContainerKind) -> None:
    """What `format:` says that doesn't fit the kind of the file, or contradicts itself."""
    problems = []
    for key in sorted(spec.format.model_fields_set):
        if kind not in _ONLY_FOR.get(key, set(ContainerKind)):
            fitting = " or ".join(sorted(_ONLY_FOR[key]))
            place = spec.place_of("format", key)
            problems.append(Problem(place, Rule.TABLE_FORMAT, f"{key}: is for {fitting} only", "remove it"))
    shared = spec.format
    if shared.headings is not None and shared.header_row is not None:
        message = "both headings: and a line of headings"
        remedy = "write header_row: null if the file has none, or remove headings:"
        problems.append(Problem(spec.place_of("format", "headings"), Rule.TABLE_FORMAT, message, remedy))
    if shared.headings is None and shared.header_row is None and kind in _ONLY_FOR["headings"]:
        message, remedy = "a file without headings", "write headings: with a name for each column"
        problems.append(Problem(spec.place_of("format", "header_row"), Rule.TABLE_FORMAT, message, remedy))
    if problems:
        raise TableFault(*problems)
