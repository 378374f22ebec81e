"""From what was read to a `Site`: each file by its spec, then the names by which files refer to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yiwu_report.formatting import Language
from yiwu_report.model.figures import ClaimSpec, DerivedSpec, FigureSpec, SourceSpec, TableSpec, UnitSpec
from yiwu_report.model.loaded import Loaded
from yiwu_report.model.node import MappingNode, Node
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.site import AnyChart, Site
from yiwu_report.validate import figures as figure_files
from yiwu_report.validate.articles import read_articles, unread_languages
from yiwu_report.validate.charts import read_charts
from yiwu_report.validate.desk import Desk
from yiwu_report.validate.entries import read_entries
from yiwu_report.validate.figures import read_figures
from yiwu_report.validate.links import check_clashes, check_entries, checked_articles, checked_corrections
from yiwu_report.validate.names import Names
from yiwu_report.validate.site_file import desk_for, read_site, read_words
from yiwu_report.validate.statements import read_claims, read_corrections, read_derived
from yiwu_report.validate.tables import read_tables
from yiwu_report.validate.units import read_units


def validate(loaded: Loaded) -> tuple[Site | None, dict[str, Language], tuple[Problem, ...]]:
    """The site, the words of its languages, and every problem of what editors wrote but those of formulas and texts.

    Of a faulty site.yaml the sound part is taken, and of its languages those with usable words. None where that is not
    enough to go on with; the problems of the other files are found all the same.
    """
    desk = desk_for(loaded)
    spec = read_site(loaded, desk)
    languages = read_words(loaded, desk)
    entries = _read_entries(loaded, languages, desk)
    corrections = read_corrections(loaded.documents.get("data/corrections.yaml"), desk)
    articles = read_articles(loaded, spec.published if spec else None, desk)
    names = _link(entries, frozenset(spec.periods) if spec else None, _complete(loaded), desk)
    known_corrections = checked_corrections(corrections, names, desk)
    known_articles = checked_articles(articles, names, desk)
    site = None
    if spec and languages:
        site = Site(
            spec=spec.model_copy(update={"languages": list(languages)}),
            units=entries.units,
            sources=entries.sources,
            figures=entries.figures,
            tables=entries.tables,
            derived=entries.derived,
            claims=entries.claims,
            corrections=known_corrections,
            charts=entries.charts,
            articles=tuple(each for each in known_articles if each.language in languages),
            places=desk.places,
            unread=unread_languages(loaded, articles, tuple(languages)),
        )
    return site, languages, tuple(sorted(set(desk.problems)))


@dataclass(slots=True)
class _Entries:
    """What stands under ids: a faulty entry is `Unusable`."""

    units: dict[str, UnitSpec | Unusable]
    sources: dict[str, SourceSpec | Unusable]
    figures: dict[str, FigureSpec | Unusable]
    tables: dict[str, TableSpec | Unusable]
    derived: dict[str, DerivedSpec | Unusable]
    claims: dict[str, ClaimSpec | Unusable]
    charts: dict[str, AnyChart | Unusable]


def _read_entries(loaded: Loaded, languages: Mapping[str, Language], desk: Desk) -> _Entries:
    document = loaded.documents.get
    units = read_units(document("data/units.yaml"), desk, languages)
    return _Entries(
        units=units,
        sources=_read_sources(document("data/sources.yaml"), desk),
        figures=read_figures(loaded.documents, units, desk),
        tables=read_tables(loaded, units, desk),
        derived=read_derived(document("data/derived.yaml"), desk),
        claims=read_claims(document("data/claims.yaml"), desk),
        charts=read_charts(loaded.documents, desk),
    )


def _link(entries: _Entries, periods: frozenset[str] | None, complete: frozenset[str], desk: Desk) -> Names:
    """Everything that can be referred to; entries that clash, or that name what is not there, are now unusable."""
    names = Names(entries.units, entries.sources, entries.figures, entries.derived, entries.tables, periods, complete)
    check_clashes(names, entries.figures, entries.derived, desk)
    check_entries("figure", entries.figures, names, desk)
    check_entries("table", entries.tables, names, desk)
    check_entries("derived", entries.derived, names, desk)
    check_entries("claim", entries.claims, names, desk)
    check_entries("chart", entries.charts, names, desk)
    return names


def _read_sources(node: Node | None, desk: Desk) -> dict[str, SourceSpec | Unusable]:
    return read_entries(node, "source", desk, lambda _, entry: desk.read(SourceSpec, entry))


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
