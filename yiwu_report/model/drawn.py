"""What has been drawn: a chart with its Plotly figures by width and its data as texts; a social card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class DataCell:
    """One cell of the table under a chart."""

    text: str  # as shown in the page's language, e.g. "200多亿元"; "not published" without a value
    figure: str | None = None  # id of the figure it shows


@dataclass(frozen=True)
class ChartRows:
    """The data of a chart, as a table: the same marks, in the same order."""

    header: tuple[str, ...]
    rows: tuple[tuple[DataCell, ...], ...]


@dataclass(frozen=True)
class DrawnChart:
    """A chart in one language. `figures`: width in px -> a plotly figure as plain JSON data (data, layout)."""

    id: str
    language: str
    form: str  # how it looks: its kind, or one of the forms of the kind
    figures: Mapping[int, Mapping[str, Any]]
    rows: ChartRows
    description: str  # alt text: the editor's, or composed from the data
    notes: tuple[str, ...]  # the editor's note and those required by marks, e.g. about open ends
    key: tuple[tuple[str, str], ...]  # legend in words: (css class of the mark, text), e.g. ("plan", "agreed")
    sources: tuple[str, ...]  # ids of its sources
    uses: frozenset[str]  # ids of the figures it shows


WIDTH_PX: Final = 1200  # the size recommended for Open Graph: 1.91 to 1
HEIGHT_PX: Final = 630


@dataclass(frozen=True, slots=True)
class Card:
    """A card in one language."""

    path: str  # e.g. "assets/cards/index.zh.3f2a9c01be.png": named by its content
    png: bytes
    alt: str
    uses: frozenset[str]  # ids of the figures and texts that it shows


@dataclass(frozen=True, slots=True)
class Face:
    """An installed font: the file it is in, and its family's name, by which a drawing asks for it."""

    path: Path
    family: str


@dataclass(frozen=True, slots=True)
class Faces:
    """The two fonts of a card."""

    display: Face  # of headlines and values
    text: Face
