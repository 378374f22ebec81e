"""Every place that shows a figure: texts, charts, tables, formulas, claims, and the files of the site."""

from __future__ import annotations

from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.lineage.inputs import inputs_of
from yiwu_report.model.output import Output
from yiwu_report.pipeline import Session
from yiwu_report.pipeline.stages import Stages
from yiwu_report.usage import Usage, usages


@dataclass(frozen=True)
class Use:
    """What shows a figure: places of the inputs, and files of the site."""

    places: tuple[Usage, ...]
    outputs: tuple[Output, ...]


def uses_of(figure_id: str, session: Session, stages: Stages, context: Context) -> Use:
    """Every place that uses the figure, in the order of the files, and every output made of it, by path."""
    places = usages(context.site, context.data, context.findings, context.charts)[figure_id]
    figure = context.data.figures[figure_id]
    outputs = [
        output
        for output in stages.outputs
        if any(
            each.place == figure.place and each.what.endswith(f" {figure_id}")
            for each in inputs_of(output, session, context)
        )
    ]
    return Use(places, tuple(outputs))
