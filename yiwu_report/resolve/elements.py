"""The elements of an article, and how they are written as HTML. docs/reference/markdown.md lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element  # built here, never parsed

from yiwu_report.model.bound import FigureHref, Html

REFERENCE, BLOCK = "reference", "block"  # stand-ins: attribute `n` is the index of the reference
AT = "at"  # where in the source a stand-in or a link is; never written
FIGURE = "figure"  # the id of the figure that a link leads to; never written

_SPACED = {"p", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "pre", "table", "thead", "tbody", "tr", "th", "td"}
_OTHERS = {"br", "hr", "h2", "h3", "h4", "em", "strong", "a", "code", "div", "details", "summary"}
INLINE_TAGS = {"abbr", "cite", "del", "ins", "kbd", "mark", "q", "s", "small", "span", "sub", "sup"}
SAME_AS = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}  # tags for what Markdown has marks for
FOLDING_TAGS = {"details", "summary"}

TAGS = _SPACED | _OTHERS | INLINE_TAGS
ATTRIBUTES = {
    "a": {"href", "title", "class", "aria-label"},  # the last two of footnotes
    "abbr": {"title"},
    "code": {"class"},
    "details": {"open"},
    "div": {"class"},
    "ol": {"start"},
    "td": {"class"},
    "th": {"class"},
    "*": {"id", "lang"},
}
_VOID = {"br", "hr"}


Shown = Callable[[Element], Html | str]  # the HTML of a stand-in


def to_html(elements: Iterable[Element], shown: Shown) -> Html:
    """The HTML of elements with what follows each of them."""
    return Html.of(*(piece for element in elements for piece in _pieces(element, shown)))


def inner_html(element: Element, shown: Shown) -> Html:
    """The HTML of what an element holds."""
    return Html.of(_text(element.text), to_html(element, shown))


def _pieces(element: Element, shown: Shown) -> Iterator[str | FigureHref | Html]:
    if element.tag in {REFERENCE, BLOCK}:
        yield shown(element)
    else:
        yield f"<{element.tag}"
        yield from _attributes(element)
        yield ">"
        if element.tag not in _VOID:
            if element.tag == "pre" and (element.text or "").startswith("\n"):
                yield "\n"  # HTML leaves out a line break that a pre begins with
            yield inner_html(element, shown)
            yield f"</{element.tag}>"
    yield _text(element.tail)


def _attributes(element: Element) -> Iterator[str | FigureHref]:
    figure = element.get(FIGURE)
    for name, value in element.items():
        if name == "href" and figure is not None:
            yield " "
            yield FigureHref(figure, value)
        elif name not in {AT, FIGURE}:
            yield f' {name}="{_value(value)}"'


def plain_text(element: Element, shown: Callable[[Element], str]) -> str:
    """What a reader sees of an element, without the numbers of footnotes; `shown` gives the text of a stand-in."""
    if element.tag == REFERENCE:
        return shown(element)
    if _is_call(element):
        return ""
    return (element.text or "") + "".join(plain_text(child, shown) + (child.tail or "") for child in element)


def _is_call(element: Element) -> bool:
    return element.tag == "sup" and any(child.get("class") == "footnote-ref" for child in element)


def append(target: Element, child: Element | str) -> None:
    """Put a text or an element at the end of another."""
    if not isinstance(child, str):
        target.append(child)
    elif len(target):
        target[-1].tail = (target[-1].tail or "") + child
    else:
        target.text = (target.text or "") + child


def tidy(element: Element) -> None:
    """Make white space between blocks in <details> one line break."""
    if element.tag == "details":
        element.text = (element.text or "").strip() or "\n"
        for child in element:
            child.tail = (child.tail or "").strip() or "\n"


def with_text(tag: str, text: str) -> Element:
    """An element that holds a text."""
    made = Element(tag)
    made.text = text
    return made


def is_empty(element: Element) -> bool:
    """True where an element holds nothing, or spaces."""
    return not len(element) and not (element.text or "").strip()


def only_child(element: Element, tags: Iterable[str]) -> Element | None:
    """The element that is all that an element holds, if it is one of these."""
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return None
    return element[0] if element[0].tag in tags else None


def _text(text: str | None) -> str:
    escaped = (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\xa0", "&nbsp;")


def _value(value: str) -> str:
    return _text(value).replace('"', "&quot;")
