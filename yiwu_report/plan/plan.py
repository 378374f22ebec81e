"""Every output of a site, each with the ids of all it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from yiwu_report.context import Context
from yiwu_report.context.pages import pages
from yiwu_report.model.output import Output, OutputKind
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site_paths import (
    CHART_FORMS,
    HEADERS,
    ROBOTS,
    SITEMAP,
    chart_file_path,
    data_package_path,
    embed_path,
    feed_path,
    oembed_path,
)
from yiwu_report.plan import shows


def plan_outputs(context: Context) -> tuple[Output, ...]:
    """Every file of the site, sorted by path."""
    return tuple(sorted((*_pages(context), *_listings(context), *_data(context), *_assets(context))))


def _pages(context: Context) -> Iterator[Output]:
    articles = {(f"article {bound.article.slug}", bound.article.language): bound for bound in context.published}
    for page in pages(context):
        bound = articles.get((page.subject, page.language))
        uses = shows.of_article(bound, context) if bound else _SHARED[page.subject](context, page.language)
        yield Output(page.path, OutputKind.PAGE, page.language, page.subject, uses)
    for chart, language in context.shown_charts:
        path = embed_path(chart, language, context.site.languages)
        uses = shows.of_chart(chart, language, "page", context)
        yield Output(path, OutputKind.PAGE, language, f"embed {chart}", uses)
    yield Output("404.html", OutputKind.PAGE, context.site.languages[0], "not found")


_SHARED: Mapping[str, Callable[[Context, str], frozenset[str]]] = {
    "figures": shows.of_data,
    "checks": shows.of_checks,
    "methods": shows.of_methods,
    "corrections": shows.of_corrections,
}


def _listings(context: Context) -> Iterator[Output]:
    """What machines read of the site; what names whole addresses is left out where there are none."""
    yield Output(ROBOTS, OutputKind.LISTING, None, "robots")
    yield Output(HEADERS, OutputKind.LISTING, None, "headers")
    if context.site.spec.base_url is None:
        return
    yield Output(SITEMAP, OutputKind.LISTING, None, "sitemap")
    corrected = {entry.figure for entry in context.site.corrections}
    for language in context.site.languages:
        shown = [
            text.uses
            for bound in context.published
            if bound.article.language == language
            for text in (bound.title, bound.standfirst)
            if text
        ]
        path = feed_path(language, context.site.languages)
        yield Output(path, OutputKind.LISTING, language, "feed", frozenset(corrected).union(*shown))


def _data(context: Context) -> Iterator[Output]:
    everything = shows.of_data(context)
    yield Output("data/figures.csv", OutputKind.DATA, None, "data figures.csv", everything)
    yield Output("data/figures.json", OutputKind.DATA, None, "data figures.json", everything)
    if context.findings:
        yield Output("data/claims.json", OutputKind.DATA, None, "data claims.json", shows.of_checks(context))
    for language in context.site.languages:
        shown = everything | shows.of_checks(context) | shows.of_corrections(context)
        yield Output(data_package_path(language), OutputKind.DATA, language, f"package {language}", shown)
    for chart, language in context.shown_charts:
        for form in CHART_FORMS if context.pictures else CHART_FORMS[1:]:
            path = chart_file_path(chart, language, form)
            uses = shows.of_chart(chart, language, form, context)
            yield Output(path, OutputKind.DATA, language, f"chart {chart}.{language}.{form}", uses)
        if context.site.spec.base_url:
            path = oembed_path(chart, language, context.site.languages)
            uses = shows.of_chart(chart, language, "title", context)
            yield Output(path, OutputKind.LISTING, language, f"oembed {chart}", uses)


def _assets(context: Context) -> Iterator[Output]:
    for asset in context.site_assets.values():
        yield Output(asset.path, OutputKind.ASSET, asset.language, f"asset {asset.name}", asset.uses)
    for (slug, language), card in context.cards.items():
        yield Output(card.path, OutputKind.ASSET, language, f"card {slug}", card.uses)


def find_clashes(outputs: Iterable[Output], context: Context) -> tuple[Problem, ...]:
    """A problem for each article whose path another output has too, or needs as a folder; case is ignored."""
    ordered = sorted(outputs, key=lambda output: (output.subject.startswith("article "), output.path))
    taken: dict[str, Output] = {}
    folders: dict[str, Output] = {}
    problems = []
    for output in ordered:
        path = output.path.casefold()
        parts = path.split("/")
        above = ["/".join(parts[:end]) for end in range(1, len(parts))]
        other = taken.get(path) or folders.get(path) or next((taken[each] for each in above if each in taken), None)
        if other is not None:
            problems.append(_clash(output, other, context))
            continue
        taken[path] = output
        folders |= dict.fromkeys(above, output)
    return tuple(problems)


def _clash(output: Output, other: Output, context: Context) -> Problem:
    return Problem(
        source_of(output, context),
        Rule.OUTPUT_CLASH,
        f"two outputs have the path {output.path}: {other.subject} and {output.subject}",
        "rename the article's folder",
    )


def source_of(output: Output, context: Context) -> Place:
    """The file that gives an output its path; content/site.yaml for what every report has."""
    kind, _, name = output.subject.partition(" ")
    match kind:
        case "article" | "card":
            articles = [bound.article for bound in context.published]
            files = [each.file for each in articles if (each.slug, each.language) == (name, output.language)]
            return Place(files[0] if files else "content/site.yaml")
        case "chart":
            return _chart(name.rsplit(".", 2)[0])  # e.g. visits.en.svg
        case "embed" | "oembed":
            return _chart(name)
        case "asset" if name.startswith("chart "):
            return _chart(name.removeprefix("chart ").rsplit(".", 1)[0])  # e.g. chart visits.en
        case "asset":
            return Place(f"templates/assets/{name}")
    return Place("content/site.yaml")


def _chart(chart_id: str) -> Place:
    return Place(f"content/charts/{chart_id}.yaml")
