"""Every picture of a report: from the cache where nothing changed, else drawn anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def draw_pictures(  # noqa: PLR0913  # what it draws, with what, and what it may keep
    charts: Mapping[tuple[str, str], DrawnChart],
    titles: Mapping[tuple[str, str], str],
    *,
    start_engine: Callable[[], Engine],
    cache: PictureCache,
    roles: Mapping[str, str],
    plotly_js_version: str,
) -> tuple[Mapping[Key, str], tuple[Problem, ...]]:
    """The SVG of every chart at each of its widths, and a problem for each chart that can't be drawn.

    `charts` and `titles` by (chart id, language); `roles`: light colour -> name of the page's variable;
    `plotly_js_version`: changes with the plotly.js that the engine runs. The engine is asked for only if something
    is not in the cache, and is the caller's to close.
    """
    engine: Engine | None = None
    pictures: dict[Key, str] = {}
    problems: list[Problem] = []
    for (chart_id, language), chart in charts.items():
        try:
            for width_px, figure in chart.figures.items():
                prefix = f"{chart_id}-{width_px}"
                asked = _Asked(figure, width_px, prefix, titles[chart_id, language], chart.description)
                key = asked.key(plotly_js_version)
                svg = cache.get(key)
                if svg is None:
                    engine = engine or start_engine()
                    svg = asked.draw(engine)
                    cache.put(key, svg)
                pictures[chart_id, language, width_px] = themed(svg, roles)
        except CannotDraw as reason:
            problems.append(_problem(chart_id, str(reason)))
    return pictures, tuple(dict.fromkeys(problems))


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

    def draw(self, engine: Engine) -> str:
        size = (self.width_px, self.height_px)
        return engine.draw(self.figure, *size, prefix=self.prefix, title=self.title, description=self.description)


def _problem(chart_id: str, reason: str) -> Problem:
    return Problem(
        Place(f"content/charts/{chart_id}.yaml"),
        Rule.PICTURE,
        f'no picture can be drawn of the chart "{chart_id}": {reason}',
        "change what the chart asks for, or report it as a fault of the generator",
    )
