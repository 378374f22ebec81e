"""The element tree of an article's Markdown with every placeholder resolved, and the problems of what cannot be published.

A tag in the source becomes an element where it closes beside its opening; a link gets its address; code its text; a
reference a stand-in. What an article cannot have is a problem at its place, and nothing is left out without one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement  # built here, never parsed

from markdown.extensions.footnotes import FN_BACKLINK_TEXT, NBSP_PLACEHOLDER

from yiwu_report.model.problem import Fault
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.resolve.elements import (
    AT,
    ATTRIBUTES,
    BLOCK,
    FOLDING_TAGS,
    INLINE_TAGS,
    REFERENCE,
    SAME_AS,
    TAGS,
    append,
    is_empty,
    only_child,
    tidy,
    with_text,
)
from yiwu_report.resolve.markdown import TOKEN, TOO_MANY, Part, parse_markdown
from yiwu_report.resolve.markdown_faults import (
    OffsetFault,
    attribute_fault,
    block_fault,
    faults_of_source,
    heading_fault,
    tag_fault,
    unused_address,
)
from yiwu_report.text.references import MarkdownPart, PartKind, Reference, read_markdown, scan_markdown

LEVELS = {"h2", "h3", "h4"}
_HEADINGS = {"h1", "h5", "h6", *LEVELS}
_ID = re.compile(r"#([^\s#.{}\"'<>=]+)")


@dataclass(frozen=True, slots=True)
class ArticleTree:
    """The children of `root` are the article's blocks; block references alone stand there as stand-ins."""

    root: Element
    references: tuple[Reference, ...]
    faults: tuple[OffsetFault, ...]
    ids: tuple[tuple[str, int], ...]  # those that the author gave, with their places


@lru_cache(maxsize=64)
def article_tree(body: Text) -> ArticleTree:
    """The tree of an article's body."""
    references = scan_markdown(body).references
    parsed = parse_markdown(body.value, references)
    resolver = _Resolver(body.value, parsed.parts, references)
    root = resolver.resolve(parsed.root)
    faults = [*faults_of_source(body.value), *resolver.faults, *resolver.lost()]
    return ArticleTree(root, references, tuple(dict.fromkeys(faults)), tuple(resolver.ids))


