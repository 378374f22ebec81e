"""`refresh`: fetch the files of tables and show what would change; the only command that uses the network."""

from __future__ import annotations

import contextlib
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from yiwu_report.cli.command import Command, ExitCode, Options, change_files
from yiwu_report.cli.terminal import Terminal, one_line
from yiwu_report.model.problem import InvalidInput, Problem, UsageError, did_you_mean
from yiwu_report.model.rules import Rule

if TYPE_CHECKING:
    from yiwu_report.cli.download import Download, Limits
    from yiwu_report.editor.refresh import FileTrial
    from yiwu_report.model.origins import FetchedFileSpec, OriginSpec

_FILES = "data/files"
_NEW = Path(".cache", "refresh")  # in the project: where a new file lies until it is accepted
_RECORD = "data/origins.yaml"
_NOTHING_REPLACED = "nothing was replaced"


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 86_400:
        raise ArgumentTypeError(f'"{text}" is not a number of seconds')
    return seconds


def _add_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("tables", metavar="TABLE", nargs="*", help="the tables whose files are fetched (default: all with origin:)")
    add("--accept", action="store_true", help="replace the old files, if the report has no problem with the new ones")
    add(
        "--with-problems",
        action="store_true",
        help="with --accept: also if texts, charts or claims have problems with the new files, to fix them afterwards",
    )
    add("--run-commands", action="store_true", help="run origins that are commands; each is printed before it runs")
    add(
        "--time-limit",
        metavar="SECONDS",
        type=_seconds,
        default=300.0,
        help="how long one file may take (default: 300)",
    )


@dataclass(frozen=True)
class _Source:
    """A file with its origin, and the tables that are read from it."""

    file: str  # its name in data/files/
    spec: OriginSpec
    tables: tuple[str, ...]
    known: FetchedFileSpec | None
    old: bytes | None

    def problem(self, message: str, remedy: str) -> Problem:
        """A problem of its origin."""
        return Problem(self.spec.place_of("origin"), Rule.ORIGIN, f"{self.spec.shown}: {message}", remedy)


def _run(options: Options, terminal: Terminal) -> ExitCode:
    from yiwu_report.cli.download import Limits  # noqa: PLC0415  # as in build.py
    from yiwu_report.inputs.load.load import load  # noqa: PLC0415
    from yiwu_report.inputs.load.package_files import words_folders  # noqa: PLC0415
    from yiwu_report.inputs.load.source import LARGEST_DATA_MIB  # noqa: PLC0415
    from yiwu_report.inputs.validate.origins import read_origins  # noqa: PLC0415

    own = options.own
    if own.with_problems and not own.accept:
        raise UsageError("refresh: --with-problems is for --accept; add it")
    origins = read_origins(load(options.root, words_folders(options.root)))
    if origins.problems:
        raise InvalidInput(origins.problems)
    sources = _sources(options, origins.tables, origins.fetched)
    commands = [each for each in sources if each.spec.address is None]
    if commands and not own.run_commands:
        listed = "; ".join(f"{', '.join(each.tables)}: {each.spec.shown}" for each in commands)
        raise UsageError(one_line(f"refresh: add --run-commands to run {listed}"))
    limits = Limits(LARGEST_DATA_MIB * 1024 * 1024, own.time_limit)
    fetched = {each.file: _fetch(each, options.root, limits, terminal) for each in sources}
    problems = [each for each in fetched.values() if isinstance(each, Problem)]
    if problems:
        raise InvalidInput(problems)
    came = {name: each for name, each in fetched.items() if not isinstance(each, Problem)}
    return _Refresh(options, terminal, sources, came, origins.fetched).run()


