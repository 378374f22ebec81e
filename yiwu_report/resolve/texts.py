"""Which short texts a report has: those of data/ and of site.yaml, each under its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yiwu_report.model.bound import Bound
from yiwu_report.model.data import Column, Data, Figure
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.problem import Unusable
from yiwu_report.model.site import Site
from yiwu_report.model.text import Localized
from yiwu_report.model.written_table import WrittenTable

_OF_FIGURES = ("title", "percent_of", "note")

TextKey = tuple[str, ...]  # e.g. ("figure", "parks.completed", "title"); the language comes last in Bound.texts


def texts_of(site: Site, data: Data) -> Iterator[tuple[TextKey, Localized]]:
    """Every short text with its key. Derived figures and cells of tables count as figures."""
    yield from _fields(("site",), site.spec, ("title", "description", "publisher", "licence"))
    entries: tuple[tuple[str, Mapping[str, object], tuple[str, ...]], ...] = (
        ("figure", site.figures, _OF_FIGURES),
        ("figure", site.derived, _OF_FIGURES),
        ("table", site.tables, ("title", "note")),
        ("table", site.views, ("title", "note")),
        ("display", site.displays, ("title", "note")),
        ("source", site.sources, ("title", "note")),
        ("claim", site.claims, ("title", "words", "note", "not_comparable", "not_checkable")),
    )
    for kind, specs, names in entries:
        for key, spec in specs.items():
            if not isinstance(spec, Unusable):
                yield from _fields((kind, key), spec, names)
    yield from _texts_of_tables(data)
    for number, correction in enumerate(site.corrections):
        yield ("correction", str(number), "reason"), correction.reason


def _fields(key: TextKey, owner: object, names: tuple[str, ...]) -> Iterator[tuple[TextKey, Localized]]:
    for name in names:
        text = getattr(owner, name)
        if isinstance(text, dict):
            yield (*key, name), text


LABELS = frozenset({"label", "category"})  # keys of row labels and category names, which are shown unchanged


def _texts_of_tables(data: Data) -> Iterator[tuple[TextKey, Localized]]:
    for table in data.tables.values():
        for column in table.columns.values():
            if column.title:
                yield ("column", table.id, column.id), column.title
            if isinstance(table, WrittenTable):
                yield from _names_in(table, column)
    for figure in data.figures.values():
        if figure.table is not None:
            yield from texts_of_cell(figure)


def texts_of_cell(figure: Figure) -> Iterator[tuple[TextKey, Localized]]:
    """The texts of a cell with their keys."""
    return _fields(("figure", figure.id), figure, _OF_FIGURES)


def _names_in(table: WrittenTable, column: Column) -> Iterator[tuple[TextKey, Localized]]:
    """The names of categories and rows that an editor wrote; those of a file are data."""
    for category, label in (column.labels or {}).items():
        yield ("category", table.id, column.id, category), label
    if column.kind is ColumnKind.LABEL:
        for row, cell in table.frame[column.id].items():
            if isinstance(cell, dict):
                yield ("label", table.id, str(row), column.id), cell


def text_of_site(name: str, code: str, site: Site, bound: Bound) -> str | None:
    """A text of site.yaml in a language, references replaced: title, description, publisher, licence."""
    text = bound.texts.get(("site", name, code))
    if text is not None:
        return text.plain
    localized = getattr(site.spec, name)
    return localized[code].value if localized and code in localized else None
