"""Displays of tables: content/tables/<id>.yaml, and what references in articles say in short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yiwu_report.inputs.validate.collector import Collector
from yiwu_report.model.node import ListNode, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Article
from yiwu_report.model.table_display import LISTS, TableDisplay, short_id
from yiwu_report.model.text import Text
from yiwu_report.text.references import Reference, ReferenceKind, scan_markdown

FOLDER = "content/tables/"
Displays = dict[str, TableDisplay | Unusable]


def read_displays(
    documents: Mapping[str, Node], articles: Iterable[Article], tables: Iterable[str], collector: Collector
) -> Displays:
    """Every display by its id: that of its file, or of the place where an article writes it in short."""
    found: Displays = {}
    known = frozenset(tables)
    for file, node in documents.items():
        if file.startswith(FOLDER):
            name = file.removeprefix(FOLDER).removesuffix(".yaml")
            found[name] = _read(name, MappingEntry(Place(file), node), collector)
            _check_name(name, found, known, collector)
    named = frozenset(found)
    for article in articles:
        for reference in scan_markdown(article.body).references:
            if reference.kind is not ReferenceKind.TABLE or not reference.options:
                continue
            if reference.id in named:
                place = article.body.place_of(reference.options[0].start)
                message = f"content/tables/{reference.id}.yaml says how this table is shown"
                collector.refuse(
                    place, Rule.REFERENCE_SYNTAX, message, "say it there, or write the id of a table of data/"
                )
            elif reference.id in known:
                name = short_id(article.file, reference.start)
                found[name] = _read(name, _as_entry(reference, article.body), collector)
    return found


def _check_name(name: str, found: Displays, tables: frozenset[str], collector: Collector) -> None:
    """The id of a table is that of its own display only."""
    display = found[name]
    if name in tables and isinstance(display, TableDisplay) and display.table != name:
        message = f"it shows {display.table}, and {name} is another table"
        collector.refuse(display.place_of("table"), Rule.ID_CLASH, message, "give the file another name")
        found[name] = Unusable(display.place)


def _read(name: str, entry: MappingEntry, collector: Collector) -> TableDisplay | Unusable:
    collector.remember(("display", name), entry)
    return collector.read(TableDisplay, entry) or Unusable(entry.key)


def _as_entry(reference: Reference, text: Text) -> MappingEntry:
    """What a reference says in short, as the file would say it."""
    start = text.place_of(reference.start)
    name = text.place_of(text.value.index(reference.id, text.value.index("table", reference.start) + len("table")))
    entries = {"table": MappingEntry(name, _scalar(reference.id, name))}
    where: dict[str, MappingEntry] = {}
    for option in reference.options:
        place = text.place_of(option.start)
        items = tuple(_scalar(value, text.place_of(at)) for value, at in option.values)
        if option.column is not None:
            where[option.column] = MappingEntry(place, items[0])
            entries["where"] = MappingEntry(place, MappingNode(where, place))
        else:
            entries[option.key] = MappingEntry(place, ListNode(items, place) if option.key in LISTS else items[0])
    return MappingEntry(start, MappingNode(entries, start))


def _scalar(value: str, place: Place) -> ScalarNode:
    return ScalarNode(Text(value, place, value), place)
