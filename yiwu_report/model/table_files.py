"""A table whose rows stand in a file of data/files/: data/tables/<name>.yaml with `file:` says how the file is read."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, ValidationInfo, WithJsonSchema

from yiwu_report.model import scalar_schemas as schemas
from yiwu_report.model.fields import (
    WORD,
    Factor,
    Flag,
    Id,
    IdKey,
    LocalizedField,
    PlainText,
    PositiveWhole,
    Spec,
    TextField,
    WholeNumber,
    Word,
    fault,
    shape,
    unlisted_language,
)
from yiwu_report.model.figures import ColumnKind, ColumnSpec, DefaultsSpec
from yiwu_report.model.origins import ORIGIN, OriginField
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

PERIOD_PLACEHOLDER: Final = "{period}"  # in `header:` of columns with `periods_in_headings:`
_MARKS = {"tab": "\t", "space": " ", "none": None}


def _mark(value: object) -> str | None:
    """One character; `tab`, `space` and `none` are words for what can't be seen in YAML."""
    if value is None:
        return None
    if not isinstance(value, Text):
        raise fault(Rule.WRONG_SHAPE, f"{shape(value)} where one character is expected", 'write one, e.g. ","')
    if value.value in _MARKS:
        return _MARKS[value.value]
    if len(value.value) != 1 or value.value in '"0123456789\r\n':
        message = f'"{value.value}" is not one character that can stand between digits or cells'
        raise fault(Rule.BAD_VALUE, message, 'write one character in quotes, e.g. ",", or tab, space or none')
    return value.value


def _required_mark(value: object) -> str:
    mark = _mark(value)
    if mark is None:
        raise fault(Rule.BAD_VALUE, "nothing where one character is expected", 'write one in quotes, e.g. ","')
    return mark


def _cell(value: object) -> str:
    """What a cell holds: any text without the spaces around it, an empty one too."""
    if isinstance(value, Text):
        return value.value.strip()
    raise fault(Rule.WRONG_SHAPE, f"{shape(value)} where what a cell holds is expected", 'write it in quotes, e.g. ""')


def _cells(value: object) -> object:
    """A list; one cell alone is a list of it."""
    return [value] if isinstance(value, Text) else value


def _partly_localized(value: object, info: ValidationInfo) -> object:
    """A text in some languages of the report."""
    if not isinstance(value, dict) or not value:
        message = f"{shape(value)} where a name in another language is expected"
        raise fault(Rule.WRONG_SHAPE, message, "write the name under the key of its language, e.g. zh:")
    languages: tuple[str, ...] | None = (info.context or {}).get("languages")
    for each in value:
        if languages is not None and each not in languages and not (info.context or {}).get("others"):
            raise unlisted_language(each, languages)
    return value


def _is_mapping(value: object) -> str:
    return "<mapping>" if isinstance(value, dict) else "<other>"


_CELL_SCHEMA: dict[str, Any] = {"not": {"type": ["object", "array", "null"]}, "errorMessage": "What a cell holds."}
_CELLS_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "array", "items": _CELL_SCHEMA}, _CELL_SCHEMA, {"type": "null"}]}
_MARK_SCHEMA: dict[str, Any] = {"type": "string", "errorMessage": "One character in quotes, or tab, space or none."}

MarkField = Annotated[str, BeforeValidator(_required_mark), WithJsonSchema(_MARK_SCHEMA)]
OptionalMark = Annotated[
    str | None, BeforeValidator(_mark), WithJsonSchema({"anyOf": [_MARK_SCHEMA, {"type": "null"}]})
]
CellText = Annotated[str, BeforeValidator(_cell), WithJsonSchema(_CELL_SCHEMA)]
CellKey = Annotated[str, AfterValidator(str.strip)]  # the same as a key
CellTexts = Annotated[list[CellText], BeforeValidator(_cells), WithJsonSchema(_CELLS_SCHEMA)]
HeaderField = Annotated[
    Annotated[LocalizedField, Tag("<mapping>")] | Annotated[PlainText, Tag("<other>")], Discriminator(_is_mapping)
]
NameField = Annotated[dict[str, TextField], BeforeValidator(_partly_localized), WithJsonSchema(schemas.TEXTS)]
_NAMES_SCHEMA: dict[str, Any] = {
    "type": "object",
    "anyOf": [
        {"properties": {"file": schemas.TEXT}, "required": ["file"], "additionalProperties": False},
        {"additionalProperties": {"type": "object"}},
    ],
}


class NegativeNotation(StrEnum):
    """Ways besides a minus sign in front in which a file writes what is below zero."""

    BRACKETS = "brackets"  # (1234)
    TRAILING_MINUS = "trailing_minus"  # 1234-


class FormatSpec(Spec):
    """How the cells of a file are to be found and read."""

    encoding: Word = Field(
        "utf-8", description="encoding of a CSV: utf-8 (with or without byte order mark), utf-16, gb18030, cp1252 …"
    )
    separator: OptionalMark = Field(
        None, description='what stands between the cells of a CSV; default: "," or, in a file named .tsv, tab'
    )
    header_row: PositiveWhole | None = Field(
        1,
        description="the line, or row of a sheet, with the headings; null: there is none, `headings` names the columns",
    )
    headings: list[TextField] | None = Field(
        None, description="names of all columns in order, for a file without headings (header_row: null)"
    )
    skip_top: WholeNumber = Field(0, description="how many rows below the headings are not data")
    skip_bottom: WholeNumber = Field(0, description="how many rows at the end are not data: notes, totals")
    short_rows: Flag = Field(False, description="true if rows leave out empty cells at their end")
    decimal: MarkField = Field(".", description="the decimal mark")
    thousands: OptionalMark = Field(None, description='the thousands mark, e.g. "," or space; default: none')
    missing: CellTexts = Field([""], description='figures that mean "not published"; default: an empty cell')
    negative: list[Annotated[NegativeNotation, WORD]] = Field(
        [], description="how the file writes what is below zero: brackets, trailing_minus"
    )
    drop: dict[IdKey, CellTexts] = Field(
        {}, description="column -> cells whose rows are not read, e.g. totals; the column is one of `columns`"
    )
    financial_years: Flag | None = Field(
        None, description="what 2008-09 is where it could be both: true: a financial year; false: a month"
    )
    sheet: TextField | None = Field(None, description="name of the sheet of an XLSX; required if there are several")
    text_numbers: Flag = Field(False, description="true: numbers that an XLSX stores as text are numbers")
    query: TextField | None = Field(None, description="the rows of an SQLite database: one SELECT with ORDER BY")


