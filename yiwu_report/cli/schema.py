"""`schema`: write JSON Schemas of every kind of file into the project, for completion and checks in editors."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from yiwu_report.cli.command import Command, Options, change_files
from yiwu_report.cli.terminal import Terminal

_FOLDERS = ("content", "data", "templates/words")


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        metavar="DIR",
        nargs="?",
        type=Path,
        help="output folder (default: .schemas, in the project, to which the files' schema comments refer)",
    )
    parser.add_argument(
        "--modelines",
        action="store_true",
        help="also add the comment that refers to its schema to each YAML file that lacks it",
    )


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.editor import schema  # noqa: PLC0415  # as in build.py
    from yiwu_report.inputs.load.files import load_inputs, load_languages  # noqa: PLC0415

    folder = options.own.folder or options.root / schema.FOLDER
    made = schema.schema_files(load_languages(options.root) or None)
    changes = schema.add_modelines(load_inputs(options.root, _FOLDERS)) if options.own.modelines else {}
    written = change_files(made, folder, "schema")
    marked = change_files(changes, options.root, "schema")
    terminal.say(f"{len(made)} schemas are in {folder}: {len(written)} written, {len(made) - len(written)} unchanged.")
    if marked:
        terminal.show([f"{name}: now refers to its schema" for name in marked])


SCHEMA = Command(
    "schema", "write JSON Schemas, which let editors complete and check the YAML files", _run, _add_options
)
