"""All outputs of a site, the kinds of output, and what the site omits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from yiwu_report.model.output import (
    CHART_FORMS,
    HEADERS,
    ROBOTS,
    SITEMAP,
    Output,
    OutputId,
    OutputKind,
    Stage,
    chart_file_path,
    data_package_path,
    embed_path,
    feed_path,
    oembed_path,
)
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.site.downloads.data_files import chart_file, claims_json, figures_csv, figures_json
from yiwu_report.site.downloads.data_package import data_package
from yiwu_report.site.pages.article_page import render_article
from yiwu_report.site.pages.checks_page import render_checks
from yiwu_report.site.pages.corrections import render_corrections
from yiwu_report.site.pages.embed_page import render_embed, render_oembed
from yiwu_report.site.pages.figures_page import render_figures
from yiwu_report.site.pages.listings import render_feed, render_headers, render_robots, render_sitemap
from yiwu_report.site.pages.methods_page import render_methods
from yiwu_report.site.pages.not_found_page import render_not_found
from yiwu_report.site.pages.template_engine import make_relative
from yiwu_report.site.report import Context
from yiwu_report.site.report.pages import pages

_Make = Callable[[Output, Context], bytes]
_Render = Callable[[Output, Context], str]
_File = Callable[[OutputId, Context], str]

_SITE = "content/site.yaml"


@dataclass(frozen=True, slots=True)
class Kind:
    """What all outputs of a kind share."""

    stage: Stage
    make: _Make  # InvalidInput for a wrong template or a missing interface word
    file: _File = lambda _id, _context: _SITE  # which gives it its path: renaming that renames the output


def _page(render: _Render) -> _Make:
    return lambda output, context: make_relative(render(output, context), output.path).encode()


def _text(render: _Render) -> _Make:
    return lambda output, context: render(output, context).encode()


def _whole(export: Callable[[Context], bytes]) -> _Make:
    return lambda _output, context: export(context)


def _article(output: OutputId, context: Context) -> str:
    bound = context.articles.get((output.name, output.language or ""))
    return bound.article.file if bound else _SITE


def _chart(output: OutputId, _context: Context) -> str:
    return f"content/charts/{output.name}.yaml"


KINDS: Mapping[OutputKind, Kind] = {
    OutputKind.ARTICLE: Kind(Stage.PAGE, _page(render_article), _article),
    OutputKind.FIGURES: Kind(Stage.PAGE, _page(render_figures)),
    OutputKind.CHECKS: Kind(Stage.PAGE, _page(render_checks)),
    OutputKind.METHODS: Kind(Stage.PAGE, _page(render_methods)),
    OutputKind.CORRECTIONS: Kind(Stage.PAGE, _page(render_corrections)),
    OutputKind.EMBED: Kind(Stage.PAGE, _page(render_embed), _chart),
    OutputKind.NOT_FOUND: Kind(Stage.PAGE, _page(render_not_found)),
    OutputKind.ROBOTS: Kind(Stage.LISTING, _text(render_robots)),
    OutputKind.HEADERS: Kind(Stage.LISTING, _text(render_headers)),
    OutputKind.SITEMAP: Kind(Stage.LISTING, _text(render_sitemap)),
    OutputKind.FEED: Kind(Stage.LISTING, _text(render_feed)),
    OutputKind.OEMBED: Kind(Stage.LISTING, _text(render_oembed), _chart),
    OutputKind.FIGURES_CSV: Kind(Stage.DATA, _whole(figures_csv)),
    OutputKind.FIGURES_JSON: Kind(Stage.DATA, _whole(figures_json)),
    OutputKind.CLAIMS_JSON: Kind(Stage.DATA, _whole(claims_json)),
    OutputKind.DATA_PACKAGE: Kind(Stage.DATA, lambda output, context: data_package(output.language or "", context)),
    OutputKind.CHART_FILE: Kind(Stage.DATA, chart_file, _chart),
    OutputKind.CHART_SCRIPT: Kind(
        Stage.ASSET,
        lambda output, context: context.chart_scripts[output.id.name, output.language or ""].content,
        _chart,
    ),
    OutputKind.ASSET: Kind(
        Stage.ASSET,
        lambda output, context: context.site_assets[output.id.name].content,
        lambda output, _context: f"templates/assets/{output.name}",
    ),
    OutputKind.CARD: Kind(
        Stage.ASSET, lambda output, context: context.cards[output.id.name, output.language or ""].png, _article
    ),
}


def content_of(output: Output, context: Context) -> bytes:
    """The bytes of an output; InvalidInput for a wrong template or a missing interface word."""
    return KINDS[output.id.kind].make(output, context)


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


_NO_ADDRESS = """\
Omitted because base_url is not set: sitemap.xml, the feeds, canonical and hreflang links and others.
To add them, set base_url: https://… in content/site.yaml."""

_NO_FACE = """\
Omitted because a font is missing: share images in {language}. No installed font has the characters {characters}
Install one, such as Noto Serif CJK and Noto Sans CJK (Debian: apt-get install fonts-noto-cjk), and build again."""
_SHOWN = 12  # characters


def left_out(context: Context) -> tuple[str, ...]:
    """A text for each group of outputs that is omitted because a setting or a font is missing."""
    address = (_NO_ADDRESS,) if context.site.spec.base_url is None else ()
    return (*address, *(_no_card(code, characters, context) for code, characters in context.cards_without.items()))


def _no_card(code: str, characters: str, context: Context) -> str:
    shown = characters[:_SHOWN] + ("…" if len(characters) > _SHOWN else "")
    return _NO_FACE.format(language=context.languages[code].name, characters=shown)
