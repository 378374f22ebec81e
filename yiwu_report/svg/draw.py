"""Every picture of a report, from the cache if nothing changed, otherwise drawn; its colours as roles or literally."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.svg.bundle import CannotDraw, plain_json
from yiwu_report.svg.engine import Engine, drawing_code_hash

# A colour is always a complete attribute: texts contain no bare quotes.
_COLOUR = re.compile(r' (fill|stroke|stop-color)="(#[0-9a-f]{6})"')
_ROLE = re.compile(r' (fill|stroke|stop-color)="var\(--([a-z0-9_-]+)\)"')
_OPENING = re.compile(r"<svg ([^>]*)>")
_STYLE = "<style>text{text-autospace:no-autospace}</style>"  # widths are calculated without it


def themed(svg: str, roles: Mapping[str, str]) -> str:
    """The picture with `var(--role)` instead of each colour that has a role; `roles`: light colour -> role."""
    by_colour = {colour.lower(): role for colour, role in roles.items()}

    def replaced(found: re.Match[str]) -> str:
        role = by_colour.get(found.group(2))
        return f' {found.group(1)}="var(--{role})"' if role else found.group()

    return _COLOUR.sub(replaced, svg)


def standalone(svg: str, roles: Mapping[str, str]) -> str:
    """The picture as a separate file: its light colours on white, wherever it is shown."""
    by_role = {role: colour.lower() for colour, role in roles.items()}
    literal = _ROLE.sub(lambda found: f' {found.group(1)}="{by_role[found.group(2)]}"', svg)
    return _OPENING.sub(
        rf'<svg xmlns="http://www.w3.org/2000/svg" \1>{_STYLE}<rect width="100%" height="100%" fill="#ffffff"/>',
        literal,
        count=1,
    )


PictureKey = tuple[str, str, int]  # chart id, language, width in px


class PictureCache(Protocol):
    """Where pictures are kept between builds. It may lose any of them at any time."""

    def get(self, key: str) -> str | None:
        """The text stored under this key, or None."""

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key; failing to is harmless."""


class PictureQueue:
    """Pending pictures: cached ones, and those V8 is drawing in its own thread."""

    def __init__(self, start_engine: Callable[[], Engine], cache: PictureCache, plotly_js_version: str) -> None:
        """The engine is asked for only if something is not in the cache, and is the caller's to close.

        `plotly_js_version` changes with the plotly.js that the engine runs.
        """
        self._start_engine, self._cache, self._version = start_engine, cache, plotly_js_version
        self._engine: Engine | None = None
        self._ready: dict[
            PictureKey, str | tuple[str, Future[str]]
        ] = {}  # the SVG, or its key in the cache and its future
        self._problems: list[Problem] = []

    def begin(self, chart: DrawnChart, title: str) -> bool:
        """Look up the pictures of a chart at each of its widths, and begin to draw those that are not cached.

        Returns whether there are any: cached pictures were drawn from the very same figure.
        """
        is_drawn = False
        try:
            for width_px, figure in chart.figures.items():
                asked = _QueuedPicture(figure, width_px, f"{chart.id}-{width_px}", title, chart.description)
                key = asked.key(self._version)
                svg = self._cache.get(key)
                if svg is None:
                    is_drawn = True
                    self._engine = self._engine or self._start_engine()
                    self._ready[chart.id, chart.language, width_px] = key, asked.begin(self._engine)
                else:
                    self._ready[chart.id, chart.language, width_px] = svg
        except CannotDraw as reason:
            self._problems.append(_problem(chart.id, str(reason)))
        return is_drawn

    def finish(self, roles: Mapping[str, str]) -> tuple[dict[PictureKey, str], tuple[Problem, ...]]:
        """The SVG of each picture once it is drawn, and a problem for each chart that can't be drawn.

        `roles`: light colour -> name of the page's variable for it.
        """
        pictures: dict[PictureKey, str] = {}
        for key, found in self._ready.items():
            try:
                pictures[key] = themed(found if isinstance(found, str) else self._kept(*found), roles)
            except CannotDraw as reason:
                self._problems.append(_problem(key[0], str(reason)))
        return pictures, tuple(dict.fromkeys(self._problems))

    def _kept(self, key: str, coming: Future[str]) -> str:
        svg = coming.result()
        self._cache.put(key, svg)
        return svg


@dataclass(frozen=True, slots=True)
class _QueuedPicture:
    """One picture: a chart at one width."""

    figure: Mapping[str, Any]
    width_px: int
    prefix: str
    title: str
    description: str

    @property
    def height_px(self) -> int:
        height: float = self.figure["layout"]["height"]
        return round(height)

    def key(self, plotly_js_version: str) -> str:
        words = (self.prefix, self.title, self.description)
        parts = [self.figure, self.width_px, words, plotly_js_version, drawing_code_hash()]
        return sha256(plain_json(parts).encode()).hexdigest()

    def begin(self, engine: Engine) -> Future[str]:
        size = (self.width_px, self.height_px)
        return engine.begin(self.figure, *size, prefix=self.prefix, title=self.title, description=self.description)


def _problem(chart_id: str, reason: str) -> Problem:
    return Problem(
        Place(f"content/charts/{chart_id}.yaml"),
        Rule.PICTURE,
        f'cannot draw a picture of the chart "{chart_id}": {reason}',
        "change the chart, or report this as a bug of the generator",
    )
