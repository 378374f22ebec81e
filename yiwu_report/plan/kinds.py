"""Every kind of output: when it is put in place, what makes it, and the file that gives it its path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.export.chart_files import chart_file
from yiwu_report.export.claims_json import claims_json
from yiwu_report.export.data_package import data_package
from yiwu_report.export.figures_csv import figures_csv
from yiwu_report.export.figures_json import figures_json
from yiwu_report.model.output import Output, OutputId, OutputKind, Stage
from yiwu_report.render.article_page import render_article
from yiwu_report.render.atom_feed import render_feed
from yiwu_report.render.checks_page import render_checks
from yiwu_report.render.corrections_page import render_corrections
from yiwu_report.render.embed_page import render_embed, render_oembed
from yiwu_report.render.figures_page import render_figures
from yiwu_report.render.headers_file import render_headers
from yiwu_report.render.links import make_relative
from yiwu_report.render.methods_page import render_methods
from yiwu_report.render.not_found_page import render_not_found
from yiwu_report.render.sitemap import render_robots, render_sitemap
from yiwu_report.render.unbroken import keep_unbroken

_Make = Callable[[Output, Context], bytes]
_Render = Callable[[Output, Context], str]
_File = Callable[[OutputId, Context], str]

_SITE = "content/site.yaml"


@dataclass(frozen=True, slots=True)
class Kind:
    """What holds for every output of a kind."""

    stage: Stage
    make: _Make  # InvalidInput where a template or a word of the pages is at fault
    file: _File = lambda _id, _context: _SITE  # which gives it its path: renaming that renames the output


def _page(render: _Render) -> _Make:
    return lambda output, context: make_relative(keep_unbroken(render(output, context)), output.path).encode()


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
    """The bytes of an output; InvalidInput where a template or a word of the pages is at fault."""
    return KINDS[output.id.kind].make(output, context)
