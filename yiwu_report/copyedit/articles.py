"""The articles of a language as they are read, with the charts, tables and key figures in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.copyedit.numbers import Numbers
from yiwu_report.copyedit.sheet import Chapter, Number, Passage, Piece
from yiwu_report.copyedit.texts import Texts
from yiwu_report.formatting import format_figure
from yiwu_report.model.data import Figure
from yiwu_report.model.drawn import DataCell
from yiwu_report.model.site import Article
from yiwu_report.references import Reference, ReferenceKind

_FRONT_PAGE = "index"


@dataclass(frozen=True)
class Articles:
    """Reads the articles of one language."""

    context: Context
    texts: Texts
    numbers: Numbers
    words: dict[str, str]

    def chapters(self) -> Iterator[Chapter]:
        """The front page, then the others by name; drafts say that they are."""
        own = [each for each in self.context.site.articles if each.language == self.numbers.language.code]
        for article in sorted(own, key=lambda each: (each.slug != _FRONT_PAGE, each.slug)):
            remark = self.words["copy_draft"] if article.front.draft else ""
            yield Chapter(article.file, tuple(self._article(article)), remark)

    def _article(self, article: Article) -> Iterator[Passage]:
        front = article.front
        self.texts.begin_article()
        yield from self.texts.passage(self.words["copy_label"], front.label)
        yield from self.texts.passage(self.words["copy_headline"], front.title)
        yield from self.texts.passage(self.words["copy_standfirst"], front.standfirst, is_prose=True)
        if front.key_figures:
            yield self._strip(front.key_figures)
        for each in self.texts.body(article.body):
            if isinstance(each, Passage):
                yield each
            else:
                yield from self._block(each)

    def _block(self, reference: Reference) -> Iterator[Passage]:
        match reference.kind:
            case ReferenceKind.CHART:
                yield from self.chart(reference.id)
            case ReferenceKind.TABLE:
                yield from self.table(reference.id)
            case ReferenceKind.FIGURES:
                yield self._strip(reference.ids)

    def _strip(self, figures: Iterable[str]) -> Passage:
        shown = [self._figure(self.context.data.figures[each]) for each in figures]
        return self._listed(self.words["copy_key_figures"], shown)

    def _figure(self, figure: Figure) -> tuple[Piece, Number]:
        full = format_figure(figure, self.numbers.language, self.context.data.units).full
        return self.numbers.show(figure.id, full)

    def _listed(self, kind: str, shown: list[tuple[Piece, Number]], place: str = "") -> Passage:
        comma = self.words["comma"]
        pieces: list[Piece] = [each for piece, _ in shown for each in (comma, piece)][1:]
        return Passage(kind, tuple(pieces), tuple(number for _, number in shown), place)

    def chart(self, chart_id: str) -> Iterator[Passage]:
        """The texts of a chart, and what its marks and labels say."""
        code = self.numbers.language.code
        spec, drawn = self.context.site.charts[chart_id], self.context.charts[chart_id, code]
        for kind in ("title", "subtitle", "alt", "note"):
            localized = getattr(spec, kind)
            yield from self.texts.passage(self.words[f"copy_chart_{kind}"], localized[code] if localized else None)
        if spec.alt is None:  # type: ignore[union-attr]  # of a report without problems every chart is usable
            yield Passage(self.words["copy_chart_alt"], (drawn.description,))
        own = self.context.bound.charts[chart_id, code].note
        for note in drawn.notes:
            if own is None or own.plain != note:
                yield Passage(self.words["copy_chart_note"], (note,))
        for _, key in drawn.key:
            yield Passage(self.words["copy_chart_key"], (key,))
        yield Passage(self.words["copy_chart_data"], (" | ".join(drawn.rows.header),))
        for row in drawn.rows.rows:
            yield self._cells(row)

    def _cells(self, row: Iterable[DataCell]) -> Passage:
        pieces: list[Piece] = []
        numbers: list[Number] = []
        for cell in row:
            piece: Piece = cell.text
            if cell.figure:
                piece, number = self.numbers.show(cell.figure, cell.text)
                numbers.append(number)
            pieces += [" | ", piece]
        return Passage("", tuple(pieces[1:]), tuple(numbers))

    def table(self, table_id: str) -> Iterator[Passage]:
        """The title, the headings, the rows and the note of a table."""
        table, code = self.context.data.tables[table_id], self.numbers.language.code
        yield from self.texts.passage(self.words["copy_table"], table.title[code])
        columns = list(table.columns.values())
        for column in columns:
            yield from self.texts.passage(self.words["copy_column"], (column.title or {}).get(code))
        for _, values in table.frame.iterrows():
            yield self._row([self._cell(values[column.id], column.labels, code) for column in columns])
        yield from self.texts.passage(self.words["copy_chart_note"], (table.note or {}).get(code))

    def _cell(self, value: object, labels: object, code: str) -> tuple[Piece, Number | None]:
        if isinstance(value, Figure):
            return self._figure(value)
        if isinstance(value, dict):
            return str(value[code]), None
        if isinstance(value, str) and isinstance(labels, dict):
            return str(labels[value][code]), None
        return "", None

    def _row(self, cells: list[tuple[Piece, Number | None]]) -> Passage:
        pieces: list[Piece] = [each for piece, _ in cells for each in (" | ", piece)][1:]
        return Passage("", tuple(pieces), tuple(number for _, number in cells if number))
