"""`import`: a table from a CSV file, as its options say."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yiwu_report.cli.command import Command, Options, change_files, languages_of
from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.problem import UsageError

if TYPE_CHECKING:
    from yiwu_report.editor.import_table import Imported, Rows, Wishes


_SHARED = ("source", "paragraph", "period", "status", "basis")


def wishes_of(own: Namespace, languages: Sequence[str]) -> Wishes:
    """The parsed options; UsageError for one that cannot be read."""
    from yiwu_report.editor.import_table import WishError  # noqa: PLC0415  # --help does not wait for it
    from yiwu_report.model.fields import fault_of_id  # noqa: PLC0415

    if own.title and len(own.title) != len(languages):
        raise UsageError(f"import: give one --title for each language ({', '.join(languages)})")
    if own.table and (wrong := fault_of_id(own.table, dots=False)):
        raise UsageError(f"import: --table: {wrong.message}; {wrong.remedy}")
    try:
        return _read(own, languages)
    except WishError as error:
        raise UsageError(f"import: {error}") from None


def _read(own: Namespace, languages: Sequence[str]) -> Wishes:
    from yiwu_report.editor.import_table import (  # noqa: PLC0415
        Holds,
        Wishes,
        choices,
        column_wish,
        date_forms,
        decimals_of,
        setting,
        spread_wish,
    )

    flags = {
        Holds.FIGURE: own.figure,
        Holds.LABEL: own.label,
        Holds.CATEGORY: own.category,
        Holds.NOTHING: own.skip,
    }
    return Wishes(
        table=own.table or "",
        titles=dict(zip(languages, own.title, strict=False)),
        columns=[column_wish(holds, each) for holds, written in flags.items() for each in written],
        rows=own.rows,
        defaults={key: getattr(own, key) for key in _SHARED if getattr(own, key)},
        settings=[setting(each) for each in own.set],
        only=choices(own.only),
        dates=date_forms(own.as_date),
        years=own.as_year,
        periods=own.periods,
        spread=spread_wish(own.spread) if own.spread else None,
        makes_ids=own.make_ids,
        thousands=own.thousands,
        decimal=own.decimal,
        stripped=own.strip,
        nulls=own.null,
        rounded=decimals_of(own.round),
        keeps_printed=own.keep_printed,
    )


_SEPARATORS = {"tab": "\t"}


def _add_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FILE", type=Path, help="the CSV file; without options, suitable ones are suggested")
    add(
        "--table",
        metavar="ID",
        help="id of the table: data/tables/ID.yaml and ID.csv are written, never overwritten",
    )
    _add_repeated(parser, "title", "TEXT", "title of the table; one per language, in the report's order")
    add("--source", metavar="ID", help="source of the figures, an entry of data/sources.yaml")
    add("--paragraph", metavar="N", help="paragraph of the source")
    add("--period", metavar="PERIOD", help="period of its figures, e.g. 2007 or 2016/2020")
    add("--status", metavar="STATUS", help="fact, plan or forecast (default: fact)")
    add("--basis", metavar="BASIS", help="price basis: constant, current or unknown")
    _add_repeated(
        parser, "rows", "HEADING", "the column that identifies the rows; repeat the option if it takes several"
    )
    _add_repeated(parser, "figure", "HEADING=ID:UNIT", "a column of figures, with its new id and unit")
    _add_repeated(parser, "label", "HEADING=ID", "a column of names; ID.en for those in one language")
    _add_repeated(parser, "category", "HEADING=ID", "a column of categories")
    _add_repeated(parser, "skip", "HEADING", "a column to omit")
    _add_repeated(parser, "set", "COLUMN.KEY=VALUE", "any key of a column, e.g. area.period=2020 or area.title.zh=面积")
    add("--periods", metavar="HEADING", help="the column that holds the period of each row's figures")
    add(
        "--spread",
        metavar="HEADING=HEADING:UNIT",
        help="pivot: make a column of each value of the first column, with the figures of the second, e.g. year=amount:tonne",
    )
    _add_repeated(
        parser, "as-date", "HEADING=FORM", "a column of dates in another form, e.g. DD/MM/YYYY, YYYY-M or MMM YYYY"
    )
    _add_repeated(parser, "as-year", "HEADING", "a column of dates to read as years")
    _add_repeated(
        parser, "only", "HEADING=CELL", "only rows with this value; repeat the option to allow several values"
    )
    _add_formats(parser)
    add("--keep-printed", action="store_true", help="also keep each number as printed in the file")
    add("--verbose", action="store_true", help="list every changed cell with its line, not just one per kind")
    add("--dry-run", action="store_true", help="print both files and write nothing")


def _add_formats(parser: ArgumentParser) -> None:
    """Options for the notation of ids, numbers and cells in the file."""
    add = parser.add_argument
    add("--make-ids", action="store_true", help="generate ids from names: São Tomé becomes sao_tome")
    add("--separator", metavar="MARK", default=",", help="column separator, e.g. ; or tab (default: comma)")
    add("--encoding", metavar="NAME", default="utf-8", help="e.g. gb18030, cp1252, utf-8-sig (default: utf-8)")
    add("--thousands", metavar="MARK", help="thousands separator to remove, e.g. , or a space")
    add("--decimal", metavar="MARK", help="decimal separator, e.g. a comma")
    _add_repeated(parser, "strip", "TEXT", "sign to remove from numbers, e.g. %% or $, because the unit says it")
    _add_repeated(parser, "null", "TEXT", 'cells that mean "not published", e.g. n/a or an empty text')
    _add_repeated(
        parser, "round", "COLUMN=DECIMALS", "round the numbers of a column to this many decimals, half to even"
    )


def _add_repeated(parser: ArgumentParser, name: str, metavar: str, told: str) -> None:
    parser.add_argument(f"--{name}", metavar=metavar, action="append", default=[], help=told)


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.editor.import_table import heading_problems, import_table  # noqa: PLC0415
    from yiwu_report.model.problem import InvalidInput  # noqa: PLC0415

    languages = languages_of(options.root, "import")
    wishes = wishes_of(options.own, languages)
    rows = _rows(options)
    problems = heading_problems(rows, wishes)
    if problems:
        terminal.warn("\n".join(_proposal(rows, wishes, languages)))
        raise InvalidInput(problems)
    _check_given(wishes, languages)
    made = import_table(rows, wishes, languages)
    if made.problems:
        terminal.show(made.reports.lines(is_verbose=options.own.verbose))
        raise InvalidInput(made.problems)
    _finish(made, options, terminal)


def _rows(options: Options) -> Rows:
    from yiwu_report.editor.import_table import read_rows  # noqa: PLC0415  # as in build.py
    from yiwu_report.inputs.load.csv_source import read_csv_source  # noqa: PLC0415
    from yiwu_report.model.problem import InvalidInput, Problem  # noqa: PLC0415

    source = read_csv_source(options.own.file, options.own.encoding)
    if isinstance(source, Problem):
        raise InvalidInput([source])
    rows = read_rows(source, _SEPARATORS.get(options.own.separator, options.own.separator))
    if isinstance(rows, list):
        raise InvalidInput(rows)
    return rows


def _proposal(rows: Rows, wishes: Wishes, languages: Sequence[str]) -> list[str]:
    from yiwu_report.editor.import_table import hints, proposed_flags  # noqa: PLC0415  # as in build.py

    table = [] if wishes.table else ["--table ID"]
    lines = [*table, *proposed_flags(rows, wishes, languages)]
    flags = " \\\n".join(f"  {each}" for each in lines)
    return ["Suggested options; replace the words in capitals:", flags, *hints(rows, wishes)]


def _check_given(wishes: Wishes, languages: Sequence[str]) -> None:
    """Missing options that are not about columns."""
    given = {"table": wishes.table, "title": wishes.titles, "source": wishes.defaults.get("source")}
    lacking = [f"--{name}" for name, value in given.items() if not value]
    if lacking:
        more = f" (a title for each language: {', '.join(languages)})" if "--title" in lacking else ""
        raise UsageError(f"import: add {', '.join(lacking)}{more}")


def _finish(made: Imported, options: Options, terminal: Terminal) -> None:
    """Write both files, unless they bring problems or are not to be written."""
    from yiwu_report import build  # noqa: PLC0415  # as in build.py
    from yiwu_report.editor.import_table import repeated  # noqa: PLC0415
    from yiwu_report.model.problem import InvalidInput  # noqa: PLC0415

    there = [name for name in made.files if (options.root / name).exists()]
    if there:
        raise UsageError(f"import: {there[0]} already exists; choose another id, or delete the table first")
    files = {name: text.encode() for name, text in made.files.items()}
    with terminal.progress() as progress:
        trial = build.try_change(options.root, files, progress=progress)
    if trial.data and options.own.table in trial.data.tables:
        made.reports.remarks += repeated(trial.data, options.own.table)
    terminal.show(made.reports.lines(is_verbose=options.own.verbose))
    if options.own.dry_run:
        for name, text in made.files.items():
            terminal.say(f"--- {name}", text)
    if trial.new:
        raise InvalidInput(made.origins.of(problem) if made.origins else problem for problem in trial.new)
    if not options.own.dry_run:
        change_files(files, options.root, "import")
        table = options.own.table
        terminal.say(f"{' and '.join(files)} written. To show the table: {{{{ table {table} }}}}")


IMPORT = Command("import", "import a table from a CSV file", _run, _add_options, "nothing was written")
