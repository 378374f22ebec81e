"""Finds the references in a text, and the ranges that are not prose: code, addresses, HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial

from yiwu_report.model.problem import Fault, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.text.references.grammar import Reference, parse_reference
from yiwu_report.text.references.markdown_forms import (
    Lines,
    Span,  # loose_numbers takes it from here
)
from yiwu_report.text.references.markdown_lines import read_lines
from yiwu_report.text.references.markdown_parts import MarkdownPart, PartKind, read_parts

_fault = partial(Fault, Rule.REFERENCE_SYNTAX)
_CODE = {PartKind.CODE, PartKind.CODE_BLOCK}
_LINKS = {PartKind.TAG, PartKind.ADDRESS, PartKind.LABEL, PartKind.AUTOLINK, PartKind.IMAGE, PartKind.ID}


@dataclass(frozen=True, slots=True)
class Mask:
    """Ranges of a text, in order, that are not prose. In `code` braces are shown unchanged; `hidden` is omitted."""

    code: tuple[Span, ...] = ()
    other: tuple[Span, ...] = ()
    hidden: tuple[Span, ...] = ()  # comments; they are in `other` too
    links: tuple[Span, ...] = ()  # tags, and links with their text: they contain no references

    def hides(self, offset: int) -> bool:
        """True if `offset` is in a tag or in a link."""
        return _holds(self.links, offset)

    def is_code(self, offset: int) -> bool:
        """True if `offset` is in code or in a comment, where braces have no meaning."""
        return _holds(self.code, offset) or _holds(self.hidden, offset)


def _holds(spans: tuple[Span, ...], offset: int) -> bool:
    at = bisect_right(spans, offset, key=lambda span: span[0])
    return at > 0 and offset < spans[at - 1][1]


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A Markdown text taken apart: its lines, what isn't plain text in them, and what isn't prose."""

    lines: Lines
    parts: tuple[MarkdownPart, ...]
    mask: Mask = field(default_factory=Mask)


@lru_cache(maxsize=64)
def read_markdown(text: str) -> MarkdownText:
    """A Markdown text taken apart."""
    lines = read_lines(text)
    parts = tuple(read_parts(text, lines))
    code = tuple((part.start, part.end) for part in parts if part.kind in _CODE)
    hidden = tuple((part.start, part.end) for part in parts if part.kind is PartKind.COMMENT)
    other = [span for part in parts if part.kind not in _CODE for span in _not_prose(part)]
    other += lines.markers
    other += [(part.link_start, part.link_start + 1) for part in parts if part.link_start is not None]  # its "["
    other += [(each.start, each.address[0]) for each in lines.addresses]
    links = [
        (part.start if part.link_start is None else part.link_start, part.end) for part in parts if part.kind in _LINKS
    ]
    return MarkdownText(
        lines, parts, Mask(code, tuple(sorted(span for span in other if span[1] > span[0])), hidden, merged(links))
    )


def mask_markdown(text: str) -> Mask:
    """The mask of a Markdown text."""
    return read_markdown(text).mask


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """The spans in order, adjacent ones merged."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _not_prose(part: MarkdownPart) -> Iterator[Span]:
    """A part without what readers see of it: the title of a link, of an abbreviation."""
    seen = [part.title] if part.title else []
    seen += [each.span for each in part.attributes if each.name == "title" and part.name in {"a", "abbr"}]
    position = part.start
    for start, end in sorted(seen):
        yield position, start
        position = end
    yield position, part.end


_BRACES = re.compile(
    r"\{\{(?P<inner>[^{}\n]*)\}\}|\{\{|\}\}"
    # other braces around what would be a reference: full-width ones, single ones around an id with a dot
    r"|(?P<wide>[｛{]｛(?P<meant>[^｛｝{}\n]*)[｝}]{1,2}|｛ *(?P<single>[a-z][a-z0-9_]*(?:\.[a-z0-9_:=]+)+) *｝)"
    r"|\{ *(?P<plain>[a-z][a-z0-9_]*(?:\.[a-z0-9_:=]+)+) *\}"
)
# what precedes a line of a quotation, a list item, a definition or a footnote: a block is refused there by its place
_CONTAINERS = re.compile(r"(?:[ \t>]|(?:[-*+:]|[0-9]{1,9}[.)]|\[\^[^\[\]\n]+\]:)[ \t])*")


@dataclass(frozen=True, slots=True)
class Scan:
    """The references of a text in order, problems of faulty ones, and the spans that are not prose."""

    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]
    mask: Mask
    faulty: tuple[Span, ...] = ()  # the braces that have a problem: what is between them is not prose


def scan_text(text: Text) -> Scan:
    """The references of a plain text: a title, an alt text, a note. Nothing in it is masked."""
    return _scan(text, Mask())


def scan_markdown(text: Text) -> Scan:
    """The references of a Markdown text. Code shows braces unchanged; in links and HTML they are refused."""
    return _scan(text, mask_markdown(text.value))


def _scan(text: Text, mask: Mask) -> Scan:
    references: list[Reference] = []
    problems: list[Problem] = []
    faulty: list[Span] = []
    for match in _BRACES.finditer(text.value):
        if mask.is_code(match.start()):
            continue
        found = _read(text.value, match, mask)
        if isinstance(found, Reference):
            references.append(found)
        else:
            faulty.append(match.span())
            place = text.place_of(match.start(), 1)
            problems.append(found.at(place))
    return Scan(tuple(references), tuple(problems), mask, tuple(faulty))


def _read(value: str, match: re.Match[str], mask: Mask) -> Reference | Fault:
    if mask.hides(match.start()):
        return _fault("a reference inside a link or an HTML tag", "move it outside: a number is a link already")
    if meant := match["meant"] or match["single"] or match["plain"]:
        return _fault(f'"{match.group()}" has braces other than two plain ones', f"write {{{{ {meant.strip()} }}}}")
    if match["inner"] is None:
        if match.group() == "{{":
            return _fault("{{ is not closed on the same line", "close it with }}, or write the braces as code: `{{`")
        return _fault("}} without {{", "open it with {{, or write the braces as code: `}}`")
    is_block = _is_alone(value, match.start(), match.end())
    return parse_reference(match["inner"], match.start(), match.end(), is_block=is_block)


def _is_alone(value: str, start: int, end: int) -> bool:
    before = value.rfind("\n", 0, start) + 1
    after = value.find("\n", end)
    return bool(_CONTAINERS.fullmatch(value, before, start)) and not value[end : after if after >= 0 else None].strip()
