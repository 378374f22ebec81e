"""Which colour each thing has: the same one in every chart of a report.

A thing is a category, a series (a column by its heading), or a row with a colour of its own; it is what its name in the
report's first language says. Over the charts in the order of their ids, each takes the first colour that none of
the things beside it in any chart has. Columns that are times of one measure have the colours in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yiwu_report.charts.labels import column_periods
from yiwu_report.charts.palette import COLOURS, OTHERS
from yiwu_report.charts.selection import ChartSelection, categories_of
from yiwu_report.model.charts import GivenColour
from yiwu_report.model.problem import Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized


@dataclass(frozen=True, slots=True)
class ColouredThing:
    """What has a colour in a chart: its id there, and its name."""

    id: str
    name: Localized | None

    def texts(self, languages: Sequence[str]) -> tuple[str, ...]:
        """Its names in these languages; its id without one."""
        return tuple(self.name[code].value for code in languages) if self.name else (self.id,)


def categories_as_things(selection: ChartSelection) -> tuple[ColouredThing, ...]:
    """The categories that colours represent."""
    if selection.table is None or selection.colour_column is None:
        return ()
    labels = selection.table.columns[selection.colour_column].labels or {}
    return tuple(ColouredThing(each, labels.get(each)) for each in categories_of(selection))


def columns_as_things(selection: ChartSelection) -> tuple[ColouredThing, ...]:
    """The columns, unless they are times of one measure."""
    if selection.table is None or (len(selection.columns) > 1 and column_periods(selection)):
        return ()
    columns = selection.table.columns
    return tuple(ColouredThing(each, columns[each].title) for each in selection.columns if not columns[each].period)


def things_of(selection: ChartSelection) -> tuple[ColouredThing, ...]:
    """The categories of a chart that has a column for colours, otherwise its columns."""
    return categories_as_things(selection) if selection.colour_column else columns_as_things(selection)


NamedThings = tuple[tuple[str, tuple[str, ...]], ...]  # of a chart: an id there, and the names; the first one counts


def given_colours(
    charts: Mapping[str, NamedThings], colours: Mapping[str, GivenColour], *, is_complete: bool
) -> tuple[dict[str, str], list[Problem]]:
    """The colours of content/colours.yaml by the first name of each thing, and the problems of that file.

    If not `is_complete`, some chart cannot be read, and a name that no chart has may be of it.
    """
    problems: list[Problem] = []
    given: dict[str, str] = {}
    written: dict[str, str] = {}  # first name -> as it is in the file
    names = dict.fromkeys(name for things in charts.values() for _, each in things for name in each)
    for name, entry in colours.items():
        meant = dict.fromkeys(each[0] for things in charts.values() for _, each in things if name in each)
        if not meant and is_complete:
            remedy = did_you_mean(name, names, "use a name that a chart has a colour for, or remove it")
            problems.append(Problem(entry.place, Rule.BAD_VALUE, f'no chart has a colour for "{name}"', remedy))
        for thing in meant:
            if given.setdefault(thing, str(entry.colour)) != entry.colour:
                message = f'"{name}" and "{written[thing]}" are the same, with two colours'
                problems.append(Problem(entry.place, Rule.ID_CLASH, message, "keep one of them"))
            written.setdefault(thing, name)
    for chart, things in sorted(charts.items()):
        holders: dict[str, str] = {}
        for thing in dict.fromkeys(each[0] for _, each in things if each[0] in given):
            other = holders.setdefault(given[thing], thing)
            if other != thing:
                first, second = sorted((written[other], written[thing]), key=lambda name: colours[name].place)
                message = f'"{second}" and "{first}" are both {given[thing]}, and the chart {chart} shows both'
                remedy = "give one of them another colour"
                problems.append(Problem(colours[second].place, Rule.CHART_COLOURS, message, remedy))
    return given, problems


def with_colours(selection: ChartSelection, roles: Mapping[str, str]) -> ChartSelection:
    """The selection and its panels with the colours of its things, by their ids."""
    panels = (replace(each, selection=replace(each.selection, colours=roles)) for each in selection.panels)
    return replace(selection, colours=roles, panels=tuple(panels))


def roles_of(selection: ChartSelection, ids: Sequence[str]) -> tuple[str, ...]:
    """The colour of each thing: the report's, otherwise in their order; grey beyond the palette."""
    in_order = (*COLOURS, *[OTHERS] * len(ids))
    return tuple(selection.colours.get(each, own) for each, own in zip(ids, in_order, strict=False))


def assign_colours(
    charts: Mapping[str, Sequence[tuple[str, str]]], given: Mapping[str, str] | None = None
) -> dict[str, dict[str, str]]:
    """Chart -> id of a thing -> its colour. `charts`: (id, name) of the things of each; `given`: colours by names.

    The first eight things of a chart have a colour, those with a given one before the others. A thing that only
    one chart has alone follows those that stand beside others, so that a single series has the first colour if
    it has none elsewhere. One that has all eight colours beside it takes one that its chart has left.
    """
    given = given or {}
    order = sorted(charts)
    names = {chart: _distinct(charts[chart], given) for chart in order}
    together = [list(names[chart].values())[: len(COLOURS)] for chart in order]
    beside: dict[str, set[str]] = {}
    for group in together:
        for name in group:
            beside.setdefault(name, set()).update(group)
    found = {name: given[name] for name in beside if name in given}
    for group in sorted(together, key=lambda each: len(each) < 2):
        for name in group:
            taken = {found[each] for each in beside[name] if each in found}
            free = [each for each in COLOURS if each not in taken]
            if name not in found and free:
                found[name] = free[0]
    return {chart: _of_chart(names[chart], found) for chart in order}


def _distinct(things: Sequence[tuple[str, str]], given: Mapping[str, str]) -> dict[str, str]:
    """Id -> name, those with a given colour first; a name that a chart has twice is another thing the second time."""
    names: dict[str, str] = {}
    for key, name in sorted(things, key=lambda thing: thing[1] not in given):
        names[key] = f"{name}\n{key}" if name in names.values() else name
    return names


def _of_chart(names: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    first = dict(list(names.items())[: len(COLOURS)])
    roles = {key: found[name] for key, name in first.items() if name in found}
    for key in names:
        if key not in roles:
            free = [each for each in COLOURS if each not in roles.values()]
            roles[key] = free[0] if key in first else OTHERS
    return roles