_FIRST_KEYS = ("kind", "header", "occurrence", "title", "labels", "empty", "dates", "unit", "formula", "decimals")


class FileColumnSpec(ColumnSpec):
    """A column of a file: which it is, what it holds and how its cells are read."""

    kind: Annotated[ColumnKind, WORD] = Field(
        ColumnKind.FIGURE, description="label, category, period or figure; default: figure"
    )
    header: HeaderField | None = Field(
        None, description="its heading in the file; default: its id. Labels in several languages: one for each language"
    )
    occurrence: PositiveWhole | None = Field(None, description="which of several columns with this heading, from 1")
    labels: Annotated[dict[CellKey, NameField] | None, WithJsonSchema(_NAMES_SCHEMA)] = Field(
        None,
        description="names of labels and categories in other languages: what the cell holds -> language -> name, "
        "or file: and the name of a CSV in data/files/, its first column what the cell holds, its others languages",
    )
    empty: LocalizedField | None = Field(None, description="for labels and categories: what an empty one is called")
    signs: list[CellText] = Field([], description='for figures: signs and units to take off, e.g. ["%", "$", "km"]')
    notes: dict[CellKey, LocalizedField] = Field(
        {}, description="for figures: footnote marks, and what each means, kept as a note of the figure"
    )
    factor: Factor | None = Field(None, description="for figures: what one in the file counts, e.g. 1000 for thousands")
    leading_zeros: Flag = Field(False, description="for figures: true if numbers are filled up with zeros, e.g. 0012")
    decimals: WholeNumber | None = Field(
        None, description="number of decimals to show; arithmetic is on the digits of the file"
    )
    dates: TextField | None = Field(
        None, description="for periods: how the file writes them, e.g. DD.MM.YYYY, MMM YYYY, YYYY Q, YYYY-WW"
    )
    missing: CellTexts | None = Field(
        None, description="for figures instead of that of `format`; for others: cells that are the same as empty ones"
    )
    decimal: MarkField | None = Field(None, description="for figures: instead of that of `format`")
    thousands: OptionalMark = Field(None, description="for figures: instead of that of `format`")
    negative: list[Annotated[NegativeNotation, WORD]] | None = Field(
        None, description="for figures: instead of that of `format`"
    )

    @classmethod
    def key_order(cls) -> tuple[str, ...]:
        """Which column it is, what it holds, how its cells are read, then what can be said of its figures."""
        return (*_FIRST_KEYS, *(name for name in super().key_order() if name not in _FIRST_KEYS))

    def heading_in(self, name: str) -> str | dict[str, str]:
        """The heading by which it is found, or those of each language; `name` is its id."""
        if self.header is None:
            return name
        if isinstance(self.header, dict):
            return {language: text.value.strip() for language, text in self.header.items()}
        return self.header.value.strip()


class FileTableSpec(Spec):
    """A table of data/tables/<name>.yaml whose rows are those of a file in data/files/."""

    title: LocalizedField = Field(description="title of the table, in every language")
    file: TextField = Field(description="name of a file in data/files/: csv, tsv (also .gz), xlsx, parquet, sqlite, db")
    origin: OriginField | None = Field(None, description=ORIGIN)
    keys: list[Id] = Field(description="the columns that tell rows apart, in the order of references", min_length=1)
    periods_in_headings: Id | None = Field(
        None, description="the column of periods that is made of headings: those that fit a `header:` with {period}"
    )
    format: FormatSpec = Field(FormatSpec(), description="how the file is written")
    defaults: DefaultsSpec = Field(DefaultsSpec(), description="defaults for its figures")
    overlap: Flag = Field(False, description="true if the groups in the rows overlap and cannot be added")
    note: LocalizedField | None = Field(None, description="what readers need to know about it")
    columns: dict[IdKey, FileColumnSpec] = Field(description="the columns that are read; others are not")

    @property
    def file_name(self) -> str:
        """The name of its file in data/files/."""
        return self.file.value.strip()

    def columns_of(self, *kinds: ColumnKind) -> dict[str, FileColumnSpec]:
        """The columns of these kinds that are read from the file, not calculated."""
        return {name: each for name, each in self.columns.items() if each.kind in kinds and each.formula is None}


_OF_TEXT = {"kind", "title", "header", "occurrence", "labels", "empty", "missing", "note"}
_CELL_KEYS = {"labels", "empty", "dates"}  # of the other kinds
ALLOWED_KEYS: Final[dict[ColumnKind, Collection[str]]] = {
    ColumnKind.LABEL: _OF_TEXT,
    ColumnKind.CATEGORY: _OF_TEXT,
    ColumnKind.PERIOD: (_OF_TEXT | {"dates"}) - {"labels", "empty"},
    ColumnKind.FIGURE: set(FileColumnSpec.model_fields) - _CELL_KEYS,
}
