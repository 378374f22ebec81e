"""What every page has around its content: head, bar, foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.formatting import Language
from yiwu_report.model.output import Output
from yiwu_report.model.site_paths import ROOT, article_path, page_path
from yiwu_report.render.dates import Day, last_change
from yiwu_report.render.words import Words

# The hash is that of the empty string: plotly.js puts an empty style element into the page and fills it by script.
_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text. `href` begins with `@/`, the root of the site."""

    text: str
    href: str
    is_current: bool = False
    html_lang: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What base.html needs beside the content of a page."""

    html_lang: str
    title: str
    description: str | None
    policy: str
    style: str
    favicon: str | None
    scripts: tuple[str, ...]
    site_title: str
    home: str
    nav: tuple[Link, ...]
    foot_nav: tuple[Link, ...]
    translations: tuple[Link, ...]  # the same page in the other languages
    canonical: str | None
    alternates: tuple[Link, ...]  # absolute, this language too; empty without base_url
    publisher: str | None
    licence: str | None
    licence_url: str | None
    contact: Link | None
    updated: Day


def _page_link(name: str, output: Output, words: Words, languages: Sequence[str]) -> Link:
    """A link to a page that every language has; its name is the word `<name>_page`."""
    path = page_path(name, words.language.code, languages)
    return Link(words[f"{name}_page"], ROOT + path, path == output.path)


def content_policy(*styles: str) -> str:
    """The Content Security Policy of a page; `styles` are sources of style beside the site's own, e.g. a hash."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            " ".join(["style-src 'self'", _EMPTY_STYLE, *styles]),
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def make_frame(output: Output, context: Context, title: str, description: str | None, scripts: Sequence[str]) -> Frame:
    """The frame of a page. `title` is the page's own; `scripts` are names of assets."""
    language = language_of(output, context)
    words = Words(language)
    assets = context.site_assets
    languages = context.site.languages
    own_title = site_text("title", language.code, context) or ""
    pages = ["figures", *(["checks"] if context.findings else []), "methods", "corrections"]
    home = f"{ROOT}{article_path('index', language.code, languages)}"
    nav = [_page_link(name, output, words, languages) for name in pages]
    translations = _translations(output, context)
    return Frame(
        html_lang=language.html_lang,
        title=title if title == own_title else words("page_title", page=title, site=own_title),
        description=description,
        policy=content_policy(),
        style=ROOT + assets["site.css"].path,
        favicon=ROOT + assets["favicon.svg"].path if "favicon.svg" in assets else None,
        scripts=tuple(ROOT + assets[name].path for name in scripts if name in assets),
        site_title=own_title,
        home=home,
        nav=tuple(nav[:-1]),
        foot_nav=tuple(nav),
        translations=translations,
        canonical=absolute(output.path, context),
        alternates=_alternates(output, translations, context),
        publisher=site_text("publisher", language.code, context),
        licence=site_text("licence", language.code, context),
        licence_url=context.site.spec.licence_url,
        contact=contact_link(context),
        updated=last_change(context, language),
    )


def language_of(output: Output, context: Context) -> Language:
    """The language of an output; that of the report's first one where it has none."""
    return context.languages[output.language or context.site.languages[0]]


def site_text(name: str, code: str, context: Context) -> str | None:
    """A text of site.yaml in a language, references replaced: title, description, publisher, licence."""
    bound = context.bound.texts.get(("site", name, code))
    if bound is not None:
        return bound.plain
    localized = getattr(context.site.spec, name)
    return localized[code].value if localized and code in localized else None


def contact_link(context: Context) -> Link | None:
    """Where errors are reported."""
    contact = context.site.spec.contact
    if contact is None:
        return None
    return Link(contact, contact if "://" in contact or contact.startswith("mailto:") else f"mailto:{contact}")


def absolute(path: str, context: Context) -> str | None:
    """The address of a page on the web; None without base_url. index.html is left off."""
    base = context.site.spec.base_url
    if base is None:
        return None
    return f"{base.rstrip('/')}/{path.removesuffix('index.html')}"


def _translations(output: Output, context: Context) -> tuple[Link, ...]:
    """The page in each other language, or that language's front page where there is no such page."""
    links = []
    for code in context.site.languages:
        if code == output.language:
            continue
        language = context.languages[code]
        path = _counterpart(output, code, context)
        links.append(Link(language.name, ROOT + path, html_lang=language.html_lang, code=code))
    return tuple(links)


def _counterpart(output: Output, code: str, context: Context) -> str:
    languages = context.site.languages
    kind, _, slug = output.subject.partition(" ")
    if kind in {"figures", "methods", "checks", "corrections"}:
        return page_path(kind, code, languages)
    is_there = kind == "article" and (slug, code) in context.articles
    return article_path(slug if is_there else "index", code, languages)


def _alternates(output: Output, translations: Sequence[Link], context: Context) -> tuple[Link, ...]:
    own = absolute(output.path, context)
    if own is None or not translations or output.subject == "not found":
        return ()
    fronts = {article_path("index", code, context.site.languages) for code in context.site.languages}
    others = [
        Link(link.text, absolute(path, context) or "", html_lang=link.html_lang)
        for link in translations
        if (path := link.href.removeprefix(ROOT)) not in fronts or output.path in fronts
    ]
    return (Link("", own, html_lang=language_of(output, context).html_lang), *others) if others else ()
