"""Sources as pages list them, and as the line under a chart names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yiwu_report.model.bound import Html
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.data import sources_of
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.figures import SourceSpec
from yiwu_report.model.origins import FetchedFileSpec, is_local
from yiwu_report.model.output import ROOT, page_path
from yiwu_report.model.period import parse_period
from yiwu_report.site.pages.figure_view import SourceLine, source_line
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language, format_number, format_period


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source in one language. `facts` are pairs of a word and a value, or "not given"."""

    anchor: str
    href: str
    title: str
    facts: tuple[tuple[str, str], ...]
    url: str | None
    note: Html | None
    figures: int  # how many figures were read in it


def view_sources(uses: Collection[str] | None, language: Language, context: Context) -> tuple[SourceView, ...]:
    """The sources of these figures (None: of all), in the order of data/sources.yaml."""
    counts = dict(context.traits.figures_of_source) if uses is None else _counts(uses, context)
    return tuple(
        _view(key, spec, counts.get(key, 0), language, context)
        for key, spec in context.data.sources.items()
        if uses is None or key in counts
    )


def _counts(uses: Collection[str], context: Context) -> dict[str, int]:
    data = context.data
    counts = Counter(source for name in uses if name in data.figures for source in sources_of(data.figures[name], data))
    for name in uses:
        table = data.tables.get(name.removeprefix("table ")) if name.startswith("table ") else None
        if table is not None and table.file is not None:  # whose cells are figures only where something refers to them
            counts.update({each.source: table.row_count for each in table.columns.values() if each.source is not None})
    return counts


def _view(key: str, spec: SourceSpec, figures: int, language: Language, context: Context) -> SourceView:
    code = language.code
    words = Words(language)
    periods = context.site.spec.periods
    title = context.bound.texts.get(("source", key, "title", code))
    note = context.bound.texts.get(("source", key, "note", code))
    publisher = spec.publisher[code] if isinstance(spec.publisher, dict) else spec.publisher
    not_given = words["not_given"]
    facts = (
        (words["source_publisher"], publisher.value if publisher else not_given),
        (words["source_date"], format_period(spec.date, language, periods) if spec.date else not_given),
        (words["source_accessed"], format_period(spec.accessed, language, periods) if spec.accessed else not_given),
        (words["source_licence"], spec.licence.value if spec.licence else words["source_no_licence"]),
    )
    return SourceView(
        f"source-{key}",
        f"{ROOT}{page_path('methods', code, context.site.languages)}#source-{key}",
        title.plain if title else spec.title[code].value,
        facts,
        spec.url,
        note.html if note else None,
        figures,
    )


@dataclass(frozen=True, slots=True)
class FileView:
    """A data file in one language: its facts as pairs of a word and a value, and the address it was fetched from."""

    name: str
    facts: tuple[tuple[str, str], ...]
    url: str | None
    sha256: str


def view_files(language: Language, context: Context) -> tuple[FileView, ...]:
    """Every data file that tables are read from, in their order, with what `refresh` recorded of this version of it."""
    files = {table.file.name: table.file for table in context.data.tables.values() if table.file is not None}
    fetched = {each.sha256: each for each in context.site.fetched}  # a file that has changed since has no record
    return tuple(_view_file(file, fetched.get(file.sha256), language, context) for file in files.values())


def _view_file(file: DataFile, record: FetchedFileSpec | None, language: Language, context: Context) -> FileView:
    words = Words(language)
    facts = [(words["file_size"], words("file_bytes", n=format_number(Decimal(file.size_bytes), language)))]
    if record is not None and record.file_name == file.name:
        day, _, time = record.fetched.partition("T")
        on = format_period(parse_period(day), language, context.site.spec.periods)
        facts.insert(0, (words["file_fetched"], words("file_moment", day=on, time=time[:5])))
    address = record.address if record is not None and record.file_name == file.name else None
    is_public = address is not None and not is_local(address)
    return FileView(file.name, tuple(facts), address if is_public else None, file.sha256)


def chart_sources(chart: DrawnChart, context: Context) -> tuple[SourceLine, ...]:
    """Each source with the paragraphs of the figures that are shown."""
    language = context.languages[chart.language]
    lines = []
    for source in chart.sources:
        paragraphs = sorted(
            {
                figure.paragraph
                for name in chart.uses
                if (figure := context.data.figures.get(name))
                and figure.source == source
                and figure.paragraph is not None
            }
        )
        line = source_line(source, None, language, context)
        if line is not None:
            lines.append(SourceLine(line.title, line.href, _paragraphs(paragraphs, language)))
    return tuple(lines)


def _paragraphs(numbers: Sequence[int], language: Language) -> str | None:
    if not numbers:
        return None
    text = str(numbers[0])
    for number in numbers[1:]:
        text = language.joiners.list.replace("{a}", text).replace("{b}", str(number))
    key = "paragraph" if len(numbers) == 1 else "paragraphs"
    return Words(language)(key, n=text)
