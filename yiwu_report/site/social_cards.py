"""Share images: an article's key figure and headline, laid out as SVG in the pages' own design, and drawn as PNG.

The fonts are not known here: `DISPLAY` and `TEXT` are placeholders for their names. Widths are calculated as everywhere (see
text/formatting/text_width.py), on the safe side, since fonts differ between machines: a bold serif is up to a tenth wider.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from yiwu_report.charts.layout import wrap
from yiwu_report.model.bound import Bound, BoundArticle
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.drawn import HEIGHT_PX, WIDTH_PX, Faces
from yiwu_report.model.figures import Status
from yiwu_report.model.site import Site
from yiwu_report.resolve.texts import text_of_site
from yiwu_report.site.report.tokens import Tokens
from yiwu_report.text.formatting import Language, format_figure, format_period, join
from yiwu_report.text.formatting.numbers import number_parts
from yiwu_report.text.formatting.text_width import character_em, text_width_px


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure as a card shows it."""

    parts: tuple[tuple[str, bool], ...]  # its value split into words and numbers (True), which are larger
    title: str
    status: Status
    about: str  # status and period in words


@dataclass(frozen=True, slots=True)
class CardText:
    """Everything on a card."""

    site: str
    headline: str
    publisher: str | None
    figure: KeyFigure | None
    alt: str
    uses: frozenset[str]


def card_text(article: BoundArticle, site: Site, data: Data, bound: Bound, language: Language) -> CardText:
    """The texts of an article's card. The figure is the first of its key figures that has a value."""
    code = language.code
    figure = next(
        (each for name in article.key_figures if (each := data.figures.get(name)) and each.is_published), None
    )
    headline = article.title.plain
    key = _key_figure(figure, site, data, bound, language) if figure else None
    said = join(language.joiners.colon, [key.title, "".join(text for text, _ in key.parts)]) if key else ""
    known = join(language.joiners.parenthesis, [said, key.about]) if key and key.about else said
    return CardText(
        site=text_of_site("title", code, site, bound) or "",
        headline=headline,
        publisher=text_of_site("publisher", code, site, bound),
        figure=key,
        alt=join(language.joiners.colon, [headline, known]),
        uses=article.title.uses | ({figure.id} if figure else set()),
    )


def _key_figure(figure: Figure, site: Site, data: Data, bound: Bound, language: Language) -> KeyFigure:
    title = bound.texts.get(("figure", figure.id, "title", language.code))
    period = format_period(figure.period, language, site.spec.periods) if figure.period else ""
    status = "" if figure.status is Status.FACT else language.status[figure.status]
    return KeyFigure(
        parts=number_parts(format_figure(figure, language, data.units).full),
        title=title.plain if title else figure.title[language.code].value,
        status=figure.status,
        about=join("{a}" + language.word("comma") + "{b}", [status, period]),
    )


DISPLAY, TEXT = "{display}", "{text}"

_LEFT: Final = 72
_WIDTH: Final = WIDTH_PX - 2 * _LEFT
_SAFE: Final = 1.05  # of texts
_SAFE_DISPLAY: Final = 1.15  # of headlines and values
_TOP: Final = 150  # below the name of the site
_FOOT: Final = 590
_NUMBER, _WORDS = 184, 70  # the largest sizes of a value
_DIGIT_HEIGHT: Final = 0.74  # of their size
_AIR: Final = 36  # above and below a value at least
_HEADLINES: Final = ((46, 2), (38, 3), (32, 4))  # size and most lines, the first that fits
_HEADLINES_ALONE: Final = ((84, 3), (68, 4), (54, 5), (44, 6))


@dataclass(frozen=True, slots=True)
class CardLayout:
    """A card before fonts are chosen, with the characters that each font must have."""

    svg: str
    display: frozenset[str]
    text: frozenset[str]


def lay_out(card: CardText, tokens: Tokens) -> CardLayout:
    """The card, in the colours of the pages."""
    drawing = _CardDrawing(tokens)
    drawing.rect(_LEFT, 48, _WIDTH, 8, tokens.ink)  # 文武线, as every page begins
    drawing.rect(_LEFT, 62, _WIDTH, 2, tokens.ink)
    drawing.line(_LEFT, 114, card.site, _Type(26, tokens.ink_soft))
    if card.publisher:
        drawing.line(_LEFT, _FOOT, card.publisher, _Type(24, tokens.ink_faint))
    size, lines = _headline(card.headline, _HEADLINES if card.figure else _HEADLINES_ALONE)
    step = round(size * 1.3)
    last = _FOOT - 52 if card.figure else (_TOP + _FOOT + (len(lines) - 2) * step + size) // 2 - 20
    first = last - (len(lines) - 1) * step
    for number, line in enumerate(lines):
        drawing.line(_LEFT, first + number * step, line, _Type(size, tokens.ink, is_display=True))
    if card.figure:
        edge = first - size - 22
        drawing.rect(_LEFT, edge, _WIDTH, 2, tokens.rule)
        _figure(drawing, card.figure, edge)
    return drawing.layout()


def _headline(text: str, sizes: tuple[tuple[int, int], ...]) -> tuple[int, tuple[str, ...]]:
    """The size of a headline and its lines; one that is too long for all of them ends with an ellipsis."""
    for size, most in sizes:
        for lines in (_at_marks(text, size), wrap(text, _room_px(text, size), size, bold=True)):
            if len(lines) <= most:
                return size, lines
    return size, (*lines[: most - 1], f"{lines[most - 1][:-1]}…")


