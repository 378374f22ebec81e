"""Small reports in memory: figures as "value unit", for tests of formulas and of the audit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from yiwu_report.compute.derive.store import Store, category_frame
from yiwu_report.compute.tables.figures import cell_title
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import CellSpec, ColumnKind, ColumnSpec, TableSpec, UnitKind, UnitSpec
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.quantity import UNLIMITED, parse_quantity

FILE = "data/test.yaml"


def text(value: str, line: int = 1) -> Text:
    return Text(value, Place(FILE, line, 1), value)


def _unit(kind: str, **more: Any) -> UnitSpec:
    forms = {"en": {"other": text("{n}")}}
    return UnitSpec.model_construct(
        kind=UnitKind(kind), forms=forms, **{"exact": False, "dimension": None, "factor": Decimal(1), **more}
    )


UNITS: dict[str, UnitSpec] = {
    "firm": _unit("count", exact=True, dimension="firm"),
    "wan_firm": _unit("count", dimension="firm", factor=Decimal(10000)),
    "park": _unit("count", exact=True),
    "project": _unit("count", exact=True),
    "yi_yuan": _unit("measure", dimension="money", factor=Decimal(100000000)),
    "wan_yuan": _unit("measure", dimension="money", factor=Decimal(10000)),
    "mu": _unit("measure", dimension="area", factor=Decimal("666.6667")),
    "wan_m2": _unit("measure", dimension="area", factor=Decimal(10000)),
    "percent": _unit("percent"),
    "points": _unit("points"),
    "rank": _unit("ordinal"),
    "index": _unit("index"),
    "times": _unit("measure", dimension="ratio"),
    "firm_per_park": _unit("measure", dimension="firm/park"),
}


def figure(figure_id: str, written: str) -> Figure:
    """A figure from e.g. "over 200 yi_yuan" or "null yi_yuan"."""
    value, _, unit_id = written.rpartition(" ")
    quantity = None if value == "null" else parse_quantity(value)
    unit = UNITS[unit_id]
    return Figure(
        id=figure_id,
        unit_id=unit_id,
        unit=unit,
        title={"en": text(figure_id)},
        place=Place(FILE),
        quantity=quantity,
        interval=quantity.interval if quantity else None,
        precision=quantity.precision if quantity else UNLIMITED,
    )


def store(figures: Mapping[str, str], tables: Mapping[str, Any] | None = None) -> Store:
    """A store of these figures; a table is {"overlap"?: bool, "rows": {row: {column: "value unit" or a category}}}."""
    made = Store(UNITS)
    for figure_id, written in figures.items():
        made.listed[figure_id] = figure(figure_id, written)
    for table_id, table in (tables or {}).items():
        _add_table(made, table_id, table["rows"], overlap=table.get("overlap", False))
    return made


def _add_table(made: Store, table_id: str, rows: Mapping[str, Mapping[str, str]], *, overlap: bool) -> None:
    columns: dict[str, ColumnSpec] = {}
    categories: dict[str, dict[str, Any]] = {}
    for cells in rows.values():
        for column, written in cells.items():
            if " " in written:
                columns[column] = ColumnSpec.model_construct(
                    kind=ColumnKind.FIGURE, unit=written.split()[-1], title=None
                )
            else:
                categories.setdefault(column, {})[written] = {"en": text(written)}
                columns[column] = ColumnSpec.model_construct(
                    kind=ColumnKind.CATEGORY, labels=categories[column], title=None
                )
    cells_of = {
        row: {name: CellSpec.model_construct(value=None) if " " in cell else cell for name, cell in cells.items()}
        for row, cells in rows.items()
    }
    spec = TableSpec.model_construct(
        title={"en": text(table_id)}, columns=columns, rows=cells_of, overlap=overlap, note=None
    )
    made.tables[table_id] = spec
    made.categories[table_id] = category_frame(spec)
    for row, cells in rows.items():
        for column, written in cells.items():
            if " " in written:
                cell = figure(f"{table_id}.{row}.{column}", written)
                made.listed[cell.id] = cell
                assert cell_title(spec, row, column)
