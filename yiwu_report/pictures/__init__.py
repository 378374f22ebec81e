"""Pictures: a `go.Figure` in, the text of an SVG out, drawn by plotly.js itself, without a browser."""

from __future__ import annotations

from yiwu_report.pictures.colours import standalone, themed
from yiwu_report.pictures.draw import PictureCache, PictureQueue
from yiwu_report.pictures.engine import Engine
from yiwu_report.pictures.page_bundle import fault_of_bundle
from yiwu_report.pictures.refusal import CannotDraw

__all__ = ["CannotDraw", "Engine", "PictureCache", "PictureQueue", "fault_of_bundle", "standalone", "themed"]
