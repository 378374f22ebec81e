"""The difference between today's report and an earlier state of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from yiwu_report.context import Context
from yiwu_report.diff.charts import changed_charts
from yiwu_report.diff.claims import moved_claims
from yiwu_report.diff.difference import (
    ChangedChart,
    ChangedOutput,
    Difference,
    FigureChange,
    Kind,
    MovedClaim,
    Sentence,
    Shown,
)
from yiwu_report.diff.figures import changed_figures
from yiwu_report.diff.outputs import changed_outputs, outputs_that_show, paths_by_id
from yiwu_report.diff.sentences import changed_sentences
from yiwu_report.diff.shown_ids import ShownIds
from yiwu_report.diff.views import view
from yiwu_report.model.output import Rendered, Stage
from yiwu_report.model.place import Place
from yiwu_report.model.published import Published
from yiwu_report.usage import Usage, UsageKind, usages

_SEEN_IN_TABLES = {"value", "unit", "status", "period", "title"}


@dataclass(frozen=True)
class Today:
    """Today's report: what its stages made, its files, and what its figures.json and claims.json say."""

    context: Context
    files: Sequence[Rendered]
    published: Published


def compare(today: Today, old: Published, name: str) -> Difference:
    """The differences from `old`, whose name is `name`."""
    context = today.context
    language = context.site.languages[0]
    figures = changed_figures(old.figures, today.published.figures, _places(context), language)
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


def _only_quotes(change: FigureChange, sentences: Sequence[Sentence]) -> bool:
    """True if only the numbers of other figures in its texts changed."""
    names = {field.name.partition(".")[0] for field in change.fields}
    told = {
        sentence.subject.rpartition(" ")[2]
        for sentence in sentences
        if sentence.subject.startswith(f"figure {change.id} ")
    }
    return change.kind is Kind.CHANGED and names <= {"title", "percent_of", "note"} and names <= told


def _outputs(today: Today, old: Published, changed: Collection[str], shown: ShownIds) -> tuple[ChangedOutput, ...]:
    if old.checksums is not None:
        return changed_outputs(old.checksums, today.files)
    claims = {
        f"claim {each.id}" for each in today.context.findings.values() if not set(each.inputs).isdisjoint(changed)
    }
    return outputs_that_show((file.output for file in today.files), {*changed, *claims}, shown)


def _places(context: Context) -> Mapping[str, Place]:
    return {
        figure.id: figure.formula.start if figure.formula else figure.place for figure in context.data.figures.values()
    }


class _Where:
    """Where a changed figure shows, apart from sentences."""

    def __init__(
        self,
        context: Context,
        charts: Sequence[ChangedChart],
        claims: Sequence[MovedClaim],
    ) -> None:
        self._usages = usages(context.site, context.data, context.findings, context.charts)
        self._charts, self._claims = charts, claims

    def _of(self, change: FigureChange, *kinds: UsageKind) -> list[Usage]:
        return [usage for usage in self._usages.get(change.id, ()) if usage.kind in kinds]

    def tables(self, change: FigureChange) -> tuple[Shown, ...]:
        """Tables and strips of key figures, unless only what they don't show has changed."""
        if (
            change.kind is Kind.CHANGED
            and not {each.name.partition(".")[0] for each in change.fields} & _SEEN_IN_TABLES
        ):
            return ()
        found = self._of(change, UsageKind.TABLE, UsageKind.STRIP)
        return tuple(sorted({Shown(usage.place, str(usage.kind), usage.subject) for usage in found}))

    def charts_of(self, change: FigureChange) -> tuple[str, ...]:
        used = {usage.subject.removeprefix("chart ") for usage in self._of(change, UsageKind.CHART, UsageKind.TEXT)}
        return tuple(chart.id for chart in self._charts if chart.id in used)

    def claims_of(self, change: FigureChange) -> tuple[str, ...]:
        used = {usage.subject.removeprefix("claim ") for usage in self._of(change, UsageKind.CLAIM)}
        return tuple(claim.id for claim in self._claims if claim.id in used)