def _sources(
    options: Options, tables: Mapping[str, OriginSpec], fetched: Mapping[str, FetchedFileSpec]
) -> list[_Source]:
    """The files that are asked for, each once; UsageError for a table that has no origin."""
    if not tables:
        raise UsageError("refresh: no table of data/tables/ has an origin:; add one with the address of its file")
    for name in options.own.tables:
        if name not in tables:
            remedy = did_you_mean(name, tables, f"those that have one: {', '.join(sorted(tables))}")
            raise UsageError(f'refresh: there is no table "{name}" with an origin:; {remedy}')
    wanted = {tables[name].file_name for name in options.own.tables or tables}
    found = []
    for file in sorted(wanted):
        of_file = [name for name, spec in tables.items() if spec.file_name == file]
        spec, path = tables[of_file[0]], options.root / _FILES / file
        old = path.read_bytes() if path.is_file() else None
        found.append(_Source(file, spec, tuple(of_file), _known(fetched.get(file), spec, old), old))
    return found


def _known(known: FetchedFileSpec | None, spec: OriginSpec, old: bytes | None) -> FetchedFileSpec | None:
    """The record of the file, if the file is still the recorded one and of the same origin."""
    if known is None or old is None or known.shown != spec.shown:
        return None
    return known if known.sha256 == sha256(old).hexdigest() else None


def _fetch(source: _Source, root: Path, limits: Limits, terminal: Terminal) -> Download | Problem:
    """The file as it comes from its origin; the bytes of the old one if it has not changed."""
    from yiwu_report.cli.download import Download, DownloadError, download, run_command  # noqa: PLC0415  # as above
    from yiwu_report.editor.refresh import content_fault  # noqa: PLC0415

    try:
        if source.spec.address is None:
            terminal.warn(one_line(f"running {source.spec.shown}"))
            found = run_command(source.spec.arguments, root, limits)
        else:
            with terminal.progress() as progress:
                progress(f"fetching {source.spec.address}")
                found = download(source.spec.address, limits, source.known)
    except DownloadError as error:
        return source.problem(error.message, error.remedy)
    if found.content is None:
        return Download(source.old, found.etag, found.last_modified)
    wrong = content_fault(found.content)
    return source.problem(wrong, "name an address or a command that gives the data itself") if wrong else found


