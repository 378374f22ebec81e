"""The proof of a report: each language in reading order, then what pages show besides articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from yiwu_report.editor.proof.document import Chapter, ProofDocument, ProofPart, ProofPassage
from yiwu_report.editor.proof.sections import Articles, claims_list, open_points, words_list
from yiwu_report.editor.proof.texts import Numbers, ProofTexts
from yiwu_report.model.problem import InvalidInput
from yiwu_report.model.text import Localized, Text
from yiwu_report.resolve.binder import Binder, names_of, note_marks
from yiwu_report.site.report import Context
from yiwu_report.text.formatting import Language, format_figure


def site_chapter(context: Context, texts: ProofTexts, words: dict[str, str]) -> Chapter:
    """The name of the site, what it is, who makes it, and its licence."""
    spec, code = context.site.spec, texts.numbers.language.code
    passages: list[ProofPassage] = []
    for name in ("title", "description", "publisher", "licence"):
        passages += texts.passage(words[f"proof_site_{name}"], _in(getattr(spec, name), code))
    for person in spec.people:
        name = person.name[code].value if isinstance(person.name, dict) else person.name.value
        passages.append(ProofPassage(person.role[code].value, (name,)))
    return Chapter("content/site.yaml", tuple(passages))


def sources_chapter(context: Context, texts: ProofTexts, words: dict[str, str]) -> Chapter:
    """The sources with their metadata."""
    code = texts.numbers.language.code
    passages: list[ProofPassage] = []
    for key, source in context.data.sources.items():
        passages += texts.passage(f"{words['source']} {key}", source.title[code])
        publisher = source.publisher[code] if isinstance(source.publisher, dict) else source.publisher
        known = {
            "source_publisher": publisher,
            "source_date": source.date,
            "source_accessed": source.accessed,
            "source_address": source.url,
            "source_licence": source.licence,
        }
        said = words["semicolon"].join(f"{words[key]} {value or words['not_given']}" for key, value in known.items())
        passages.append(ProofPassage("", (said,)))
        passages += texts.passage(words["proof_chart_note"], _in(source.note, code))
    return Chapter("data/sources.yaml", tuple(passages))


def corrections_chapter(context: Context, texts: ProofTexts, words: dict[str, str]) -> Chapter:
    """The corrections and revisions with their reasons."""
    code = texts.numbers.language.code
    passages: list[ProofPassage] = []
    for entry in context.site.corrections:
        head = words[f"correction_{entry.kind}"]
        passages += texts.passage(f"{entry.date} {head} {entry.figure}", entry.reason[code])
    return Chapter("data/corrections.yaml", tuple(passages))


def other_numbers(context: Context, numbers: Numbers, words: dict[str, str]) -> Chapter:
    """The numbers that appear only on the page of all figures."""
    return Chapter(words["proof_other_numbers"], tuple(_others(context, numbers)))


def _others(context: Context, numbers: Numbers) -> Iterator[ProofPassage]:
    tables: dict[str, list[str]] = {}
    for figure in context.data.figures.values():
        if figure.id in numbers.first:
            continue
        if figure.table is not None:
            tables.setdefault(figure.table, []).append(figure.id)
            continue
        full = format_figure(figure, numbers.language, context.data.units).full
        piece, lines = numbers.show(figure.id, full)
        yield ProofPassage("", (piece,), lines)
    for table, cells in tables.items():
        piece, lines = numbers.show_cells(f"table {table}", cells, str(context.data.tables[table].place))
        yield ProofPassage(context.data.tables[table].title[numbers.language.code].value, (piece,), lines)


def _in(localized: Localized | None, code: str) -> Text | None:
    return localized[code] if localized else None


def make_document(context: Context, languages: Sequence[str], today: date, state: str) -> ProofDocument:
    """The proof in these languages; `today` determines what is overdue, `state` identifies the input files."""
    parts = [_part(context, code, today, is_first=code == languages[0]) for code in languages]
    first = languages[0]
    title = context.site.spec.title[first].value
    head = parts[0].words["proof_state"].format(date=today.isoformat(), state=state, n=len(context.data.figures))
    return ProofDocument(parts[0].words["proof_title"].format(title=title), head, parts)


class _Words(dict[str, str]):
    """The words of the pages; InvalidInput for one that the language's file lacks."""

    def __init__(self, language: Language) -> None:
        super().__init__(language.ui)
        self._language = language

    def __missing__(self, key: str) -> str:
        raise InvalidInput([self._language.without_word(key)])


def _part(context: Context, code: str, today: date, *, is_first: bool) -> ProofPart:
    language = context.languages[code]
    words = _Words(language)
    numbers = Numbers(context, language)
    binder = Binder(
        context.site,
        context.data,
        context.findings,
        language,
        names_of(context.site, code),
        note_marks(context.site, context.findings),
    )
    texts = ProofTexts(binder, numbers, words["proof_heading"])
    chapters = [*Articles(context, texts, numbers, words).chapters()]
    texts.begin_article()
    chapters += [site_chapter(context, texts, words), sources_chapter(context, texts, words)]
    chapters += [corrections_chapter(context, texts, words), other_numbers(context, numbers, words)]
    lists = [claims_list(context, language, words), words_list(context, language, words)]
    lists += [open_points(context, words, today)] if is_first else []
    return ProofPart(
        language.name,
        language.html_lang,
        [numbers.with_mentions(each) for each in chapters if each.passages],
        [each for each in lists if each.checks],
        words,
    )
