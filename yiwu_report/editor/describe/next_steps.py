"""What to do with a new description: what to decide, a reference with real keys, and a first chart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yiwu_report.editor.describe.description import Description
from yiwu_report.editor.describe.layout import Decide
from yiwu_report.editor.describe.yaml_lines import yaml_lines
from yiwu_report.editor.schema import modeline
from yiwu_report.inputs.validate.undecided import UNDECIDED
from yiwu_report.model.cell_name import cell_id
from yiwu_report.model.figures import ColumnKind

_MOST_BARS = 30


def open_decisions(text: str) -> list[tuple[int, str]]:
    """The lines of a description that have to be decided, with their text."""
    return [
        (number, line.strip())
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(rf": '?{UNDECIDED}\b", line)
    ]


def example_reference(made: Description) -> str | None:
    """A reference to the figure in the first row; None where that isn't known yet."""
    if not made.figures or not made.keys or not all(made.first_row.get(key) for key in made.keys):
        return None
    return f"{{{{ {cell_id(made.name, [made.first_row[key] for key in made.keys], made.figures[0].id)} }}}}"


def first_chart(made: Description, languages: Sequence[str]) -> str | None:
    """The YAML of a chart that fits the table: a line over its periods, or bars of its names."""
    if not made.figures or not made.keys:
        return None
    figure, heading = made.figures[0].id, made.figures[0].heading
    others = [key for key in made.keys if key != made.period]
    chart: dict[str, object] = {
        "title": {code: Decide(f'what the chart says, in "{code}"') for code in languages},
        "subtitle": {code: Decide(f'measure, unit and period of {heading}, in "{code}"') for code in languages},
        "table": made.name,
    }
    if made.period in made.keys:
        chart = {"kind": "line", **chart, "x": made.period, "y": figure}
        chart |= {"where": {key: made.first_row[key] for key in others}} if others else {}
    elif others:
        chart = {"kind": "bar", **chart, "x": figure, "y": others[0], "sort": f"-{figure}"}
        chart |= _fewer(made, others)
    else:
        return None
    return "\n".join([modeline(f"content/charts/{made.name}.yaml") or "", *yaml_lines(chart)]) + "\n"


def _fewer(made: Description, keys: Sequence[str]) -> dict[str, object]:
    """What selects rows where all of them are too many for bars: other keys, or a category."""
    where = {key: made.first_row[key] for key in keys[1:]}
    columns = {column.id: column for column in made.columns}
    if not where and len(columns[keys[0]].cells) > _MOST_BARS:
        groups = [each for each in made.columns if each.kind is ColumnKind.CATEGORY]
        counted = ((each.id, text, count) for each in groups for text, count in each.counts.items() if text)
        fitting = [(count, name, text) for name, text, count in counted if 2 < count <= _MOST_BARS]
        if fitting:
            _, name, text = max(fitting)
            where = {name: text}
    return {"where": where} if where else {}


def _decisions(text: str, file: str, more: str) -> Iterator[str]:
    decisions = open_decisions(text)
    if decisions:
        yield f"Decide {len(decisions)} line{'s' if len(decisions) > 1 else ''} of {file}{more}:"
        yield from (f"  {number}: {line}" for number, line in decisions)


def next_steps(made: Description, chart: str | None, *, is_chart_written: bool, program: str) -> Iterator[str]:
    """The lines that are told after a description."""
    file = f"data/tables/{made.name}.yaml"
    yield from _decisions(made.text, file, ", and remove columns that you don't need")
    if chart and is_chart_written:
        yield from _decisions(chart, f"content/charts/{made.name}.yaml", "")
    yield f"Then check it: {program} check"
    if reference := example_reference(made):
        yield f"A figure in a text: {reference}"
    if chart and is_chart_written:
        yield f"The chart content/charts/{made.name}.yaml in an article: {{{{ chart {made.name} }}}} on a line of its own"
    elif chart:
        yield f"A first chart, content/charts/{made.name}.yaml (--chart writes it), shown by {{{{ chart {made.name} }}}}:"
        yield from (f"  {line}" for line in chart.splitlines())
