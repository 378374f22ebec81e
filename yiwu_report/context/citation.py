"""How to cite a page: after GB/T 7714-2025 (as an online document, EB/OL) and as BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.context.pages import absolute
from yiwu_report.context.site_texts import site_text
from yiwu_report.context.words import Words
from yiwu_report.formatting import Language
from yiwu_report.model.period import Period

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
    access = Words(language)["citation_access"]
    standard = f"{author}. {title}[EB/OL]. ({date})[{access}]." + (f" {address}." if address else "")
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
