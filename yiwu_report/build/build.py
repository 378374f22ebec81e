"""A build: the stages, then every output rendered, then all of them published at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yiwu_report.build.share_image_stage import card_painter
from yiwu_report.build.stages import Progress, require_valid, run_stages
from yiwu_report.build.strict import strict_problems
from yiwu_report.model.output import Output, Rendered, Stage
from yiwu_report.model.problem import InvalidInput
from yiwu_report.model.published import Published
from yiwu_report.publish import Changes, folder_problems, publish, recover
from yiwu_report.publish.cache import CARDS, COMPRESSED, PICTURES, FolderCache
from yiwu_report.site.downloads import compressed
from yiwu_report.site.plan import content_of, left_out, plan_outputs
from yiwu_report.site.report import Context
from yiwu_report.svg import Engine


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    out: Path
    changes: Changes
    pages: int
    notes: tuple[str, ...]  # what was omitted
    is_final: bool  # the same inputs give the same site; False if the machine lacks something


def build(  # noqa: PLR0913  # all that a build can be asked for
    root: Path,
    out: Path,
    *,
    progress: Progress,
    strict: bool = False,
    since: Published | None = None,
    compress: bool = False,
    engine: Engine | None = None,
) -> Built:
    """Publish the report of `root` into `out`; InvalidInput with every problem, and then nothing is changed.

    A publication that was interrupted is completed first. `strict` refuses what differs from its source, or from what an
    earlier state said, `since`, and no correction explains, and numbers that may be amounts. `compress` writes each
    text compressed beside it. `engine` is one
    that got ready before this module was loaded.
    """
    problems = folder_problems(out, root)
    cache = FolderCache(root / PICTURES)
    stages = run_stages(root, progress, cache, engine, card_painter(root))
    if strict and not problems and stages.context is not None:
        problems = (*strict_problems(stages.context.site, stages.context.data, since), *stages.context.bound.remarks)
    if problems:
        raise InvalidInput((*problems, *stages.problems))
    context = require_valid(stages)
    recover(out, root=root)
    progress("rendering")
    files = render_all(context, stages.outputs)
    pages = sum(file.output.stage is Stage.PAGE for file in files)
    if compress:
        progress("compressing")
        files += compressed(files, FolderCache(root / COMPRESSED))
    progress("publishing")
    changes = publish(files, out, root=root)
    for folder in (PICTURES, CARDS, COMPRESSED):
        FolderCache(root / folder).trim()
    return Built(out, changes, pages, left_out(context), not context.cards_without)


def make_site(root: Path, *, progress: Progress, cache: Path | None = None) -> tuple[Context, tuple[Rendered, ...]]:
    """The report of `root` and every file of its site, unpublished; InvalidInput with every problem.

    `cache` is the project's folder for cached pictures and share images; without it there are no share images.
    """
    kept = FolderCache(cache / PICTURES) if cache else None
    stages = run_stages(root, progress, kept, painter=card_painter(cache) if cache else None)
    context = require_valid(stages)
    return context, render_all(context, stages.outputs)


def render_all(context: Context, outputs: Iterable[Output] | None = None) -> tuple[Rendered, ...]:
    """Every output of the site with its bytes; `outputs`, if they are planned already."""
    planned = plan_outputs(context) if outputs is None else outputs
    return tuple(Rendered(output, content_of(output, context)) for output in planned)
