"""A drawn card: the share image of an article."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

WIDTH_PX: Final = 1200  # the size recommended for Open Graph: 1.91 to 1
HEIGHT_PX: Final = 630


@dataclass(frozen=True, slots=True)
class Card:
    """A card in one language."""

    path: str  # e.g. "assets/cards/index.zh.3f2a9c01be.png": named by what is on it
    png: bytes
    alt: str
    uses: frozenset[str]  # ids of what it shows


@dataclass(frozen=True, slots=True)
class Face:
    """An installed font: the file it is in, and its family's name, by which a drawing asks for it."""

    path: Path
    family: str


@dataclass(frozen=True, slots=True)
class Faces:
    """The two faces of a card."""

    display: Face  # of headlines and values
    text: Face
