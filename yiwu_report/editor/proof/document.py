"""The proof: every text in reading order, every number with its source; as HTML and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, StrictUndefined, Template

from yiwu_report.inputs.load.package_files import package_text


@dataclass(frozen=True, slots=True)
class ShownInProof:
    """A number, or words of a claim, in a text."""

    mark: int  # number within a language, from 1
    text: str  # as readers see it


Piece = str | ShownInProof


@dataclass(frozen=True, slots=True)
class ProofNumber:
    """One line to tick: a number of an article with its details and mentions, or the cells of a chart or a table."""

    mark: int
    text: str
    id: str
    details: tuple[str, ...]  # its metadata, on its first appearance in the language
    again: int | None = None  # the mark of its first appearance, in an earlier article
    place: str = ""
    cells: tuple[str, ...] = ()  # the ids of the figures that the line stands for, where they are several
    mentions: tuple[str, ...] = ()  # where else the article has it, and as what if it looks different there


@dataclass(frozen=True, slots=True)
class ProofPassage:
    """A text of one kind, with the numbers in it."""

    kind: str  # in words, e.g. Headline; "" for a paragraph
    pieces: tuple[Piece, ...]
    numbers: tuple[ProofNumber, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article, or another group of texts."""

    title: str
    passages: tuple[ProofPassage, ...]
    remark: str = ""  # e.g. that it is a draft


@dataclass(frozen=True, slots=True)
class Check:
    """Another line to tick: a claim, an assertion, an open point."""

    text: str
    details: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class CheckList:
    """Such lines under a heading."""

    title: str
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class ProofPart:
    """All of one language."""

    language: str  # its name
    lang: str  # its code in HTML
    chapters: Sequence[Chapter]
    lists: Sequence[CheckList]
    words: dict[str, str] = field(default_factory=dict)  # the proof's own words in this language


@dataclass(frozen=True)
class ProofDocument:
    """The complete document."""

    title: str
    state: str  # which state of the report it shows
    parts: Sequence[ProofPart]


HTML_MARK = '<meta name="generator" content="yiwu_report copyedit">'  # a file with this marker may be overwritten


def as_html(document: ProofDocument) -> str:
    """The file, without external resources."""
    return _template().render(document=document, details_of=details_of)


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(package_text("editor/proof/document.html"))


MARKDOWN_MARK = "<!-- written by yiwu_report copyedit -->"  # a file with this marker may be overwritten


def as_markdown(document: ProofDocument) -> str:
    """The text of the proof."""
    lines = [MARKDOWN_MARK, "", f"# {document.title}", "", document.state, ""]
    for part in document.parts:
        lines += _part(part)
    return "\n".join(lines).rstrip("\n") + "\n"


def _part(part: ProofPart) -> Iterator[str]:
    yield from (f"## {part.language}", "", part.words["proof_how"], "")
    for chapter in part.chapters:
        yield from (f"### {chapter.title}", "")
        if chapter.remark:
            yield from (f"*{chapter.remark}*", "")
        for passage in chapter.passages:
            yield from _passage(passage, part)
    for each in part.lists:
        yield from _list(each)


def _passage(passage: ProofPassage, part: ProofPart) -> Iterator[str]:
    text = "".join(
        f"{piece.text} [{piece.mark}]" if isinstance(piece, ShownInProof) else piece for piece in passage.pieces
    )
    yield f"**{passage.kind}** {text}" if passage.kind else text
    yield ""
    for number in passage.numbers:
        yield f"- [ ] [{number.mark}] {_number(number, part)}"
    if passage.numbers:
        yield ""


def _number(number: ProofNumber, part: ProofPart) -> str:
    return f"{number.text}: {_line(details_of(number, part))} (`{number.id}`, {number.place})"


def details_of(number: ProofNumber, part: ProofPart) -> str:
    """What a line says of a number, and where else the article mentions it."""
    said = list(number.details) if number.again is None else [part.words["proof_again"].format(n=number.again)]
    if number.mentions:
        said.append(part.words["proof_also"].format(places=part.words["comma"].join(number.mentions)))
    return part.words["semicolon"].join(said)


def _list(each: CheckList) -> Iterator[str]:
    yield from (f"### {each.title}", "")
    yield from (f"- [ ] {_check(check)}" for check in each.checks)
    yield ""


def _check(check: Check) -> str:
    said = ": ".join(
        [_line(check.text), *(["; ".join(_line(each) for each in check.details)] if check.details else [])]
    )
    return f"{said} ({check.place})" if check.place else said


def _line(text: str) -> str:
    return " ".join(text.split())
