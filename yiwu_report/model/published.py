"""A published report, as in data/figures.json and data/claims.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from yiwu_report.model.figures import Basis, ColumnKind, CorrectionKind, Status, UnitKind


class Record(BaseModel):
    """Part of what was published. Unknown keys are ignored: another version of the generator may have written them."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)  # a plain build reads none


TextRecord = dict[str, str]  # language -> text


class FigureRecord(Record):
    """A figure, its value as an editor writes it (`written`, None: not published) and as pages show it."""

    id: str
    title: TextRecord = {}
    written: str | None = None
    low: str | None = None
    high: str | None = None
    unit: str
    shown: TextRecord = {}
    status: Status = Status.FACT
    basis: Basis | None = None
    period: str | None = None
    source: str | None = None
    paragraph: int | None = None
    printed: str | None = None
    percent_of: TextRecord | None = None
    note: TextRecord | None = None
    formula: str | None = None
    inputs: tuple[str, ...] = ()
    table: str | None = None
    row: str | None = None
    column: str | None = None
    update_due: str | None = None


class UnitRecord(Record):
    """A unit."""

    kind: UnitKind
    exact: bool = False
    dimension: str | None = None
    factor: Decimal = Decimal(1)
    forms: dict[str, TextRecord] = {}


class ColumnRecord(Record):
    """A column of a table."""

    id: str
    kind: ColumnKind
    title: TextRecord | None = None
    unit: str | None = None
    labels: dict[str, TextRecord] | None = None


class RowRecord(Record):
    """A row of a table: its id and, as further keys, its cells."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str

    def cell(self, column: str) -> object:
        """The id of a figure or a category, a label in every language, or None."""
        return (self.model_extra or {}).get(column)


class FileRecord(Record):
    """The file that a table is read from."""

    name: str
    sha256: str


class TableRecord(Record):
    """A table; of a file, the rows whose cells the report shows."""

    id: str
    file: FileRecord | None = None
    derived_from: tuple[str, ...] | None = None  # of a view: the tables that it is made of
    first: str | None = None  # of a view: the ids of its first and its last row, where they can be told
    last: str | None = None
    count: str | None = None  # of a view: how many rows it has, and the unit
    count_unit: str | None = None
    title: TextRecord = {}
    overlap: bool = False
    note: TextRecord | None = None
    columns: tuple[ColumnRecord, ...] = ()
    rows: tuple[RowRecord, ...] = ()


class CorrectionRecord(Record):
    """A correction or a revision."""

    date: str
    figure: str
    kind: CorrectionKind = CorrectionKind.CORRECTION
    before: str | None = None
    after: str | None = None


class FiguresRecord(Record):
    """All of data/figures.json."""

    languages: tuple[str, ...] = ()
    figures: tuple[FigureRecord, ...]
    tables: tuple[TableRecord, ...] = ()
    units: dict[str, UnitRecord] = {}
    corrections: tuple[CorrectionRecord, ...] = ()


class ClaimRecord(Record):
    """A claim with its verdict."""

    id: str
    verdict: str
    title: TextRecord | None = None


@dataclass(frozen=True)
class Published:
    """What is published: figures, claims, and the checksum of every file; None for what is not known."""

    figures: FiguresRecord
    claims: Mapping[str, ClaimRecord] | None = None
    checksums: Mapping[str, str] | None = None  # path -> SHA-256 in hex
