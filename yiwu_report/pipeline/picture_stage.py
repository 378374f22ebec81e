"""The pictures of the charts: an engine that starts while the inputs are read, and a cache between builds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from yiwu_report.charts.palette import PALETTE
from yiwu_report.model.bound import Bound
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.problem import Problem
from yiwu_report.pictures import Engine, PictureCache, draw_pictures

Pictures = Mapping[tuple[str, str, int], str]


@dataclass
class NoCache:
    """Keeps nothing."""

    def get(self, _key: str) -> str | None:
        """None: nothing is kept."""
        return None

    def put(self, _key: str, _text: str) -> None:
        """Nothing: nothing is kept."""


@dataclass
class Drawing:
    """Draws the pictures of a build; an engine that is not given is started when something has to be drawn."""

    plotly_js: bytes
    cache: PictureCache = field(default_factory=NoCache)
    engine: Engine | None = None

    def _start(self) -> Engine:
        if self.engine is None:
            self.engine = Engine(self.plotly_js.decode())
        return self.engine

    def begin(
        self, charts: Mapping[tuple[str, str], DrawnChart], bound: Bound
    ) -> Callable[[], tuple[Pictures, tuple[Problem, ...]]]:
        """Begin to draw every chart at both widths; called, what is returned gives the pictures and the problems."""
        return draw_pictures(
            charts,
            {key: bound.charts[key].title.plain for key in charts},
            start_engine=self._start,
            cache=self.cache,
            roles={light: role for role, (light, _) in PALETTE.items()},
            plotly_js_version=sha256(self.plotly_js).hexdigest(),
        )

    def close(self) -> None:
        """Give the engine's memory back."""
        if self.engine is not None:
            self.engine.close()
            self.engine = None


@contextmanager
def drawing(plotly_js: bytes, cache: PictureCache | None = None, engine: Engine | None = None) -> Iterator[Drawing]:
    """A `Drawing` for the time of a build."""
    made = Drawing(plotly_js, cache or NoCache(), engine)
    try:
        yield made
    finally:
        made.close()
