"""The figures that pictures are tried on: tests/pictures/*.yaml, with a font and a height where these say none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent.parent / "pictures"
FONT = "Liberation Sans, Noto Sans CJK SC"  # Debian's fonts-liberation and fonts-noto-cjk
HEIGHT_PX = 300
WIDTHS_PX = (360, 720)


def figures() -> dict[str, dict[str, Any]]:
    """Figure by name, in the order of files and entries."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for name, figure in yaml.safe_load(path.read_text("utf-8")).items():
            layout = figure.get("layout", {})
            font = {"family": FONT, "size": 13, **layout.get("font", {})}
            found[name] = {"data": figure["data"], "layout": {"height": HEIGHT_PX, **layout, "font": font}}
    return found