def _at_marks(text: str, size: int) -> tuple[str, ...]:
    """Lines that end with the marks of a sentence, as Chinese headlines do; each phrase alone if one doesn't fit."""
    phrases = re.findall(r"[^，、：；。？！]+[，、：；。？！”』」）]*|[，、：；。？！]+", text)
    if any(text_width_px(phrase, size, bold=True) > _room_px(phrase, size) for phrase in phrases):
        return tuple(text)  # more lines than any headline may have
    lines = [""]
    for phrase in phrases:
        longer = lines[-1] + phrase
        if lines[-1] and text_width_px(longer, size, bold=True) > _room_px(longer, size):
            lines.append("")
        lines[-1] += phrase
    return tuple(lines)


def _room_px(text: str, size: int) -> float:
    """The available width in calculated units, reduced by the factor by which the font may be wider."""
    return _WIDTH / _widening(text, size)


def _widening(text: str, size: int) -> float:
    """By which factor bold serif text may be wider than calculated; Han is never wider."""
    width = text_width_px(text, size, bold=True)
    han = size * sum(character_em(each, bold=True) == 1 for each in text)
    return (han + (width - han) * _SAFE_DISPLAY) / width if width else 1.0


def _figure(drawing: _CardDrawing, figure: KeyFigure, edge: int) -> None:
    """The value, its title and its status, centred in the space above `edge`."""
    size, titles = _headline(figure.title, ((34, 1), (30, 2)))
    title_step = round(size * 1.35)
    below = 22 + len(titles) * title_step + (40 if figure.about else 0)
    width = sum(
        at * text_width_px(text, 1, bold=True) * _widening(text, 1)
        for text, is_number in figure.parts
        for at in [_NUMBER if is_number else _WORDS]
    )
    scale = min(1.0, _WIDTH / width, (edge - _TOP - _AIR - below) / (_DIGIT_HEIGHT * _NUMBER))
    height = _DIGIT_HEIGHT * _NUMBER * scale + below
    base = round(_TOP + (edge - _TOP - height) / 2 + _DIGIT_HEIGHT * _NUMBER * scale)
    drawing.value(_LEFT, base, figure.parts, scale)
    at = base + 22
    for line in titles:
        at += title_step
        drawing.line(_LEFT, at - 8, line, _Type(size, drawing.tokens.ink))
    if figure.about:
        told = figure.status is not Status.FACT
        if told:
            drawing.status(_LEFT, at + 16, figure.status)
        drawing.line(_LEFT + 34 * told, at + 34, figure.about, _Type(26, drawing.tokens.ink_faint))


@dataclass(frozen=True, slots=True)
class _Type:
    size: int
    fill: str
    is_display: bool = False


class _CardDrawing:
    """Collects the parts of an SVG, and the characters of each font."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._parts = [f'<rect width="{WIDTH_PX}" height="{HEIGHT_PX}" fill="{tokens.paper}"/>']
        self._display: set[str] = set()
        self._text: set[str] = set()

    def rect(self, x: int, y: int, width: int, height: int, fill: str) -> None:
        self._parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>')

    def line(self, x: int, y: int, text: str, kind: _Type) -> None:
        """A line of text; truncated if too long."""
        shown = text if kind.is_display else _cut(text, kind.size)
        (self._display if kind.is_display else self._text).update(shown)
        look = f'font-size="{kind.size}" fill="{kind.fill}" {_DISPLAY_FACE if kind.is_display else _TEXT_FACE}'
        self._parts.append(f'<text x="{x}" y="{y}" {look}>{escape(shown)}</text>')

    def value(self, x: int, y: int, parts: tuple[tuple[str, bool], ...], scale: float) -> None:
        """A value with large digits."""
        spans = []
        for text, is_number in parts:
            self._display.update(text)
            size = (_NUMBER if is_number else _WORDS) * scale
            spans.append(f'<tspan font-size="{size:.1f}">{escape(text)}</tspan>')
        joined = "".join(spans)
        look = f'fill="{self.tokens.ink}" xml:space="preserve" {_DISPLAY_FACE}'
        self._parts.append(f'<text x="{x}" y="{y}" {look}>{joined}</text>')

    def status(self, x: int, y: int, status: Status) -> None:
        """The marker of the status, as on the pages."""
        edge = f'width="17" height="17" fill="none" stroke="{self.tokens.ink_faint}" stroke-width="3"'
        self._parts.append(f'<rect x="{x + 1.5}" y="{y + 1.5}" {edge}/>')
        if status is Status.PLAN:
            self.rect(x, y + 10, 20, 10, self.tokens.ink_faint)

    def layout(self) -> CardLayout:
        """The complete share image."""
        size = f'width="{WIDTH_PX}" height="{HEIGHT_PX}" viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}"'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(self._parts)}</svg>'
        return CardLayout(svg, _seen(self._display), _seen(self._text))


_DISPLAY_FACE = f'font-family="{DISPLAY}" font-weight="700"'
_TEXT_FACE = f'font-family="{TEXT}"'


def _cut(text: str, size: int) -> str:
    if text_width_px(text, size) * _SAFE <= _WIDTH:
        return text
    while text_width_px(f"{text}…", size) * _SAFE > _WIDTH:
        text = text[:-1]
    return f"{text}…"


def _seen(characters: set[str]) -> frozenset[str]:
    return frozenset(each for each in characters if not each.isspace())


def draw_card(layout: CardLayout, faces: Faces) -> bytes:
    """The PNG. Only these two font files are loaded, because font files are large."""
    import resvg_py  # noqa: PLC0415  # most builds find every share image in the cache

    svg = layout.svg.replace(DISPLAY, faces.display.family).replace(TEXT, faces.text.family)
    files = dict.fromkeys([str(faces.display.path), str(faces.text.path)])
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(files))
