"""plotly.js, as the installed plotly package ships it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


def load_named_bundle(root: Path, name: Text) -> bytes | Problem:
    """The bundle that site.yaml names, by its path in the project; a problem where it cannot be read."""
    path = root / name.value.strip()
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return Problem(name.start, Rule.MISSING_FILE, "a file outside of the project", "copy it into the project")
        return path.read_bytes()
    except (OSError, ValueError):
        remedy = "install it there, or remove plotly_js:"
        return Problem(name.start, Rule.MISSING_FILE, f"{name.value} cannot be read", remedy)


def load_plotly_js() -> bytes:
    """The script, found without importing plotly, which takes its time."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed", name="plotly")
    return (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes()
