"""Checks output paths, with problems at the file that an editor would rename."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from yiwu_report.context import Context
from yiwu_report.model.output import Output
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.plan import find_clashes, source_of
from yiwu_report.write import path_problems


def output_problems(outputs: Iterable[Output], context: Context) -> tuple[Problem, ...]:
    """What would keep these outputs from being written on Linux, macOS or Windows."""
    planned = list(outputs)
    clashes = find_clashes(planned, context)
    sources = {output.path: source_of(output, context) for output in planned}
    others: dict[Place, Problem] = {}  # one a file: a chart's name is that of six outputs
    for problem in path_problems(planned, Path()):
        if problem.rule is Rule.OUTPUT_NAME or not clashes:
            place = sources[problem.place.file]
            others.setdefault(place, replace(problem, place=place))
    return (*clashes, *others.values())
