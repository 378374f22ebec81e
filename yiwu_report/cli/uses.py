"""`uses`: list every place that shows a figure."""

from __future__ import annotations

from argparse import ArgumentParser

from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.problem import UsageError, did_you_mean


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("figure", metavar="FIGURE", help="the id of a figure, e.g. parks.completed")


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.build import Session, require_valid  # noqa: PLC0415
    from yiwu_report.editor.analysis.lineage import uses_of  # noqa: PLC0415  # as in build.py

    with terminal.progress() as progress, Session(options.root) as session:
        stages = session.run(progress)
        context = require_valid(stages)
        figure_id = options.own.figure
        if figure_id not in context.data.figures:
            remedy = did_you_mean(figure_id, context.data.figures, "figures are defined in data/")
            raise UsageError(f'uses: there is no figure "{figure_id}"; {remedy}')
        use = uses_of(figure_id, session, stages, context)
    lines = [str(place) for place in use.places]
    lines += [f"{(options.out / output.path).as_posix()}: {output.stage}, {output.id}" for output in use.outputs]
    terminal.show(lines)


USES = Command("uses", "list every place that shows a figure, one per line", _run, _add_options)
