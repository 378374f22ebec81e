"""The parts of a line of Markdown that are not plain text: code, tags, addresses of links, comments, entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from html import unescape

from yiwu_report.text.references.markdown_forms import Definition, Lines, Span, spans_of


class PartKind(StrEnum):
    """The kind of a part of a Markdown text."""

    CODE = "code"
    CODE_BLOCK = "code block"
    COMMENT = "comment"
    OPEN_COMMENT = "open comment"  # <!-- that is never closed
    TAG = "tag"
    AUTOLINK = "autolink"
    ADDRESS = "address"  # ](address "title") of a link, or the address of [label]: address
    ENTITY = "entity"
    ID = "id"  # {#id}
    IMAGE = "image"
    CALL = "call"  # of a footnote: [^label]
    LABEL = "label"  # of an address, behind the text of a link: [label]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an HTML tag."""

    name: str
    value: str
    span: Span  # of the value, without quotes


@dataclass(frozen=True, slots=True)
class MarkdownPart:
    """A part with its place in the source."""

    kind: PartKind
    start: int
    end: int
    text: str = ""  # code, the address of a link, the characters an entity represents, the label of a call
    name: str = ""  # of a tag, in lower case; the language of a code block; the label of an address
    attributes: tuple[Attribute, ...] = ()
    is_closing: bool = False
    title: Span | None = None  # of a link
    text_start: int = 0  # the start of an address
    link_start: int | None = None  # the start of the link that an address or a label belongs to


_CODE = r"(?P<code>(?P<ticks>`+)(?!`)(?P<within>.+?)(?<!`)(?P=ticks)(?!`))"
_ATTRIBUTE = re.compile(r"\s+([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_START = re.compile(
    r"\\(?P<escaped>.)|`{2,}(?!`)(?=[^`]*$)|"
    + _CODE
    + r"|(?P<reference>\{\{[^{}\n]*\}\})"
    + r"|(?P<comment><!--.*?-->)|(?P<open_comment><!--)"
    + r"|<(?P<autolink>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*|[^\s<>@:]+@[^\s<>@]+\.[^\s<>@]+)>"
    + r"|(?P<tag><(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:\s(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)?)/?>)"
    + r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]*);)"
    + r"|(?P<id>\{(?!\{):?[ \t]*[#.][^{}\n]*\})"
    + r"|(?P<call>\[\^(?P<label>[^\[\]\n]+)\])"
    + r"|(?P<image>!(?=\[))|(?P<opening>\[)|(?P<closed>\])",
    re.DOTALL,
)
_INSIDE = re.compile(
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))"
    r"(?:\s+(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'))?\s*\)",
    re.DOTALL,
)
_SIMPLE = {
    "code": PartKind.CODE,
    "comment": PartKind.COMMENT,
    "open_comment": PartKind.OPEN_COMMENT,
    "autolink": PartKind.AUTOLINK,
    "tag": PartKind.TAG,
    "entity": PartKind.ENTITY,
    "id": PartKind.ID,
    "call": PartKind.CALL,
}
_LABEL = re.compile(r"[ ]?\[([^\[\]\n]*)\]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_NAMED = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")


def read_parts(value: str, lines: Lines) -> list[MarkdownPart]:
    """Every part of a Markdown text that is not plain text, in order; none is inside another."""
    labels = {label_of(each.label) for each in lines.addresses}
    parts = [MarkdownPart(PartKind.CODE_BLOCK, each.start, each.end, each.text, each.language) for each in lines.code]
    parts += [_definition(value, each) for each in lines.addresses]
    for spans in spans_of(lines):
        parts += _parts(value, spans, labels)
    return sorted(parts, key=lambda part: part.start)


def label_of(label: str) -> str:
    """A label normalised for comparison, ignoring case and spaces."""
    return " ".join(label.lower().split())


def _definition(value: str, definition: Definition) -> MarkdownPart:
    start, end = definition.address
    written = value[start:end]
    angled = written.startswith("<")
    address = _plain(written[1:-1] if angled else written)
    return MarkdownPart(
        PartKind.ADDRESS, start, definition.end, address, definition.label, (), False, definition.title, start + angled
    )


def _plain(written: str) -> str:
    return _NAMED.sub(lambda match: unescape(match[0]), _ESCAPE.sub(r"\1", written))


@dataclass(slots=True)
class _Bracket:
    at: int
    is_image: bool


