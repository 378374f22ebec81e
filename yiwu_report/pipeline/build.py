"""A build: the stages, then every output rendered, then all of them published at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yiwu_report.context import Context
from yiwu_report.export import compressed
from yiwu_report.model.output import Output, Rendered, Stage
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.model.published import Published
from yiwu_report.pictures import Engine
from yiwu_report.pipeline.card_stage import card_painter
from yiwu_report.pipeline.stages import Progress, run_stages, whole
from yiwu_report.pipeline.strict import strict_problems
from yiwu_report.plan import content_of, left_out, plan_outputs
from yiwu_report.unused import unused
from yiwu_report.wording import Wording, uncovered_words
from yiwu_report.write import Changes, folder_problems, publish, recover
from yiwu_report.write.cache import CARDS, COMPRESSED, PICTURES, FolderCache


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    out: Path
    changes: Changes
    pages: int
    notes: tuple[str, ...]  # what was omitted
    is_final: bool  # the same inputs make the same again; not so where the machine lacks something


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

    What a killed build had begun is completed first. `strict` refuses what differs from its source, or from what an
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
    context = whole(stages)
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


def check(root: Path, *, progress: Progress) -> tuple[Problem, ...]:
    """Report every problem of the report in `root` and write nothing; InvalidInput where there is one.

    Returns remarks: what is a problem for a strict build alone (values that are not what their source printed, numbers
    that may be amounts), then what nothing shows or uses.
    """
    context = _checked(root, progress)
    return (*strict_problems(context.site, context.data, None), *context.bound.remarks, *unused(context))


def list_words(root: Path, *, progress: Progress) -> tuple[Wording, ...]:
    """The words of the report that assert something and that no claim covers; InvalidInput as `check` has it."""
    context = _checked(root, progress)
    return uncovered_words(context.site, context.languages)


def _checked(root: Path, progress: Progress) -> Context:
    progress("checking")
    return make_site(root, progress=progress)[0]


def make_site(root: Path, *, progress: Progress, cache: Path | None = None) -> tuple[Context, tuple[Rendered, ...]]:
    """The report of `root` and every file of its site, unpublished; InvalidInput with every problem.

    `cache` is the folder of a project that keeps pictures and cards; without one there are no cards.
    """
    kept = FolderCache(cache / PICTURES) if cache else None
    stages = run_stages(root, progress, kept, painter=card_painter(cache) if cache else None)
    context = whole(stages)
    return context, render_all(context, stages.outputs)


def render_all(context: Context, outputs: Iterable[Output] | None = None) -> tuple[Rendered, ...]:
    """Every output of the site with its bytes; `outputs`: as they are planned already."""
    planned = plan_outputs(context) if outputs is None else outputs
    return tuple(Rendered(output, content_of(output, context)) for output in planned)
