"""The pictures of the charts: an engine that starts while the inputs are read, and a cache between builds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from yiwu_report.charts.palette import PALETTE
from yiwu_report.model.bound import Bound
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.problem import Problem
from yiwu_report.pictures import Engine, PictureCache, draw_pictures
from yiwu_report.pipeline.card_stage import CardPainter

Pictures = dict[tuple[str, str, int], str]


@dataclass
class NoCache:
    """Keeps nothing."""

    def get(self, _key: str) -> str | None:
        """None: nothing is kept."""
        return None

    def put(self, _key: str, _text: str) -> None:
        """Nothing: nothing is kept."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A chart as it was drawn: `pictures` by width in px."""

    chart: DrawnChart
    title: str
    pictures: Mapping[int, str]


@dataclass
class Drawing:
    """Draws the pictures of a build; an engine that is not given is started when something has to be drawn."""

    plotly_js: bytes
    cache: PictureCache = field(default_factory=NoCache)
    engine: Engine | None = None
    painter: CardPainter | None = None  # None: the site has no cards
    _shown: dict[tuple[str, str], _Shown] = field(default_factory=dict)  # of the last time

    @cached_property
    def _version(self) -> str:
        return sha256(self.plotly_js).hexdigest()

    def _start(self) -> Engine:
        if self.engine is None:
            self.engine = Engine(self.plotly_js.decode())
        return self.engine

    def begin(
        self, charts: Mapping[tuple[str, str], DrawnChart], bound: Bound
    ) -> Callable[[], tuple[Pictures, tuple[Problem, ...]]]:
        """Begin to draw every chart at both widths; called, what is returned gives the pictures and the problems.

        A chart that is the very one of the last time keeps its pictures.
        """
        titles = {key: bound.charts[key].title.plain for key in charts}
        kept = {
            key: shown
            for key, shown in self._shown.items()
            if shown.chart is charts.get(key) and shown.title == titles[key]
        }
        finish = draw_pictures(
            {key: chart for key, chart in charts.items() if key not in kept},
            titles,
            start_engine=self._start,
            cache=self.cache,
            roles={light: role for role, (light, _) in PALETTE.items()},
            plotly_js_version=self._version,
        )

        def finished() -> tuple[Pictures, tuple[Problem, ...]]:
            drawn, problems = finish()
            pictures = {
                (*key, width): svg for key, shown in kept.items() for width, svg in shown.pictures.items()
            } | drawn
            self._shown = {
                key: _Shown(chart, titles[key], {width: pictures[*key, width] for width in chart.figures})
                for key, chart in charts.items()
                if all((*key, width) in pictures for width in chart.figures)
            }
            return pictures, problems

        return finished

    def close(self) -> None:
        """Give the engine's memory back."""
        if self.engine is not None:
            self.engine.close()
            self.engine = None


@contextmanager
def drawing(
    plotly_js: bytes,
    cache: PictureCache | None = None,
    engine: Engine | None = None,
    painter: CardPainter | None = None,
) -> Iterator[Drawing]:
    """A `Drawing` for the time of a build."""
    made = Drawing(plotly_js, cache or NoCache(), engine, painter)
    try:
        yield made
    finally:
        made.close()
