"""Share images of articles: from the cache if nothing on them changed, otherwise drawn with installed fonts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from yiwu_report.inputs.load.fonts import find_faces, font_state
from yiwu_report.model.drawn import Card, Faces
from yiwu_report.publish.cache import CARDS, FolderCache
from yiwu_report.site.report import Context
from yiwu_report.site.report.assets import HASH_DIGITS
from yiwu_report.site.social_cards import CardLayout, card_text, draw_card, lay_out
from yiwu_report.text.formatting import Language

Cards = dict[tuple[str, str], Card]
FindFaces = Callable[[str, frozenset[str], frozenset[str]], Faces | frozenset[str]]


class CardCache(Protocol):
    """Where cards are kept between builds. It may lose any of them at any time."""

    def get_bytes(self, key: str) -> bytes | None:
        """The bytes stored under this key, or None."""

    def put_bytes(self, key: str, content: bytes) -> None:
        """Store bytes under a key; errors are ignored."""


@dataclass
class CardPainter:
    """Draws cards, and remembers those of the last time. Without a font for its texts, a card is omitted."""

    cache: CardCache
    find_faces: FindFaces = find_faces
    _drawn: dict[str, bytes] = field(default_factory=dict)

    def paint(self, context: Context) -> tuple[Cards, Mapping[str, str]]:
        """(slug, language) -> card of each article; and for a language without cards, the characters that no font has."""
        cards: Cards = {}
        lacking: dict[str, frozenset[str]] = {}
        used: dict[str, bytes] = {}
        for (slug, code), article in context.articles.items():
            language = context.languages[code]
            text = card_text(article, context.site, context.data, context.bound, language)
            layout = lay_out(text, context.tokens)
            key = sha256(layout.svg.encode()).hexdigest()
            png = self._png(key, layout, language)
            if isinstance(png, frozenset):
                lacking[code] = lacking.get(code, frozenset()) | png
                continue
            used[key] = png
            path = f"assets/cards/{slug}.{code}.{key[:HASH_DIGITS]}.png"
            cards[slug, code] = Card(path, png, text.alt, text.uses)
        self._drawn = used
        return cards, {code: "".join(sorted(characters)) for code, characters in lacking.items()}

    def _png(self, key: str, layout: CardLayout, language: Language) -> bytes | frozenset[str]:
        found = self._drawn.get(key) or self._kept(key)
        if found is not None:
            return found
        faces = self.find_faces(language.html_lang, layout.display, layout.text)
        if isinstance(faces, frozenset):
            return faces
        made = draw_card(layout, faces)
        fonts = json.dumps({str(face.path): font_state(face.path) for face in (faces.display, faces.text)})
        self.cache.put_bytes(key, fonts.encode() + b"\n" + made)
        return made

    def _kept(self, key: str) -> bytes | None:
        """A card of an earlier build, if the fonts it was drawn with are still the same."""
        kept = self.cache.get_bytes(key)
        if kept is None:
            return None
        fonts, _, png = kept.partition(b"\n")
        try:
            is_same = all(font_state(Path(path)) == state for path, state in json.loads(fonts).items())
        except (ValueError, AttributeError):
            return None
        return png if is_same else None


def card_painter(root: Path) -> CardPainter:
    """One that keeps the cards of the project in `root` between builds."""
    return CardPainter(FolderCache(root / CARDS))
