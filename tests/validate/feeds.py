"""The sitemap by its XML schema, and Atom feeds as feed readers see them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import feedparser
from lxml import etree

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML_LINK = "{http://www.w3.org/1999/xhtml}link"


def sitemap_faults(folder: Path, base_url: str | None, schemas: Path) -> list[str]:
    """What the schema of sitemaps.org says of sitemap.xml, and links to translations that don't come back.

    The schema knows no xhtml:link, which search engines ask for: these are looked at apart.
    """
    file = folder / "sitemap.xml"
    if not base_url:
        return ["there is a sitemap.xml without base_url"] if file.exists() else []
    if not file.is_file():
        return ["there is no sitemap.xml"]
    tree = etree.parse(file)
    faults = _translation_faults(tree)
    for link in list(tree.iter(_XHTML_LINK)):
        link.getparent().remove(link)
    schema = etree.XMLSchema(file=str(schemas / "sitemap.xsd"))
    schema.validate(tree)
    strangers = [loc.text for loc in tree.iter(f"{_SITEMAP}loc") if not str(loc.text).startswith(base_url)]
    return [*faults, *(str(error) for error in schema.error_log), *(f"{each} is elsewhere" for each in strangers)]


def _translation_faults(tree: etree._ElementTree) -> list[str]:
    """Each page names every version of itself, itself too, and every version names the same."""
    versions = {
        str(url.findtext(f"{_SITEMAP}loc")): {
            link.get("hreflang"): link.get("href") for link in url.iter(_XHTML_LINK) if link.get("rel") == "alternate"
        }
        for url in tree.iter(f"{_SITEMAP}url")
    }
    faults = []
    for page, others in versions.items():
        if others and page not in others.values():
            faults.append(f"{page} does not name itself among its versions")
        faults += [
            f"{page} names {other}, which does not name the same"
            for other in others.values()
            if versions.get(str(other)) != others
        ]
    return faults


def feed_faults(folder: Path, base_url: str | None) -> list[str]:
    """What a feed reader cannot read, and what RFC 4287 asks for and isn't there."""
    files = sorted(folder.rglob("feed.xml"))
    if not base_url:
        return [f"there is a {file.name} without base_url" for file in files]
    if not files:
        return ["there is no feed.xml"]
    return [f"{file.relative_to(folder)}: {fault}" for file in files for fault in _atom_faults(file)]


def _atom_faults(file: Path) -> list[str]:
    read = feedparser.parse(file.read_bytes(), sanitize_html=False)
    if read.bozo or read.version != "atom10":
        return [f"no Atom 1.0: {read.get('bozo_exception', read.version)}"]
    faults = [f"no {name}" for name in ("id", "title", "updated") if not read.feed.get(name)]
    faults += [] if any(link.get("rel") == "self" for link in read.feed.get("links", [])) else ["no link to itself"]
    for entry in read.entries:
        missing = [name for name in ("id", "title", "updated", "link") if not entry.get(name)]
        faults += [f"entry {entry.get('id')}: no {name}" for name in missing]
        faults += [] if entry.get("author") or read.feed.get("author") else [f"entry {entry.get('id')}: no author"]
        faults += [] if entry.get("updated_parsed") else [f"entry {entry.get('id')}: updated is no date"]
    ids = [read.feed.get("id"), *(entry.get("id") for entry in read.entries)]
    faults += [f"{each} stands more than once" for each in {each for each in ids if ids.count(each) > 1}]
    return [*faults, *(f"id {each} is no IRI" for each in ids if each and not urlsplit(each).scheme)]
