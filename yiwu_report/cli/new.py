"""`new`: create a small report that builds, or a draft of an article."""

from __future__ import annotations

import shlex
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from yiwu_report.cli.command import Command, Options, change_files, languages_of
from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.problem import UsageError, did_you_mean


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        metavar="WHAT",
        choices=("report", "article"),
        help="report: a project in a new folder; article: a draft",
    )
    parser.add_argument(
        "name", metavar="NAME", help="of a report, its folder; of an article, its name in URLs, e.g. second-year"
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        action="append",
        default=[],
        help="language of a report, e.g. en; with several, the first is at the root of the site (default: en)",
    )
    parser.add_argument(
        "--title", metavar="TEXT", action="append", default=[], help="one per language, in the same order"
    )
    parser.add_argument(
        "--with-templates",
        action="store_true",
        help="copy the templates into the report, to change them (default: use the generator's)",
    )


def _run(options: Options, terminal: Terminal) -> None:
    if options.own.what == "report":
        _report(options, terminal)
    else:
        _article(options, terminal)


def _report(options: Options, terminal: Terminal) -> None:
    from yiwu_report.editor import check, new  # noqa: PLC0415  # as in build.py
    from yiwu_report.inputs.load.package_files import load_own_templates, load_skeleton  # noqa: PLC0415
    from yiwu_report.inputs.load.scratch_project import temporary_project  # noqa: PLC0415

    folder = Path(options.own.name)
    languages = _languages(options.own.language or ["en"], new.LANGUAGES)
    _check_titles(options.own.title, languages)
    _check_folder(folder)
    files = new.report_files(load_skeleton("report"), languages, options.own.title, date.today().isoformat())  # noqa: DTZ011  # the editor's local date
    if options.own.with_templates:
        files |= load_own_templates()
    with terminal.progress() as progress, temporary_project(files) as trial:
        check.check(trial, progress=progress)
    change_files(files, folder, "new")
    terminal.say(
        f"The report is in {folder}: {len(files)} files, which its README.md explains. To build it:",
        f"  {program()} --root {shlex.quote(str(folder))}",
    )


def _article(options: Options, terminal: Terminal) -> None:
    from yiwu_report.editor import new  # noqa: PLC0415  # as in build.py
    from yiwu_report.inputs.load.file_kinds import name_problem  # noqa: PLC0415
    from yiwu_report.inputs.load.package_files import load_skeleton  # noqa: PLC0415
    from yiwu_report.model.problem import InvalidInput  # noqa: PLC0415

    slug: str = options.own.name
    problem = name_problem(f"content/articles/{slug}/en.md")
    if problem or "/" in slug:
        raise (
            InvalidInput([problem])
            if problem
            else UsageError(f'new article: "{slug}" is not a valid name of an article')
        )
    languages = languages_of(options.root, "new article")
    for flag in ("language", "with_templates"):
        if getattr(options.own, flag):
            raise UsageError(f"new article: --{flag.replace('_', '-')} is for a report")
    _check_titles(options.own.title, languages)
    files = new.article_files(load_skeleton("article"), slug, languages, options.own.title)
    there = [name for name in files if (options.root / name).exists()]
    if there:
        raise UsageError(f"new article: {there[0]} already exists")
    change_files(files, options.root, "new")
    terminal.show([f"{name}: a draft" for name in files])


def _languages(wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    for code in wanted:
        if code not in known:
            remedy = did_you_mean(code, known, f"use {' or '.join(known)}; docs/how-to/add-a-language.md adds others")
            raise UsageError(f'new report: there is no example in "{code}"; {remedy}')
    if len(set(wanted)) < len(wanted):
        raise UsageError("new report: a language is listed twice")
    return list(wanted)


def _check_titles(titles: Sequence[str], languages: Sequence[str]) -> None:
    if titles and len(titles) != len(languages):
        raise UsageError(f"new: give one --title for each language ({', '.join(languages)}), or none")


def _check_folder(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "is not empty" if folder.is_dir() else "is a file"
        raise UsageError(f"new report: {folder} {what}; choose a new folder")


def program() -> str:
    """How this program was called, e.g. "python build.py", "yiwu-report"."""
    name = Path(sys.argv[0]).name
    return f"python {shlex.quote(sys.argv[0])}" if name.endswith(".py") else name


NEW = Command("new", "create a report, or an article in a report", _run, _add_options, "nothing was written")
