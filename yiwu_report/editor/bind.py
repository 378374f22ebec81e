"""The typed numbers of an article that references can replace, and its file with the references in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from yiwu_report.editor.edits import Edit, apply_edits, passage
from yiwu_report.model.bound import BoundArticle, Heading, Prose
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.resolve.binder import names_of
from yiwu_report.resolve.candidates import (
    Candidates,
    LooseInText,
    Match,
    PrintedForm,
    best_matches,
    shown_figures,
    single_figures,
)
from yiwu_report.site.report import Context
from yiwu_report.text.references import (
    FigurePart,
    Reference,
    ReferenceKind,
    Scan,
    loose_numbers,
    scan_markdown,
    scan_text,
)


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A loose number with the references that print the same: one can replace it, several are for the editor to choose."""

    text: Text
    written: str  # the amount as typed, e.g. 1,500 parks
    span: tuple[int, int]  # its offsets in the text
    language: str
    matches: tuple[Match, ...]
    is_markdown: bool

    @property
    def place(self) -> Place:
        """The place of its first character."""
        return self.text.place_of(self.span[0], self.span[1] - self.span[0])

    @property
    def reference(self) -> str | None:
        """The reference to write, escaped as its text is; None if there are none or several, or it can't stand there."""
        return _escaped(self.matches[0].form.reference, self) if len(self.matches) == 1 else None


def typed_numbers(article: BoundArticle, context: Context) -> list[TypedNumber]:
    """The loose numbers of an article's title, label, standfirst and body in that order, each amount once."""
    front = article.article.front
    texts = [
        _ArticleText(text, scan, number, is_prose=number > 1, is_markdown=number == _BODY)
        for number, text in enumerate((front.title, front.label, front.standfirst, article.article.body))
        if text is not None
        for scan in [scan_markdown(text) if number == _BODY else scan_text(text)]
    ]
    reader = _ArticleReader(article, context, texts)
    return [typed for text in texts for typed in reader.read(text)]


_BODY = 3


@dataclass(frozen=True, slots=True)
class _ArticleText:
    text: Text
    scan: Scan
    number: int
    is_prose: bool
    is_markdown: bool

    def explains(self, offset: int) -> bool:
        """True where a unit that is converted is explained if it comes first: not in titles and headings."""
        line = self.text.value.rfind("\n", 0, offset) + 1
        return self.is_prose and not self.text.value[line:offset].lstrip().startswith("#")


class _ArticleReader:
    """Reads the texts of an article in their order, since a converted unit is explained where it comes first."""

    def __init__(self, article: BoundArticle, context: Context, texts: Iterable[_ArticleText]) -> None:
        site, data = context.site, context.data
        self._language = context.languages[article.article.language]
        self._names = names_of(site, self._language.code)
        figures = (single_figures(data), shown_figures(article.uses, site, data))
        self._candidates = [Candidates.of(each, self._language, data.units) for each in figures]
        self._explained: dict[str, tuple[int, int]] = {}  # units with their own beside them: where they come first
        for text in texts:
            for reference in text.scan.references:
                figure = data.figures.get(reference.id) if _is_explaining(reference) else None
                if figure is not None and text.explains(reference.start):
                    self._explained.setdefault(figure.unit_id, (text.number, reference.start))

    def read(self, text: _ArticleText) -> Iterator[TypedNumber]:
        """The loose numbers of a text."""
        position = 0
        found = loose_numbers(text.text.value, text.scan, self._names, self._language.counting)
        around = LooseInText(found[0], text.text, text.scan).around(self._names, self._language) if found else None
        for number in found:
            if number.start < position or around is None:
                continue  # the second number of 3 to 4 machines
            place = (text.number, number.start)
            allows = partial(self._allows, place, explains=text.explains(number.start))
            matches = best_matches(*(each.matches(number, around, allows) for each in self._candidates))
            start = min((match.start for match in matches), default=number.start)
            end = max((match.end for match in matches), default=number.start + len(number.text))
            written = " ".join(text.text.value[start:end].split())
            typed = TypedNumber(text.text, written, (start, end), self._language.code, matches, text.is_markdown)
            if typed.reference is not None and matches[0].form.is_explained:
                self._explained[matches[0].form.figure.unit_id] = place
            position = end
            yield typed

    def _allows(self, place: tuple[int, int], form: PrintedForm, *, explains: bool) -> bool:
        """True if the reference would print this form there, and change nothing that comes later."""
        unit = form.figure.unit
        if form.option or "own" not in unit.forms[self._language.code]:
            return True
        first = self._explained.get(form.figure.unit_id)
        if form.is_explained:
            return explains and first is None
        return not explains or (first is not None and first < place)


def _is_explaining(reference: Reference) -> bool:
    is_full = reference.kind is ReferenceKind.FIGURE and reference.part is FigurePart.FULL
    return is_full and reference.decimals is None


def _escaped(reference: str, typed: TypedNumber) -> str | None:
    """A reference as it is written in its text; None where its characters would end a cell, a key or a comment."""
    if typed.is_markdown:
        return None if "|" in reference else reference
    style = typed.text.raw[:1]
    if style == '"':
        return reference.replace("\\", "\\\\").replace('"', '\\"')
    if style == "'":
        return reference.replace("'", "''")
    if style in {"|", ">"}:
        return reference
    is_first = typed.place == typed.text.start  # a text in no quotes that begins with a brace would be a mapping
    return None if is_first or ": " in reference or " #" in reference else reference


def with_references(content: bytes, typed: Iterable[TypedNumber]) -> bytes:
    """The article's file with the references that can be written; all else stays, to the byte."""
    edits = []
    for each in typed:
        if (reference := each.reference) is not None:
            last = each.text.place_of(each.span[1] - 1)
            edits.append(Edit(each.place, passage(content, each.place, last), reference))
    return apply_edits(content, edits)


_MARKS = re.compile(r'(?:&#8288;|\u2060)?<sup class="mark">.*?</sup>')


def reading_of(article: BoundArticle) -> tuple[str, ...]:
    """What readers see of an article as plain text, without the marks behind numbers."""
    found = [text.plain for text in (article.title, article.label, article.standfirst) if text is not None]
    for block in article.blocks:
        if isinstance(block, Prose):
            html = _MARKS.sub("", block.html.__html__())
            found.append(Markup(html).striptags())  # noqa: S704  # made by `bind`, and shown nowhere
        else:
            found.append(block.title.plain if isinstance(block, Heading) else repr(block))
    return tuple(found)
