"""The difference between today's report and an earlier state of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from yiwu_report import build
from yiwu_report.build.build import render_all
from yiwu_report.build.share_image_stage import card_painter
from yiwu_report.build.stages import Progress
from yiwu_report.compute.views.view_table import calculated_from
from yiwu_report.editor.analysis.usage import Usage, UsageKind, usages
from yiwu_report.editor.diff.changed_outputs import (
    changed_charts,
    changed_outputs,
    checksums_of,
    moved_claims,
    of_ours,
    outputs_that_show,
    paths_by_id,
)
from yiwu_report.editor.diff.difference import (
    ChangedChart,
    ChangedOutput,
    ChangedSentence,
    ChangeKind,
    Difference,
    FigureChange,
    MovedClaim,
    ShowingPart,
    changed_figures,
)
from yiwu_report.editor.diff.rebuild import view
from yiwu_report.editor.diff.sentences import changed_sentences
from yiwu_report.editor.diff.shown_ids import ShownIds
from yiwu_report.inputs.load.published import (
    load_checksums,
    load_figures_json,
    load_published,
    read_claims_json,
    read_figures_json,
)
from yiwu_report.inputs.load.revisions import Revision, RevisionKind, revision_project
from yiwu_report.model.data import Data
from yiwu_report.model.output import Rendered, Stage
from yiwu_report.model.problem import InvalidInput, Place, Problem
from yiwu_report.model.published import Published
from yiwu_report.model.rules import Rule
from yiwu_report.publish.cache import PICTURES, FolderCache
from yiwu_report.publish.manifest import read_manifest
from yiwu_report.site.report import Context

_SEEN_IN_TABLES = {"value", "unit", "status", "period", "title"}


@dataclass(frozen=True)
class Today:
    """Today's report: the result of its stages, its files, its figures.json and claims.json."""

    context: Context
    files: Sequence[Rendered]
    published: Published


def compare(today: Today, old: Published, name: str) -> Difference:
    """The differences from `old`, whose name is `name`."""
    context = today.context
    language = context.site.languages[0]
    figures = changed_figures(
        old.figures, today.published.figures, _places(context), language, partial(_inputs_among, context.data)
    )
    common = [code for code in context.site.languages if code in old.figures.languages]
    before, after = (view(record, context, common) for record in (old.figures, today.published.figures))
    sentences = changed_sentences(context, before, after, figures)
    figures = {key: change for key, change in figures.items() if not _only_quotes(change, sentences)}
    charts = changed_charts(before, after)
    claims = moved_claims(old.claims, context, language)
    is_exact = old.checksums is not None
    shown = ShownIds(context)
    outputs = _outputs(today, old, {*figures, *(f"chart {chart.id}" for chart in charts)}, shown)
    pages = {output.path for output in outputs if output.sort == Stage.PAGE}
    pages_by_id = paths_by_id((file.output for file in today.files if file.output.path in pages), shown)
    where = _Where(context, charts, claims)
    placed = tuple(
        replace(
            change,
            sentences=tuple(each for each in sentences if change.id in each.figures),
            tables=where.tables(change),
            charts=where.charts_of(change),
            claims=where.claims_of(change),
            pages=tuple(pages_by_id.get(change.id, ())),
        )
        for change in figures.values()
    )
    return Difference(name, language, placed, sentences, charts, claims, outputs, is_exact)


def _only_quotes(change: FigureChange, sentences: Sequence[ChangedSentence]) -> bool:
    """True if only the numbers of other figures in its texts changed."""
    names = {field.name.partition(".")[0] for field in change.fields}
    told = {
        sentence.subject.rpartition(" ")[2]
        for sentence in sentences
        if sentence.subject.startswith(f"figure {change.id} ")
    }
    return change.kind is ChangeKind.CHANGED and names <= {"title", "percent_of", "note"} and names <= told


def _outputs(today: Today, old: Published, changed: Collection[str], shown: ShownIds) -> tuple[ChangedOutput, ...]:
    if old.checksums is not None:
        return changed_outputs(old.checksums, today.files)
    claims = {
        f"claim {each.id}" for each in today.context.findings.values() if not set(each.inputs).isdisjoint(changed)
    }
    return outputs_that_show((file.output for file in today.files), {*changed, *claims}, shown)


def _inputs_among(data: Data, figure_id: str, candidates: Sequence[str]) -> tuple[str, ...]:
    """Those of these figures that a derived one is calculated from, also through the rows of a view."""
    figure = data.figures.get(figure_id)
    if figure is None or not figure.is_derived:
        return ()
    return calculated_from(figure, [data.figures[each] for each in candidates if each in data.figures], data)


