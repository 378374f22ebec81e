"""Links in articles: each has a target, or is a problem.

Inside the report a link is `#anchor` (of this article), `@/slug`, `@/slug#anchor`, or `@/figures#id` for one of the
pages that every report has; it stays in its language. The link becomes a path from the root of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import unquote
from xml.etree.ElementTree import Element  # built by bind/article_tree, never parsed

from yiwu_report.bind.article_tree import ArticleTree, article_tree
from yiwu_report.bind.elements import AT
from yiwu_report.model.data import Data
from yiwu_report.model.finding import Finding
from yiwu_report.model.nearest import did_you_mean
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Article, Site
from yiwu_report.model.site_paths import article_path, page_path
from yiwu_report.references import ReferenceKind

FRONT_PAGE = "index"

_OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_ANCHORED = {ReferenceKind.CHART, ReferenceKind.TABLE}
_FORMS = "write #anchor, @/article, @/figures or an address that begins with https://"


@dataclass(frozen=True)
class _Fault:
    message: str
    remedy: str


class Links:
    """The link targets of one language."""

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

    def resolve(self, root: Element, article: Article) -> Iterator[Problem]:
        """Make every link below `root` a path from the root of the site; a problem for each that leads nowhere."""
        for link in root.iter("a"):
            at = link.attrib.pop(AT, None)
            if at is None:
                continue  # of a footnote
            written = link.get("href", "")
            found = self._target(written, article)
            if isinstance(found, str):
                link.set("href", found)
                continue
            place = article.body.place_of(int(at), max(len(written), 1))
            yield Problem(place, Rule.LINK, found.message, found.remedy)

    def _target(self, written: str, article: Article) -> str | _Fault:
        if not written:
            return _Fault("a link without an address", _FORMS)
        if _OUTSIDE.match(written):
            return written
        path, mark, anchor = written.partition("#")
        anchor = normalize("NFC", unquote(anchor))
        if not path and anchor:
            return self._anchored(f"#{anchor}", anchor, anchors_of(article_tree(article.body)), "this article")
        if not path.startswith("@/"):
            return _Fault(f'the link "{written}" does not lead to a page of the report', _FORMS)
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
            return _Fault(f'the article "{name}" is a draft, which is not published', "publish it, or remove the link")
        known = [*(f"@/{slug}" for slug in self._articles), *(f"@/{page}" for page in self._pages)]
        return _Fault(f'there is no page "@/{name}"', did_you_mean(f"@/{name}", known, _FORMS))

    def _anchored(self, link: str, anchor: str, anchors: Iterable[str], where: str) -> str | _Fault:
        if anchor in anchors:
            return link
        known = [f"#{each}" for each in anchors]
        remedy = did_you_mean(f"#{anchor}", known, "give the heading an id: ## Heading {#id}")
        return _Fault(f'there is no anchor "#{anchor}" in {where}', remedy)

    def _anchors(self, slug: str) -> tuple[str, ...]:
        return anchors_of(article_tree(self._articles[slug].body))


def anchors_of(tree: ArticleTree) -> tuple[str, ...]:
    """The ids of an article's headings and of other things that have one, and those of its charts and tables."""
    ids = [anchor for element in tree.root.iter() if (anchor := element.get("id"))]
    blocks = [reference for reference in tree.references if reference.kind in _ANCHORED]
    return (*ids, *(f"{block.kind}-{block.id}" for block in blocks))
