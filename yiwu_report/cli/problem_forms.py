"""Problems for other programs: GitHub annotations and JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from yiwu_report.cli.terminal import one_line
from yiwu_report.model.problem import Place, Problem

FORMS = ("text", "github", "json")
JSON_VERSION = 1  # raised when a key is removed or changes its meaning, not when one is added


class WordsAtPlace(Protocol):
    """An assertion at a place."""

    @property
    def place(self) -> Place:
        """Their place."""

    @property
    def words(self) -> str:
        """The words."""


def as_annotations(problems: Sequence[Problem], level: str, folder: str) -> list[str]:
    """A workflow command of GitHub Actions for each problem; `folder` is that of the project in its repository.

    Syntax and escapes: docs.github.com/actions/reference/workflow-commands-for-github-actions, and
    actions/toolkit, packages/core/src/command.ts.
    """
    return [
        as_annotation(problem.place, f"{problem.message}; {problem.remedy}", level, folder, problem.rule)
        for problem in problems
    ]


def as_annotation(place: Place, message: str, level: str, folder: str, title: str) -> str:
    """One such command, e.g. "::error file=data/units.yaml,line=3,col=5,title=unknown-key::…"."""
    file = f"{folder}/{place.file}" if folder else place.file
    properties = {"file": file, "line": place.line, "col": place.column, "title": title}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return one_line(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(
    problems: Sequence[Problem] = (),
    remarks: Sequence[Problem] = (),
    words: Sequence[WordsAtPlace] | None = None,
    built: Mapping[str, Any] | None = None,
) -> str:
    """The JSON of a run: docs/reference/problems.md describes each key."""
    report: dict[str, Any] = {"version": JSON_VERSION, "problems": [_record(each) for each in problems]}
    report["remarks"] = [_record(each) for each in remarks]
    if words is not None:
        report["words"] = [{**_place(each.place), "words": each.words} for each in words]
    if built is not None:
        report["built"] = dict(built)
    return json.dumps(report, ensure_ascii=False, indent=1)


def _record(problem: Problem) -> dict[str, Any]:
    said = {"rule": str(problem.rule), "message": problem.message, "remedy": problem.remedy}
    return {**_place(problem.place), **said}


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}


def folder_in_repository(root: Path) -> str:
    """The project's folder as annotations name it, e.g. "reports/2026"; "" for the repository itself.

    The repository is what GITHUB_WORKSPACE names, or the current folder; a project outside of it has no such name.
    """
    repository = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    project = root.resolve()
    return (
        "" if project == repository or repository not in project.parents else project.relative_to(repository).as_posix()
    )
