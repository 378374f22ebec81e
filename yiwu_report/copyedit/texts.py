"""Texts split into typed text and references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yiwu_report.bind.binder import Binder
from yiwu_report.copyedit.numbers import Numbers
from yiwu_report.copyedit.sheet import Number, Passage, Piece
from yiwu_report.model.text import Text
from yiwu_report.references import Reference, ReferenceKind, scan_markdown, scan_text

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}")
_HEADING = re.compile(r"\s*#{2,4} +")
_BREAK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Texts:
    """Reads the texts of one language."""

    binder: Binder
    numbers: Numbers
    heading: str  # what a heading is called

    def passage(self, kind: str, text: Text | None, *, is_prose: bool = False) -> Iterator[Passage]:
        """A short text; nothing where there is none. `is_prose` as a `Binder` has it."""
        if text is not None:
            references = scan_text(text).references
            yield self._passage(kind, text, references, (0, len(text.value)), is_prose=is_prose)

    def begin_article(self) -> None:
        """A unit that is converted is explained once in each article."""
        self.binder.mentioned.clear()

    def body(self, text: Text) -> Iterator[Passage | Reference]:
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
    ) -> Passage:
        pieces: list[Piece] = []
        numbers: list[Number] = []
        start, end = span
        position = start
        for reference in references:
            pieces.append(_typed(text.value[position : reference.start]))
            name = f"claim {reference.id}" if reference.kind is ReferenceKind.CLAIM else reference.id
            piece, number = self.numbers.show(name, self.binder.show(reference, text, is_prose=is_prose).plain)
            pieces.append(piece)
            numbers.append(number)
            position = reference.end
        pieces.append(_typed(text.value[position:end]))
        lead = len(text.value[start:end]) - len(text.value[start:end].lstrip())
        place = text.place_of(start + lead) if text.value[start:end].strip() else text.start
        return Passage(kind, tuple(_trimmed(pieces)), tuple(numbers), str(place))


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
