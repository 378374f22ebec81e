"""Patterns of lines in Markdown, and the types of their matches."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

Span = tuple[int, int]  # offsets of the first character and of the one behind the last

OPEN, CLOSE = "\ue000", "\ue001"  # private use: load refuses them in texts

TAB = 4
LISTED = 2  # spaces by which a line is indented so that it belongs to the item above it

FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
ITEM = re.compile(r"(?:([-*+])|([0-9]{1,9})[.)])(?:[ \t]+(?=\S)|$)")
RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
HEADING = re.compile(r"(#{1,6})[ \t]*(.*?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
NOTE = re.compile(r"\[\^([^\]\n]+)\]:[ \t]*")
MEANING = re.compile(r":[ ]{1,3}(?=\S)")
ADDRESS = re.compile(
    r"\[(?!\^)([^\[\]\n]+)\]:[ \t]*(<[^<>\n]*>|\S+)(?:[ \t]+(?:\"([^\"\n]*)\"|'([^'\n]*)'|\(([^()\n]*)\)))?[ \t]*$"
)
BLOCK = re.compile(r"\{\{[ \t]*(?:chart|table|figures)[ \t][^{}\n]*\}\}[ \t]*$")
FOLDED = re.compile(r"</?(?:details|summary)\b[^<>]*>", re.IGNORECASE)
DASHES = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
LOOKS_LIKE_MORE = re.compile(r"[-*+:>#=\[|]|[0-9]+\.")
CODE_OR_COMMENT = re.compile(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)|(<!--)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line for Python-Markdown: `prefix`, then the source from `start` to `end`."""

    prefix: str = ""
    start: int = 0
    end: int = 0
    further: str = ""  # what another line in the same list item or quotation begins with
    paragraph: int = -1  # lines with the same number are read as one; -1 for lines that are not read
    suffix: str = ""
    may_fold: bool = False  # <details> in it are put on separate lines


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced or an indented block of code."""

    start: int
    end: int
    text: str
    language: str = ""
    is_closed: bool = True
    rest: str = ""  # what follows the language in its first line


@dataclass(frozen=True, slots=True)
class Definition:
    """[label]: address "title", or the beginning of a footnote, [^label]:, which has neither."""

    label: str
    start: int
    end: int
    address: Span = (0, 0)
    title: Span | None = None


@dataclass(slots=True)
class Lines:
    """A Markdown text, line by line."""

    lines: list[Line] = field(default_factory=list)
    code: list[CodeBlock] = field(default_factory=list)
    markers: list[Span] = field(default_factory=list)  # of lists, footnotes and table rules: not prose
    notes: list[Definition] = field(default_factory=list)
    addresses: list[Definition] = field(default_factory=list)


def position_mark(offset: int) -> str:
    """An invisible character sequence that encodes its position in the source; no list or heading begins with it."""
    return f"{OPEN}@{offset}{CLOSE}"


def ends_paragraph(body: str) -> bool:
    """True for a line that is not part of the paragraph above it, even without an empty line between."""
    return any(form.match(body) for form in (FENCE, RULE, HEADING, NOTE, BLOCK, FOLDED))


def last_row(value: str, rows: list[Span], row: int, start: int) -> int:
    """The row in which a comment ends that begins in this one at `start` or later; else the row itself."""
    position = start
    while found := next((m for m in CODE_OR_COMMENT.finditer(value, position, rows[row][1]) if m[2]), None):
        close = value.find("-->", found.end())
        if close < 0 or close > rows[-1][1]:
            return row
        position = close + 3
        row = next(index for index in range(row, len(rows)) if rows[index][1] >= position)
    return row


def begins_table(value: str, rows: list[Span], at: int, start: int) -> bool:
    """True if a row of cells and a row of dashes begin a table."""
    if at + 1 >= len(rows) or "|" not in value[start : rows[at][1]]:
        return False
    dashes = value[slice(*rows[at + 1])]
    return "|" in dashes and "-" in dashes and DASHES.match(dashes) is not None


def indent_of(text: str) -> tuple[int, int]:
    """The column of a row's text, and the number of characters before it."""
    column = 0
    for position, character in enumerate(text):
        if character == "\t":
            column += TAB - column % TAB
        elif character == " ":
            column += 1
        else:
            return column, position
    return column, len(text)


def dedent(text: str, column: int) -> str:
    """The row without so many columns of the space that it begins with."""
    found, skipped = indent_of(text)
    return " " * max(0, found - column) + text[skipped:] if text.strip() else ""


def spans_of(lines: Lines) -> Iterable[list[Span]]:
    """The ranges of source of every paragraph, in order."""
    paragraphs: dict[int, list[Span]] = {}
    for line in lines.lines:
        if line.paragraph >= 0:
            paragraphs.setdefault(line.paragraph, []).append((line.start, line.end))
    return paragraphs.values()
