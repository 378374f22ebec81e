"""Starts the picture engine before a build's libraries are imported.

V8 reads plotly.js in its own thread, on another core, while Python loads pandas.
"""

from __future__ import annotations

from pathlib import Path

from yiwu_report.inputs.load.package_files import load_plotly_js
from yiwu_report.publish.cache import PICTURES, FolderCache
from yiwu_report.svg.engine import Engine


def early_engine(root: Path) -> Engine | None:
    """A starting engine if no pictures are cached; otherwise None."""
    return Engine(load_plotly_js().decode()) if FolderCache(root / PICTURES).is_empty else None