def _places(context: Context) -> Mapping[str, Place]:
    return {
        figure.id: figure.formula.start if figure.formula else figure.place for figure in context.data.figures.values()
    }


class _Where:
    """Where a changed figure is shown, except in sentences."""

    def __init__(
        self,
        context: Context,
        charts: Sequence[ChangedChart],
        claims: Sequence[MovedClaim],
    ) -> None:
        self._usages = usages(context)
        self._charts, self._claims = charts, claims

    def _of(self, change: FigureChange, *kinds: UsageKind) -> list[Usage]:
        return [usage for usage in self._usages.get(change.id, ()) if usage.kind in kinds]

    def tables(self, change: FigureChange) -> tuple[ShowingPart, ...]:
        """Tables and key figures, unless only what they don't show has changed."""
        if (
            change.kind is ChangeKind.CHANGED
            and not {each.name.partition(".")[0] for each in change.fields} & _SEEN_IN_TABLES
        ):
            return ()
        found = self._of(change, UsageKind.TABLE, UsageKind.STRIP)
        return tuple(sorted({ShowingPart(usage.place, str(usage.kind), usage.subject) for usage in found}))

    def charts_of(self, change: FigureChange) -> tuple[str, ...]:
        used = {usage.subject.removeprefix("chart ") for usage in self._of(change, UsageKind.CHART, UsageKind.TEXT)}
        return tuple(chart.id for chart in self._charts if chart.id in used)

    def claims_of(self, change: FigureChange) -> tuple[str, ...]:
        used = {usage.subject.removeprefix("claim ") for usage in self._of(change, UsageKind.CLAIM)}
        return tuple(claim.id for claim in self._claims if claim.id in used)


def today_of(root: Path, *, progress: Progress) -> Today:
    """Today's report, unpublished; InvalidInput with its problems."""
    context, files = build.make_site(root, progress=progress, cache=root)
    return _today(context, files)


def today_if_untrue(root: Path, *, progress: Progress, cache: Path) -> tuple[Today | None, tuple[Problem, ...]]:
    """Today's report and its problems; the report also if all that is wrong is that words or claims are not true."""
    stages = build.run_stages(root, progress, FolderCache(cache / PICTURES), painter=card_painter(cache))
    if stages.context is None or any(each.rule not in _UNTRUE for each in stages.problems):
        return None, stages.problems
    try:
        return _today(stages.context, render_all(stages.context, stages.outputs)), stages.problems
    except InvalidInput as invalid:
        return None, (*stages.problems, *invalid.problems)


_UNTRUE = {Rule.BROKEN_WORDS, Rule.CONTRADICTION, Rule.PRINTED_DIFFERS}  # nothing that a page shows is missing


def _today(context: Context, files: tuple[Rendered, ...]) -> Today:
    return Today(context, files, _said(files))


def published_of(old: Revision, root: Path, today: Today, *, progress: Progress) -> Published:
    """The records of an earlier state, with the checksums of its files; raises what `said_by` does."""
    published = said_by(old, root, progress=progress)
    if old.kind is not RevisionKind.SITE:
        return published
    checksums = read_manifest(old.path) or of_ours(load_checksums(old.path), today.files)
    return replace(published, checksums=checksums)


def said_by(old: Revision, root: Path, *, progress: Progress) -> Published:
    """The records of an earlier state; InvalidInput with the problems of its inputs, UsageError for a bad file."""
    if old.kind is RevisionKind.FIGURES:
        return load_figures_json(old.path)
    if old.kind is RevisionKind.SITE:
        return load_published(old.path) or load_figures_json(old.path / "data" / "figures.json")
    progress(f"building {old.name}")
    with revision_project(old, root) as folder:
        try:
            _, files = build.make_site(folder, progress=lambda _stage: None, cache=root)
        except InvalidInput as invalid:
            raise InvalidInput(_in_old(old, invalid)) from None
    return _said(files)


def _in_old(old: Revision, invalid: InvalidInput) -> list[Problem]:
    """The problems with their places in the earlier state, e.g. HEAD~1:data/claims.yaml:3:1."""
    return [
        replace(problem, place=replace(problem.place, file=f"{old.name}:{problem.place.file}"))
        for problem in invalid.problems
    ]


def _said(files: tuple[Rendered, ...]) -> Published:
    contents = {file.output.path: file.content for file in files}
    figures, claims = Path("data/figures.json"), Path("data/claims.json")
    return Published(
        read_figures_json(contents[figures.as_posix()], figures),
        read_claims_json(contents[claims.as_posix()], claims) if claims.as_posix() in contents else {},
        checksums_of(files),
    )
