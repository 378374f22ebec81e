"""Markdown to clean HTML, with references carried through as single private characters."""

from __future__ import annotations

import re

import nh3
from markdown import Markdown

OPEN, CLOSE = "\ue000", "\ue001"  # private use: no author's text holds them (load refuses them)
TOKEN = re.compile(f"{OPEN}([0-9]+){CLOSE}")

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code"),
    *(
        "em",
        "strong",
        "a",
        "sup",
        "sub",
        "abbr",
        "cite",
        "q",
        "s",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "div",
        "span",
    ),
}
_ATTRIBUTES = {
    "a": {"href", "title", "id", "class"},
    "abbr": {"title"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "*": {"id", "lang"},
    "div": {"class"},
    "span": {"class"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}


def to_html(markdown: str) -> str:
    """The HTML of a Markdown text, reduced to what an article needs: no script, style, frame or handler."""
    converter = Markdown(
        extensions=["attr_list", "def_list", "footnotes", "sane_lists", "tables"], output_format="html"
    )
    return nh3.clean(
        converter.convert(markdown),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def token(index: int) -> str:
    """The stand-in for the reference of this index."""
    return f"{OPEN}{index}{CLOSE}"
