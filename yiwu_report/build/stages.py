"""All stages: from a project's folder to everything its site needs, with the problems of every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, cast

from yiwu_report.build.picture_stage import Drawing, drawing, page_bundle
from yiwu_report.build.share_image_stage import CardPainter
from yiwu_report.charts import draw_charts
from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.audit import audit
from yiwu_report.compute.corrections import check_corrections
from yiwu_report.compute.derive import shape
from yiwu_report.compute.displays import lay_out
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.incremental import Memo, Memory, NoMemory, Traceable, settled
from yiwu_report.inputs.load.load import ParsedFiles, load
from yiwu_report.inputs.load.package_files import load_assets, load_plotly_js, load_templates, words_folders
from yiwu_report.inputs.validate import validate
from yiwu_report.model.data import Data
from yiwu_report.model.drawn import Card
from yiwu_report.model.finding import Finding
from yiwu_report.model.node import Loaded
from yiwu_report.model.output import Output
from yiwu_report.model.problem import InvalidInput, Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.table_display import DisplayedTable
from yiwu_report.publish import path_problems
from yiwu_report.resolve import bind
from yiwu_report.site.pages import check_templates
from yiwu_report.site.plan import find_clashes, plan_outputs, source_of
from yiwu_report.site.report import CompiledTemplates, Context, published, shown_charts
from yiwu_report.site.report.assets import chart_scripts, site_assets
from yiwu_report.site.report.tokens import read_tokens
from yiwu_report.svg import Engine, PictureCache
from yiwu_report.text.formatting import Language


def output_problems(outputs: Iterable[Output], context: Context) -> tuple[Problem, ...]:
    """Problems that prevent these outputs from being written on Linux, macOS or Windows."""
    planned = list(outputs)
    clashes = find_clashes(planned, context)
    sources = {output.path: source_of(output, context) for output in planned}
    others: dict[Place, Problem] = {}  # one a file: a chart's name is that of six outputs
    for problem in path_problems(planned, Path()):
        if problem.rule is Rule.OUTPUT_NAME or not clashes:
            place = sources[problem.place.file]
            others.setdefault(place, replace(problem, place=place))
    return (*clashes, *others.values())


T = TypeVar("T")


class Workspace:
    """Used by a build: everything is made once, and nothing is cached."""

    def __init__(self) -> None:
        self.memory: Memory = NoMemory()
        self.parsed: ParsedFiles = {}
        self.compiled = CompiledTemplates()

    def settled(self, name: str, value: T) -> T:  # noqa: ARG002  # for subclasses that keep it
        """The value, reusing equal parts of the previous one."""
        return value


class KeepingWorkspace(Workspace):
    """Used by a preview: what was read, resolved, drawn and rendered is cached until one of its dependencies changes."""

    def __init__(self) -> None:
        super().__init__()
        self.memo = self.memory = Memo()
        self._last: dict[str, object] = {}

    def settled(self, name: str, value: T) -> T:
        """The value; if nothing has changed, the same object as in the last run."""
        kept = self._last[name] = settled(value, cast("T", self._last[name])) if name in self._last else value
        return kept


Progress = Callable[[str], None]


@dataclass(frozen=True)
class Stages:
    """The results of the stages up to the plan; `context` is None if there is nothing to show."""

    context: Context | None
    problems: tuple[Problem, ...]
    outputs: tuple[Output, ...] = ()


def run_stages(
    root: Path,
    progress: Progress,
    cache: PictureCache | None = None,
    engine: Engine | None = None,
    painter: CardPainter | None = None,
) -> Stages:
    """Every stage but rendering and writing, over the project in `root`; never raises for an editor's mistake.

    `cache` keeps pictures between builds; `engine` draws those that are not cached, and is closed at the end; `painter`
    draws cards.
    """
    with drawing(load_plotly_js(), cache, engine, painter) as artist:
        return run_in(Workspace(), root, progress, artist)


def run_in(workspace: Workspace, root: Path, progress: Progress, artist: Drawing) -> Stages:
    """The same with what `workspace` keeps of the last run; `artist` draws, and stays open."""
    progress("reading")
    loaded = load(root, words_folders(root), workspace.parsed)
    site, languages, problems = validate(loaded, CHART_SPECS, STEP_SPECS)
    problems = (*loaded.problems, *problems)
    if site is None or not all(code in languages for code in site.languages):
        return Stages(None, problems)
    run = _Run(root, progress, artist, workspace)
    stages = run.show(loaded, workspace.settled("site", site), workspace.settled("languages", dict(languages)))
    return replace(stages, problems=(*problems, *stages.problems))


@dataclass(frozen=True)
class _Run:
    """One run of the stages."""

    root: Path
    progress: Progress
    artist: Drawing
    workspace: Workspace

    def show(self, loaded: Loaded, site: Site, languages: Mapping[str, Language]) -> Stages:
        """Every stage after the inputs are read."""
        memory = self.workspace.memory
        data, findings, problems = self._compute(site)
        displayed, layout_problems = self._displayed(site, data)
        problems += layout_problems
        bound, bind_problems = bind(site, data, findings, languages, memory, displayed=displayed)
        data = self.workspace.settled("data with cells", data.with_cells(bound.cells))
        self.progress("drawing charts")
        coming = self.artist.begin(bound)
        charts, chart_problems = draw_charts(site, data, bound, languages, memory, drawn_one=coming.begin)
        bundle, bundle_problems = page_bundle(self.root, site.spec.plotly_js, charts.values(), self.artist.plotly_js)
        templates, unreadable = load_templates(self.root)
        assets = load_assets(self.root)
        tokens, token_problems = read_tokens(assets.get("tokens.css", b"").decode(errors="replace"))
        shown = [charts[key] for key in shown_charts(published(bound), charts)]
        context = Context(
            loaded=loaded,
            site=site,
            data=data,
            bound=bound,
            charts=charts,
            languages=languages,
            templates=self.workspace.settled("templates", dict(templates)),
            compiled=self.workspace.compiled,
            assets=assets,
            tokens=tokens,
            site_assets=site_assets(assets, bundle, memory, has_charts=bool(shown)),
            chart_scripts=chart_scripts(shown, memory),
            findings=findings,
            displayed=displayed,
        )
        problems += (
            *bind_problems,
            *chart_problems,
            *bundle_problems,
            *unreadable,
            *token_problems,
            *check_templates(context),
        )
        cards, without = self._cards(context)  # drawn while V8 draws the pictures
        pictures, picture_problems = coming.finish()
        context = replace(context, pictures=pictures, cards=cards, cards_without=without)
        outputs = plan_outputs(context)
        return Stages(context, (*problems, *picture_problems, *output_problems(outputs, context)), outputs)

    def _displayed(self, site: Site, data: Data) -> tuple[Mapping[str, DisplayedTable], tuple[Problem, ...]]:
        self.progress("resolving references")
        displayed, problems = lay_out(site, data, self.workspace.memory)
        return self.workspace.settled("displayed", displayed), problems

    def _cards(self, context: Context) -> tuple[Mapping[tuple[str, str], Card], Mapping[str, str]]:
        painter = self.artist.painter
        if painter is None:
            return {}, {}
        return painter.paint(context)

    def _compute(self, site: Site) -> tuple[Data, Mapping[str, Finding], tuple[Problem, ...]]:
        """The figures and the findings of the audit."""
        memory = self.workspace.memory
        self.progress("computing")
        data, shape_problems = memory.recall("data", site, shape)
        data = self.workspace.settled("data", data)
        audited = _Audited(site, data)
        findings, audit_problems = memory.recall("findings", audited, lambda seen: audit(seen.site, seen.data))
        problems = (*shape_problems, *audit_problems, *check_corrections(site, data))
        return data, self.workspace.settled("findings", findings), problems


@dataclass(frozen=True)
class _Audited(Traceable):
    """The input of the audit."""

    site: Site
    data: Data


def require_valid(stages: Stages) -> Context:
    """The context of stages without problems; InvalidInput with every problem else."""
    if stages.problems or stages.context is None:
        raise InvalidInput(stages.problems)
    return stages.context
