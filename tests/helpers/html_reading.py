"""A page read as a tree: enough of HTML to ask what is on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from yiwu_report.resolve.elements import ATTRIBUTES, TAGS

_VOID = {"base", "br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "source", "wbr"}


@dataclass
class Element:
    """An element with its attributes and, in order, its elements and texts."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element below with one of these tags (none: any), in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def one(self, tag: str, **attributes: str) -> Element:
        """The one element below with this tag and these attributes (class_ stands for class)."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        found = [each for each in self.all(tag) if wanted.items() <= each.attributes.items()]
        assert len(found) == 1, f"{len(found)} elements {tag} {wanted}"
        return found[0]

    @property
    def text(self) -> str:
        """Its text, white space as it is."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def above(self) -> Iterator[Element]:
        """What it stands in, from near to far."""
        if self.parent is not None:
            yield self.parent
            yield from self.parent.above


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        keys = [key for key, _ in attrs]
        assert len(keys) == len(set(keys)), f"an attribute twice on {tag}: {attrs}"
        element = Element(tag, {key: value or "" for key, value in attrs}, parent=self.open[-1])
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs}, parent=self.open[-1])
        self.open[-1].children.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> on line {self.getpos()[0]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(content: bytes) -> Element:
    """The page as a tree; fails where an element is not closed by its own end tag."""
    reader = _Reader()
    reader.feed(content.decode("utf-8"))
    reader.close()
    assert reader.open == [reader.root], [each.tag for each in reader.open]
    return reader.root.one("html")


def sanitised(html: str) -> str:
    """The HTML of an article without anything that it may not have: script, style, frame, handler."""
    schemes = {"http", "https", "mailto", "tel"}
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=schemes, link_rel=None)
