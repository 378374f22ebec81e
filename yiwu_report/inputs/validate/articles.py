"""content/articles/<slug>/<language>.md: the front matter, and which languages are there."""

from __future__ import annotations

from collections.abc import Sequence

from yiwu_report.inputs.validate.collector import Collector
from yiwu_report.model.node import BrokenNode, Loaded, LoadedArticle, MappingEntry, MappingNode
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Place, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Article, FrontMatter
from yiwu_report.model.text import Text

FRONT_PAGE = "index"


def read_articles(loaded: Loaded, first_day: Period | None, collector: Collector) -> tuple[Article, ...]:
    """Every article, by slug and in the order of the report's languages; what cannot be read is omitted.

    `first_day`: when the report was published, and with it the articles without their own date.
    """
    articles = [article for each in loaded.articles if (article := _read(each, collector))]
    _check_languages(loaded, articles, collector)
    _check_days(articles, first_day, collector)
    order = list(collector.languages or ())
    return tuple(
        sorted(
            (article for article in articles if article.language in order),
            key=lambda article: (article.slug, order.index(article.language)),
        )
    )


def unread_languages(loaded: Loaded, articles: Sequence[Article], languages: Sequence[str]) -> frozenset[str]:
    """The languages in which an article could not be read, or without a front page: their names are not known."""
    read = {(article.slug, article.language) for article in articles}
    wanted = {(each.slug, each.language) for each in loaded.articles} | {(FRONT_PAGE, code) for code in languages}
    return frozenset(language for _, language in wanted - read)


def _read(article: LoadedArticle, collector: Collector) -> Article | None:
    if isinstance(article.front, BrokenNode):
        return None
    entry = MappingEntry(Place(article.file), article.front)
    collector.remember(("article", article.slug, article.language), entry)
    front = collector.read(FrontMatter, entry) or _rest(entry, collector)
    return Article(article.slug, article.language, article.file, front, article.body) if front else None


def _rest(entry: MappingEntry, collector: Collector) -> FrontMatter | None:
    """The sound part of a faulty front matter, so that the text below it is looked at too.

    None if the names are faulty: their digits would be treated as loose numbers.
    """
    front = collector.sound_part(FrontMatter, entry, {"title": Text("?", entry.key, "?")})
    written = entry.node.get("names") if isinstance(entry.node, MappingNode) else None
    return None if front and written and not front.names else front


def _check_languages(loaded: Loaded, articles: list[Article], collector: Collector) -> None:
    if collector.languages is None:
        return
    there: dict[str, dict[str, LoadedArticle]] = {FRONT_PAGE: {}}
    for each in loaded.articles:
        there.setdefault(each.slug, {})[each.language] = each
        if each.language not in collector.languages and not collector.others:
            remedy = did_you_mean(
                each.language, collector.languages, "delete it, or list the language in content/site.yaml"
            )
            collector.refuse(Place(each.file), Rule.UNKNOWN_LANGUAGE, f'the report is not in "{each.language}"', remedy)
    _check_front_pages(articles, collector)
    published = {article.slug for article in articles if not article.front.draft}
    unread = {each.slug for each in loaded.articles if isinstance(each.front, BrokenNode)}
    for slug, languages in there.items():
        for code in collector.languages:
            if code in languages:
                continue
            place = Place(f"content/articles/{slug}/{code}.md")
            if slug == FRONT_PAGE:
                collector.refuse(place, Rule.MISSING_FILE, f'the front page is missing in "{code}"', "write it")
            elif slug in published | unread:
                words = (
                    f'the article "{slug}" is missing in "{code}"',
                    "write it, or mark the other languages draft: true",
                )
                collector.refuse(place, Rule.MISSING_TRANSLATION, *words)


def _check_days(articles: Sequence[Article], first_day: Period | None, collector: Collector) -> None:
    """Nothing is updated before it is published."""
    for article in articles:
        published, updated = article.front.published or first_day, article.front.updated
        if published and updated and updated.parts < published.parts:
            place = collector.places["article", article.slug, article.language, "updated"]
            message = f"updated on {updated}, before it was published"
            collector.refuse(place, Rule.BAD_VALUE, message, f"write a date from {published} on, or remove it")


def _check_front_pages(articles: list[Article], collector: Collector) -> None:
    """Every other page links to the front page, so there must be one."""
    for article in articles:
        if article.slug == FRONT_PAGE and article.front.draft and article.language in (collector.languages or ()):
            place = collector.places["article", article.slug, article.language, "draft"]
            collector.refuse(place, Rule.BAD_VALUE, "the front page cannot be a draft", "remove draft")
