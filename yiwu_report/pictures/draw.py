"""Every picture of a report: from the cache where nothing changed, else drawn anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.pictures.colours import themed
from yiwu_report.pictures.engine import Engine, drawing_code_hash
from yiwu_report.pictures.refusal import CannotDraw, plain_json

Key = tuple[str, str, int]  # chart id, language, width in px


class PictureCache(Protocol):
    """Where pictures are kept between builds. It may lose any of them at any time."""

    def get(self, key: str) -> str | None:
        """What was put under this key, or None."""

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key; failing to is no harm."""


class PictureQueue:
    """Pending pictures: cached ones, and those V8 is drawing in its own thread."""

    def __init__(self, start_engine: Callable[[], Engine], cache: PictureCache, plotly_js_version: str) -> None:
        """The engine is asked for only if something is not in the cache, and is the caller's to close.

        `plotly_js_version` changes with the plotly.js that the engine runs.
        """
        self._start_engine, self._cache, self._version = start_engine, cache, plotly_js_version
        self._engine: Engine | None = None
        self._ready: dict[
            Key, str | tuple[str, Future[str]]
        ] = {}  # the SVG, or its key in the cache and what is coming
        self._problems: list[Problem] = []

    def begin(self, chart: DrawnChart, title: str) -> bool:
        """Look for the pictures of a chart at each of its widths, and begin to draw those that are not kept.

        Returns whether there are any: what is kept was drawn from the very same figure.
        """
        is_drawn = False
        try:
            for width_px, figure in chart.figures.items():
                asked = _Asked(figure, width_px, f"{chart.id}-{width_px}", title, chart.description)
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

    def finish(self, roles: Mapping[str, str]) -> tuple[dict[Key, str], tuple[Problem, ...]]:
        """The SVG of each picture once it is drawn, and a problem for each chart that can't be drawn.

        `roles`: light colour -> name of the page's variable for it.
        """
        pictures: dict[Key, str] = {}
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
class _Asked:
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
