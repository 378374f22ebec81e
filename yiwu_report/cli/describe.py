"""`describe`: a description of a data file, which says how the file is read."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from yiwu_report.cli.command import Command, Options, change_files, languages_of
from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.problem import UsageError

if TYPE_CHECKING:
    from yiwu_report.editor.describe.description import ReportNames
    from yiwu_report.model.column_table import DataFile


def _add_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FILE", type=Path, help="the file: csv, tsv (also .gz), xlsx, parquet, sqlite or db")
    add(
        "--table",
        metavar="ID",
        help="id of the table: data/tables/ID.yaml is written (default: made of the file's name)",
    )
    add("--sheet", metavar="NAME", help="the sheet of an XLSX or the table of an SQLite database, if there are several")
    add("--encoding", metavar="NAME", help="encoding of a CSV that is not UTF-8, e.g. gb18030")
    add("--header-row", metavar="LINE", type=int, help="the line of the headings, e.g. of a second table in the file")
    add("--chart", action="store_true", help="also write the first chart, content/charts/ID.yaml")
    add("--dry-run", action="store_true", help="print the description and write nothing")


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.cli.new import program  # noqa: PLC0415  # as in build.py
    from yiwu_report.editor.describe.description import describe  # noqa: PLC0415
    from yiwu_report.editor.describe.layout import UnclearFileError  # noqa: PLC0415
    from yiwu_report.editor.describe.next_steps import first_chart, next_steps  # noqa: PLC0415
    from yiwu_report.editor.describe.opened import layout_of_file  # noqa: PLC0415
    from yiwu_report.inputs.tabular.raw_table import TableFault  # noqa: PLC0415
    from yiwu_report.model.problem import InvalidInput  # noqa: PLC0415

    own, root = options.own, options.root
    languages = languages_of(root, "describe")
    file, name = _file(own.file), _table(own.table, own.file)
    try:
        layout = layout_of_file(file, own.encoding, own.sheet, own.header_row)
    except UnclearFileError as error:
        raise UsageError(f"describe: {error}") from None
    except TableFault as fault:
        raise InvalidInput(fault.problems) from None
    report = _report(root, languages)
    made = describe(name, file.name, layout, report)
    chart = first_chart(made, languages)
    written = {f"data/tables/{name}.yaml": made.text.encode()}
    if chart and own.chart:
        written[f"content/charts/{name}.yaml"] = chart.encode()
    for each in written:
        if (root / each).exists() and not own.dry_run:
            raise UsageError(f"describe: {each} already exists; name another table with --table, or delete it first")
    if own.dry_run:
        terminal.say(made.text.rstrip("\n"))
    else:
        change_files(written | _copied(file, root), root, "describe")
        terminal.say(f"{' and '.join(written)} written; data/files/{file.name} is the file as it came.")
    terminal.show(list(next_steps(made, chart, is_chart_written=own.chart, program=program())))


def _file(path: Path) -> DataFile:
    from yiwu_report.inputs.load.data_files import FOLDER, read_data_file  # noqa: PLC0415  # as in build.py
    from yiwu_report.inputs.load.files import FoundFile  # noqa: PLC0415
    from yiwu_report.model.problem import InvalidInput, Problem  # noqa: PLC0415

    if not path.is_file():
        raise UsageError(f"describe: there is no file {path}")
    found = read_data_file(FoundFile(f"{FOLDER}{path.name}", path))
    if isinstance(found, Problem):
        raise InvalidInput([found])
    return found


def _table(wanted: str | None, path: Path) -> str:
    from yiwu_report.editor.describe.ids import make_id  # noqa: PLC0415  # as in build.py
    from yiwu_report.model.fields import fault_of_id  # noqa: PLC0415

    if wanted is not None:
        if wrong := fault_of_id(wanted, dots=False):
            raise UsageError(f"describe: --table: {wrong[0]}; {wrong[1]}")
        return wanted
    stem = re.sub(r"(?i)(\.(csv|tsv|xlsx|parquet|sqlite|db))?(\.gz)?$", "", path.name)
    made = make_id(stem)
    if made is None:
        raise UsageError(f"describe: {path.name} makes no id in Latin letters; add --table ID")
    return made


def _report(root: Path, languages: tuple[str, ...]) -> ReportNames:
    """The names in a report that a description can refer to, from files that may have problems."""
    from yiwu_report.editor.describe.description import ReportNames  # noqa: PLC0415  # as in build.py
    from yiwu_report.inputs.load.load import load  # noqa: PLC0415
    from yiwu_report.model.node import MappingNode  # noqa: PLC0415

    documents = load(root).documents

    def names(file: str) -> tuple[str, ...]:
        node = documents.get(file)
        return tuple(node.entries) if isinstance(node, MappingNode) else ()

    return ReportNames(languages, names("data/units.yaml"), names("data/sources.yaml"))


def _copied(file: DataFile, root: Path) -> dict[str, bytes]:
    """The file for data/files/, unless it is there; UsageError if another file has its name there."""
    name = f"data/files/{file.name}"
    path = root / name
    if not path.exists():
        return {name: file.content}
    if path.read_bytes() != file.content:
        raise UsageError(f"describe: {name} is another file already; rename one of them")
    return {}


DESCRIBE = Command("describe", "write the description of a data file", _run, _add_options, "nothing was written")
