"""The tables of articles that readers would see with other rows or cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.model.problem import Place
from yiwu_report.site.pages.table_view import TableView, view_table
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
    views: dict[tuple[str, str], tuple[TableView, TableView] | None] = {}
    return tuple(sorted(_changed(old, new, views)))


def _changed(
    old: Context, new: Context, views: dict[tuple[str, str], tuple[TableView, TableView] | None]
) -> Iterator[ChangedTable]:
    for article in (bound.article for bound in new.published):
        for reference in scan_markdown(article.body).references:
            key = reference.id, article.language
            if reference.kind is not ReferenceKind.TABLE:
                continue
            if key not in views:
                views[key] = _both(old, new, *key)
            both = views[key]
            if both is not None:
                place = article.body.place_of(reference.start, reference.end - reference.start)
                subject = f"article {article.slug} {article.language}"
                yield ChangedTable(place, reference.id, subject, (len(both[0].rows), len(both[1].rows)))


def _both(old: Context, new: Context, table: str, code: str) -> tuple[TableView, TableView] | None:
    """A table before and after; None if it is the same, or only on one side."""
    if table not in old.data.tables or table not in new.data.tables or code not in old.languages:
        return None
    before, after = (view_table(each.data.tables[table], each.languages[code], each) for each in (old, new))
    return None if before == after else (before, after)
