"""From trees of nodes to a `Site`: each file by its model, then the references between files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yiwu_report.inputs.validate import figures as figure_files
from yiwu_report.inputs.validate.areas import read_map_areas
from yiwu_report.inputs.validate.articles import read_articles, unread_languages
from yiwu_report.inputs.validate.charts import ChartSpecs, read_charts, read_colours
from yiwu_report.inputs.validate.collector import Collector, read_entries
from yiwu_report.inputs.validate.cross_references import (
    check_clashes,
    check_entries,
    checked_articles,
    checked_corrections,
)
from yiwu_report.inputs.validate.displays import Displays, read_displays
from yiwu_report.inputs.validate.figures import read_figures
from yiwu_report.inputs.validate.layouts import read_layouts
from yiwu_report.inputs.validate.names import Names
from yiwu_report.inputs.validate.origins import check_origins, read_fetched
from yiwu_report.inputs.validate.site_file import collector_for, read_site, read_words
from yiwu_report.inputs.validate.statements import read_claims, read_corrections, read_derived
from yiwu_report.inputs.validate.tables import TablesById, read_tables
from yiwu_report.inputs.validate.units import read_units
from yiwu_report.inputs.validate.views import read_views
from yiwu_report.model.areas import AreaFile
from yiwu_report.model.charts import ChartBase, GivenColour
from yiwu_report.model.column_table import ColumnTable
from yiwu_report.model.figures import ClaimSpec, DerivedSpec, FigureSpec, SourceSpec, TableSpec, UnitSpec
from yiwu_report.model.node import ListNode, Loaded, MappingNode
from yiwu_report.model.origins import FetchedFileSpec
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.site import Site
from yiwu_report.model.table_files import FileTableSpec
from yiwu_report.model.tile_layout import TileLayoutSpec
from yiwu_report.model.views import StepSpecs, ViewSpec
from yiwu_report.text.formatting import Language


def validate(
    loaded: Loaded, chart_specs: ChartSpecs, step_specs: StepSpecs
) -> tuple[Site | None, dict[str, Language], tuple[Problem, ...]]:
    """The site, the words of its languages, and every problem of what editors wrote but those of formulas and texts.

    Of a faulty site.yaml the valid part is used, and of its languages those with usable words. None if that is not
    enough to go on with; the problems of the other files are found all the same. Charts and steps of views have one of the given specs.
    """
    collector = collector_for(loaded)
    spec = read_site(loaded, collector)
    languages = read_words(loaded, collector)
    entries = _read_entries(loaded, chart_specs, step_specs, languages, collector)
    written = loaded.documents.get("data/corrections.yaml")
    corrections = read_corrections(written, collector)
    articles = read_articles(loaded, spec.published if spec else None, collector)
    displays = read_displays(loaded.documents, articles, [*entries.tables, *entries.views], collector)
    names = _link(entries, displays, frozenset(spec.periods) if spec else None, _complete(loaded), collector)
    known_corrections = checked_corrections(corrections, names, collector)
    known_articles = checked_articles(articles, names, collector)
    site = None
    if spec and languages:
        site = Site(
            spec=spec.model_copy(update={"languages": list(languages)}),
            units=entries.units,
            sources=entries.sources,
            figures=entries.figures,
            tables=entries.tables,
            column_tables={key: each for key, each in entries.column_tables.items() if _is_read(entries.tables[key])},
            views=entries.views,
            fetched=entries.fetched,
            derived=entries.derived,
            claims=entries.claims,
            corrections=known_corrections,
            charts=entries.charts,
            layouts=entries.layouts,
            areas=entries.areas,
            colours=entries.colours,
            displays=displays,
            articles=tuple(each for each in known_articles if each.language in languages),
            lacks_corrections=isinstance(written, ListNode) and len(written.items) > len(known_corrections),
            unread=unread_languages(loaded, articles, tuple(languages)),
        )
    return site, languages, tuple(sorted(set(collector.problems)))


@dataclass(slots=True)
class _Entries:
    """All entries by id: a faulty one is `Unusable`."""

    units: dict[str, UnitSpec | Unusable]
    sources: dict[str, SourceSpec | Unusable]
    figures: dict[str, FigureSpec | Unusable]
    tables: TablesById
    column_tables: dict[str, ColumnTable]
    derived: dict[str, DerivedSpec | Unusable]
    claims: dict[str, ClaimSpec | Unusable]
    charts: dict[str, ChartBase | Unusable]
    views: dict[str, ViewSpec | Unusable]
    fetched: tuple[FetchedFileSpec, ...]
    layouts: dict[str, TileLayoutSpec | Unusable]
    areas: dict[str, AreaFile]
    colours: dict[str, GivenColour]


def _read_entries(
    loaded: Loaded,
    chart_specs: ChartSpecs,
    step_specs: StepSpecs,
    languages: Mapping[str, Language],
    collector: Collector,
) -> _Entries:
    document = loaded.documents.get
    units = read_units(document("data/units.yaml"), collector, languages)
    tables, column_tables = read_tables(loaded, units, collector)
    check_origins(tables, collector)
    charts = read_charts(loaded.documents, chart_specs, collector)
    return _Entries(
        units=units,
        sources=read_entries(
            document("data/sources.yaml"), "source", collector, lambda _, entry: collector.read(SourceSpec, entry)
        ),
        figures=read_figures(loaded.documents, units, collector),
        tables=tables,
        column_tables=column_tables,
        derived=read_derived(document("data/derived.yaml"), collector),
        claims=read_claims(document("data/claims.yaml"), collector),
        charts=charts,
        areas=read_map_areas(charts, loaded, collector),
        colours=read_colours(document("content/colours.yaml"), collector),
        views=read_views(loaded.documents, step_specs, collector),
        fetched=tuple(read_fetched(document("data/origins.yaml"), collector)),
        layouts=read_layouts(loaded.documents, collector),
    )


def _link(
    entries: _Entries,
    displays: Displays,
    periods: frozenset[str] | None,
    complete: frozenset[str],
    collector: Collector,
) -> Names:
    """Everything that can be referred to; entries that clash, or that name what is not there, are now unusable."""
    names = Names(
        units=entries.units,
        sources=entries.sources,
        figures=entries.figures,
        derived=entries.derived,
        tables=entries.tables,
        periods=periods,
        complete=complete,
        column_tables=entries.column_tables,
        views=entries.views,
    )
    check_clashes(names, entries.figures, entries.derived, collector)
    check_entries("figure", entries.figures, names, collector)
    check_entries("table", entries.tables, names, collector)
    check_entries("derived", entries.derived, names, collector)
    check_entries("claim", entries.claims, names, collector)
    check_entries("chart", entries.charts, names, collector)
    check_entries("display", displays, names, collector)
    return names


def _is_read(table: TableSpec | FileTableSpec | Unusable) -> bool:
    return isinstance(table, FileTableSpec)


def _complete(loaded: Loaded) -> frozenset[str]:
    """The kinds of which everything that was written could be read."""
    documents = loaded.documents
    derived = documents.get("data/derived.yaml")
    figures = [node for file, node in documents.items() if file.startswith(figure_files.FOLDER)]
    whole = {
        "unit": isinstance(documents.get("data/units.yaml"), MappingNode),
        "source": isinstance(documents.get("data/sources.yaml"), MappingNode),
        "figure": (derived is None or isinstance(derived, MappingNode))
        and all(isinstance(node, MappingNode) and isinstance(node.get("figures"), MappingNode) for node in figures),
    }
    return frozenset(kind for kind, is_whole in whole.items() if is_whole)
