"""Where the names of a formula get their values: figures, cells, columns and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yiwu_report.compute.derive.store import Store
from yiwu_report.compute.formula import FormulaFault, Measured, SilentlyLeftOut
from yiwu_report.compute.formula.dimension import never_added
from yiwu_report.compute.formula.evaluate import CallResults, comparison
from yiwu_report.compute.formula.nodes import (
    Binary,
    Call,
    Compare,
    FormulaNode,
    Is,
    NameNode,
    Negative,
    calls_of,
    names_of,
)
from yiwu_report.compute.formula.scope import RowValue
from yiwu_report.compute.tables.figures import measure_of
from yiwu_report.compute.tables.file_table import FileTable
from yiwu_report.compute.tables.keyed_table import KeyedTable
from yiwu_report.compute.views.view_table import ViewTable
from yiwu_report.model.cell_name import CellName
from yiwu_report.model.data import Column, Figure
from yiwu_report.model.figures import ColumnKind, TableSpec, UnitSpec
from yiwu_report.model.period import Period
from yiwu_report.model.problem import did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Truth, canonical


@dataclass
class DataScope:
    """A `Scope` over a store. In a derived column, `table` and `row` let bare column ids name cells of the row."""

    store: Store
    table: str | None = None
    row: str | None = None
    may_sum_percents: bool = False
    excluded: frozenset[str] = frozenset()  # ids of figures that columns lack

    def value(self, name: NameNode) -> Measured:
        """The value of a figure or a cell in base units."""
        return self.measure(self.named(name))

    def named(self, name: NameNode) -> Figure:
        """The figure or the cell that a name means."""
        return self._figure(self.resolve(name), name)

    def measure(self, figure: Figure) -> Measured:
        """A figure's value; a fault if it has no number. The audit widens it here."""
        return measure_of(figure)

    def values(self, name: NameNode, where: Mapping[str, str]) -> Sequence[Measured]:
        """The values of a column in the selected rows; of a figure or a cell: itself."""
        name = self._as_column(name)
        table = self._table_of_column(name)
        if isinstance(table, KeyedTable):
            self._check_where(table, where)
            figures = table.figures_where(name.parts[1], where)
            values = [self.measure(each) for each in figures if each.id not in self.excluded]
            if not values:
                raise _nothing_selected(table.id)
            return values
        ids = self.cells(name, where)
        if ids is None:
            if where:
                message = f"{name.id} is one value, of which no rows can be selected"
                raise FormulaFault(Rule.FORMULA_SYNTAX, message, "name a column of a table: table.column")
            return [self.value(name)]
        return [self.measure(self._figure(cell, name)) for cell in ids if cell not in self.excluded]

    def is_column(self, name: NameNode) -> bool:
        """True for table.column."""
        return self._table_of_column(name) is not None

    def _as_column(self, name: NameNode) -> NameNode:
        """The name that a function over rows means: table.column for a column alone in a formula of that table."""
        if self.table is None or self.row is None or len(name.parts) != 1 or name.keys:
            return name
        table = self.store.any_table(self.table)
        if table is None or name.parts[0] not in columns_of_figures(table):
            return name
        return replace(name, parts=(self.table, name.parts[0]))

    def count(self, name: NameNode, where: Mapping[str, str]) -> int:
        """How many rows of a table are selected."""
        table = name.parts[0]
        self._table(table)
        of_file = self.store.keyed_tables.get(table)
        if of_file is None:
            return len(self._rows(table, where))
        self._check_where(of_file, where)
        count = len(of_file.counted_rows(where))
        if not count:
            raise _nothing_selected(table)
        return count

    def row_values(self, name: NameNode, where: Mapping[str, str]) -> Sequence[RowValue]:
        """The selected rows of a column, in their order; without what a formula could not compute."""
        table = self._table_of_column(name)
        if table is None:
            raise self._not_a_column(name)
        if isinstance(table, KeyedTable):
            self._check_where(table, where)
            rows = [int(row) for row in table.counted_rows(where)]
            found = [(table.data.key(row), table.figure_at(row, name.parts[1])) for row in rows]
        else:
            ids = self._rows(name.parts[0], where)
            found = [((row,), self.store.figures.get(f"{name.parts[0]}.{row}.{name.parts[1]}")) for row in ids]
        return [RowValue(keys, self._measured(each), each.period) for keys, each in found if each is not None]

    def _measured(self, figure: Figure) -> Measured | None:
        return self.measure(figure) if figure.interval is not None else None

    def _not_a_column(self, name: NameNode) -> FormulaFault:
        self._table(name.parts[0])
        figures = columns_of_figures(self.store.any_table(name.parts[0]) or self.store.tables[name.parts[0]])
        remedy = f"name a column of figures: {', '.join(f'{name.parts[0]}.{each}' for each in figures)}"
        return FormulaFault(Rule.UNKNOWN_COLUMN, f'"{name.id}" is not a column', remedy)

    def is_sorted_up(self, name: NameNode) -> bool:
        """True for a column by which its view is sorted, the least first."""
        table = self.store.keyed_tables.get(name.parts[0])
        return isinstance(table, ViewTable) and table.is_sorted_up(name.parts[-1])

    def truths(self, table: NameNode, condition: Compare, where: Mapping[str, str]) -> Sequence[tuple[str, Truth]]:
        """For each selected row of a table its name and whether the condition is true; without rows that lack a value."""
        self._table(table.parts[0])
        keyed = self.store.keyed_tables.get(table.parts[0])
        if keyed is not None:
            self._check_where(keyed, where)
            rows = [keyed.row_id(int(row)) for row in keyed.counted_rows(where)]
        else:
            rows = self._rows(table.parts[0], where)
        found = []
        unit, kept = self.unit_of_condition(table.parts[0], condition), CallResults()
        for row in rows:
            try:
                truth = comparison(condition, replace(self, table=table.parts[0], row=row), unit, kept).truth
            except FormulaFault as fault:
                if fault.rule is not Rule.MISSING_VALUE:
                    raise
                continue
            found.append((row, truth))
        return found

    def row_in_words(self, table: NameNode, row: str, of: FormulaNode) -> str:
        """A row with its numbers in the columns that a condition names, or in the column that `table` is of."""
        if table.parts[0] in self.store.tables:
            row = row.strip('"')  # an id, not a key
        of_row = replace(self, table=table.parts[0], row=row)
        columns = [replace(each, parts=each.parts[-1:]) for each in names_of(of) if each is table or _is_of_row(each)]
        figures = {each.parts[-1]: of_row.named(each) for each in columns}
        said = [f"{name} {canonical(each.quantity)}" for name, each in figures.items() if each.quantity]
        return f"{row} ({', '.join(said)})" if said else row

    def unit_of_condition(self, table_id: str, condition: Compare) -> tuple[str, UnitSpec] | None:
        """The unit of the first column that a condition names."""
        table = self.store.any_table(table_id)
        columns = [each.parts[-1] for each in names_of(condition) if _is_of_row(each)]
        first = next((each for each in columns if table is not None and each in columns_of_figures(table)), None)
        if table is None or first is None:
            return None
        column = table.columns[first]
        unit_id = column.unit_id if isinstance(column, Column) else column.unit
        unit = self.store.usable_unit(unit_id)
        return (unit_id, unit) if unit_id and unit else None

    def position(self, table: NameNode, *, is_first: bool) -> Sequence[tuple[str, ...]]:
        """The keys of the rows of a view that may be its first, or its last one."""
        self._table(table.parts[0])
        view = self.store.keyed_tables.get(table.parts[0])
        if not isinstance(view, ViewTable):
            message = f"{table.id} is not a view, and has no order of its own"
            raise FormulaFault(Rule.UNKNOWN_TABLE, message, "make a view of it in data/views/, with sort:")
        return [view.data.key(row) for row in view.rows_at("first" if is_first else "last")]

    def without(self, names: Sequence[NameNode]) -> DataScope:
        """The same scope, in which columns lack the cells that these names mean."""
        return replace(self, excluded=frozenset(self.named(each).id for each in names))

    def overlaps(self, name: NameNode) -> bool:
        """True for a column of a table that declares `overlap`, outside of claims, which may test such sums."""
        table = self._table_of_column(self._as_column(name))
        return table is not None and table.overlap and not self.may_sum_percents

    def is_additive(self, name: NameNode) -> bool:
        """False for a column, or a figure, of a unit whose values can't be added."""
        table = self._table_of_column(name)
        if table is not None:
            column = table.columns[name.parts[1]]
            unit = self.store.usable_unit(column.unit_id if isinstance(column, Column) else column.unit)
            return unit is None or never_added(name.id, unit) is None
        figure = self.store.figures.get(self.resolve(name))
        return figure is None or never_added(figure.unit_id, figure.unit) is None

    def resolve(self, name: NameNode) -> str:
        """The figure id that a name means in this scope."""
        if self.table and self.row and _is_of_row(name):
            if self.table in self.store.keyed_tables:
                return f"{self.table}[{self.row}].{name.parts[-1]}"
            return f"{self.table}.{self.row}.{name.parts[-1]}"
        if name.keys and name.parts[0] in self.store.tables:  # projects['risen'].investment
            return ".".join((name.parts[0], *name.keys, name.parts[1]))
        return name.id

    def cells(self, name: NameNode, where: Mapping[str, str]) -> list[str] | None:
        """Ids of the cells that table.column names in the selected rows; none of a file; None where it names a figure."""
        table = self._table_of_column(name)
        if table is None:
            return None
        if isinstance(table, KeyedTable):
            is_computed = isinstance(table, FileTable) and table.spec.columns[name.parts[1]].formula is not None
            rows = table.data.rows_where(where) if is_computed else ()  # no list of what a file gives as it is
            return [table.data.cell_id(int(row), name.parts[1]) for row in rows]
        return [f"{name.parts[0]}.{row}.{name.parts[1]}" for row in self._rows(name.parts[0], where)]

    def columns_of_files(self, node: FormulaNode) -> Iterator[str]:
        """The columns of files that the functions of a formula go through, e.g. "life.population"; raises as `inputs`.

        Of count() it is the table.
        """
        for call in calls_of(node):
            for each in map(self._as_column, call.over_rows):
                if each.keys or each.parts[0] not in self.store.keyed_tables:
                    continue
                if call.function == "count" or self._table_of_column(each) is not None:
                    yield each.id

    def selected_periods(self, node: FormulaNode) -> Iterator[Period | None]:
        """The period that each function over a file selects rows by; None for one that selects by none."""
        for call in calls_of(node):
            for each in map(self._as_column, call.over_rows):
                if (table := self.store.keyed_tables.get(each.parts[0])) and not each.keys:
                    selected = [(key, text) for key, text in call.where.items() if key in table.data.periods]
                    yield table.data.period_called(*selected[0]) if len(selected) == 1 else None

    def _table_of_column(self, name: NameNode) -> TableSpec | KeyedTable | None:
        """The table whose column of figures a name names; None where it names something else."""
        if self.store.is_unusable(name.parts[0]):
            raise SilentlyLeftOut
        table = self.store.any_table(name.parts[0])
        if table is None or len(name.parts) != 2 or name.keys:
            return None
        if (column := name.parts[1]) not in (known := columns_of_figures(table)):
            raise FormulaFault(
                Rule.UNKNOWN_COLUMN,
                f'the table {name.parts[0]} has no column of figures "{column}"',
                did_you_mean(column, known, "use one of " + ", ".join(known)),
            )
        return table

    def _check_where(self, table: KeyedTable, where: Mapping[str, str]) -> None:
        """Raise a fault for a column of a file that rows cannot be selected by, and for a text that it does not have."""
        for column, text in where.items():
            known = [key for key, each in table.columns.items() if each.kind is not ColumnKind.FIGURE]
            if column not in known:
                message = f'the table {table.id} has no column "{column}" of labels, categories or periods'
                remedy = did_you_mean(column, known, "select by " + ", ".join(known))
                raise FormulaFault(Rule.UNKNOWN_COLUMN, message, remedy)
            if not table.has(column, text):
                texts = table.values_of(column)
                remedy = did_you_mean(text, texts, f'it has "{texts[0]}", for instance')
                raise FormulaFault(Rule.EMPTY_SELECTION, f'no row of {table.id} has {column} "{text}"', remedy)

    def inputs(self, node: FormulaNode) -> Iterator[str]:
        """Ids of every figure that a formula uses, in order; raises as its evaluation would."""
        match node:
            case NameNode() if node.parts[0] in self.store.coming:
                return
            case NameNode():
                yield self.resolve(node)
            case Negative(operand=operand):
                yield from self.inputs(operand)
            case Binary(left=left, right=right):
                yield from self.inputs(left)
                yield from self.inputs(right)
            case Compare(operands=operands):
                for each in operands:
                    yield from self.inputs(each)
            case Is(call=call):
                yield from self._inputs_of_call(call)
            case Call():
                yield from self._inputs_of_call(node)

    def _inputs_of_call(self, call: Call) -> Iterator[str]:
        if call.function in {"count", "first", "last", "all", "none"}:
            return
        for each in call.arguments:
            if isinstance(each, NameNode) and each.parts[0] in self.store.coming:
                continue
            cells = None
            if call.goes_over_rows and isinstance(each, NameNode):
                cells = self._placed_cells(self._as_column(each), call.where)
            if cells is None:
                yield from self.inputs(each)
            else:
                yield from cells

    def _placed_cells(self, name: NameNode, where: Mapping[str, str]) -> list[str] | None:
        try:
            return self.cells(name, where)
        except FormulaFault as fault:
            raise fault.at(name.start, name.end - name.start) from None

    def _rows(self, table: str, where: Mapping[str, str]) -> list[str]:
        spec = self.store.tables[table]
        for column, category in where.items():
            kind = spec.columns[column].kind if column in spec.columns else None
            labels = (spec.columns[column].labels or {}) if column in spec.columns else {}
            if kind is not ColumnKind.CATEGORY:
                known = [key for key, each in spec.columns.items() if each.kind is ColumnKind.CATEGORY]
                raise FormulaFault(
                    Rule.UNKNOWN_COLUMN,
                    f'the table {table} has no category column "{column}"',
                    did_you_mean(
                        column, known, "select by " + (", ".join(known) or "nothing: the table has no category column")
                    ),
                )
            if category not in labels:
                raise FormulaFault(
                    Rule.EMPTY_SELECTION,
                    f'no row of {table} has {column} "{category}"',
                    did_you_mean(category, labels, "use one of " + ", ".join(labels)),
                )
        rows = self.store.select(table, where)
        if not rows:
            raise _nothing_selected(table)
        return rows

    def _table(self, table: str) -> None:
        if self.store.is_unusable(table):
            raise SilentlyLeftOut
        if self.store.any_table(table) is None:
            known = [*self.store.tables, *self.store.keyed_tables]
            raise FormulaFault(
                Rule.UNKNOWN_TABLE,
                f'there is no table "{table}"',
                did_you_mean(table, known, "tables are defined in data/tables/"),
            )

    def _figure(self, figure_id: str, name: NameNode) -> Figure:
        found = self.store.figures.get(figure_id)
        if found is not None:
            return found
        if self.store.is_unusable(figure_id):
            raise SilentlyLeftOut
        if name.keys and (of_file := self.store.keyed_tables.get(name.parts[0])):
            fault = of_file.fault_of(CellName(of_file.id, name.keys, name.parts[1]))
            raise FormulaFault(Rule.UNKNOWN_FIGURE, fault.message, fault.remedy)
        if self.store.any_table(name.parts[0]) is not None and len(name.parts) < 3 and not name.keys:
            raise self._not_one(name)
        if (of_file := self.store.keyed_tables.get(name.parts[0])) is not None:
            remedy = f"name rows of a file by their keys, e.g. {of_file.example}"
            raise FormulaFault(Rule.UNKNOWN_FIGURE, f'there is no figure "{name.id}"', remedy)
        known = [*self.store.figures, *self.store.unusable, *(self._columns() if self.row else ())]
        if len(name.parts) == 2:
            known += [f"{table}.{column}" for table, spec in self.store.tables.items() for column in spec.columns]
        raise FormulaFault(
            Rule.UNKNOWN_FIGURE,
            f'there is no figure "{name.id}"',
            did_you_mean(name.id, known, "figures are defined in data/"),
        )

    def _not_one(self, name: NameNode) -> FormulaFault:
        """The fault of a table, or of a column outside of a function, in the place of one value."""
        table = name.parts[0]
        of_file = self.store.keyed_tables.get(table)
        figures = [f"{table}.{key}" for key in columns_of_figures(of_file or self.store.tables[table])]
        if len(name.parts) == 1:
            message, remedy = f'"{name.id}" is a table', f"name a column of it: {', '.join(figures)}"
        else:
            one = of_file.example if of_file else "table.row.column"
            message, remedy = f'"{name.id}" is more than one value', f"write e.g. sum({name.id}) or {one}"
        return FormulaFault(Rule.UNKNOWN_FIGURE, message, remedy)

    def _columns(self) -> list[str]:
        table = self.store.any_table(self.table) if self.table else None
        return list(table.columns) if table else []


def _is_of_row(name: NameNode) -> bool:
    """True for a column alone, also as row.column."""
    return not name.keys and (len(name.parts) == 1 or (len(name.parts) == 2 and name.parts[0] == "row"))


def columns_of_figures(table: TableSpec | KeyedTable) -> list[str]:
    """The ids of the columns that hold figures."""
    return [key for key, each in table.columns.items() if each.kind is ColumnKind.FIGURE]


def _nothing_selected(table: str) -> FormulaFault:
    return FormulaFault(Rule.EMPTY_SELECTION, f"no row of {table} is selected", "select existing rows")
