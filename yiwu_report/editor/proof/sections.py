"""The sections of a proof: articles in reading order, then claims, words without a claim, and open points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from yiwu_report.compute.audit import differs_from_printed
from yiwu_report.editor.analysis.attention import drafts, overdue, without_use
from yiwu_report.editor.check import uncovered_words
from yiwu_report.editor.proof.document import Chapter, Check, CheckList, Piece, ProofNumber, ProofPassage
from yiwu_report.editor.proof.texts import Numbers, ProofTexts, plain
from yiwu_report.model.data import Figure, Finding, Table, Verdict
from yiwu_report.model.drawn import DataCell
from yiwu_report.model.figures import Status
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
        shown = [self._figure(self.context.data.figures[each]) for each in figures]
        return self._listed(self.words["proof_key_figures"], shown)

    def _figure(self, figure: Figure) -> tuple[Piece, ProofNumber]:
        full = format_figure(figure, self.numbers.language, self.context.data.units).full
        return self.numbers.show(figure.id, full)

    def _listed(self, kind: str, shown: list[tuple[Piece, ProofNumber]], place: str = "") -> ProofPassage:
        comma = self.words["comma"]
        pieces: list[Piece] = [each for piece, _ in shown for each in (comma, piece)][1:]
        return ProofPassage(kind, tuple(pieces), tuple(number for _, number in shown), place)

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
        for row in drawn.rows.rows:
            yield self._cells(row)

    def _cells(self, row: Iterable[DataCell]) -> ProofPassage:
        pieces: list[Piece] = []
        numbers: list[ProofNumber] = []
        for cell in row:
            piece: Piece = cell.text
            if cell.figure:
                piece, number = self.numbers.show(cell.figure, cell.text)
                numbers.append(number)
            pieces += [" | ", piece]
        return ProofPassage("", tuple(pieces[1:]), tuple(numbers))

    def table(self, table_id: str, displayed: DisplayedTable | None) -> Iterator[ProofPassage]:
        """The title, the headings, the rows and the note of a table, as its display says where it has one."""
        table = displayed.table if displayed else self.context.data.tables[table_id]
        code, spec = self.numbers.language.code, displayed.spec if displayed else None
        yield from self.texts.passage(self.words["proof_table"], ((spec and spec.title) or table.title)[code])
        columns = displayed.columns if displayed else tuple(table.columns)
        for column in columns:
            yield from self.texts.passage(self.words["proof_column"], (table.columns[column].title or {}).get(code))
        frame = displayed.frame if displayed else table.rows()
        for row in displayed.row_ids if displayed else frame.index:
            yield self._row([self._cell(frame.loc[row, column], table, column, code) for column in columns])
        note = (spec and spec.note) or table.note
        yield from self.texts.passage(self.words["proof_chart_note"], (note or {}).get(code))

    def _cell(self, value: object, table: Table, column: str, code: str) -> tuple[Piece, ProofNumber | None]:
        if isinstance(value, Figure):
            return self._figure(value)
        if isinstance(value, dict):
            return str(value[code]), None
        if isinstance(value, Period):
            return format_period(value, self.numbers.language, self.context.site.spec.periods), None
        if isinstance(value, str):
            return table.text_of(column, value, code), None
        return "", None

    def _row(self, cells: list[tuple[Piece, ProofNumber | None]]) -> ProofPassage:
        pieces: list[Piece] = [each for piece, _ in cells for each in (" | ", piece)][1:]
        return ProofPassage("", tuple(pieces), tuple(number for _, number in cells if number))


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
