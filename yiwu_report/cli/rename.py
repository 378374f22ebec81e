"""`rename`: give something a new id in every file that mentions it, or in none."""

from __future__ import annotations

from argparse import ArgumentParser

from yiwu_report.cli.command import Command, Options, change_files
from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.problem import UsageError

_KINDS = ("figure", "prefix", "table", "row", "column", "category", "chart", "claim", "unit", "source", "article")


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "old",
        metavar="OLD",
        help="trees.planted, trees (a prefix), districts.north, districts.size.large …",
    )
    parser.add_argument(
        "new", metavar="NEW", help="the new id; for a row, a column or a category, the last part is enough"
    )
    parser.add_argument(
        "--kind", choices=_KINDS, help="what OLD refers to, if it is ambiguous (prefix: the first part of several ids)"
    )
    parser.add_argument("--dry-run", action="store_true", help="print the changes as a diff, and write nothing")


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report import build  # noqa: PLC0415  # as in build.py
    from yiwu_report.editor.rename import NamedKind, as_diff, rename  # noqa: PLC0415
    from yiwu_report.inputs.load.files import load_inputs  # noqa: PLC0415
    from yiwu_report.inputs.load.load import load  # noqa: PLC0415
    from yiwu_report.inputs.load.package_files import words_folders  # noqa: PLC0415
    from yiwu_report.model.problem import InvalidInput  # noqa: PLC0415

    own = options.own
    contents = load_inputs(options.root)
    try:
        loaded = load(options.root, words_folders(options.root))
        renamed = rename(loaded, contents, own.old, own.new, NamedKind(own.kind) if own.kind else None)
    except UsageError as error:
        raise UsageError(f"rename: {error}") from None
    with terminal.progress() as progress:
        trial = build.try_change(options.root, renamed.changes, progress=progress)
    if trial.before or trial.after:
        raise InvalidInput(trial.before or trial.after)
    if own.dry_run:
        terminal.show(as_diff(contents, renamed.changes, renamed.moved))
        return
    written = change_files(renamed.changes, options.root, "rename")
    there = [path for path in written if renamed.changes[path] is not None]
    terminal.show([f"{renamed.target.named} is {'.'.join(renamed.target.renamed.path)} now, in:", *there])


RENAME = Command("rename", "rename an id in every file that uses it", _run, _add_options, "nothing was renamed")
