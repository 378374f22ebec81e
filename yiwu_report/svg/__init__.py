"""Pictures: from a `go.Figure` to the text of an SVG, drawn by plotly.js itself, without a browser."""

from __future__ import annotations

from yiwu_report.svg.bundle import CannotDraw, fault_of_bundle
from yiwu_report.svg.draw import PictureCache, PictureQueue, standalone, themed
from yiwu_report.svg.engine import Engine

__all__ = ["CannotDraw", "Engine", "PictureCache", "PictureQueue", "fault_of_bundle", "standalone", "themed"]
