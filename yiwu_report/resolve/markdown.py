"""Markdown to an element tree, by Python-Markdown with the extensions that articles use; footnotes in the language of the edition.

Code, tags, links' addresses, comments, entities and references are found in the source, with their places, before
Python-Markdown reads the rest: so the checks and the page agree on what is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast
from xml.etree.ElementTree import Element, SubElement  # built by Python-Markdown, never parsed

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension, TableProcessor

from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.text.formatting import Language
from yiwu_report.text.references import MarkdownPart, PartKind, Reference, read_markdown
from yiwu_report.text.references.markdown_forms import CLOSE, OPEN, Line

TOKEN = re.compile(f"{OPEN}(?:@(?P<offset>[0-9]+)|(?P<part>[0-9]+)){CLOSE}")
TOO_MANY = "data-cells"  # on a row with more cells than its table has columns: how many

_TOKENS = {
    PartKind.CODE,
    PartKind.CODE_BLOCK,
    PartKind.COMMENT,
    PartKind.TAG,
    PartKind.AUTOLINK,
    PartKind.ADDRESS,
    PartKind.ENTITY,
    PartKind.ID,
}
_FOUND_BEFORE = ("backtick", "autolink", "automail", "html", "entity")  # inline patterns of Python-Markdown
_NOTES_PLACE = f"{OPEN}notes{CLOSE}"

Part = MarkdownPart | Reference


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a Markdown text; in its texts, tails and addresses a placeholder represents each of `parts`."""

    root: Element
    parts: tuple[Part, ...]


def parse_markdown(value: str, references: Sequence[Reference]) -> Parsed:
    """The tree of a Markdown text with these references."""
    source = read_markdown(value)
    parts: list[Part] = [part for part in source.parts if part.kind in _TOKENS]
    parts = sorted([*parts, *references], key=lambda part: part.start)
    return Parsed(_to_tree(_with_tokens(value, source.lines.lines, parts)), tuple(parts))


def _with_tokens(value: str, lines: Sequence[Line], parts: Sequence[Part]) -> str:
    written = []
    index = 0
    for line in lines:
        while index < len(parts) and parts[index].end <= line.start and line.end > line.start:
            index += 1
        written.append(line.prefix + _line(value, line, parts, index) + line.suffix)
    return "\n".join(written)


def _line(value: str, line: Line, parts: Sequence[Part], index: int) -> str:
    """The source of a line with tokens; what a part of a line before it covers is left out."""
    found, position = [], line.start
    while index < len(parts) and parts[index].start < line.end:
        part = parts[index]
        if part.start >= line.start:
            found += [value[position : part.start], _written(part, index, line)]
        position = min(max(part.end, position), line.end)
        index += 1
    return "".join([*found, value[position : line.end]])


def _written(part: Part, index: int, line: Line) -> str:
    token = f"{OPEN}{index}{CLOSE}"
    if not line.may_fold or isinstance(part, Reference) or part.kind is not PartKind.TAG:
        return token
    apart = f"\n\n{line.further}"
    if part.name == "details":
        return f"{apart}{token}{apart}"
    if part.name == "summary":
        return f"{token}{apart}" if part.is_closing else f"{apart}{token}"
    return token


def _to_tree(source: str) -> Element:
    notes = FootnoteExtension(USE_DEFINITION_ORDER=False, PLACE_MARKER=_NOTES_PLACE)
    converter = Markdown(extensions=["def_list", notes, "sane_lists", _Tables()])
    converter.ESCAPED_CHARS += ["<", "&"]  # so that \\< shows what would be a tag
    converter.preprocessors.deregister("html_block")
    converter.parser.blockprocessors.deregister("code")
    for pattern in _FOUND_BEFORE:
        converter.inlinePatterns.deregister(pattern)
    lines = source.split("\n")
    for preprocessor in converter.preprocessors:
        lines = preprocessor.run(lines)
    root = cast("Element", converter.parser.parseDocument(lines).getroot())
    for processor in converter.treeprocessors:
        made = processor.run(root)  # None where it changed the one it was given
        root = root if made is None else made
    return root


class _Tables(TableExtension):
    """Tables whose cells are all kept: Python-Markdown drops those beyond the columns of the first row."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        md.ESCAPED_CHARS.append("|")
        processor = _TableProcessor(md.parser, self.getConfigs())
        md.parser.blockprocessors.register(processor, "table", 75)


class _TableProcessor(TableProcessor):
    def _build_row(self, row: str, parent: Element, align: list[str | None]) -> None:
        parts: Any = super()  # methods that the published types leave out
        parts._build_row(row, parent, align)  # noqa: SLF001  # the one place where a row is made
        cells = parts._split_row(row)  # noqa: SLF001
        if len(cells) > len(align):
            parent[-1].set(TOO_MANY, str(len(cells)))
            for cell in cells[len(align) :]:
                SubElement(parent[-1], parent[-1][0].tag).text = cell.strip()


_CALL, _BACK = "footnote_call", "footnote_back"


def put_words(root: Element, language: Language) -> Iterator[Problem]:
    """Give every link to a footnote, and every one back, its words; a problem for words that the language lacks."""
    calls = [link for link in root.iter("a") if link.get("class") == "footnote-ref"]
    missing = [word for word in (_CALL, _BACK) if word not in language.ui]
    if calls and missing:
        place = Place(f"templates/words/{language.code}.yaml")
        for word in missing:
            yield Problem(place, Rule.TEMPLATE, f'no word "{word}" in the words file', f"add {word}: under ui:")
        return
    for link in calls:
        link.set("aria-label", language.word(_CALL, n=link.text or ""))
    for notes in root.iter("div"):
        items = [item for each in notes.iter("ol") for item in each] if notes.get("class") == "footnote" else []
        for number, item in enumerate(items, 1):
            for link in item.iter("a"):
                if link.get("class") == "footnote-backref":
                    link.set("title", language.word(_BACK, n=str(number)))
