"""Layouts of tile maps: which place each area has in a grid, and what it is called.

The generator brings some in templates/layouts/; an editor's own are in data/layouts/<id>.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import Field

from yiwu_report.model.fields import PlainLocalized, Spec, Word
from yiwu_report.model.text import Localized

EMPTY = "."  # a place without a tile is written with points only: . or ..
MOST_TILES = 300


class TileSpec(Spec):
    """A tile: what its area is called."""

    name: PlainLocalized = Field(description="what the area is called, in every language")
    short: PlainLocalized | None = Field(
        None, description="what a small tile shows, in every language; default: its code"
    )


@dataclass(frozen=True, slots=True)
class TilePlace:
    """Where a tile is: row and column count from 0."""

    code: str
    row: int
    column: int


class TileLayoutSpec(Spec):
    """The arrangement of the tiles of a tile map."""

    rows: list[Word] = Field(
        description="the grid from the top down: the codes of a row with spaces between them, .. for a place without a tile",
        min_length=1,
    )
    tiles: dict[str, TileSpec] = Field(description="code -> the tile")

    def places(self) -> Iterator[TilePlace]:
        """Each code with its place, row by row."""
        for row, line in enumerate(self.rows):
            for column, code in enumerate(line.split()):
                if code.strip(EMPTY):
                    yield TilePlace(code, row, column)

    def codes_of(self, texts: Localized) -> list[str]:
        """The codes of the tiles that have one of these texts as their code or name, in any language."""
        words = {text.value.strip() for text in texts.values()}
        by_code = [word for word in words if word in self.tiles]
        return by_code or [code for code, tile in self.tiles.items() if words & set(self.names_of(tile))]

    def known_names(self) -> tuple[str, ...]:
        """Every code and name, for messages."""
        return (*self.tiles, *(name for tile in self.tiles.values() for name in self.names_of(tile)))

    @staticmethod
    def names_of(tile: TileSpec) -> tuple[str, ...]:
        """The names of a tile in all languages."""
        return tuple(text.value.strip() for text in tile.name.values())


def text_in(texts: Mapping[str, object] | None, language: str) -> str | None:
    """The text in a language, otherwise the English one: the generator's layouts have some languages only."""
    text = (texts or {}).get(language) or (texts or {}).get("en")
    return str(getattr(text, "value", text)).strip() if text is not None else None


def named(given: Localized, names: Localized) -> Localized:
    """The texts of a row, with the names of its area in the languages that these have."""
    return {code: names.get(code, text) for code, text in given.items()}
