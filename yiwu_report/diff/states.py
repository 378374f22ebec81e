"""The two sides of a diff: the current report and an earlier state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from yiwu_report import pipeline
from yiwu_report.diff.diff import Today
from yiwu_report.diff.outputs import checksums_of, of_ours
from yiwu_report.load.checksums import load_checksums
from yiwu_report.load.old import Old, OldKind, old_project
from yiwu_report.load.published import load_figures_json, load_published, read_claims_json, read_figures_json
from yiwu_report.model.output import Rendered
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.model.published import Published
from yiwu_report.write.manifest import read_manifest

Progress = Callable[[str], None]


def today_of(root: Path, *, progress: Progress) -> Today:
    """Today's report, unpublished; InvalidInput with its problems."""
    context, files = pipeline.make_site(root, progress=progress, cache=root)
    return Today(context, files, _said(files))


def published_of(old: Old, root: Path, today: Today, *, progress: Progress) -> Published:
    """What an earlier state says, with the checksums of its files; raises what `said_by` does."""
    published = said_by(old, root, progress=progress)
    if old.kind is not OldKind.SITE:
        return published
    checksums = read_manifest(old.path) or of_ours(load_checksums(old.path), today.files)
    return replace(published, checksums=checksums)


def said_by(old: Old, root: Path, *, progress: Progress) -> Published:
    """What an earlier state says; InvalidInput with the problems of its own inputs, UnreadableError for a bad file."""
    if old.kind is OldKind.FIGURES:
        return load_figures_json(old.path)
    if old.kind is OldKind.SITE:
        return load_published(old.path) or load_figures_json(old.path / "data" / "figures.json")
    progress(f"building {old.name}")
    with old_project(old, root) as folder:
        try:
            _, files = pipeline.make_site(folder, progress=lambda _stage: None, cache=root)
        except InvalidInput as invalid:
            raise InvalidInput(_in_old(old, invalid)) from None
    return _said(files)


def _in_old(old: Old, invalid: InvalidInput) -> list[Problem]:
    """The problems with their places in the earlier state, e.g. HEAD~1:data/claims.yaml:3:1."""
    return [
        replace(problem, place=replace(problem.place, file=f"{old.name}:{problem.place.file}"))
        for problem in invalid.problems
    ]


def _said(files: tuple[Rendered, ...]) -> Published:
    contents = {file.output.path: file.content for file in files}
    figures, claims = Path("data/figures.json"), Path("data/claims.json")
    return Published(
        read_figures_json(contents[figures.as_posix()], figures),
        read_claims_json(contents[claims.as_posix()], claims) if claims.as_posix() in contents else {},
        checksums_of(files),
    )
