"""Data files of the package."""

from __future__ import annotations

from importlib.resources import files


def package_text(name: str) -> str:
    """The text of such a file, e.g. "copyedit/sheet.html"."""
    return files("yiwu_report").joinpath(name).read_text("utf-8")
