"""Texts split into typed text and references, with the source of each number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from yiwu_report.editor.proof.document import Chapter, Piece, ProofNumber, ProofPassage, ShownInProof
from yiwu_report.model.data import Figure
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.resolve.binder import Binder
from yiwu_report.site.pages.checks_page import claim_title
from yiwu_report.site.pages.figure_view import row_of, view_figure
from yiwu_report.site.pages.formula_view import formula_in_numbers
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language
from yiwu_report.text.references import Reference, ReferenceKind, scan_markdown, scan_text


@dataclass
class Numbers:
    """Numbers the figures of each article, and gives the details of each at its first appearance."""

    context: Context
    language: Language
    count: int = 0
    first: dict[str, int] = field(default_factory=dict)  # id -> mark of its first line
    marks: dict[str, int] = field(default_factory=dict)  # id -> its mark in this article
    mentions: dict[int, list[tuple[str, Place | None]]] = field(default_factory=dict)  # mark -> as what, and where

    def begin(self) -> None:
        """Begin an article: each of its numbers gets a line of its own."""
        self.marks.clear()

    def show(self, name: str, text: str, place: Place | None = None) -> tuple[Piece, tuple[ProofNumber, ...]]:
        """A figure or "claim <id>" as a text shows it, and its line unless the article has one already."""
        if (mark := self.marks.get(name)) is not None:
            self.mentions.setdefault(mark, []).append((text, place))
            return ShownInProof(mark, text), ()
        self.count += 1
        mark = self.marks[name] = self.count
        again = self.first.setdefault(name, mark)
        details = self.details(name) if again == mark else ()
        number = ProofNumber(mark, text, name, details, None if again == mark else again, self._place(name))
        return ShownInProof(mark, text), (number,)

    def show_cells(self, name: str, cells: Iterable[str], place: str) -> tuple[Piece, tuple[ProofNumber, ...]]:
        """One line for those cells of a chart or a table, `name`, that have no line yet, and what the text says of them."""
        words = Words(self.language)
        new = tuple(dict.fromkeys(each for each in cells if each not in self.first))
        if not new:
            return words["proof_listed"], ()
        self.count += 1
        self.first |= dict.fromkeys(new, self.count)
        text = words("proof_cells", n=str(len(new)))
        details = tuple(self._of_cells([self.context.data.figures[each] for each in new]))
        return ShownInProof(self.count, text), (ProofNumber(self.count, text, name, details, None, place, new),)

    def with_mentions(self, chapter: Chapter) -> Chapter:
        """The chapter, each of its numbers with the places where it stands again."""
        passages = [
            replace(passage, numbers=tuple(self._with_mentions(number) for number in passage.numbers))
            for passage in chapter.passages
        ]
        return replace(chapter, passages=tuple(passages))

    def _with_mentions(self, number: ProofNumber) -> ProofNumber:
        said: dict[str, None] = {}
        file = ""
        for text, place in self.mentions.get(number.mark, ()):
            looks = "" if text == number.text else Words(self.language)("quoted", text=text)
            where = ""
            if place is not None:
                where = f"{place.line}:{place.column}" if place.file == file else str(place)
                file = place.file
            said[f"{looks} {where}".strip()] = None
        return replace(number, mentions=tuple(each for each in said if each))

    def details(self, name: str) -> tuple[str, ...]:
        """The metadata of a figure or a claim, in words."""
        kind, _, claim = name.partition(" ")
        if kind == "claim" and claim:
            return self._of_claim(claim)
        return tuple(self._of_figure(self.context.data.figures[name]))

    def _of_figure(self, figure: Figure) -> list[str]:
        words, view = Words(self.language), view_figure(figure, self.language, self.context)
        said = [plain(view.title), view.status_word, view.period, view.basis]
        if view.printed:
            said.append(self._headed(words["printed"], words("quoted", text=view.printed)))
        if view.source:
            said += [view.source.title, view.source.paragraph]
        if figure.formula is not None:
            in_numbers = plain(formula_in_numbers(figure.formula.value, self.language, self.context, row_of(figure)))
            said += [self._headed(words["formula"], figure.formula.value), f"= {in_numbers}"]
        if view.percent_of:
            said.append(view.percent_of.plain.rstrip(".。"))
        note = self.context.bound.texts.get(("figure", figure.id, "note", self.language.code))
        return [each for each in [*said, note.plain if note else None] if each]

    def _of_cells(self, figures: Sequence[Figure]) -> Iterator[str]:
        """What cells have in common, each thing once, and how the source prints each."""
        views = [view_figure(figure, self.language, self.context) for figure in figures]
        words, comma = Words(self.language), self.language.word("comma")
        sources: dict[str, dict[str, None]] = {}
        for view in views:
            if view.source:
                sources.setdefault(view.source.title, {}).update(
                    {view.source.paragraph: None} if view.source.paragraph else {}
                )
        yield from dict.fromkeys(view.status_word for view in views)
        if periods := list(dict.fromkeys(view.period for view in views if view.period)):
            yield comma.join(periods if len(periods) <= _MOST_PERIODS else [periods[0], "…", periods[-1]])
        yield from (comma.join([title, *paragraphs]) for title, paragraphs in sources.items())
        formulas = dict.fromkeys(figure.formula.value for figure in figures if figure.formula is not None)
        yield from (self._headed(words["formula"], formula) for formula in formulas)
        if printed := [f"{view.full} {words('quoted', text=view.printed)}" for view in views if view.printed]:
            yield self._headed(words["printed"], comma.join(printed))
        yield from dict.fromkeys(view.percent_of.plain.rstrip(".。") for view in views if view.percent_of)
        notes = (self.context.bound.texts.get(("figure", each.id, "note", self.language.code)) for each in figures)
        yield from dict.fromkeys(note.plain for note in notes if note)

    def _headed(self, head: str, text: str) -> str:
        return self.language.joiners.colon.format(a=head, b=text)

    def _of_claim(self, claim: str) -> tuple[str, ...]:
        finding = self.context.findings[claim]
        words = Words(self.language)
        condition = finding.claim.holds or finding.claim.counts or finding.claim.formula
        said = [
            plain(claim_title(finding, self.language, self.context)),
            words[f"verdict_{finding.verdict.name.lower()}"],
        ]
        return (*said, condition.value) if condition else tuple(said)

    def _place(self, name: str) -> str:
        figure = self.context.data.figures.get(name)
        entry = figure or self.context.site.claims.get(name.removeprefix("claim "))
        return str(entry.place) if entry else ""


_MOST_PERIODS = 4  # of a line of cells; of more, the first and the last


def plain(text: Markup) -> str:
    """A text of a page without its links."""
    return str(text.striptags())


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}")
_HEADING = re.compile(r"\s*#{2,4} +")
_BREAK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class ProofTexts:
    """Reads the texts of one language."""

    binder: Binder
    numbers: Numbers
    heading: str  # the word for a heading

    def passage(self, kind: str, text: Text | None, *, is_prose: bool = False) -> Iterator[ProofPassage]:
        """A short text; nothing without one. `is_prose` as in `Binder`."""
        if text is not None:
            references = scan_text(text).references
            yield self._passage(kind, text, references, (0, len(text.value)), is_prose=is_prose)

    def begin_article(self) -> None:
        """A number has a line, and a unit that is converted is explained, once in each article."""
        self.numbers.begin()
        self.binder.mentioned.clear()

    def body(self, text: Text) -> Iterator[ProofPassage | Reference]:
        """The paragraphs of an article, and the references to charts, tables and strips between them."""
        references = scan_markdown(text).references
        start = 0
        for end in [*(match.start() for match in _BREAK.finditer(text.value)), len(text.value)]:
            inside = [each for each in references if start <= each.start < end]
            blocks = [each for each in inside if each.kind not in {ReferenceKind.FIGURE, ReferenceKind.CLAIM}]
            if blocks:
                yield from blocks
            elif _COMMENT.sub("", text.value[start:end]).strip():
                hashes = _HEADING.match(text.value, start, end)
                begin = hashes.end() if hashes else start
                kind = self.heading if hashes else ""
                yield self._passage(kind, text, inside, (begin, end), is_prose=not hashes)
            start = end

    def _passage(
        self, kind: str, text: Text, references: Iterable[Reference], span: tuple[int, int], *, is_prose: bool
    ) -> ProofPassage:
        pieces: list[Piece] = []
        numbers: list[ProofNumber] = []
        start, end = span
        position = start
        for reference in references:
            pieces.append(_typed(text.value[position : reference.start]))
            shown = self.binder.show(reference, text, is_prose=is_prose).plain
            name = self._name(reference)
            if name is None:
                pieces.append(shown)
            else:
                piece, lines = self.numbers.show(name, shown, text.place_of(reference.start))
                pieces.append(piece)
                numbers += lines
            position = reference.end
        pieces.append(_typed(text.value[position:end]))
        lead = len(text.value[start:end]) - len(text.value[start:end].lstrip())
        place = text.place_of(start + lead) if text.value[start:end].strip() else text.start
        return ProofPassage(kind, tuple(_trimmed(pieces)), tuple(numbers), str(place))

    def _name(self, reference: Reference) -> str | None:
        """The claim or the figure that a reference shows; None for a text of a table, such as a country's name."""
        if reference.kind is ReferenceKind.CLAIM:
            return f"claim {reference.id}"
        figure = self.binder.data.figures.get(reference.id)
        return figure.id if figure else None


def _typed(text: str) -> str:
    """The visible text of a part of Markdown: without comments, and without the ids of headings."""
    return _ATTRIBUTES.sub("", _COMMENT.sub("", text))


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """The pieces without white space at both ends, and without empty ones."""
    if isinstance(pieces[0], str):
        pieces = [pieces[0].lstrip(), *pieces[1:]]
    if isinstance(pieces[-1], str):
        pieces = [*pieces[:-1], pieces[-1].rstrip()]
    return [piece for piece in pieces if piece != ""]
