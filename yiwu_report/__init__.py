"""A static data-journalism site generator: YAML figures in, a published site out.

In a notebook, `yiwu_report.load(folder)` gives a report's figures and tables as pandas frames.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from yiwu_report.notebook import Report, load

__all__ = ["Report", "__version__", "load"]


def __getattr__(name: str) -> Any:
    """`load` and `Report`, imported when they are first used: the commands do without pandas for as long as they can."""
    if name in {"Report", "load"}:
        return getattr(import_module("yiwu_report.notebook"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
