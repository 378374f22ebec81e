"""The README tells of every command, option, exit code and target there is, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

from yiwu_report.cli.arguments import COMMANDS, make_parser
from yiwu_report.cli.command import ExitCode

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme() -> None:
    rows = set(re.findall(r"`python build\.py (\w+)", README))
    assert rows == {command.name for command in COMMANDS}


def test_every_option_is_in_the_readme() -> None:
    parsers = [make_parser()]
    options = {word for parser in parsers for action in parser._actions for word in action.option_strings}
    told = set(re.findall(r"`(--\w[\w-]*)(?: [A-Z]+)?`", README))
    assert told == {option for option in options if option.startswith("--")} - {"--help", "--version"}


def test_every_exit_code_of_a_command_is_in_the_readme() -> None:
    told = re.search(r"Exit codes: (.+?)\.", README)
    assert told is not None
    assert re.findall(r"(\d+) ", told[1]) == [
        str(code.value) for code in (ExitCode.GOOD, ExitCode.PROBLEMS, ExitCode.USAGE)
    ]


def test_every_target_that_the_docs_name_is_there() -> None:
    targets = set(re.findall(r"^(\w+):.*## ", MAKEFILE, re.MULTILINE))
    assert targets >= {"help", "site", "test", "check", "format", "clean", "lock"}
    texts = [README, *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))]
    named = {name for text in texts for name in re.findall(r"(?:^|`|run: )make (\w+)", text, re.MULTILINE)}
    assert named >= {"site", "test", "check", "help"}
    assert named <= targets


def test_every_page_that_the_readme_leads_to_is_there() -> None:
    for page in re.findall(r"\]\((?!https?:)([^)#]+)(?:#[\w-]+)?\)", README):
        assert (ROOT / page).is_file(), page


def test_locked_libraries_have_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^ *#.*\n", "", text).strip())
        assert len(entries) > 20
        for entry in entries:
            assert re.match(r"[a-z0-9._-]+==\S+( ; .+)? \\\n( +--hash=sha256:[0-9a-f]{64}( \\\n|$))+$", entry), entry
