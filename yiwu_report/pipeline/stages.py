"""From a project's folder to everything its site is made of, with the problems of every stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from yiwu_report.audit import audit
from yiwu_report.bind import bind
from yiwu_report.charts import draw_charts
from yiwu_report.context import Context, Templates
from yiwu_report.corrections import check_corrections
from yiwu_report.formatting import Language
from yiwu_report.load import load, load_assets, load_plotly_js, load_templates, words_folders
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.model.site import Site
from yiwu_report.pictures import Engine, PictureCache
from yiwu_report.pipeline.output_paths import output_problems
from yiwu_report.pipeline.page_bundle import page_bundle
from yiwu_report.pipeline.picture_stage import Drawing, drawing
from yiwu_report.plan import plan_outputs
from yiwu_report.render import check_templates
from yiwu_report.shape import shape
from yiwu_report.validate import validate

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Stages:
    """What the stages up to the plan made; `context` is None where there is nothing to show."""

    context: Context | None
    problems: tuple[Problem, ...]


def run_stages(
    root: Path, progress: Progress, cache: PictureCache | None = None, engine: Engine | None = None
) -> Stages:
    """Every stage but rendering and writing, over the project in `root`; never raises for an editor's mistake.

    `cache` keeps pictures between builds; `engine` draws those that are not kept, and is closed in the end.
    """
    with drawing(load_plotly_js(), cache, engine) as artist:
        return _run(root, progress, artist)


def _run(root: Path, progress: Progress, artist: Drawing) -> Stages:
    progress("reading")
    loaded = load(root, words_folders(root))
    site, languages, problems = validate(loaded)
    problems = (*loaded.problems, *problems)
    if site is None or not all(code in languages for code in site.languages):
        return Stages(None, problems)
    context, found = _shown(root, site, languages, progress, artist)
    return Stages(context, (*problems, *found))


def _shown(
    root: Path, site: Site, languages: Mapping[str, Language], progress: Progress, artist: Drawing
) -> tuple[Context, tuple[Problem, ...]]:
    progress("computing")
    data, shape_problems = shape(site)
    findings, audit_problems = audit(site, data)
    progress("writing texts")
    bound, bind_problems = bind(site, data, findings, languages)
    progress("drawing charts")
    charts, chart_problems = draw_charts(site, data, bound, languages)
    finish_pictures = artist.begin(charts, bound)
    plotly_js, bundle_problems = page_bundle(root, site.spec.plotly_js, charts.values(), artist.plotly_js)
    templates, unreadable = load_templates(root)
    context = Context(
        site=site,
        data=data,
        bound=bound,
        charts=charts,
        languages=languages,
        plotly_js=plotly_js,
        templates=Templates(templates),
        assets=load_assets(root),
        findings=findings,
    )
    template_problems = (*unreadable, *check_templates(context))
    pictures, picture_problems = finish_pictures()
    context = replace(context, pictures=pictures)
    found = (
        *shape_problems,
        *audit_problems,
        *check_corrections(site, data),
        *bind_problems,
        *chart_problems,
        *picture_problems,
        *bundle_problems,
        *template_problems,
        *output_problems(plan_outputs(context), context),
    )
    return context, found


def whole(stages: Stages) -> Context:
    """The context of stages without problems; InvalidInput with every problem else."""
    if stages.problems or stages.context is None:
        raise InvalidInput(stages.problems)
    return stages.context
