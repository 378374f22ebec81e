"""`check`: report every problem, and write nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence

from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.problem_forms import (
    FORMS,
    WordsAtPlace,
    as_annotation,
    as_annotations,
    as_json,
    folder_in_repository,
)
from yiwu_report.cli.terminal import Terminal, counted
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule


def _add_words(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--words",
        action="store_true",
        help="also list comparatives, multiples and superlatives that no claim covers",
    )


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.editor import check  # noqa: PLC0415  # as in build.py

    with terminal.progress() as progress:
        if options.own.words:
            words = check.list_words(options.root, progress=progress)
        else:
            remarks = check.check(options.root, progress=progress)
    if options.own.words:
        _show_words(words, options, terminal)
    else:
        _show_remarks(remarks, options, terminal)


def _show_words(words: Sequence[WordsAtPlace], options: Options, terminal: Terminal) -> None:
    terminal.show([str(each) for each in words])
    if options.form == "json":
        terminal.print([as_json(words=words)])
    elif options.form == "github":
        folder = folder_in_repository(options.root)
        message = '"{}" makes an assertion; if the data can support it, write a claim for it'
        terminal.print(
            [as_annotation(each.place, message.format(each.words), "notice", folder, "words") for each in words]
        )


def _show_remarks(remarks: Sequence[Problem], options: Options, terminal: Terminal) -> None:
    terminal.say("No problems.")
    unused = [each for each in remarks if each.rule is Rule.UNUSED]
    refused = [each for each in remarks if each.rule is not Rule.UNUSED]
    for several, what in ((refused, "that build --strict refuses"), (unused, "not used anywhere")):
        if several:
            terminal.show([f"{counted(len(several), 'thing')} {what}:", *(str(each) for each in several)])
    if options.form == "json":
        terminal.print([as_json(remarks=remarks)])
    elif options.form == "github":
        folder = folder_in_repository(options.root)
        terminal.print([*as_annotations(refused, "warning", folder), *as_annotations(unused, "notice", folder)])


CHECK = Command("check", "report every problem and write nothing", _run, _add_words, forms=FORMS)
