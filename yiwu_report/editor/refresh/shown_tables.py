"""The tables of articles that readers would see with other rows or cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.model.bound import TableBlock
from yiwu_report.model.problem import Place
from yiwu_report.site.pages.table_view import TableView, view_block
from yiwu_report.site.report import Context
from yiwu_report.text.references import ReferenceKind
from yiwu_report.text.references.scan import scan_markdown


@dataclass(frozen=True, order=True, slots=True)
class ChangedTable:
    """A table in an article that looks different; how many rows it had, and has."""

    place: Place
    table: str
    subject: str  # e.g. "article index en"
    rows: tuple[int, int]

    def __str__(self) -> str:
        before, after = self.rows
        rows = f": {before:,} rows → {after:,} rows" if before != after else ""
        return f"{self.place}: table {self.table} in {self.subject}{rows}"


def changed_tables(old: Context, new: Context) -> tuple[ChangedTable, ...]:
    """Every such table of published articles, by place; views of other tables too."""
    return tuple(sorted(_changed(old, new)))


def _changed(old: Context, new: Context) -> Iterator[ChangedTable]:
    for bound in new.published:
        article = bound.article
        blocks = [block for block in bound.blocks if isinstance(block, TableBlock)]
        references = [each for each in scan_markdown(article.body).references if each.kind is ReferenceKind.TABLE]
        for block, reference in zip(blocks, references, strict=True):
            both = [_view(block, article.language, context) for context in (old, new)]
            if both[0] is not None and both[1] is not None and both[0] != both[1]:
                place = article.body.place_of(reference.start, reference.end - reference.start)
                counts = both[0].row_count, both[1].row_count
                yield ChangedTable(place, block.table, f"article {article.slug} {article.language}", counts)


def _view(block: TableBlock, language: str, context: Context) -> TableView | None:
    """A table of an article as one state of the report shows it; None where that state doesn't have it."""
    if block.table not in context.data.tables or language not in context.languages:
        return None
    if block.display is not None and block.display not in context.displayed:
        return None
    return view_block(block, context.languages[language], context)