def _parts(value: str, spans: list[Span], labels: set[str]) -> Iterator[MarkdownPart]:
    """The parts of one paragraph, whose ranges of source are read as lines of one text."""
    text = "\n".join(value[start:end] for start, end in spans)
    offsets, position = [], 0
    for start, end in spans:
        offsets.append((position, start))
        position += end - start + 1

    def source(at: int) -> int:
        begin, start = next(each for each in reversed(offsets) if each[0] <= at)
        return start + at - begin

    for part in _read(text, labels):
        title = (source(part.title[0]), source(part.title[1])) if part.title else None
        attributes = tuple(replace(each, span=(source(each.span[0]), source(each.span[1]))) for each in part.attributes)
        yield replace(
            part,
            start=source(part.start),
            end=source(max(part.end - 1, 0)) + 1,
            title=title,
            attributes=attributes,
            text_start=source(part.text_start),
            link_start=source(part.link_start) if part.link_start is not None else None,
        )


def _read(text: str, labels: set[str]) -> Iterator[MarkdownPart]:
    brackets: list[_Bracket] = []
    position = 0
    while match := _START.search(text, position):
        position = match.end()
        if match["image"]:
            brackets.append(_Bracket(match.start(), is_image=True))
            position += 1
        elif match["opening"]:
            brackets.append(_Bracket(match.start(), is_image=False))
        elif match["closed"]:
            if brackets:
                bracket = brackets.pop()
                part = _behind(text, bracket, match.start(), labels)
                if part is not None:
                    yield part
                    position = part.end
        elif (part := _simple(match)) is not None:
            yield part


def _behind(  # noqa: PLR0911  # a return for each form of a link
    text: str, bracket: _Bracket, at: int, labels: set[str]
) -> MarkdownPart | None:
    """The address behind a closing bracket, or the image that ends there; None if it isn't a link."""
    inside = _INSIDE.match(text, at + 1)
    if inside is not None and bracket.is_image:
        return MarkdownPart(PartKind.IMAGE, bracket.at, inside.end())
    if inside is not None:
        group = "angled" if inside["angled"] is not None else "plain"
        title = next((inside.span(name) for name in ("double", "single") if inside[name] is not None), None)
        return MarkdownPart(
            PartKind.ADDRESS,
            at + 2,
            inside.end() - 1,
            _plain(inside[group]),
            title=title,
            text_start=inside.start(group),
            link_start=bracket.at,
        )
    if text[at + 1 : at + 2] == "(" and (close := text.find(")", at)) > 0 and "\n" not in text[at:close]:
        if bracket.is_image:
            return MarkdownPart(PartKind.IMAGE, bracket.at, close + 1)
        return MarkdownPart(
            PartKind.ADDRESS, at + 2, close, _plain(text[at + 2 : close]), text_start=at + 2, link_start=bracket.at
        )
    label = _LABEL.match(text, at + 1)
    named = (label[1] if label else "") or text[bracket.at + 1 + bracket.is_image : at]
    if label_of(named) not in labels:
        return None
    end = label.end() if label else at + 1
    if bracket.is_image:
        return MarkdownPart(PartKind.IMAGE, bracket.at, end)
    return MarkdownPart(PartKind.LABEL, at + 1, end, link_start=bracket.at)


def _simple(match: re.Match[str]) -> MarkdownPart | None:
    """The part of a single match; None for plain text."""
    start, end = match.span()
    kind = next((kind for group, kind in _SIMPLE.items() if match[group]), None)
    match kind:
        case PartKind.CODE:
            within = re.sub(r"\s*\n\s*", " ", match["within"])
            is_padded = within[:1] == within[-1:] == " " and within.strip()
            return MarkdownPart(kind, start, end, within[1:-1] if is_padded else within)
        case PartKind.TAG:
            return _tag(match)
        case PartKind.ENTITY:
            characters = unescape(match["entity"])
            return None if characters == match["entity"] else MarkdownPart(kind, start, end, characters)
        case PartKind.ID:
            return MarkdownPart(kind, start, end, match["id"][1:-1].lstrip(":").strip())
        case PartKind.CALL | PartKind.AUTOLINK:
            return MarkdownPart(kind, start, end, match["label"] or match["autolink"], text_start=start + 1)
    return MarkdownPart(kind, start, end) if kind else None


def _tag(match: re.Match[str]) -> MarkdownPart:
    first = match.start("attributes")
    attributes = []
    for found in _ATTRIBUTE.finditer(match["attributes"]):
        group = next((index for index in (2, 3, 4) if found[index] is not None), 1)
        value = "" if group == 1 else unescape(found[group])
        span = (first + found.start(group), first + found.end(group))
        attributes.append(Attribute(found[1].lower(), value, span if group > 1 else (span[1], span[1])))
    return MarkdownPart(
        PartKind.TAG,
        *match.span(),
        match.group(),
        match["name"].lower(),
        tuple(attributes),
        is_closing=bool(match["closing"]),
    )
