"""What a person checks before a report is published: every text in reading order, every number with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shown:
    """A number, or words of a claim, where a text shows it."""

    mark: int  # number within a language, from 1
    text: str  # as readers see it


Piece = str | Shown


@dataclass(frozen=True, slots=True)
class Number:
    """One line to tick: a number and its details."""

    mark: int
    text: str
    id: str
    details: tuple[str, ...]  # what is known of it, on its first appearance
    again: int | None = None  # the mark of its first appearance
    place: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of one kind, with the numbers in it."""

    kind: str  # in words, e.g. Headline; "" for a paragraph
    pieces: tuple[Piece, ...]
    numbers: tuple[Number, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article, or another group of texts."""

    title: str
    passages: tuple[Passage, ...]
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
class Part:
    """All of one language."""

    language: str  # its name
    lang: str  # its code in HTML
    chapters: Sequence[Chapter]
    lists: Sequence[CheckList]
    words: dict[str, str] = field(default_factory=dict)  # the proof's own words in this language


@dataclass(frozen=True)
class Sheet:
    """The whole document."""

    title: str
    state: str  # which state of the report it shows
    parts: Sequence[Part]
