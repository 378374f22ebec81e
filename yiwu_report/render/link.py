"""A link as templates write it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text. `href` begins with `@/`, the root of the site, or is an address on the web."""

    text: str
    href: str
    is_current: bool = False
    html_lang: str | None = None
    code: str | None = None
