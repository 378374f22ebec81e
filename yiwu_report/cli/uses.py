"""`uses`: list every place that uses a figure, a table, a view or a unit."""

from __future__ import annotations

from argparse import ArgumentParser

from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.cell_name import figure_id
from yiwu_report.model.problem import UsageError


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "name", metavar="NAME", help="the id of a figure, a table, a view or a unit, e.g. parks.completed"
    )


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.build import Session, require_valid  # noqa: PLC0415
    from yiwu_report.editor.analysis.uses import uses_of  # noqa: PLC0415  # as in build.py
    from yiwu_report.model.data import fault_of_figure  # noqa: PLC0415

    with terminal.progress() as progress, Session(options.root) as session:
        stages = session.run(progress)
        context = require_valid(stages)
        asked = figure_id(options.own.name)
        use = uses_of(asked, session, stages, context)
        if use is None:
            fault = fault_of_figure(asked, context.data)
            raise UsageError(f"uses: {fault.message}; {fault.remedy}")
    lines = [str(place) for place in use.places]
    lines += [f"{(options.out / output.path).as_posix()}: {output.stage}, {output.id}" for output in use.outputs]
    terminal.show(lines)


USES = Command(
    "uses", "list every place that uses a figure, a table, a view or a unit, one per line", _run, _add_options
)
