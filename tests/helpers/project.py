"""Copies of the repository's own report, with a change or two, and their builds in memory."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from yiwu_report import build
from yiwu_report.build.build import render_all
from yiwu_report.build.stages import Stages
from yiwu_report.model.problem import InvalidInput
from yiwu_report.site.report import Context

ROOT = Path(__file__).resolve().parent.parent.parent


def silent(_stage: str) -> None:
    """Progress that nobody watches."""


def copy_report(folder: Path) -> Path:
    """A copy of content/ and data/ in `folder`; templates are the generator's own."""
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def invalid_project(site: Path, root: Path) -> Path:
    """The project that a folder of sites_invalid/ makes of sites/minimal/, in `root`."""
    shutil.copytree(ROOT / "tests" / "sites" / "minimal", root, dirs_exist_ok=True)
    shutil.copytree(site, root, dirs_exist_ok=True)
    without = root / "without.txt"
    for name in without.read_text(encoding="utf-8").split() if without.is_file() else []:
        (root / name).unlink()
    return root


def change(root: Path, file: str, before: str, after: str) -> None:
    """Change one passage of a file, which stands there once."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {file}"
    path.write_text(text.replace(before, after), encoding="utf-8")


def _stages(root: Path) -> Stages:
    return _once(root) if root.is_relative_to(ROOT) else build.run_stages(root, silent)


@cache
def _once(root: Path) -> Stages:
    """Of a report in the repository, which no test changes."""
    return build.run_stages(root, silent)


def context_of(root: Path) -> Context:
    """Everything the report in `root` shows; fails with its problems."""
    stages = _stages(root)
    assert not stages.problems, "\n".join(str(problem) for problem in stages.problems)
    assert stages.context is not None
    return stages.context


def problems_of(root: Path) -> list[str]:
    """Every problem of the report in `root`, as it is printed."""
    return [str(problem) for problem in InvalidInput(_stages(root).problems).problems]


def text_of(path: str, content: bytes) -> str:
    """The text of a file of the site, or of the files in an archive."""
    if not path.endswith(".zip"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def files_of(root: Path) -> Mapping[str, bytes]:
    """Path -> bytes of every file of the site."""
    return _rendered_once(root) if root.is_relative_to(ROOT) else _rendered(root)


@cache
def _rendered_once(root: Path) -> Mapping[str, bytes]:
    return _rendered(root)


def _rendered(root: Path) -> Mapping[str, bytes]:
    return MappingProxyType({file.output.path: file.content for file in render_all(context_of(root))})