@dataclass
class _Refresh:
    """What is done with the files that came."""

    options: Options
    terminal: Terminal
    sources: Sequence[_Source]
    came: Mapping[str, Download]
    recorded: Mapping[str, FetchedFileSpec]

    def run(self) -> ExitCode:
        """Show what is new, and replace files if that is accepted."""
        changed = [each for each in self.sources if self.came[each.file].content != each.old]
        same = [each for each in self.sources if each not in changed]
        for each in same:
            self.terminal.show([f"{_FILES}/{each.file} from {each.spec.shown}", "  unchanged"])
            _forget(self.options.root / _NEW / each.file)
        if not changed:
            if self.options.own.accept:
                self._record([each for each in same if each.known is None])
            return ExitCode.GOOD
        trial = self._try(changed)
        self._show(changed, trial)
        if trial.problems:
            return self._with_problems(changed, trial)
        if not self.options.own.accept:
            kept = ", ".join((_NEW / each.file).as_posix() for each in changed)
            self.terminal.say("", f"Nothing was replaced: look at {kept}, and add --accept to take what is new.")
            return ExitCode.PROBLEMS
        self._replace(changed)
        return ExitCode.GOOD

    def _try(self, changed: Sequence[_Source]) -> FileTrial:
        from yiwu_report.editor.refresh import try_files  # noqa: PLC0415  # as in build.py

        contents = {each.file: self.came[each.file].content or b"" for each in changed}
        for file, content in contents.items():
            _keep(self.options.root / _NEW / file, content)
        tables = [table for each in changed for table in each.tables]
        with self.terminal.progress() as progress:
            return try_files(self.options.root, contents, tables, progress=progress)

    def _show(self, changed: Sequence[_Source], trial: FileTrial) -> None:
        from yiwu_report.editor.diff import FORMS  # noqa: PLC0415  # as in build.py
        from yiwu_report.editor.refresh import lines_of, size_line  # noqa: PLC0415

        lines: list[str] = []
        for source in changed:
            lines.append(f"{_FILES}/{source.file} from {source.spec.shown}")
            before = None if source.old is None else len(source.old)
            lines.append(size_line(before, len(self.came[source.file].content or b"")))
            for table in source.tables:
                lines += lines_of(trial.tables[table]) if table in trial.tables else [f"  table {table}: can't be read"]
        if trial.difference is not None:
            lines += ["", *FORMS["text"](trial.difference)]
            if trial.shown_tables:
                lines += ["", "Tables that change", *(f"  {each}" for each in trial.shown_tables)]
        elif not trial.was_sound:
            as_it_is = "with the old file" if any(each.old is not None for each in changed) else "without the file"
            lines += ["", f"What changes in the report is not known: it has problems {as_it_is}."]
        elif all(table in trial.tables for each in changed for table in each.tables):
            lines += ["", "What else changes in the report can't be told before these problems are fixed."]
        self.terminal.show(lines)

    def _with_problems(self, changed: Sequence[_Source], trial: FileTrial) -> ExitCode:
        """Print the problems; the files are replaced only if that was asked for and they can be read."""
        problems = InvalidInput(map(_in_new_file, trial.problems)).problems
        tables = [table for each in changed for table in each.tables]
        if trial.of_files([each.file for each in changed], tables):
            self.terminal.problems(problems, _NOTHING_REPLACED)
        elif self.options.own.accept and self.options.own.with_problems:
            self._replace(changed)
            self.terminal.problems(problems, "fix them before the next build")
        else:
            self.terminal.problems(
                problems, f"{_NOTHING_REPLACED}; --accept --with-problems takes the new file as it is"
            )
        return ExitCode.PROBLEMS

    def _replace(self, changed: Sequence[_Source]) -> None:
        """Replace the old files and record where the new ones came from, all or none."""
        new = {f"{_FILES}/{each.file}": self.came[each.file].content for each in changed}
        self._record(changed, new)
        for each in changed:
            _forget(self.options.root / _NEW / each.file)

    def _record(self, sources: Sequence[_Source], files: Mapping[str, bytes | None] | None = None) -> None:
        from yiwu_report.editor.refresh import record_of  # noqa: PLC0415  # as in build.py

        if not sources:
            return
        now = datetime.now(UTC)
        entries = {**self.recorded, **{each.file: _entry(each, self.came[each.file], now) for each in sources}}
        written = change_files({**(files or {}), _RECORD: record_of(entries)}, self.options.root, "refresh")
        replaced = [each for each in written if each != _RECORD]
        said = [f"{', '.join(replaced)} replaced."] if replaced else []
        self.terminal.show(["", *said, f"{_RECORD} says where {'it' if len(sources) == 1 else 'they'} came from."])


def _entry(source: _Source, came: Download, now: datetime) -> FetchedFileSpec:
    from yiwu_report.model.origins import FetchedFileSpec, moment  # noqa: PLC0415  # as in build.py
    from yiwu_report.model.text import Text  # noqa: PLC0415

    content, place = came.content or b"", source.spec.place
    texts = (came.etag, came.last_modified)
    etag, modified = (Text(each, place, each) if each and each.isprintable() else None for each in texts)
    return FetchedFileSpec.model_construct(
        file=source.spec.file,
        origin=source.spec.origin,
        fetched=moment(now),
        size_bytes=len(content),
        sha256=sha256(content).hexdigest(),
        etag=etag,
        last_modified=modified,
    )


def _in_new_file(problem: Problem) -> Problem:
    """A problem of a new file at its place there, not in the old file that is still in data/files/."""
    file = problem.place.file
    if not file.startswith(f"{_FILES}/"):
        return problem
    return replace(problem, place=replace(problem.place, file=f"{_NEW.as_posix()}/{file.removeprefix(f'{_FILES}/')}"))


def _keep(path: Path, content: bytes) -> None:
    """Write a file that may be looked at before it is accepted."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"refresh: {error}") from None


def _forget(path: Path) -> None:
    """Remove such a file, and its folder if it was the last one."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        path.parent.rmdir()


REFRESH = Command(
    "refresh",
    "fetch the files of tables from their origins, and show what that would change",
    _run,
    _add_options,
    _NOTHING_REPLACED,
)
