"""Pictures of charts: the engine starts while inputs are read, and pictures are cached between builds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from yiwu_report.build.share_image_stage import CardPainter
from yiwu_report.charts.canvas import check_figures
from yiwu_report.charts.palette import PALETTE
from yiwu_report.inputs.load.package_files import load_named_bundle
from yiwu_report.model.bound import Bound
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.svg import Engine, PictureCache, PictureQueue, fault_of_bundle

Pictures = dict[tuple[str, str, int], str]


@dataclass
class NoCache:
    """Keeps nothing."""

    def get(self, _key: str) -> str | None:
        """None."""
        return None

    def put(self, _key: str, _text: str) -> None:
        """Does nothing."""


@dataclass(frozen=True, slots=True)
class _DrawnPictures:
    """A drawn chart: `pictures` by width in px."""

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
    _shown: dict[tuple[str, str], _DrawnPictures] = field(default_factory=dict)  # of the last round

    @cached_property
    def _version(self) -> str:
        return sha256(self.plotly_js).hexdigest()

    def _start(self) -> Engine:
        if self.engine is None:
            self.engine = Engine(self.plotly_js.decode())
        return self.engine

    def begin(self, bound: Bound) -> PictureRound:
        """A round of pictures for charts with these texts."""
        return PictureRound(PictureQueue(self._start, self.cache, self._version), bound, self._shown)

    def close(self) -> None:
        """Give the engine's memory back."""
        if self.engine is not None:
            self.engine.close()
            self.engine = None


class PictureRound:
    """The pictures of one run of the stages: started as soon as each chart is ready, so that V8 does not wait for the last one."""

    def __init__(self, queue: PictureQueue, bound: Bound, shown: dict[tuple[str, str], _DrawnPictures]) -> None:
        """`shown`: of the round before; of this one when it is finished."""
        self._queue, self._bound, self._shown = queue, bound, shown
        self._kept: dict[tuple[str, str], _DrawnPictures] = {}
        self._begun: dict[tuple[str, str], DrawnChart] = {}
        self._unchecked: list[DrawnChart] = []

    def begin(self, chart: DrawnChart) -> None:
        """Begin to draw a chart at each of its widths. A chart identical to that of the last run keeps its pictures."""
        key, title = (chart.id, chart.language), self._title(chart)
        shown = self._shown.get(key)
        if shown is not None and shown.chart is chart and shown.title == title:
            self._kept[key] = shown
        else:
            self._begun[key] = chart
            if self._queue.begin(chart, title):
                self._unchecked.append(chart)

    def finish(self) -> tuple[Pictures, tuple[Problem, ...]]:
        """The pictures once they are drawn, and the problems of charts that cannot be."""
        if self._unchecked:
            check_figures(self._unchecked)  # while V8 draws them
        drawn, problems = self._queue.finish({light: role for role, (light, _) in PALETTE.items()})
        self._shown.clear()
        self._shown |= self._kept
        for key, chart in self._begun.items():
            if all((*key, width) in drawn for width in chart.figures):
                pictures = {width: drawn[*key, width] for width in chart.figures}
                self._shown[key] = _DrawnPictures(chart, self._title(chart), pictures)
        kept = {(*key, width): svg for key, shown in self._kept.items() for width, svg in shown.pictures.items()}
        return kept | drawn, problems

    def _title(self, chart: DrawnChart) -> str:
        return self._bound.charts[chart.id, chart.language].title.plain


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


def page_bundle(
    root: Path, name: Text | None, charts: Iterable[DrawnChart], installed: bytes
) -> tuple[bytes, tuple[Problem, ...]]:
    """The bundle for interactive charts; with a problem if the one that is named cannot replace the installed one."""
    if name is None:
        return installed, ()
    named = load_named_bundle(root, name)
    if isinstance(named, Problem):
        return installed, (named,)
    traces = {
        trace.get("type", "scatter")
        for chart in charts
        for figure in chart.figures.values()
        for trace in figure["data"]
    }
    fault = fault_of_bundle(named.decode(errors="replace"), installed.decode(), traces)
    if fault is None:
        return named, ()
    return installed, (Problem(name.start, Rule.BAD_VALUE, *fault),)
