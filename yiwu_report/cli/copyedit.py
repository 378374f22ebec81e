"""`copyedit`: one document with all text and all numbers in context, to check before publishing."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.problem import UsageError, did_you_mean

_FILE = Path("copyedit.html")


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        default=_FILE,
        help="output file: NAME.html to print or tick, NAME.md for a text editor (default: copyedit.html)",
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        action="append",
        default=[],
        help="only this language; repeat the option for several",
    )


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report import build  # noqa: PLC0415  # as in build.py
    from yiwu_report.cli.up_to_date import state_of  # noqa: PLC0415
    from yiwu_report.editor import proof  # noqa: PLC0415  # as in build.py

    file: Path = options.own.file
    form = proof.FORMS.get(file.suffix)
    if form is None:
        raise UsageError(f"copyedit: {file} must end in {' or '.join(proof.FORMS)}")
    _check_free(file, proof.MARKS)
    with terminal.progress() as progress:
        context, _ = build.make_site(options.root, progress=progress, cache=options.root)
    known = context.site.languages
    for code in options.own.language:
        if code not in known:
            raise UsageError(
                f'copyedit: the report has no language "{code}"; {did_you_mean(code, known, "use " + " or ".join(known))}'
            )
    languages = list(dict.fromkeys(options.own.language)) or list(known)
    today = date.today()  # noqa: DTZ011  # the editor's local date
    document = proof.make_document(context, languages, today, state_of(options.root))
    try:
        file.write_text(form(document), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"copyedit: {error}") from None
    numbers = sum(
        len(passage.numbers) for part in document.parts for each in part.chapters for passage in each.passages
    )
    checks = sum(len(each.checks) for part in document.parts for each in part.lists)
    terminal.say(f"{file} has {numbers} numbers in context and {checks} other items to check.")


def _check_free(file: Path, marks: tuple[str, ...]) -> None:
    """Refuse to overwrite anything but an earlier proof."""
    if not file.exists():
        return
    is_ours = file.is_file() and any(mark in file.read_text(encoding="utf-8", errors="replace") for mark in marks)
    if not is_ours:
        raise UsageError(f"copyedit: {file} already exists and is not an earlier proof; choose another file name")


COPYEDIT = Command(
    "copyedit", "write a proof: all text and all numbers, to check before publishing", _run, _add_options
)
