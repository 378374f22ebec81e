"""One file of the site, before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OutputKind(StrEnum):
    """What an output is, which decides when it is put in place: assets and data, then pages, then what lists them."""

    ASSET = "asset"
    DATA = "data"
    PAGE = "page"
    LISTING = "listing"  # for machines: feed, sitemap, robots.txt


@dataclass(frozen=True, order=True, slots=True)
class Output:
    """A file of the site. Plain data: hashable, comparable, picklable."""

    path: str  # relative to the output folder, with "/", e.g. "en/figures/index.html"
    kind: OutputKind
    language: str | None = None
    subject: str = ""  # what makes it, e.g. "article index", "figures", "asset site.css"
    uses: frozenset[str] = frozenset()  # ids of everything it shows: previews, `why` and `uses` rest on it


@dataclass(frozen=True, slots=True)
class Rendered:
    """An output with its bytes."""

    output: Output
    content: bytes
