"""The proof of a report: language by language in reading order, then open points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yiwu_report.bind.binder import Binder, marks_of, names_of
from yiwu_report.context import Context
from yiwu_report.copyedit.articles import Articles
from yiwu_report.copyedit.lists import claims_list, open_points, words_list
from yiwu_report.copyedit.numbers import Numbers
from yiwu_report.copyedit.rest import corrections_chapter, other_numbers, site_chapter, sources_chapter
from yiwu_report.copyedit.sheet import Part, Sheet
from yiwu_report.copyedit.texts import Texts
from yiwu_report.formatting import Language
from yiwu_report.model.problem import InvalidInput


def make_sheet(context: Context, languages: Sequence[str], today: date, state: str) -> Sheet:
    """The proof in these languages; `today` determines what is overdue, `state` identifies the input files."""
    parts = [_part(context, code, today, is_first=code == languages[0]) for code in languages]
    first = languages[0]
    title = context.site.spec.title[first].value
    head = parts[0].words["copy_state"].format(date=today.isoformat(), state=state, n=len(context.data.figures))
    return Sheet(parts[0].words["copy_title"].format(title=title), head, parts)


class _Words(dict[str, str]):
    """The words of the pages; InvalidInput for one that the language's file lacks."""

    def __init__(self, language: Language) -> None:
        super().__init__(language.ui)
        self._language = language

    def __missing__(self, key: str) -> str:
        raise InvalidInput([self._language.without_word(key)])


def _part(context: Context, code: str, today: date, *, is_first: bool) -> Part:
    language = context.languages[code]
    words = _Words(language)
    numbers = Numbers(context, language)
    binder = Binder(
        context.site,
        context.data,
        context.findings,
        language,
        names_of(context.site, code),
        marks_of(context.site, context.findings),
    )
    texts = Texts(binder, numbers, words["copy_heading"])
    chapters = [*Articles(context, texts, numbers, words).chapters()]
    chapters += [site_chapter(context, texts, words), sources_chapter(context, texts, words)]
    chapters += [corrections_chapter(context, texts, words), other_numbers(context, numbers, words)]
    lists = [claims_list(context, language, words), words_list(context, language, words)]
    lists += [open_points(context, words, today)] if is_first else []
    return Part(
        language.name,
        language.html_lang,
        [each for each in chapters if each.passages],
        [each for each in lists if each.checks],
        words,
    )
