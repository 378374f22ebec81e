"""_headers: what hosts such as Cloudflare Pages and Netlify send along with each file.

Both read rules of a path and its headers; where several rules fit, Cloudflare joins their values, so no two rules that
fit one path name the same header with another value. `:page` stands for one part of a path. Cloudflare reads 100 rules
of at most 2,000 characters a line; a language takes four.
"""

from __future__ import annotations

from collections.abc import Iterator

from yiwu_report.context import Context
from yiwu_report.model.output import Output
from yiwu_report.model.site_paths import folder
from yiwu_report.render.frame import content_policy
from yiwu_report.render.not_found_page import not_found_style

EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}
FOR_EVER = "public, max-age=31536000, immutable"  # the name changes with the content
ASK_AGAIN = "no-cache"  # a correction is seen at once


def render_headers(_output: Output, context: Context) -> str:
    """The text of the file. Pages may be framed by the site itself, single charts by anybody."""
    policy = content_policy(not_found_style(context).source)  # the 404 page is served at any path
    rules: list[tuple[str, dict[str, str]]] = [
        ("/*", EVERYWHERE),
        ("/assets/*", {"Cache-Control": FOR_EVER}),
        ("/data/*", {"Cache-Control": ASK_AGAIN, "Access-Control-Allow-Origin": "*"}),
    ]
    for path, frames in _pages(context):
        both = {"Content-Security-Policy": f"{policy}; frame-ancestors {frames}", "Cache-Control": ASK_AGAIN}
        rules.append((path, both))
    return "\n".join(line for path, headers in rules for line in (path, *_lines(headers))) + "\n"


def _pages(context: Context) -> Iterator[tuple[str, str]]:
    """The paths of all pages, with and without their file's name, and who may frame them."""
    languages = context.site.languages
    yield "/", "'self'"
    yield "/index.html", "'self'"
    for language in languages:
        base = f"/{folder(language, languages)}"  # /en/ itself is a :page
        yield f"{base}:page/", "'self'"
        yield f"{base}:page/index.html", "'self'"
        yield f"{base}charts/:chart/", "*"
        yield f"{base}charts/:chart/index.html", "*"


def _lines(headers: dict[str, str]) -> Iterator[str]:
    yield from (f"  {name}: {value}" for name, value in headers.items())
