"""docs/how-to/a-report-of-your-own.md, run as a newcomer would: its commands, its files, and what comes of them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from project import ROOT, context_of, problems_of

from yiwu_report import cli
from yiwu_report.inputs.load.files import load_inputs

PAGE = ROOT / "docs/how-to/a-report-of-your-own.md"
EXAMPLE = ROOT / "examples/iowa"
CSV = "source/iowa-electricity.csv"
_BLOCK = re.compile(r"^```(?P<form>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A command, or a file and what is written into it."""

    command: tuple[str, ...] = ()
    file: str = ""
    text: str = ""


def steps() -> Iterator[Step]:
    """The steps of the page in their order. A file is the last one that is named before its text."""
    page = PAGE.read_text(encoding="utf-8")
    position = 0
    for block in _BLOCK.finditer(page):
        if block["form"] == "sh":
            for line in block["text"].replace("\\\n", " ").splitlines():
                yield Step(command=tuple(shlex.split(line)))
        elif block["form"] in {"yaml", "markdown", "csv"}:
            named = re.findall(r"`((?:data|content)/[\w./-]+)`", page[position : block.start()])
            yield Step(file=named[-1], text=block["text"])
        position = block.end()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the page leads to."""
    patch = pytest.MonkeyPatch()
    patch.chdir(tmp_path_factory.mktemp("newcomer"))
    for step in steps():
        if step.file:
            Path(step.file).write_text(step.text, encoding="utf-8")
            continue
        match step.command:
            case ("yiwu-report", *arguments):
                assert cli.main(arguments) == 0, step.command
            case ("cd", folder):
                patch.chdir(folder)
                Path(CSV).parent.mkdir()
                Path(CSV).write_bytes((EXAMPLE / CSV).read_bytes())
            case ("rm", *files):
                for name in files:
                    Path(name).unlink()
            case other:
                pytest.fail(f"what does a newcomer do with {other}?")
    root = Path.cwd()
    patch.undo()
    return root


def test_the_report_builds_without_problems(made: Path) -> None:
    assert problems_of(made) == []
    assert (made / "public/index.html").is_file()


def test_the_page_names_the_commands_that_a_report_takes() -> None:
    commands = {step.command[:2] for step in steps() if step.command[:1] == ("yiwu-report",)}
    assert {("yiwu-report", "new"), ("yiwu-report", "describe"), ("yiwu-report", "check"), ("yiwu-report",)} <= commands


def test_the_example_is_what_the_page_leads_to(made: Path) -> None:
    assert load_inputs(EXAMPLE) == load_inputs(made)
    for name in (".gitignore", ".vscode/tasks.json", ".schemas/figures.json"):
        assert (EXAMPLE / name).read_bytes() == (made / name).read_bytes(), "make the example anew"


def test_each_number_of_the_source_stands_once(made: Path) -> None:
    """A second copy of a fact could be corrected alone: the page would then say both."""
    in_the_file = [line.rpartition(",")[2] for line in (made / CSV).read_text().splitlines()[1:]]
    table = context_of(made).data.tables["generation"]
    assert table.texts("net_generation", "en") == in_the_file  # type: ignore[attr-defined]
    for path in [*(made / "data").rglob("*.yaml"), *(made / "content").rglob("*.*")]:
        words = set(re.findall(r"[0-9]+", path.read_text(encoding="utf-8")))
        assert not words & {number for number in in_the_file if len(number) > 4}, path


def test_it_has_three_charts_a_table_from_a_csv_claims_and_a_source_with_a_licence(made: Path) -> None:
    kinds = {
        re.search(r"^kind: (\w+)$", path.read_text(), re.MULTILINE)[1] for path in (made / "content/charts").iterdir()
    }  # type: ignore[index]
    assert kinds == {"line", "bar"}
    assert (made / "data/files/iowa-electricity.csv").read_bytes() == (made / CSV).read_bytes()
    assert "file: iowa-electricity.csv" in (made / "data/tables/generation.yaml").read_text(encoding="utf-8")
    assert "licence: public domain" in (made / "data/sources.yaml").read_text(encoding="utf-8")
    assert "holds:" in (made / "data/claims.yaml").read_text(encoding="utf-8")
