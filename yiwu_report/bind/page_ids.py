"""The ids of an article's page: those that the page has of itself, and those that an author gives.

An id names one thing on a page, so one that the author gives and the page has already is a problem, and one that the
generator gives to a heading is one that nothing else has.
"""

from __future__ import annotations

from collections.abc import Iterator

from yiwu_report.bind.article_tree import ArticleTree
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Article
from yiwu_report.references import ReferenceKind

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
            message = f'the id "{anchor}" stands twice in this article'
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
    blocks = {
        f"{reference.kind}-{reference.id}"
        for reference in tree.references
        if reference.kind in {ReferenceKind.CHART, ReferenceKind.TABLE}
    }
    return (
        anchor in PAGE_IDS
        or anchor in blocks
        or anchor.removesuffix("-title") in blocks
        or (anchor.startswith("n-") and anchor.removeprefix("n-") in uses)
        or anchor.startswith(("fn:", "fnref:", "fnref2:"))
    )
