"""A small report that has something of everything, with templates of its own, to be edited."""

from __future__ import annotations

import shutil
from pathlib import Path

from editing import Files
from project import ROOT

from yiwu_report.build.picture_stage import Drawing
from yiwu_report.inputs.load.package_files import load_plotly_js
from yiwu_report.publish.cache import FolderCache


class Artist:
    """Draws for several sessions and builds, and stays open when one of them is done."""

    def __init__(self, folder: Path) -> None:
        self.drawing = _Shared(load_plotly_js(), FolderCache(folder))

    def close(self) -> None:
        Drawing.close(self.drawing)


class _Shared(Drawing):
    def close(self) -> None:
        pass


SITES = ROOT / "tests" / "sites"


def edited_report(folder: Path) -> Files:
    """The files of the report, for which `folder` is used once."""
    root = folder / "report"
    for each in (SITES / "minimal", SITES / "edited"):
        shutil.copytree(each, root, dirs_exist_ok=True)
    shutil.copytree(ROOT / "templates", root / "templates")
    return Files({path.relative_to(root).as_posix(): path.read_text("utf-8") for path in _files(root)})


def write_files(files: Files, root: Path) -> None:
    """Make the folder hold these files; what is the same isn't touched."""
    for path in _files(root):
        if path.relative_to(root).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        path = root / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
