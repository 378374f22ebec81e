"""An output that is a page, or lists pages -> its bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yiwu_report.context import Context
from yiwu_report.model.output import Output
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

_Maker = Callable[[Output, Context], str]

_PAGES: Mapping[str, _Maker] = {
    "article": render_article,
    "checks": render_checks,
    "corrections": render_corrections,
    "embed": render_embed,
    "figures": render_figures,
    "methods": render_methods,
    "not found": render_not_found,
}

_LISTINGS: Mapping[str, _Maker] = {
    "feed": render_feed,
    "headers": render_headers,
    "oembed": render_oembed,
    "robots": render_robots,
    "sitemap": render_sitemap,
}


def render_page(output: Output, context: Context) -> bytes:
    """The HTML of a page; InvalidInput where a template or a word of the pages is at fault."""
    return make_relative(keep_unbroken(_maker(_PAGES, output)(output, context)), output.path).encode()


def render_listing(output: Output, context: Context) -> bytes:
    """What lists the pages for machines: a feed, the sitemap, robots.txt; InvalidInput as `render_page` has it."""
    return _maker(_LISTINGS, output)(output, context).encode()


def _maker(makers: Mapping[str, _Maker], output: Output) -> _Maker:
    """What makes an output: its subject says it, or the first word of it, as in "article index"."""
    return makers.get(output.subject) or makers[output.subject.partition(" ")[0]]
