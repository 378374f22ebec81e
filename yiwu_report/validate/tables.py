"""data/tables/<name>.yaml, with rows inside or in <name>.csv beside it."""

from __future__ import annotations

from collections.abc import Mapping

from yiwu_report.model.figures import DefaultsSpec, TableSpec, UnitSpec
from yiwu_report.model.loaded import Loaded
from yiwu_report.model.node import BrokenNode, Entry, MappingNode, Node
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.validate.cells import Rows
from yiwu_report.validate.columns import read_columns
from yiwu_report.validate.desk import Desk, Reading
from yiwu_report.validate.plain import is_whole, plain
from yiwu_report.validate.words import missing_key

FOLDER = "data/tables/"


def read_tables(
    loaded: Loaded, units: Mapping[str, UnitSpec | Unusable], desk: Desk
) -> dict[str, TableSpec | Unusable]:
    """Every table by its name. One with a faulty cell is unusable as a whole."""
    tables: dict[str, TableSpec | Unusable] = {}
    for file, node in loaded.documents.items():
        if file.startswith(FOLDER):
            csv = loaded.tables_csv.get(file.removesuffix("yaml") + "csv")
            table = _Table(file, node, csv, desk).read(units)
            tables[file.removeprefix(FOLDER).removesuffix(".yaml")] = table or Unusable(Place(file))
    return tables


class _Table:
    """A table that is being read."""

    def __init__(self, file: str, node: Node, csv: Node | None, desk: Desk) -> None:
        self.file, self.node, self.csv, self.desk = file, node, csv, desk
        self.name = file.removeprefix(FOLDER).removesuffix(".yaml")
        self.entry = Entry(Place(file), node)

    def read(self, units: Mapping[str, UnitSpec | Unusable]) -> TableSpec | None:
        """The table; None, with problems unless they are noted already, where anything in it is faulty."""
        desk, before = self.desk, len(self.desk.problems)
        desk.remember(("table", self.name), self.entry)
        if not isinstance(self.node, MappingNode):
            desk.mapping(self.node)
            return None
        entries = self.node.entries
        head = {key: value for key, value in plain(self.node).items() if key not in {"columns", "rows"}}
        spec = desk.read(TableSpec, self.entry, Reading(head | {"columns": {}, "rows": {}}))
        defaults, is_complete = self._defaults(entries.get("defaults"), spec)
        if "columns" not in entries:
            desk.refuse(Place(self.file), *missing_key("columns", " and what each contains"))
            return None
        inside = desk.mapping(entries["columns"].node)
        columns = read_columns(self.name, inside, defaults, desk, is_complete=is_complete)
        rows = Rows(self.name, columns, units, desk, self.csv is not None, is_complete)
        cells = rows.read(self._row_entries(entries.get("rows")))
        if spec is None or len(desk.problems) > before or not (is_whole(self.node) and is_whole(self.csv)):
            return None
        return spec.model_copy(update={"columns": dict(columns.usable), "rows": cells})

    def _defaults(self, entry: Entry | None, spec: TableSpec | None) -> tuple[DefaultsSpec, bool]:
        """The defaults, or what is sound in them; False with it where that is not all."""
        if spec:
            return spec.defaults, True
        if entry is None:
            return DefaultsSpec(), True
        defaults = Desk().read(DefaultsSpec, entry)  # its problems are noted already
        return defaults or self.desk.sound_part(DefaultsSpec, entry, {}) or DefaultsSpec(), defaults is not None

    def _row_entries(self, inside: Entry | None) -> Mapping[str, Entry]:
        csv_file = self.file.removesuffix("yaml") + "csv"
        if inside and self.csv:
            message = f"the table has rows here and in {csv_file}"
            self.desk.refuse(inside.key, Rule.WRONG_SHAPE, message, "keep one of them")
            return {}
        if inside is None and self.csv is None:
            self.desk.refuse(Place(self.file), *missing_key("rows", f", or write them into {csv_file}"))
            return {}
        node = inside.node if inside else self.csv
        rows = self.desk.mapping(node)
        if not rows and isinstance(node, MappingNode):
            self.desk.refuse(node.place, Rule.EMPTY_FILE, "a table without rows", "add a row, or delete the table")
        return {} if isinstance(node, BrokenNode) else rows
