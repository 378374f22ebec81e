"""A card as PNG: resvg draws it with two faces of this machine."""

from __future__ import annotations

from yiwu_report.cards.layout import DISPLAY, TEXT, Layout
from yiwu_report.model.card import Faces


def draw_card(layout: Layout, faces: Faces) -> bytes:
    """The PNG. No font but these two is looked at: their files are large, and only what is needed of them is read."""
    import resvg_py  # noqa: PLC0415  # most builds find every card as it was drawn before

    svg = layout.svg.replace(DISPLAY, faces.display.family).replace(TEXT, faces.text.family)
    files = dict.fromkeys([str(faces.display.path), str(faces.text.path)])
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(files))
