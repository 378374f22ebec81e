"""Provisional: replaced by the reading branch."""

from __future__ import annotations

from yiwu_report.model.fields import Flag, Id, IdKey, LocalizedField, Spec, TextField, UnitId
from yiwu_report.model.figures import ColumnKind, DefaultsSpec, NumberAttributes


class FileColumnSpec(NumberAttributes):
    """A column of a file."""

    kind: ColumnKind = ColumnKind.FIGURE
    title: LocalizedField | None = None
    unit: UnitId | None = None
    labels: dict[str, LocalizedField] | None = None
    notes: dict[str, LocalizedField] | None = None


class FileTableSpec(Spec):
    """A table of a file."""

    title: LocalizedField
    file: TextField

    @property
    def file_name(self) -> str:
        return self.file.value

    keys: list[Id]
    columns: dict[IdKey, FileColumnSpec]
    defaults: DefaultsSpec = DefaultsSpec()
    overlap: Flag = False
    note: LocalizedField | None = None
