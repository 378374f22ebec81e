"""Every output of a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yiwu_report.context import Context
from yiwu_report.context.pages import pages
from yiwu_report.model.output import Output, OutputId, OutputKind
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
from yiwu_report.plan.kinds import KINDS


def plan_outputs(context: Context) -> tuple[Output, ...]:
    """Every file of the site, sorted by path."""
    return tuple(sorted((*_pages(context), *_listings(context), *_data(context), *_assets(context))))


def _output(path: str, output_id: OutputId) -> Output:
    return Output(path, output_id, KINDS[output_id.kind].stage)


def _pages(context: Context) -> Iterator[Output]:
    for page in pages(context):
        yield _output(page.path, page.id)
    for chart, language in context.shown_charts:
        path = embed_path(chart, language, context.site.languages)
        yield _output(path, OutputId(OutputKind.EMBED, chart, language))
    yield _output("404.html", OutputId(OutputKind.NOT_FOUND, language=context.site.languages[0]))


def _listings(context: Context) -> Iterator[Output]:
    """Outputs for machines; those with absolute addresses are omitted without base_url."""
    languages = context.site.languages
    yield _output(ROBOTS, OutputId(OutputKind.ROBOTS))
    yield _output(HEADERS, OutputId(OutputKind.HEADERS))
    if context.site.spec.base_url is None:
        return
    yield _output(SITEMAP, OutputId(OutputKind.SITEMAP))
    for language in languages:
        yield _output(feed_path(language, languages), OutputId(OutputKind.FEED, language=language))
    for chart, language in context.shown_charts:
        yield _output(oembed_path(chart, language, languages), OutputId(OutputKind.OEMBED, chart, language))


def _data(context: Context) -> Iterator[Output]:
    yield _output("data/figures.csv", OutputId(OutputKind.FIGURES_CSV))
    yield _output("data/figures.json", OutputId(OutputKind.FIGURES_JSON))
    if context.findings:
        yield _output("data/claims.json", OutputId(OutputKind.CLAIMS_JSON))
    for language in context.site.languages:
        yield _output(data_package_path(language), OutputId(OutputKind.DATA_PACKAGE, language=language))
    for chart, language in context.shown_charts:
        for form in CHART_FORMS if context.pictures else CHART_FORMS[1:]:
            path = chart_file_path(chart, language, form)
            yield _output(path, OutputId(OutputKind.CHART_FILE, chart, language, form))


def _assets(context: Context) -> Iterator[Output]:
    for name, asset in context.site_assets.items():
        yield _output(asset.path, OutputId(OutputKind.ASSET, name))
    for (chart, language), asset in context.chart_scripts.items():
        yield _output(asset.path, OutputId(OutputKind.CHART_SCRIPT, chart, language))
    for (slug, language), card in context.cards.items():
        yield _output(card.path, OutputId(OutputKind.CARD, slug, language))


def find_clashes(outputs: Iterable[Output], context: Context) -> tuple[Problem, ...]:
    """A problem for each article whose path another output has too, or needs as a folder; case is ignored."""
    ordered = sorted(outputs, key=lambda each: (each.id.kind is OutputKind.ARTICLE, each.path, each.language or ""))
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
        f"two outputs have the path {output.path}: {other.id} and {output.id}",
        "rename the article's folder",
    )


def source_of(output: Output, context: Context) -> Place:
    """The file that gives an output its path; content/site.yaml for what every report has."""
    return Place(KINDS[output.id.kind].file(output.id, context))
