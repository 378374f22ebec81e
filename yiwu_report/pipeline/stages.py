"""From a project's folder to everything its site is made of, with the problems of every stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from yiwu_report.audit import audit
from yiwu_report.bind import bind
from yiwu_report.charts import draw_charts
from yiwu_report.context import Context, Templates, published, shown_charts
from yiwu_report.context.assets import chart_scripts, site_assets
from yiwu_report.corrections import check_corrections
from yiwu_report.formatting import Language
from yiwu_report.load.load import load
from yiwu_report.load.plotly_bundle import load_plotly_js
from yiwu_report.load.templates import load_assets, load_templates, words_folders
from yiwu_report.model.card import Card
from yiwu_report.model.data import Data
from yiwu_report.model.finding import Finding
from yiwu_report.model.output import Output
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.model.site import Site
from yiwu_report.pictures import Engine, PictureCache
from yiwu_report.pipeline.card_stage import CardPainter
from yiwu_report.pipeline.output_paths import output_problems
from yiwu_report.pipeline.page_bundle import page_bundle
from yiwu_report.pipeline.picture_stage import Drawing, drawing
from yiwu_report.pipeline.workspace import Workspace
from yiwu_report.plan import plan_outputs
from yiwu_report.render import check_templates
from yiwu_report.shape import shape
from yiwu_report.tracing import Traceable
from yiwu_report.validate import validate

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Stages:
    """What the stages up to the plan made; `context` is None where there is nothing to show."""

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

    `cache` keeps pictures between builds; `engine` draws those that are not kept, and is closed in the end; `painter`
    draws cards.
    """
    with drawing(load_plotly_js(), cache, engine, painter) as artist:
        return run_in(Workspace(), root, progress, artist)


def run_in(workspace: Workspace, root: Path, progress: Progress, artist: Drawing) -> Stages:
    """The same with what `workspace` keeps of the last run; `artist` draws, and stays open."""
    progress("reading")
    loaded = load(root, words_folders(root), workspace.parsed)
    site, languages, problems = validate(loaded)
    problems = (*loaded.problems, *problems)
    if site is None or not all(code in languages for code in site.languages):
        return Stages(None, problems)
    run = _Run(root, progress, artist, workspace)
    stages = run.show(workspace.settled("site", site), workspace.settled("languages", dict(languages)))
    return replace(stages, problems=(*problems, *stages.problems))


@dataclass(frozen=True)
class _Run:
    """One run of the stages."""

    root: Path
    progress: Progress
    artist: Drawing
    workspace: Workspace

    def show(self, site: Site, languages: Mapping[str, Language]) -> Stages:
        """Every stage after the inputs are read."""
        memory = self.workspace.memory
        data, findings, problems = self._compute(site)
        self.progress("resolving references")
        bound, bind_problems = bind(site, data, findings, languages, memory)
        self.progress("drawing charts")
        coming = self.artist.begin(bound)
        charts, chart_problems = draw_charts(site, data, bound, languages, memory, drawn_one=coming.begin)
        bundle, bundle_problems = page_bundle(self.root, site.spec.plotly_js, charts.values(), self.artist.plotly_js)
        templates, unreadable = load_templates(self.root)
        assets = load_assets(self.root)
        shown = [charts[key] for key in shown_charts(published(bound), charts)]
        context = Context(
            site=site,
            data=data,
            bound=bound,
            charts=charts,
            languages=languages,
            templates=self.workspace.settled("templates", Templates(templates)),
            assets=assets,
            site_assets=site_assets(assets, bundle, memory, has_charts=bool(shown)),
            chart_scripts=chart_scripts(shown, memory),
            findings=findings,
        )
        problems += (*bind_problems, *chart_problems, *bundle_problems, *unreadable, *check_templates(context))
        cards, without = self._cards(context)  # drawn while V8 draws the pictures
        pictures, picture_problems = coming.finish()
        context = replace(context, pictures=pictures, cards=cards, cards_without=without)
        outputs = plan_outputs(context)
        return Stages(context, (*problems, *picture_problems, *output_problems(outputs, context)), outputs)

    def _cards(self, context: Context) -> tuple[Mapping[tuple[str, str], Card], Mapping[str, str]]:
        painter = self.artist.painter
        if painter is None:
            return {}, {}
        return painter.paint(context.published, context.site, context.data, context.bound, context.languages)

    def _compute(self, site: Site) -> tuple[Data, Mapping[str, Finding], tuple[Problem, ...]]:
        """The figures and what the audit says of them."""
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
    """All that the audit looks at."""

    site: Site
    data: Data


def whole(stages: Stages) -> Context:
    """The context of stages without problems; InvalidInput with every problem else."""
    if stages.problems or stages.context is None:
        raise InvalidInput(stages.problems)
    return stages.context