@dataclass
class _Resolver:
    source: str
    parts: tuple[Part, ...]
    references: tuple[Reference, ...]
    faults: list[OffsetFault] = field(default_factory=list)
    ids: list[tuple[str, int]] = field(default_factory=list)
    at: int = 0  # the place of the last token: about where we are
    seen: set[int] = field(default_factory=set)  # tokens that were found in the tree
    refused: set[str] = field(default_factory=set)  # names of tags that have a problem
    inside: list[str] = field(default_factory=list)  # tags of the elements around

    def resolve(self, root: Element) -> Element:
        """The tree with its tokens resolved."""
        made = Element("div")
        self._fill(made, root)
        return made

    def lost(self) -> Iterator[OffsetFault]:
        """Parts of the source that are not in the tree: addresses that no link uses, and what was left out."""
        images = [part for part in read_markdown(self.source).parts if part.kind is PartKind.IMAGE]
        for index, part in enumerate(self.parts):
            if index in self.seen or any(image.start <= part.start < image.end for image in images):
                continue
            if isinstance(part, MarkdownPart) and part.kind is PartKind.ADDRESS and part.name:
                yield self.source.rfind("[", 0, part.start), unused_address(part)
            else:
                what = self.source[part.start : part.end]
                message = f'"{what}" would not be shown here'
                yield part.start, Fault(Rule.MARKDOWN, message, "write it in its own paragraph")

    def _fill(self, target: Element, node: Element) -> None:
        """Put into `target` what `node` holds; tags that open here close here."""
        opened: list[tuple[MarkdownPart, Element]] = []
        self._texts(target, node.text, opened, node)
        for child in node:
            top = opened[-1][1] if opened else target
            if (token := _only_token(child)) is not None and self._is_folding(int(token)):
                self._texts(target, child.text, opened, node)
            else:
                for each in self._made(child):
                    append(top, each)
            self._texts(target, child.tail, opened, node)
        while opened:
            part, made = opened.pop()
            self.inside.pop()
            append(opened[-1][1] if opened else target, made)
            where = "" if part.name == "details" else " in the same paragraph"
            self._fault(
                part.start, Rule.MARKDOWN, f"{part.text} is not closed{where}", f"write </{part.name}> behind it"
            )

    def _is_folding(self, index: int) -> bool:
        part = self.parts[index]
        return isinstance(part, MarkdownPart) and part.kind is PartKind.TAG and part.name == "details"

    def _made(self, node: Element) -> list[Element]:
        """What an element of Python-Markdown becomes."""
        made = Element(node.tag)
        for name, value in node.items():
            self._attribute(made, name, value)
        self.inside.append(node.tag)
        self._fill(made, node)
        if node.tag != "p":
            self._misplaced(made)
        self.inside.pop()
        self._cells(node)
        if node.tag == "p":
            return self._paragraph(made)
        if node.tag in _HEADINGS:
            if (fault := heading_fault(made.tag, is_inside=bool(self.inside))) is not None:
                self.faults.append((self.at, fault))
            made.set(AT, str(self.at))
        elif node.tag == "a":
            self._link(made)
        elif node.tag not in TAGS - {"details", "summary"} and node.tag != "img":
            self._fault(self.at, Rule.MARKDOWN, f"<{node.tag}> cannot be published", "write it in another way")
        return [made]

    def _cells(self, node: Element) -> None:
        if (cells := node.get(TOO_MANY)) is not None:
            self._fault(
                self.at,
                Rule.MARKDOWN,
                f"a row of {cells} cells in a table with fewer columns",
                "give the first row as many cells, or write \\| for a bar within a cell",
            )

    def _paragraph(self, made: Element) -> list[Element]:
        alone = only_child(made, {BLOCK, "pre", "summary"})
        if is_empty(made):
            return []
        if alone is None:
            self._misplaced(made)
            return [made]
        alone.tail = None
        return [alone]

    def _misplaced(self, around: Element) -> None:
        for block in around.findall(BLOCK):
            reference = self.references[int(block.get("n", "0"))]
            self.faults.append((reference.start, block_fault(reference, self.inside)))

    def _attribute(self, made: Element, name: str, value: str) -> None:
        if name == "href" and (match := TOKEN.fullmatch(value)) and match["part"]:
            part = self._part(match["part"])
            if isinstance(part, MarkdownPart):
                made.set("href", part.text)
                made.set(AT, str(part.text_start))
                if part.title:
                    made.set("title", self.source[slice(*part.title)].replace('\\"', '"'))
                return
        if name == "style" and made.tag in {"th", "td"}:
            made.set("class", f"align-{value.removeprefix('text-align: ').rstrip(';')}")
        elif name != TOO_MANY:
            made.set(name, TOKEN.sub("", value))

    def _link(self, made: Element) -> None:
        if "a" in self.inside:
            self._fault(self.at, Rule.MARKDOWN, "a link inside a link", "end the first link before the second begins")
        if (made.get("class") or "").startswith("footnote"):
            made.attrib.pop("title", None)
            return
        if is_empty(made):
            self._fault(
                int(made.get(AT, self.at)),
                Rule.LINK,
                "a link without a text",
                "write what readers click on: [text](address)",
            )
        for reference in made.iter(REFERENCE):
            self._fault(
                int(reference.get(AT, "0")),
                Rule.REFERENCE_SYNTAX,
                "a reference inside a link or an HTML tag",
                "put it outside: a number is a link already",
            )

    def _texts(
        self, target: Element, text: str | None, opened: list[tuple[MarkdownPart, Element]], node: Element
    ) -> None:
        """A text or a tail, its tokens resolved, put into `target` or the innermost element that is open."""
        position = 0
        text = (text or "").replace(FN_BACKLINK_TEXT, "↩").replace(NBSP_PLACEHOLDER, "\xa0")
        for match in TOKEN.finditer(text):
            append(opened[-1][1] if opened else target, text[position : match.start()])
            position = match.end()
            if match["offset"]:
                self.at = int(match["offset"])
            elif (part := self._part(match["part"])) is not None:
                self._put(part, target, opened, node)
        append(opened[-1][1] if opened else target, text[position:])

    def _part(self, index: str) -> Part:
        part = self.parts[int(index)]
        self.seen.add(int(index))
        self.at = part.start
        return part

    def _put(self, part: Part, target: Element, opened: list[tuple[MarkdownPart, Element]], node: Element) -> None:
        top = opened[-1][1] if opened else target
        if isinstance(part, Reference):
            tag = REFERENCE if part.kind in {"figure", "claim"} else BLOCK
            append(top, Element(tag, {"n": str(self.references.index(part)), AT: str(part.start)}))
            return
        match part.kind:
            case PartKind.CODE:
                append(top, with_text("code", part.text))
            case PartKind.CODE_BLOCK:
                block = Element("pre")
                SubElement(
                    block, "code", {"class": f"language-{part.name}"} if part.name.isalnum() else {}
                ).text = part.text
                append(top, block)
            case PartKind.ENTITY:
                append(top, part.text)
            case PartKind.AUTOLINK:
                link = with_text("a", part.text)
                link.set("href", part.text if ":" in part.text else f"mailto:{part.text}")
                link.set(AT, str(part.text_start))
                append(top, link)
                self._link(link)
            case PartKind.ID:
                self._id(part, top, node)
            case PartKind.TAG:
                self._tag(part, target, opened)
            case PartKind.ADDRESS:  # of what is no link: as it was written
                append(top, self.source[part.start : part.end])

    def _id(self, part: MarkdownPart, top: Element, node: Element) -> None:
        match = _ID.fullmatch(part.text)
        is_heading = node.tag in _HEADINGS and top.tag == node.tag
        if match is None or not is_heading or top.get("id"):
            self._fault(
                part.start,
                Rule.MARKDOWN,
                f'"{self.source[part.start : part.end]}" is not an id of a heading',
                "an id goes at the end of a heading: ## Heading {#id}; write \\{ for a brace",
            )
            return
        anchor = unicodedata.normalize("NFC", match[1])
        top.set("id", anchor)
        self.ids.append((anchor, part.start))
        if len(top):
            top[-1].tail = (top[-1].tail or "").rstrip()
        else:
            top.text = (top.text or "").rstrip()

    def _tag(self, part: MarkdownPart, target: Element, opened: list[tuple[MarkdownPart, Element]]) -> None:
        name = SAME_AS.get(part.name, part.name)
        if name == "br" and not part.is_closing:
            append(opened[-1][1] if opened else target, Element("br"))
        elif name not in INLINE_TAGS | FOLDING_TAGS | {"a", *SAME_AS.values()}:
            if not (part.is_closing and part.name in self.refused):
                self.faults.append((part.start, tag_fault(part)))
            self.refused.add(part.name)
        elif not part.is_closing:
            self._open(part, name, opened)
        elif opened and opened[-1][1].tag == name:
            self._close(target, opened)
        else:
            self._fault(
                part.start,
                Rule.MARKDOWN,
                f"{part.text} closes nothing that opens in the same paragraph",
                f"write <{part.name}> before it, and close what opens in between",
            )

    def _open(self, part: MarkdownPart, name: str, opened: list[tuple[MarkdownPart, Element]]) -> None:
        made = Element(name)
        for attribute in part.attributes:
            if attribute.name not in ATTRIBUTES["*"] | ATTRIBUTES.get(name, set()):
                self.faults.append((part.start, attribute_fault(part, attribute)))
                continue
            value = unicodedata.normalize("NFC", attribute.value) if attribute.name == "id" else attribute.value
            made.set(attribute.name, value)
            if attribute.name == "href":
                made.set(AT, str(attribute.span[0]))
            if attribute.name == "id":
                self.ids.append((value, attribute.span[0]))
        if name == "summary" and next((tag for tag in reversed(self.inside) if tag != "p"), "") != "details":
            self._fault(
                part.start, Rule.MARKDOWN, "<summary> outside of <details>", "write <details> on a line before it"
            )
        opened.append((part, made))
        self.inside.append(name)

    def _close(self, target: Element, opened: list[tuple[MarkdownPart, Element]]) -> None:
        part, made = opened.pop()
        self._misplaced(made)
        self.inside.pop()
        append(opened[-1][1] if opened else target, made)
        tidy(made)
        if made.tag == "a":
            self._link(made)
            if made.get("href") is None:
                self._fault(part.start, Rule.LINK, "a link without an address", "write [text](address)")
        elif made.tag == "details" and (not len(made) or made[0].tag != "summary"):
            remedy = "write <summary>what it contains</summary> after it"
            self._fault(part.start, Rule.MARKDOWN, "<details> without a <summary>", remedy)

    def _fault(self, at: int, rule: Rule, message: str, remedy: str) -> None:
        self.faults.append((at, Fault(rule, message, remedy)))


def _only_token(node: Element) -> str | None:
    """The index of the token that is all a paragraph holds."""
    match = TOKEN.fullmatch((node.text or "").strip()) if node.tag == "p" and not len(node) else None
    return match["part"] if match else None
