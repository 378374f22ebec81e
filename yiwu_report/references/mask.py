"""Which parts of a Markdown text are not prose: code, links' addresses, tags, markers of lists."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from yiwu_report.references.markdown_forms import Lines
from yiwu_report.references.markdown_forms import Span as Span  # noqa: PLC0414  # loose_numbers takes it from here
from yiwu_report.references.markdown_lines import read_lines
from yiwu_report.references.markdown_parts import MarkdownPart, PartKind, read_parts

_CODE = {PartKind.CODE, PartKind.CODE_BLOCK}
_LINKS = {PartKind.TAG, PartKind.ADDRESS, PartKind.LABEL, PartKind.AUTOLINK, PartKind.IMAGE, PartKind.ID}


@dataclass(frozen=True, slots=True)
class Mask:
    """Stretches of a text, in order, that are not prose. In `code` braces are shown as they are; `hidden` is left out."""

    code: tuple[Span, ...] = ()
    other: tuple[Span, ...] = ()
    hidden: tuple[Span, ...] = ()  # comments; they stand in `other` too
    links: tuple[Span, ...] = ()  # tags, and links with their text: no reference stands in them

    def hides(self, offset: int) -> bool:
        """True where `offset` lies in a tag or in a link."""
        return _holds(self.links, offset)

    def is_code(self, offset: int) -> bool:
        """True where `offset` lies in code or in a comment, where braces mean nothing."""
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
    other += [(each.start, each.address[0]) for each in lines.addresses]
    links = [
        (part.start if part.link_start is None else part.link_start, part.end) for part in parts if part.kind in _LINKS
    ]
    return MarkdownText(lines, parts, Mask(code, tuple(sorted(filter(_is_long, other))), hidden, _merged(links)))


def mask_markdown(text: str) -> Mask:
    """The mask of a Markdown text."""
    return read_markdown(text).mask


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """The spans in order, those that meet made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _is_long(span: Span) -> bool:
    return span[1] > span[0]


def _not_prose(part: MarkdownPart) -> Iterator[Span]:
    """A part without what readers see of it: the title of a link, of an abbreviation."""
    seen = [part.title] if part.title else []
    seen += [each.span for each in part.attributes if each.name == "title" and part.name in {"a", "abbr"}]
    position = part.start
    for start, end in sorted(seen):
        yield position, start
        position = end
    yield position, part.end
