"""404.html, the page for an unknown address."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, replace

from markupsafe import Markup

from yiwu_report.model.output import Output, article_path
from yiwu_report.site.pages.frame import content_policy, make_frame
from yiwu_report.site.pages.sharing import About
from yiwu_report.site.pages.template_engine import fill_template
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.site.report.pages import absolute

_STYLES = ("tokens.css", "fonts.css", "base.css")
_COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)  # a page that servers send for every mistyped address stays small


@dataclass(frozen=True, slots=True)
class NotFoundText:
    """The page's words in one language."""

    html_lang: str
    title: str
    text: str
    link: str
    href: str


@dataclass(frozen=True, slots=True)
class InlineStyle:
    """An inline style sheet, and its hash for the Content Security Policy."""

    text: str
    source: str  # e.g. 'sha256-…'


def not_found_style(context: Context) -> InlineStyle:
    """The style of the page: a server shows that at any depth, so it can't be linked."""
    sheets = b"".join(context.assets[name] for name in _STYLES if name in context.assets)
    text = _COMMENT.sub("", sheets.decode())
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return InlineStyle(text, f"'sha256-{digest}'")


def render_not_found(output: Output, context: Context) -> str:
    """The HTML of 404.html, in every language of the report.

    A server shows it at any depth, so it contains its style, and its links are absolute if base_url is set;
    without it they lead to the index of the folder that the address names.
    """
    languages = context.site.languages
    editions = []
    for code in languages:
        words = Words(context.languages[code])
        path = article_path("index", code, languages)
        href = absolute(path, context) or path
        lang = context.languages[code].html_lang
        editions.append(
            NotFoundText(lang, words["not_found_title"], words["not_found_text"], words["not_found_link"], href)
        )
    style = not_found_style(context)
    frame = make_frame(output, context, About(editions[0].title, None), [])
    values = {
        "frame": replace(frame, policy=content_policy(style.source)),
        "words": Words(context.languages[languages[0]]),
        "editions": editions,
        "style": Markup(style.text),  # noqa: S704  # our own style sheet
    }
    return fill_template("pages/not_found.html", values, context)
