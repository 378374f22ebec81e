"""The sections of a proof: articles in reading order, then claims, words without a claim, and open points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from yiwu_report.compute.audit import differs_from_printed
from yiwu_report.editor.analysis.attention import drafts, overdue, without_use
from yiwu_report.editor.check import uncovered_words
from yiwu_report.editor.proof.document import Chapter, Check, CheckList, ProofPassage
from yiwu_report.editor.proof.texts import Numbers, ProofTexts, plain
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import Status
from yiwu_report.model.finding import Finding, Verdict
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Unusable
from yiwu_report.model.site import Article
from yiwu_report.model.table_display import DisplayedTable, short_id
from yiwu_report.site.pages.checks_page import view_claim
from yiwu_report.site.report import Context
from yiwu_report.text.formatting import Language, format_figure, format_period
from yiwu_report.text.references import Reference, ReferenceKind

_FRONT_PAGE = "index"


@dataclass(frozen=True)
class Articles:
    """Reads the articles of one language."""

    context: Context
    texts: ProofTexts
    numbers: Numbers
    words: dict[str, str]

    def chapters(self) -> Iterator[Chapter]:
        """The front page, then the others by name; drafts are marked."""
        own = [each for each in self.context.site.articles if each.language == self.numbers.language.code]
        for article in sorted(own, key=lambda each: (each.slug != _FRONT_PAGE, each.slug)):
            remark = self.words["proof_draft"] if article.front.draft else ""
            yield Chapter(article.file, tuple(self._article(article)), remark)

    def _article(self, article: Article) -> Iterator[ProofPassage]:
        front = article.front
        self.texts.begin_article()
        yield from self.texts.passage(self.words["proof_label"], front.label)
        yield from self.texts.passage(self.words["proof_headline"], front.title)
        yield from self.texts.passage(self.words["proof_standfirst"], front.standfirst, is_prose=True)
        if front.key_figures:
            yield self._strip(front.key_figures)
        for each in self.texts.body(article.body):
            if isinstance(each, ProofPassage):
                yield each
            else:
                yield from self._block(each, article.file)

    def _block(self, reference: Reference, file: str) -> Iterator[ProofPassage]:
        match reference.kind:
            case ReferenceKind.CHART:
                yield from self.chart(reference.id)
            case ReferenceKind.TABLE:
                name = short_id(file, reference.start) if reference.options else reference.id
                yield from self.table(reference.id, self.context.displayed.get(name))
            case ReferenceKind.FIGURES:
                yield self._strip(reference.ids)

    def _strip(self, figures: Iterable[str]) -> ProofPassage:
        shown = [self.numbers.show(each, self._full(self.context.data.figures[each])) for each in figures]
        comma = self.words["comma"]
        pieces = [each for piece, _ in shown for each in (comma, piece)][1:]
        return ProofPassage(
            self.words["proof_key_figures"], tuple(pieces), tuple(each for _, lines in shown for each in lines)
        )

    def _full(self, figure: Figure) -> str:
        return format_figure(figure, self.numbers.language, self.context.data.units).full

    def chart(self, chart_id: str) -> Iterator[ProofPassage]:
        """The texts of a chart, and its legend and labels."""
        code = self.numbers.language.code
        spec, drawn = self.context.site.charts[chart_id], self.context.charts[chart_id, code]
        for kind in ("title", "subtitle", "alt", "note"):
            localized = getattr(spec, kind)
            yield from self.texts.passage(self.words[f"proof_chart_{kind}"], localized[code] if localized else None)
        if spec.alt is None:  # type: ignore[union-attr]  # of a report without problems every chart is usable
            yield ProofPassage(self.words["proof_chart_alt"], (drawn.description,))
        own = self.context.bound.charts[chart_id, code].note
        for note in drawn.notes:
            if own is None or own.plain != note:
                yield ProofPassage(self.words["proof_chart_note"], (note,))
        for _, key in drawn.key:
            yield ProofPassage(self.words["proof_chart_key"], (key,))
        yield ProofPassage(self.words["proof_chart_data"], (" | ".join(drawn.rows.header),))
        cells = [cell for row in drawn.rows.rows for cell in row]
        yield from (ProofPassage("", (" | ".join(cell.text for cell in row),)) for row in drawn.rows.rows)
        place = f"content/charts/{chart_id}.yaml"
        yield self._cells(f"chart {chart_id}", [cell.figure for cell in cells if cell.figure], place)

    def _cells(self, name: str, cells: Iterable[str], place: str) -> ProofPassage:
        piece, lines = self.numbers.show_cells(name, cells, place)
        return ProofPassage("", (piece,), lines)

    def table(self, table_id: str, displayed: DisplayedTable | None) -> Iterator[ProofPassage]:
        """The title, the headings, the rows and the note of a table, as its display says where it has one."""
        table = displayed.table if displayed else self.context.data.tables[table_id]
        code, spec = self.numbers.language.code, displayed.spec if displayed else None
        yield from self.texts.passage(self.words["proof_table"], ((spec and spec.title) or table.title)[code])
        columns = displayed.columns if displayed else tuple(table.columns)
        for column in columns:
            yield from self.texts.passage(self.words["proof_column"], (table.columns[column].title or {}).get(code))
        frame = displayed.frame if displayed else table.rows()
        rows = list(displayed.row_ids if displayed else frame.index)
        for row in rows:
            shown = [self._cell(frame.loc[row, column], table, column, code) for column in columns]
            yield ProofPassage("", (" | ".join(shown),))
        values = [frame.loc[row, column] for column in columns for row in rows]
        yield self._cells(
            f"table {table_id}", [each.id for each in values if isinstance(each, Figure)], str(table.place)
        )
        note = (spec and spec.note) or table.note
        yield from self.texts.passage(self.words["proof_chart_note"], (note or {}).get(code))

    def _cell(self, value: object, table: Table, column: str, code: str) -> str:
        if isinstance(value, Figure):
            return self._full(value)
        if isinstance(value, dict):
            return str(value[code])
        if isinstance(value, Period):
            return format_period(value, self.numbers.language, self.context.site.spec.periods)
        return table.text_of(column, value, code) if isinstance(value, str) else ""


def claims_list(context: Context, language: Language, words: dict[str, str]) -> CheckList:
    """Every claim with its verdict, contradictions first."""
    order = list(Verdict)
    order.remove(Verdict.CONTRADICTS)
    order.insert(0, Verdict.CONTRADICTS)
    findings = sorted(context.findings.values(), key=lambda each: order.index(each.verdict))
    checks = tuple(_claim(finding, language, context, words) for finding in findings)
    return CheckList(words["checks_page"], checks)


def _claim(finding: Finding, language: Language, context: Context, words: dict[str, str]) -> Check:
    view = view_claim(finding, language, context)
    verdict = words[f"verdict_{finding.verdict.name.lower()}"]
    steps = [f"{plain(step.formula)} = {step.value}" for step in view.steps]
    written = context.bound.texts.get(("claim", finding.id, "words", language.code))
    details = [
        verdict,
        *([plain(view.condition)] if view.condition else []),
        *steps,
        *([view.difference] if view.difference else []),
        *view.fitting,
        *_reasons(finding, language, context),
        *([words["quoted"].replace("{text}", written.plain)] if written else []),
        finding.id,
    ]
    return Check(plain(view.title), tuple(details), str(finding.place))


def _reasons(finding: Finding, language: Language, context: Context) -> list[str]:
    names = ("not_comparable", "not_checkable", "note")
    found = [context.bound.texts.get(("claim", finding.id, name, language.code)) for name in names]
    said = [
        f"{name} {format_figure(context.data.figures[name], language, context.data.units).full}"
        for name in finding.open_inputs
    ]
    return [*said, *(text.plain for text in found if text)]


def words_list(context: Context, language: Language, words: dict[str, str]) -> CheckList:
    """Comparatives, multiples and superlatives of a language that no claim covers."""
    spec = context.site.spec.model_copy(update={"languages": [language.code]})
    site = replace(context.site, spec=spec)
    found = uncovered_words(site, {language.code: language})
    return CheckList(words["proof_words"], tuple(Check(each.words, (), str(each.place)) for each in found))


def open_points(context: Context, words: dict[str, str], today: date) -> CheckList:
    """What is missing, due, doubtful or unused."""
    return CheckList(words["proof_open"], tuple(_points(context, words, today)))


def _points(context: Context, words: dict[str, str], today: date) -> Iterator[Check]:
    for each in differs_from_printed(context.data.figures):
        place = str(context.data.figures[each.figure].place)
        yield Check(words["proof_open_differs"].format(value=each.value, printed=each.printed), (each.figure,), place)
    for remark in overdue(context, today):
        yield Check(words["proof_open_overdue"], (remark.text,), remark.place)
    figures = [each for each in context.data.figures.values() if not _is_of_file(each, context)]
    for key, is_open in _OF_FIGURES.items():
        for figure in filter(is_open, figures):
            said = words[f"proof_open_{key}"].format(date=figure.update_due)
            yield Check(said, (figure.id,), str(figure.place))
    yield from _sources(context, words)
    yield from _charts(context, words)
    for remark in without_use(context):
        yield Check(words["proof_open_unused"], (remark.text,), remark.place)
    for remark in drafts(context):
        yield Check(words["proof_draft"], (), remark.place)


def _is_of_file(figure: Figure, context: Context) -> bool:
    """True for a cell of a data file, which is there as it came: nobody typed it."""
    table = context.data.tables.get(figure.table or "")
    return table is not None and table.file is not None


_OF_FIGURES: dict[str, Callable[[Figure], bool]] = {
    "not_published": lambda figure: not figure.is_published,
    "due": lambda figure: figure.update_due is not None,
    "not_printed": lambda figure: figure.is_published and not figure.is_derived and figure.printed is None,
    "plan": lambda figure: figure.status is Status.PLAN and not figure.is_derived,
    "forecast": lambda figure: figure.status is Status.FORECAST and not figure.is_derived,
}


def _sources(context: Context, words: dict[str, str]) -> Iterator[Check]:
    for key, source in context.data.sources.items():
        lacking = [
            name for name in ("publisher", "date", "accessed", "url", "licence") if getattr(source, name) is None
        ]
        if lacking:
            names = words["comma"].join(words[_NAMES[name]] for name in lacking)
            yield Check(words["proof_open_source"].format(names=names), (key,), str(source.place))


_NAMES = {
    "publisher": "source_publisher",
    "date": "source_date",
    "accessed": "source_accessed",
    "url": "source_address",
    "licence": "source_licence",
}


def _charts(context: Context, words: dict[str, str]) -> Iterator[Check]:
    for key, chart in context.site.charts.items():
        file = f"content/charts/{key}.yaml"
        if not isinstance(chart, Unusable) and chart.alt is None:
            yield Check(words["proof_open_alt"], (key,), file)
