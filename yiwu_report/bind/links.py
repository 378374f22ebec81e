"""Links that authors write in articles: each leads somewhere, or is a problem.

Inside the report a link is `#anchor` (of this article), `@/slug`, `@/slug#anchor`, or `@/figures#id` for one of the
pages that every report has; it stays in its language. The link becomes a path from the root of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

from yiwu_report.bind.markdown import to_html
from yiwu_report.model.data import Data
from yiwu_report.model.finding import Finding
from yiwu_report.model.nearest import did_you_mean
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Article, Site
from yiwu_report.model.site_paths import article_path, page_path
from yiwu_report.references import ReferenceKind, scan_markdown

FRONT_PAGE = "index"

_HREF = re.compile(r'(<a [^<>]*?\bhref=")([^"]*)"')
_ID = re.compile(r'<[a-z][a-z0-9]*(?: [^<>]*?)? id="([^"]*)"')
_OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_ANCHORED = {ReferenceKind.CHART, ReferenceKind.TABLE}
_FORMS = "write #anchor, @/article, @/figures or an address that begins with https://"


@dataclass(frozen=True)
class _Fault:
    message: str
    remedy: str


class Links:
    """Where the articles of one language can lead to."""

    def __init__(
        self,
        site: Site,
        data: Data,
        findings: Mapping[str, Finding],
        language: str,
        articles: Mapping[str, Article],
    ) -> None:
        """`articles`: those of the language, by their slugs."""
        self._language, self._languages, self._articles = language, site.languages, articles
        corrected = {entry.figure for entry in site.corrections}
        self._pages: dict[str, Iterable[str]] = {"figures": data.figures, "methods": (), "corrections": corrected}
        if findings:
            self._pages["checks"] = findings

    def resolve(self, html: str, article: Article) -> tuple[str, tuple[Problem, ...]]:
        """The HTML of an article's Markdown with its links as paths from the root, and those that lead nowhere."""
        problems: list[Problem] = []
        searched: dict[str, int] = {}  # target -> where the search for its next appearance begins

        def resolved(match: re.Match[str]) -> str:
            written = unescape(match[2])
            found = self._target(written, article, html)
            if isinstance(found, str):
                return f'{match[1]}{escape(found)}"'
            whole = re.compile(r"(?<![\w@/.#-])" + re.escape(written))
            at = whole.search(article.body.value, searched.get(written, 0))
            searched[written] = at.end() if at else 0
            place = article.body.place_of(at.start() if at else 0, len(written))
            problems.append(Problem(place, Rule.LINK, found.message, found.remedy))
            return match[0]

        return _HREF.sub(resolved, html), tuple(problems)

    def _target(self, written: str, article: Article, html: str) -> str | _Fault:
        if _OUTSIDE.match(written):
            return written
        path, mark, anchor = written.partition("#")
        anchor = unquote(anchor)
        if not path and anchor:
            return self._anchored(written, anchor, anchors_of(html, article), "this article")
        if not path.startswith("@/"):
            return _Fault(f'the link "{written}" leads to no page of the report', _FORMS)
        name = path.removeprefix("@/").removesuffix("/") or FRONT_PAGE
        if name in self._pages:
            page, anchors = page_path(name, self._language, self._languages), self._pages[name]
        elif name in self._articles and (article.front.draft or not self._articles[name].front.draft):
            page = article_path(name, self._language, self._languages)
            anchors = self._anchors(name) if mark else ()
        else:
            return self._unknown(name)
        return self._anchored(f"@/{page}{mark}{anchor}", anchor, anchors, f'"{name}"') if mark else f"@/{page}"

    def _unknown(self, name: str) -> _Fault:
        if name in self._articles:
            return _Fault(f'the article "{name}" is a draft, which is not published', "publish it, or drop the link")
        known = [*(f"@/{slug}" for slug in self._articles), *(f"@/{page}" for page in self._pages)]
        return _Fault(f'there is no page "@/{name}"', did_you_mean(f"@/{name}", known, _FORMS))

    def _anchored(self, link: str, anchor: str, anchors: Iterable[str], where: str) -> str | _Fault:
        if anchor in anchors:
            return link
        known = [f"#{each}" for each in anchors]
        remedy = did_you_mean(f"#{anchor}", known, "give the heading it means an id: ## Heading {#id}")
        return _Fault(f'there is no anchor "#{anchor}" in {where}', remedy)

    def _anchors(self, slug: str) -> tuple[str, ...]:
        article = self._articles[slug]
        return anchors_of(to_html(article.body.value), article)


def anchors_of(html: str, article: Article) -> tuple[str, ...]:
    """The ids that an author gave to headings and other things, and those of the article's charts and tables."""
    ids = [unescape(match[1]) for match in _ID.finditer(html)]
    blocks = [ref for ref in scan_markdown(article.body).references if ref.kind in _ANCHORED]
    return (*ids, *(f"{block.kind}-{block.id}" for block in blocks))
