"""The recipes for publishing, as far as a test can try them: workflows as YAML, commands as they are parsed, zip, rsync."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from project import ROOT, change, silent

from yiwu_report import build as building
from yiwu_report.cli.arguments import make_parser

HOW_TO = ROOT / "docs/how-to"
FIGURES = "data/figures/libraries.yaml"


def workflows() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every whole workflow of GitHub in the docs."""
    for page in sorted(HOW_TO.glob("*.md")):
        for block in re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            if block.startswith("name: "):
                yield page.stem, yaml.safe_load(block)


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every call of the generator in the docs and the README, with what follows its name."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        text = page.read_text(encoding="utf-8")
        for block in re.findall(r"^ *```(?:sh|yaml|text)\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL):
            for line in block.replace("\\\n", " ").splitlines():
                called = re.match(r"\s*(?:- run: )?(?:python build\.py|yiwu-report)(?= |$)(.*)", line)
                if called:
                    bare = re.sub(r"\s+(?:#|>>?|\|).*$", "", called[1])
                    yield page.name, shlex.split(bare)


COMMANDS = list(commands())


def test_there_are_workflows() -> None:
    assert {page for page, _ in workflows()} == {"host", "review-a-change"}


@pytest.mark.parametrize(
    ("page", "workflow"), list(workflows()), ids=lambda each: each if isinstance(each, str) else ""
)
def test_a_workflow_is_one(page: str, workflow: dict[Any, Any]) -> None:
    assert page
    assert set(workflow) <= {"name", True, "permissions", "concurrency", "jobs"}  # YAML 1.1 reads on as true
    assert workflow["permissions"]["contents"] == "read"
    for job in workflow["jobs"].values():
        assert job["runs-on"] == "ubuntu-latest"
        for step in job["steps"]:
            assert ("uses" in step) is not ("run" in step)
            assert re.fullmatch(r"actions/[a-z-]+@v[0-9]+", step.get("uses", "actions/x@v1"))
            assert "${{" not in step.get("run", ""), "an expression in a script can be a command"


@pytest.mark.parametrize(("page", "arguments"), COMMANDS, ids=[f"{page} {' '.join(each)}" for page, each in COMMANDS])
def test_a_command_of_the_docs_is_one(page: str, arguments: list[str]) -> None:
    assert page
    given = make_parser().parse_args([each for each in arguments if each != "…"])
    assert given is not None


def build(root: Path) -> Path:
    building.build(root, root / "public", progress=silent)
    return root / "public"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "tests/sites/minimal", tmp_path / "project", ignore=shutil.ignore_patterns(".cache", "public")
    )
    return tmp_path / "project"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file a reader can be led to."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def recipe(command: str) -> list[list[str]]:
    """The lines of a shell block that begin with a command."""
    text = (HOW_TO / "host.md").read_text(encoding="utf-8")
    return [shlex.split(line) for line in re.findall(rf"^{command} .*$", text, re.MULTILINE)]


def test_a_zip_to_hand_over_is_the_whole_site(root: Path, tmp_path: Path) -> None:
    public = build(root)
    [words] = recipe("python -m zipfile")
    subprocess.run([sys.executable, *words[1:]], cwd=root, check=True)
    with zipfile.ZipFile(root / "report.zip") as packed:
        packed.extractall(tmp_path / "unpacked")
    assert contents(tmp_path / "unpacked/public") == contents(public)


@pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed")
def test_rsync_sends_what_changed_and_nothing_else(root: Path, tmp_path: Path) -> None:
    public = build(root)
    for path in public.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))  # a while ago: rsync compares dates to the second
    lines = recipe("rsync")
    assert len(lines) == 2
    server = tmp_path / "server"
    server.mkdir()
    (server / ".well-known").mkdir()
    (server / ".well-known/mine.txt").write_text("mine", encoding="utf-8")
    assert len(send(lines, root, server)) == len(contents(public))
    assert contents(server) == contents(public)
    change(root, FIGURES, "value: 12\n", "value: 13\n")
    before = contents(public)
    after = contents(build(root))
    changed = {path for path, content in after.items() if before.get(path) != content}
    assert {Path(path).as_posix() for path in send(lines, root, server)} == changed
    assert contents(server) == after
    assert (server / ".well-known/mine.txt").is_file()


def send(lines: list[list[str]], root: Path, server: Path) -> list[str]:
    """Run the recipe with a folder for the server; returns the files that were sent."""
    sent = []
    for words in lines:
        here = [str(server) + "/" if word.startswith("server:") else word for word in words]
        done = subprocess.run([*here, "--itemize-changes"], cwd=root, capture_output=True, text=True, check=True)
        sent += [line.split(" ", 1)[1] for line in done.stdout.splitlines() if line.startswith(">f")]
    return sent
