"""Where each figure is used: every reference in a text, every chart, table, formula and claim, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from yiwu_report.editor.analysis.entries import entries_of, id_of, items_of
from yiwu_report.editor.analysis.mentions_in_files import mentions
from yiwu_report.editor.analysis.mentions_in_texts import Mention, NamedKind
from yiwu_report.model.problem import Place
from yiwu_report.model.table_display import short_id
from yiwu_report.model.text import Text
from yiwu_report.resolve.texts import texts_of
from yiwu_report.site.report import Context
from yiwu_report.text.references import Reference, ReferenceKind


class UsageKind(StrEnum):
    """What uses a figure."""

    PROSE = "prose"
    CHART = "chart"
    TABLE = "table"
    STRIP = "key figures"
    TEXT = "text"  # a title, a note, an alt text
    FORMULA = "formula"
    CLAIM = "claim"
    VIEW = "view"
    DATA = "data"  # a figure, a table, a unit


@dataclass(frozen=True, order=True, slots=True)
class Usage:
    """One place that uses a figure."""

    place: Place
    kind: UsageKind
    subject: str  # what uses it, e.g. "article index zh", "chart pv_investment", "claim hightech_growth"
    passage: str = ""  # the line of prose, with its references

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}, {self.subject}"


def usages(context: Context, mentioned: Iterable[Mention] | None = None) -> Mapping[str, tuple[Usage, ...]]:
    """Figure id -> every place that uses it, in the order of the files.

    In texts that is every mention of it, of its table and of a claim that uses it; a chart, a formula and a claim
    use what they were made with, whether they name it or a column. `mentioned`: the mentions of the files, if known already.
    """
    figures = context.data.figures
    index: dict[str, set[Usage]] = {figure_id: set() for figure_id in figures}
    for named, usage in (*_in_texts(context, mentioned or mentions(context.loaded)), *_made_with(context)):
        figure = figures.get(named)
        if figure is not None:  # of africa.first.change the one of that row; africa.count stands in no list
            index.setdefault(figure.id, set()).add(usage)
    return {figure_id: tuple(sorted(found)) for figure_id, found in index.items()}


_OF_FILES = {  # start of a path -> how what stands there uses something, and what it is called before its id
    "content/articles/": (UsageKind.PROSE, "article"),
    "content/charts/": (UsageKind.CHART, "chart"),
    "content/tables/": (UsageKind.TABLE, "display"),
    "data/views/": (UsageKind.VIEW, "view"),
    "data/tables/": (UsageKind.DATA, "table"),
    "data/figures/": (UsageKind.DATA, "figures"),
    "data/derived": (UsageKind.FORMULA, "derived"),
    "data/claims": (UsageKind.CLAIM, "claims"),
    "": (UsageKind.TEXT, ""),
}


def usages_of_named(name: str, context: Context) -> tuple[Usage, ...]:
    """Every place that names a table, a view or a unit of this id, in the order of the files."""
    found = {
        _in_file(each.place)
        for each in mentions(context.loaded)
        if each.named.path[0] == name and each.named.kind in {NamedKind.TABLE, NamedKind.UNIT}
        if each.place.line and not each.is_definition
    }
    return tuple(sorted(found))


def _in_file(place: Place) -> Usage:
    start = next(each for each in _OF_FILES if place.file.startswith(each))
    kind, called = _OF_FILES[start]
    ids = place.file.removeprefix(start).rpartition(".")[0].replace("/", " ")
    return Usage(place, kind, f"{called} {ids}".strip())


_FoundUsages = Iterator[tuple[str, Usage]]
_Owners = Mapping[Place, Sequence[tuple[UsageKind, str]]]  # start of a text -> what it is, and whose


def _made_with(context: Context) -> _FoundUsages:
    for (chart_id, _), chart in context.charts.items():
        place = context.site.charts[chart_id].place
        for figure_id in chart.uses:
            yield figure_id, Usage(place, UsageKind.CHART, f"chart {chart_id}")
    for finding in context.findings.values():
        for figure_id in (*finding.inputs, *([finding.claim.says] if finding.claim.says else [])):
            yield figure_id, Usage(finding.place, UsageKind.CLAIM, f"claim {finding.id}")
    for figure in context.data.figures.values():
        place = figure.formula.start if figure.formula else figure.place
        for figure_id in figure.inputs:
            yield figure_id, Usage(place, UsageKind.FORMULA, figure.id)


def _in_texts(context: Context, mentioned: Iterable[Mention]) -> _FoundUsages:
    owners = _owners(context)
    for each in mentioned:
        if each.text is not None:
            for kind, subject in owners.get(each.text.start, ()):
                yield from _of_mention(each, each.text, kind, subject, context)


def _owners(context: Context) -> _Owners:
    """A text that others inherit, such as the note of a column, belongs to each of them."""
    found: dict[Place, list[tuple[UsageKind, str]]] = {}
    for text, kind, subject in _texts(context):
        if text is not None:
            found.setdefault(text.start, []).append((kind, subject))
    return found


def _texts(context: Context) -> Iterator[tuple[Text | None, UsageKind, str]]:
    """Every text that can mention a figure, with whose it is."""
    for article in context.loaded.articles:
        subject = f"article {article.slug} {article.language}"
        front = entries_of(article.front)
        yield article.body, UsageKind.PROSE, subject
        yield from ((id_of(front.get(key)), UsageKind.PROSE, subject) for key in ("title", "standfirst", "label"))
        yield from ((text, UsageKind.STRIP, subject) for text in items_of(front.get("key_figures")))
    for key, localized in texts_of(context.site, context.data):
        yield from ((text, UsageKind.TEXT, " ".join(key)) for text in localized.values())
    for (chart_id, code), chart in context.bound.charts.items():
        for texts in (chart.spec.title, chart.spec.subtitle, chart.spec.alt, chart.spec.note):
            yield (texts or {}).get(code), UsageKind.TEXT, f"chart {chart_id}"


def _of_mention(each: Mention, text: Text, kind: UsageKind, subject: str, context: Context) -> _FoundUsages:
    name, reference = each.named.path[0], each.reference
    if reference is None:  # a link, or a key figure
        if kind is UsageKind.STRIP and each.named.kind is NamedKind.FIGURE:
            yield name, Usage(text.start, kind, subject)
        return
    place = text.place_of(reference.start, reference.end - reference.start)
    usage = Usage(place, kind, subject, _line(text.value, reference))
    match each.named.kind:
        case NamedKind.FIGURE if reference.kind is ReferenceKind.FIGURES:
            yield name, Usage(place, UsageKind.STRIP, subject)
        case NamedKind.FIGURE:
            yield name, usage
        case NamedKind.CLAIM if name in context.findings:
            yield from ((figure_id, usage) for figure_id in context.findings[name].inputs)
        case NamedKind.TABLE | NamedKind.DISPLAY if reference.kind is ReferenceKind.TABLE:
            of_table = Usage(place, UsageKind.TABLE, subject)
            shown = context.displayed.get(short_id(text.start.file, reference.start) if reference.options else name)
            cells = shown.uses if shown else context.data.cells.get(name, ())
            yield from ((figure_id, of_table) for figure_id in cells)


def _line(value: str, reference: Reference) -> str:
    start = value.rfind("\n", 0, reference.start) + 1
    end = value.find("\n", reference.end)
    return value[start : end if end >= 0 else None].strip()
