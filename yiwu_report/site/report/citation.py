"""The report's title and people from site.yaml, and how to cite a page (in the style of its language, and in BibTeX)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.model.period import Period
from yiwu_report.model.site import MakerKind
from yiwu_report.resolve.texts import text_of_site
from yiwu_report.site.report.context import Context, Words
from yiwu_report.site.report.pages import absolute
from yiwu_report.text.formatting import Language, format_period


@dataclass(frozen=True, slots=True)
class Maker:
    """Someone who made the report."""

    role: str
    name: str
    is_organization: bool
    url: str | None


def site_text(name: str, code: str, context: Context) -> str | None:
    """A text of site.yaml in a language, references replaced: title, description, publisher, licence."""
    return text_of_site(name, code, context.site, context.bound)


def makers(code: str, context: Context) -> Iterator[Maker]:
    """Everyone who made the report, in the order of site.yaml."""
    for person in context.site.spec.people:
        name = person.name[code] if isinstance(person.name, dict) else person.name
        yield Maker(person.role[code].value, name.value, person.kind is MakerKind.ORGANIZATION, person.url)


_DOUBLED = re.compile(r"(?<=[?!.。？！])\.| \.$")  # behind a title that ends a sentence, and without an address
_SPECIAL = re.compile(r"[\\{}%&#$_~^]")
_REPLACED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Citation:
    """The citation formats of a page."""

    standard: str
    bibtex: str


def cite(title: str, path: str, changed: Period, language: Language, context: Context) -> Citation:
    """How to cite the page at `path`, last changed on a day. The date of access is a placeholder for the reader."""
    code = language.code
    author = site_text("publisher", code, context) or site_text("title", code, context) or ""
    date = changed.written
    address = absolute(path, context)
    words = format_period(changed, language, context.site.spec.periods)
    standard = Words(language)("citation", author=author, title=title, day=date, date=words, address=address or "")
    standard = _DOUBLED.sub("", standard).strip()
    fields = {
        "author": "{" + _tex(author) + "}",
        "title": _tex(title),
        "date": date,
        "langid": (language.babel.english_name or "").lower().partition(" ")[0],
    }
    if address:
        fields["url"] = address
    name = re.sub(r"[^a-z0-9]+", "-", path.removesuffix("index.html").strip("/")) or "report"
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items())
    return Citation(standard, f"@online{{{name}-{date[:4]}-{code},\n{lines}}}")


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda match: _REPLACED.get(match[0], "\\" + match[0]), text)
