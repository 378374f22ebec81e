"""`diff`: which figures changed since an earlier state, and where each is shown."""

from __future__ import annotations

from argparse import ArgumentParser

from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.problem import UsageError

_FORMS = ("text", "markdown", "json")


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "old",
        metavar="OLD",
        nargs="?",
        help="a published site, a figures.json, a project folder or a git revision (default: the published site)",
    )


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.editor import diff  # noqa: PLC0415  # as in build.py
    from yiwu_report.inputs.load.revisions import find_revision  # noqa: PLC0415

    try:
        old = find_revision(options.own.old, options.root, options.out)
        with terminal.progress() as progress:
            today = diff.today_of(options.root, progress=progress)
            published = diff.published_of(old, options.root, today, progress=progress)
    except UsageError as error:
        raise UsageError(f"diff: {error}") from None
    terminal.show(diff.FORMS[options.form](diff.compare(today, published, old.name)))


DIFF = Command(
    "diff",
    "list the figures that changed since an earlier state, and where each is shown",
    _run,
    _add_options,
    forms=_FORMS,
)
