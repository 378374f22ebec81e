"""Every link and anchor that leads to the site itself leads somewhere: in pages, feeds, sitemap and data package."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree, html

_ATTRIBUTES = ("href", "src", "data-script", "data-plotly", "data-live", "content", "poster", "action")


def lost_links(folder: Path, base_url: str | None) -> list[str]:
    """`page -> link` for each link into the site that leads nowhere, each once."""
    found = dict.fromkeys(
        f"{path} -> {link}"
        for path, link in _links(folder)
        if (target := _target(path, link, base_url)) is not None and not _is_there(folder, *target)
    )
    return list(found)


def _links(folder: Path) -> Iterator[tuple[str, str]]:
    """Every link with the file it stands in."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.suffix == ".html":
            for element in html.fromstring(file.read_bytes()).iter(etree.Element):
                for name in _ATTRIBUTES:
                    link = element.get(name)
                    if link and (name != "content" or link.startswith("http")):
                        yield path, link
        elif file.suffix == ".xml":
            tree = etree.fromstring(file.read_bytes())
            yield from ((path, str(link)) for link in tree.xpath("//@href | //*[local-name()='loc']/text()"))
        elif file.name == "datapackage.json":
            resources = json.loads(file.read_bytes())["resources"]
            yield from ((path, str(resource["path"])) for resource in resources)


def _target(path: str, link: str, base_url: str | None) -> tuple[str, str] | None:
    """File and anchor that a link leads to; None where it leaves the site."""
    if base_url and link.startswith(base_url):
        link, path = link[len(base_url) :] or "index.html", ""
    if urlsplit(link).scheme or link.startswith("//"):
        return None
    address, anchor = urldefrag(link)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address))) if address else path
    return (f"{target}/index.html" if address.endswith("/") else target), unquote(anchor)


def _is_there(folder: Path, target: str, anchor: str) -> bool:
    file = folder / target
    if not file.is_file():
        return False
    return not anchor or file.suffix != ".html" or anchor in _anchors(file)


@cache
def _anchors(file: Path) -> frozenset[str]:
    return frozenset(re.findall(r'\sid="([^"]*)"', file.read_text(encoding="utf-8")))
