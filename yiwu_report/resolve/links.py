"""The ids on a page, which are unique, and the links in articles: a link without a target is a problem.

An id names one thing on a page, so one that the author gives and the page has already is a problem, and one that the
generator gives to a heading is one that nothing else has.

Inside the report a link is `#anchor` (of this article), `@/slug`, `@/slug#anchor`, or `@/figures#id` for one of the
pages that every report has; it stays in its language. The link becomes a path from the root of the site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from unicodedata import normalize
from urllib.parse import unquote
from xml.etree.ElementTree import Element  # built by bind/article_tree, never parsed

from yiwu_report.model.bound import FigureHref
from yiwu_report.model.data import Data
from yiwu_report.model.finding import Finding
from yiwu_report.model.output import article_path, page_path
from yiwu_report.model.problem import Fault, Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Article, Site
from yiwu_report.resolve.article_tree import ArticleTree, article_tree
from yiwu_report.resolve.elements import AT, FIGURE
from yiwu_report.text.references import Reference, ReferenceKind

# In templates/ (base.html, article.html and what they include) and in what the scripts of the page add to it.
PAGE_IDS = frozenset(
    {
        "page-about",
        "page-about-title",
        "page-cite-title",
        "page-contents",
        "page-corrections-title",
        "page-data-title",
        "page-main",
        "page-numbers",
        "page-numbers-title",
        "page-sources-title",
    }
)


def clashing_ids(article: Article, tree: ArticleTree, uses: frozenset[str]) -> Iterator[Problem]:
    """A problem for each id of the author's that something else on the page has; `uses` is what the article shows."""
    seen: set[str] = set()
    for anchor, at in tree.ids:
        if anchor in seen:
            message = f'the id "{anchor}" occurs twice in this article'
        elif _is_of_page(anchor, tree, uses):
            message = f'the id "{anchor}" is one that the page has already'
        else:
            seen.add(anchor)
            continue
        yield Problem(article.body.place_of(at), Rule.ID_CLASH, message, "give it another id")


def free_id(wanted: str, tree: ArticleTree, uses: frozenset[str]) -> str:
    """The id, with a number behind it if something else on the page has it."""
    taken = {anchor for anchor, _ in tree.ids}
    variants = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in variants if each not in taken and not _is_of_page(each, tree, uses))


def _is_of_page(anchor: str, tree: ArticleTree, uses: frozenset[str]) -> bool:
    blocks = {f"{tree.references[index].kind}-{each}" for index, each in block_anchors(tree.references).items()}
    return (
        anchor in PAGE_IDS
        or anchor in blocks
        or anchor.removesuffix("-title") in blocks
        or (anchor.startswith("n-") and anchor.removeprefix("n-") in uses)
        or anchor.startswith(("fn:", "fnref:", "fnref2:"))
    )


def block_anchors(references: Sequence[Reference]) -> Mapping[int, str]:
    """The id of each chart and table by the index of its reference; of a table shown again, with a number behind it."""
    shown: Counter[str] = Counter()
    anchors = {}
    for index, reference in enumerate(references):
        if reference.kind in _ANCHORED:
            shown[reference.id] += reference.kind is ReferenceKind.TABLE
            again = shown[reference.id] > 1 and reference.kind is ReferenceKind.TABLE
            anchors[index] = f"{reference.id}-{shown[reference.id]}" if again else reference.id
    return anchors


FRONT_PAGE = "index"

_OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_fault = partial(Fault, Rule.LINK)
_ANCHORED = {ReferenceKind.CHART, ReferenceKind.TABLE}
_FORMS = "write #anchor, @/article, @/figures or an address that begins with https://"


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
            if not isinstance(found, Fault):
                link.set("href", found.entry if isinstance(found, FigureHref) else found)
                if isinstance(found, FigureHref):
                    link.set(FIGURE, found.figure)
                continue
            place = article.body.place_of(int(at), max(len(written), 1))
            yield found.at(place)

    def _target(self, written: str, article: Article) -> str | FigureHref | Fault:
        if not written:
            return _fault("a link without an address", _FORMS)
        if _OUTSIDE.match(written):
            return written
        path, mark, anchor = written.partition("#")
        anchor = normalize("NFC", unquote(anchor))
        if not path and anchor:
            return self._anchored(f"#{anchor}", anchor, anchors_of(article_tree(article.body)), "this article")
        if not path.startswith("@/"):
            return _fault(f'the link "{written}" does not lead to a page of the report', _FORMS)
        name = path.removeprefix("@/").removesuffix("/") or FRONT_PAGE
        if name in self._pages:
            page, anchors = page_path(name, self._language, self._languages), self._pages[name]
        elif name in self._articles and (article.front.draft or not self._articles[name].front.draft):
            page = article_path(name, self._language, self._languages)
            anchors = self._anchors(name) if mark else ()
        else:
            return self._unknown(name)
        found = self._anchored(f"@/{page}#{anchor}", anchor, anchors, f'"{name}"') if mark else f"@/{page}"
        return FigureHref(anchor, found) if mark and name == "figures" and isinstance(found, str) else found

    def _unknown(self, name: str) -> Fault:
        if name in self._articles:
            return _fault(f'the article "{name}" is a draft, which is not published', "publish it, or remove the link")
        known = [*(f"@/{slug}" for slug in self._articles), *(f"@/{page}" for page in self._pages)]
        return _fault(f'there is no page "@/{name}"', did_you_mean(f"@/{name}", known, _FORMS))

    def _anchored(self, link: str, anchor: str, anchors: Iterable[str], where: str) -> str | Fault:
        if anchor in anchors:
            return link
        known = [f"#{each}" for each in anchors]
        remedy = did_you_mean(f"#{anchor}", known, "give the heading an id: ## Heading {#id}")
        return _fault(f'there is no anchor "#{anchor}" in {where}', remedy)

    def _anchors(self, slug: str) -> tuple[str, ...]:
        return anchors_of(article_tree(self._articles[slug].body))


def anchors_of(tree: ArticleTree) -> tuple[str, ...]:
    """The ids of an article's headings and of other things that have one, and those of its charts and tables."""
    ids = [anchor for element in tree.root.iter() if (anchor := element.get("id"))]
    blocks = [reference for reference in tree.references if reference.kind in _ANCHORED]
    return (*ids, *(f"{block.kind}-{block.id}" for block in blocks))
