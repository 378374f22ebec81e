"""A card as PNG: drawn by resvg with two installed fonts."""

from __future__ import annotations

from yiwu_report.cards.layout import DISPLAY, TEXT, Layout
from yiwu_report.model.card import Faces


def draw_card(layout: Layout, faces: Faces) -> bytes:
    """The PNG. Only these two font files are loaded, because font files are large."""
    import resvg_py  # noqa: PLC0415  # most builds find every card as it was drawn before

    svg = layout.svg.replace(DISPLAY, faces.display.family).replace(TEXT, faces.text.family)
    files = dict.fromkeys([str(faces.display.path), str(faces.text.path)])
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(files))
