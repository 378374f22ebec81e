"""Reads a chart: looks up what it refers to, and collects problems at their place in the YAML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from yiwu_report.model.data import Column, Data, Figure, Table
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.nearest import did_you_mean
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem, is_unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import AnyChart, Site

_KINDS = {ColumnKind.FIGURE: "figures", ColumnKind.CATEGORY: "categories", ColumnKind.LABEL: "labels"}


@dataclass
class Asking:
    """Looks up what a chart refers to. What depends on something unusable is left out without a problem of its own."""

    chart_id: str
    spec: AnyChart
    site: Site
    data: Data
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, key: str, rule: Rule, message: str, remedy: str) -> None:
        """Report a problem at one of the chart's keys."""
        places = self.site.places
        place = places.get(("chart", self.chart_id, key)) or places.get(("chart", self.chart_id))
        file = f"content/charts/{self.chart_id}.yaml"
        self.problems.append(Problem(place or Place(file), rule, message, remedy))

    def refuse_unknown(self, key: str, rule: Rule, message: str, name: str, known: Iterable[str]) -> None:
        """Report an unknown name, with the nearest known ones."""
        names = list(known)
        self.refuse(
            key, rule, message, did_you_mean(name, names, f"use one of {', '.join(names) or 'none: there is none'}")
        )

    def is_unusable(self, *ids: str) -> bool:
        """True if one of these is unusable or part of something unusable."""
        return any(is_unusable(name, self.data.unusable) for name in ids)

    def figure(self, key: str, figure_id: str) -> Figure | None:
        """The figure of this id."""
        found = self.data.figures.get(figure_id)
        known = (self.site.figures, self.site.derived)
        if found is None and not self.is_unusable(figure_id) and not any(figure_id in each for each in known):
            message = f'there is no figure "{figure_id}"'
            remedy = did_you_mean(figure_id, self.data.figures, "figures are defined in data/")
            self.refuse(key, Rule.UNKNOWN_FIGURE, message, remedy)
        return found

    def table(self, table_id: str) -> Table | None:
        """The table of this id."""
        found = self.data.tables.get(table_id)
        if found is None and table_id not in self.site.tables and not self.is_unusable(table_id):
            remedy = did_you_mean(table_id, self.data.tables, "tables are defined in data/tables/")
            self.refuse("table", Rule.UNKNOWN_TABLE, f'there is no table "{table_id}"', remedy)
        return found

    def column(self, key: str, table: Table, name: str, kind: ColumnKind) -> Column | None:
        """The column of this name and kind."""
        found = table.columns.get(name)
        if found is None:
            message = f'the table {table.id} has no column "{name}"'
            self.refuse_unknown(key, Rule.UNKNOWN_COLUMN, message, name, table.columns)
        elif found.kind is not kind:
            message = f"{key}: {name} holds {_KINDS[found.kind]}, not {_KINDS[kind]}"
            fitting = [each for each, column in table.columns.items() if column.kind is kind]
            self.refuse_unknown(key, Rule.CHART_SHAPE, message, name, fitting)
            return None
        return found

    def column_or_first(self, key: str, table: Table, name: str | None, kind: ColumnKind) -> str | None:
        """The column named, or the table's first of that kind."""
        if name is not None:
            return name if self.column(key, table, name, kind) else None
        first = next((each for each, column in table.columns.items() if column.kind is kind), None)
        if first is None:
            message = f"the table {table.id} has no column of {_KINDS[kind]}"
            self.refuse("table", Rule.CHART_SHAPE, message, f"give it one, and name it under {key}:")
        return first
