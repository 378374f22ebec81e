"""plotly.js, as the installed plotly package ships it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def load_plotly_js() -> bytes:
    """The script, found without importing plotly, which takes its time."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed", name="plotly")
    return (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes()
