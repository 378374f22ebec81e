"""Markdown and HTML that an article cannot contain, and what to write instead. docs/reference/markdown.md lists it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from yiwu_report.model.problem import Fault
from yiwu_report.model.rules import Rule
from yiwu_report.resolve.elements import ATTRIBUTES, INLINE_TAGS, SAME_AS
from yiwu_report.text.references import MarkdownPart, MarkdownText, PartKind, Reference, read_markdown
from yiwu_report.text.references.markdown_parts import Attribute

_INSTEAD = {
    "a": "write [text](address)",
    "code": "write `code`",
    "pre": "write ``` on a line before and after it",
    "hr": "write --- on a line of its own",
    "iframe": "link to what it shows: [text](https://…)",
    "video": "link to it: [text](https://…)",
    "audio": "link to it: [text](https://…)",
    "img": "link to the picture: [text](https://…)",
    "script": "leave it out: pages run no scripts of articles",
    "style": "remove it: styles are defined in templates/assets/",
    "u": "write <em> or <mark>",
    "strike": "write <del> or <s>",
    "table": "write the table in Markdown: | a | b |",
    "ul": "write a list in Markdown: - item",
    "ol": "write a list in Markdown: 1. item",
    "li": "write a list in Markdown: - item",
    "blockquote": "begin the line with >",
    "p": "put an empty line between paragraphs",
    "div": "leave the tag out",
    "font": "leave the tag out",
    "center": "leave the tag out",
    **{f"h{level}": "write ## Heading" for level in range(1, 7)},
}


OffsetFault = tuple[int, Fault]  # with its offset in the article's text
_fault = partial(Fault, Rule.MARKDOWN)


def tag_fault(part: MarkdownPart) -> Fault:
    """A tag that an article cannot have."""
    known = ", ".join(sorted({*INLINE_TAGS, *SAME_AS, "br", "details", "summary"}))
    remedy = _INSTEAD.get(part.name, f"leave it out, or write \\< to show it; the tags are {known}")
    shown = f"</{part.name}>" if part.is_closing else f"<{part.name}>"
    return _fault(f"the tag {shown} cannot be published", remedy)


def attribute_fault(part: MarkdownPart, attribute: Attribute) -> Fault:
    """An attribute that its tag cannot have."""
    name = SAME_AS.get(part.name, part.name)
    known = ", ".join(sorted(ATTRIBUTES["*"] | ATTRIBUTES.get(name, set())))
    message = f'the attribute "{attribute.name}" of <{part.name}> cannot be published'
    return _fault(message, f"leave it out; <{part.name}> can have {known}")


def heading_fault(tag: str, *, is_inside: bool) -> Fault | None:
    """A heading that doesn't fit into the page; None for one that does."""
    if is_inside:
        return _fault(
            "a heading inside another element",
            "move it out: headings are between paragraphs, without indentation; or write it **bold**",
        )
    if tag == "h1":
        remedy = "write ## Heading: the article's title is the heading of level 1; write \\# for a # that is text"
        return _fault("a heading of level 1", remedy)
    if tag in {"h5", "h6"}:
        message = f"a heading of level {tag[1]}: headings have levels 2 to 4"
        return _fault(message, "write ##, ### or ####, or **bold** text")
    return None


_PLACES = {
    "li": "a list item",
    "blockquote": "a quotation",
    "dd": "a definition list",
    "dt": "a definition list",
    "details": "<details>",
    "td": "a cell of a table",
    "th": "a cell of a table",
    "div": "a footnote",
}


def block_fault(reference: Reference, inside: Sequence[str]) -> Fault:
    """{{ chart }}, {{ table }} or {{ figures }} where none can be shown: `inside` are the tags around it."""
    where = next((_PLACES[tag] for tag in inside if tag in _PLACES), "a line of text")
    return Fault(
        Rule.REFERENCE_SYNTAX,
        f"{{{{ {reference.kind} … }}}} inside {where}",
        "move it out, to its own line without indentation",
    )


def faults_of_source(value: str) -> Iterator[OffsetFault]:
    """Faults that the source alone shows: images, unclosed tags, footnotes without a call or a text."""
    text = read_markdown(value)
    for part in text.parts:
        if part.kind is PartKind.IMAGE:
            yield (
                part.start,
                _fault(
                    "an image, which cannot be published yet",
                    "link to it for now, [text](https://…), or show the data as a chart",
                ),
            )
        elif part.kind is PartKind.OPEN_COMMENT:
            yield part.start, _fault("a comment that is not closed", "close it with -->, or write \\< for a sign")
    for block in text.lines.code:
        if block.rest:
            message = f'"{block.rest}" after the beginning of a code block'
            remedy = "write only the name of its language there"
            yield block.start, _fault(message, remedy)
        if not block.is_closed:
            fence = value[block.start : block.start + 3]
            yield block.start, _fault("a code block that is not closed", f"write {fence} on a line after it")
    yield from _footnotes(text)


def _footnotes(text: MarkdownText) -> Iterator[OffsetFault]:
    calls = [part for part in text.parts if part.kind is PartKind.CALL]
    called = {part.text for part in calls}
    labels: set[str] = set()
    for note in text.lines.notes:
        if note.label in labels:
            yield note.start, _fault(f'a second footnote "{note.label}"', "give each footnote a different label")
        elif note.label not in called:
            yield (
                note.start,
                _fault(
                    f'"{note.label}" is a footnote that is not used',
                    f"write [^{note.label}] where it belongs, or drop it",
                ),
            )
        if len(note.label.split()) != 1 or note.label != note.label.strip():
            yield note.start, _fault(f'the label "{note.label}" has a space', "write a label without spaces")
        labels.add(note.label)
    for part in calls:
        if part.text not in labels:
            yield (
                part.start,
                _fault(
                    f'there is no footnote "{part.text}"',
                    f"write [^{part.text}]: and its text on a line of its own, or \\[ for a bracket",
                ),
            )


def unused_address(part: MarkdownPart) -> Fault:
    """[label]: address that no link uses."""
    remedy = f"write [text][{part.name}] where it belongs, or drop it; write \\[ if it is text"
    return _fault(f'the address "[{part.name}]" is not used', remedy)
