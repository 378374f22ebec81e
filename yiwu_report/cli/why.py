"""`why`: list the dependencies of a file of the site."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.problem import UsageError, did_you_mean

if TYPE_CHECKING:
    from yiwu_report.model.output import Output


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a file of the site, e.g. public/index.html")


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.build import Session, require_valid  # noqa: PLC0415
    from yiwu_report.editor.analysis.lineage import inputs_of  # noqa: PLC0415  # as in build.py

    with terminal.progress() as progress, Session(options.root) as session:
        stages = session.run(progress)
        context = require_valid(stages)
        output = _find(options.own.file, stages.outputs, options.out)
        inputs = inputs_of(output, session, context)
    terminal.show([str(each) for each in inputs])


def _find(file: Path, outputs: Sequence[Output], out: Path) -> Output:
    """The output at this path, relative to here or to the output folder; a folder means its index.html."""
    inside = file.resolve().relative_to(out.resolve()) if file.resolve().is_relative_to(out.resolve()) else file
    by_path = {output.path: output for output in outputs}
    for path in (inside.as_posix(), (inside / "index.html").as_posix()):
        if path in by_path:
            return by_path[path]
    remedy = did_you_mean(inside.as_posix(), by_path, f"files of the site are in {out.as_posix()}")
    raise UsageError(f'why: the site has no file "{inside.as_posix()}"; {remedy}')


WHY = Command("why", "list what a file of the site depends on, one input per line", _run, _add_options)
