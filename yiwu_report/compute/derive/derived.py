"""Derived figures and columns, calculated in the order of their dependencies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter

from yiwu_report.compute.derive.scope import DataScope
from yiwu_report.compute.derive.store import Store
from yiwu_report.compute.derive.views import add_view, usable_views, uses_of_view
from yiwu_report.compute.formula import (
    Comparison,
    Formula,
    FormulaFault,
    SilentlyLeftOut,
    denominator_of,
    evaluate,
    names_of,
    parse_formula,
    to_unit,
)
from yiwu_report.compute.formula.evaluate import CallResults
from yiwu_report.compute.tables.figures import cell_title, figure_of
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import (
    CellSpec,
    ColumnKind,
    ColumnSpec,
    DerivedSpec,
    Status,
    UnitKind,
    UnitSpec,
    least_certain,
)
from yiwu_report.model.problem import Place, Problem, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.text import Localized, Text
from yiwu_report.quantity import (
    UNLIMITED,
    DecimalsError,
    Interval,
    Precision,
    Quantity,
    UnboundedError,
    quantity_of,
)
from yiwu_report.quantity.precision import TEN


@dataclass(frozen=True)
class Recipe:
    """How a derived figure is made: everything but its value."""

    id: str
    formula: Formula
    unit_id: str
    unit: UnitSpec
    title: Localized
    place: Place
    decimals_place: Place
    scope: DataScope
    said: DerivedSpec | ColumnSpec
    cell: tuple[str, str, str] | None = None  # table, row, column
    kept: CallResults = field(default_factory=dict)  # of all rows of a column: what its functions give of whole columns


def add_derived(site: Site, store: Store) -> None:
    """Compute every derived column and figure that can be; a Problem for each that cannot."""
    made = [*_columns(store), *_columns_of_files(store), *_figures(site, store)]
    recipes = {recipe.id: recipe for recipe in made}
    views = usable_views(site, store)
    needs = {each.id: _needs(each, recipes, views) for each in recipes.values()}
    tables = {recipe.scope.table: set[str]() for recipe in made}
    for recipe in made:
        tables[recipe.scope.table].add(recipe.id)
    for view_id, spec in views.items():
        used = {used for each in uses_of_view(spec) for used in (each, *tables.get(each, ()))}
        needs[view_id] = sorted(used & (recipes.keys() | views.keys()))
    places = {each.id: each.place for each in recipes.values()} | {key: each.place for key, each in views.items()}
    texts = {each.id: each.formula.text.start for each in recipes.values()}
    for name in _in_order(needs, places, texts, store):
        if name in views:
            add_view(name, views[name], site, store)
        elif (figure := _compute(recipes[name], store)) is None:
            store.unusable.add(name)
        elif (of_file := store.file_tables.get(figure.table or "")) is not None:
            of_file.computed[name] = figure
        else:
            store.listed[name] = figure
    store.coming.clear()


def _needs(recipe: Recipe, recipes: Collection[str], views: Collection[str]) -> list[str]:
    """The derived figures and the views that have to be computed before a figure."""
    of_views = [name.parts[0] for name in names_of(recipe.formula.root) if name.parts[0] in views]
    return [*(used for used in _inputs(recipe) if used in recipes), *of_views]


def _parsed(text: Text, store: Store) -> Formula | None:
    formula = parse_formula(text)
    if isinstance(formula, Problem):
        store.problems.append(formula)
        return None
    return formula


def _columns(store: Store) -> Iterable[Recipe]:
    for table, spec in store.tables.items():
        for column, definition in spec.columns.items():
            if definition.kind is not ColumnKind.FIGURE or definition.formula is None:
                continue
            formula = _parsed(definition.formula, store)
            unit_id = definition.unit or spec.defaults.unit or ""
            unit = store.usable_unit(unit_id)
            ids = {row: f"{table}.{row}.{column}" for row in spec.rows}
            if formula is None or unit is None:
                store.unusable.update(ids.values())
                continue
            kept: CallResults = {}
            for row, figure_id in ids.items():
                yield Recipe(
                    id=figure_id,
                    formula=formula,
                    unit_id=unit_id,
                    unit=unit,
                    title=cell_title(spec, row, column),
                    place=definition.formula.start,
                    decimals_place=spec.place,
                    scope=DataScope(store, table, row),
                    said=definition,
                    cell=(table, row, column),
                    kept=kept,
                )


def _columns_of_files(store: Store) -> Iterable[Recipe]:
    for table_id, table in store.file_tables.items():
        for column, definition in table.spec.columns.items():
            if definition.kind is not ColumnKind.FIGURE or definition.formula is None or definition.unit is None:
                continue
            formula, kept = _parsed(definition.formula, store), CallResults()
            for row in range(table.row_count):
                figure_id = table.data.cell_id(row, column)
                if formula is None:
                    store.unusable.add(figure_id)
                    continue
                yield Recipe(
                    id=figure_id,
                    formula=formula,
                    unit_id=definition.unit,
                    unit=table.units[definition.unit],
                    title=table.title_of(row, column),
                    place=definition.formula.start,
                    decimals_place=definition.place_of("decimals", otherwise=definition.formula.start),
                    scope=DataScope(store, table_id, table.row_id(row)),
                    said=definition,
                    cell=(table_id, table.row_id(row), column),
                    kept=kept,
                )


def _figures(site: Site, store: Store) -> Iterable[Recipe]:
    for figure_id, spec in site.derived.items():
        if isinstance(spec, Unusable):
            store.unusable.add(figure_id)
            continue
        formula, unit = _parsed(spec.formula, store), store.usable_unit(spec.unit)
        if formula is None or unit is None:
            store.unusable.add(figure_id)
            continue
        yield Recipe(
            id=figure_id,
            formula=formula,
            unit_id=spec.unit,
            unit=unit,
            title=spec.title,
            place=spec.place,
            decimals_place=spec.place_of("decimals", otherwise=spec.formula.start),
            scope=DataScope(store),
            said=spec,
        )


def _in_order(
    needs: Mapping[str, list[str]], places: Mapping[str, Place], texts: Mapping[str, Place], store: Store
) -> list[str]:
    """Ids in topological order; those on a cycle get a Problem and are unusable."""
    while True:
        try:
            order = list(TopologicalSorter(needs).static_order())
        except CycleError as error:
            cycle: list[str] = list(error.args[1])[:0:-1]  # graphlib gives users last; each then uses the next
            _refuse_cycle(cycle, places, texts, store)
            needs = {
                name: [used for used in uses if used not in cycle] for name, uses in needs.items() if name not in cycle
            }
        else:
            return order


def _refuse_cycle(cycle: list[str], places: Mapping[str, Place], texts: Mapping[str, Place], store: Store) -> None:
    start = min(range(len(cycle)), key=lambda position: places[cycle[position]])
    ring = [*cycle[start:], *cycle[:start]]
    way = " uses ".join([*ring, ring[0]])
    store.problems.append(
        Problem(
            texts.get(ring[0], places[ring[0]]),
            Rule.FORMULA_CYCLE,
            f"circular formula: {way}" if len(ring) > 1 else f"{ring[0]} uses itself",
            "calculate one of them from other figures",
        )
    )
    store.unusable.update(ring)


def _inputs(recipe: Recipe) -> tuple[str, ...]:
    """Ids that the formula uses; none if they cannot be determined, which its evaluation will report."""
    try:
        return tuple(dict.fromkeys(recipe.scope.inputs(recipe.formula.root)))
    except (FormulaFault, SilentlyLeftOut):
        return ()


def _compute(recipe: Recipe, store: Store) -> Figure | None:
    """The figure; None with a problem in the store, or silently where an input is unusable."""
    text = recipe.formula.text
    try:
        interval, precision = _value(recipe)
        shown = _shown(recipe, interval, precision, is_of_file=recipe.scope.table in store.keyed_tables)
    except SilentlyLeftOut:
        return None
    except FormulaFault as fault:
        if fault.rule is Rule.MISSING_VALUE and recipe.scope.table in store.keyed_tables:
            return _figure(recipe, store, None, None, UNLIMITED)  # what a file doesn't give makes no result
        store.problems.append(fault.problem(text))
        return None
    except UnboundedError as error:
        store.problems.append(Problem(text.start, Rule.UNBOUNDED, error.message, error.remedy))
        return None
    except DecimalsError as error:
        store.problems.append(Problem(recipe.decimals_place, Rule.DECIMALS, error.message, error.remedy))
        return None
    return _figure(recipe, store, shown, interval, precision)


def _shown(recipe: Recipe, interval: Interval, precision: Precision, *, is_of_file: bool) -> Quantity:
    """The result as it is shown; in a file, `decimals` is the most, since rows have different numbers of digits."""
    decimals = recipe.said.decimals
    allowed = precision.place_for(interval)
    if is_of_file and decimals is not None and allowed is not None and TEN**-decimals < allowed:
        decimals = None
    return quantity_of(interval, precision, decimals)


def _value(recipe: Recipe) -> tuple[Interval, Precision]:
    value = evaluate(recipe.formula, recipe.scope, recipe.kept)
    if isinstance(value, Comparison):
        raise FormulaFault(Rule.FORMULA_SYNTAX, "a comparison is not a number", "move it to data/claims.yaml", 0)
    return to_unit(value, recipe.unit_id, recipe.unit)


def _figure(
    recipe: Recipe, store: Store, shown: Quantity | None, interval: Interval | None, precision: Precision
) -> Figure:
    inputs = [store.figures[each] for each in _inputs(recipe) if each in store.figures]
    columns = tuple(dict.fromkeys(recipe.scope.columns_of_files(recipe.formula.root)))
    periods = {each.period for each in inputs} | set(recipe.scope.selected_periods(recipe.formula.root))
    said = CellSpec.model_construct(
        value=shown,
        period=recipe.said.period or (periods.pop() if len(periods) == 1 else None),
        status=recipe.said.status or least_certain([*(each.status for each in inputs), *_statuses(columns, store)]),
        percent_of=recipe.said.percent_of,
        note=recipe.said.note,
    )
    return replace(
        figure_of(recipe.cell or (recipe.id,), (recipe.unit_id, recipe.unit), recipe.title, recipe.place, said),
        id=recipe.id,
        interval=interval,
        precision=precision,
        whole=_denominator(recipe, store),
        formula=recipe.formula.text,
        inputs=tuple(each.id for each in inputs),
        column_inputs=columns,
    )


def _denominator(recipe: Recipe, store: Store) -> str | None:
    """The figure that is a hundred per cent of a percentage, where the formula says it and no words do."""
    name = denominator_of(recipe.formula.root)
    if recipe.unit.kind is not UnitKind.PERCENT or recipe.said.percent_of is not None or name is None:
        return None
    figure_id = recipe.scope.resolve(name)
    return figure_id if figure_id in store.figures else None


def _statuses(columns: Iterable[str], store: Store) -> Iterator[Status]:
    for name in columns:
        table, _, column = name.partition(".")
        if table not in store.file_tables:
            continue
        columns = store.file_tables[table].spec.columns
        yield from (each.status or Status.FACT for key, each in columns.items() if column in {"", key})
