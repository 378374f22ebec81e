"""What a text names: in its references, and in the links of an article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from yiwu_report.model.text import Text
from yiwu_report.references import Reference, ReferenceKind, Scan, scan_markdown, scan_text
from yiwu_report.rename.figure_ids import figure_mentions
from yiwu_report.rename.mention import Kind, Mention, mention

_KINDS = {
    ReferenceKind.CLAIM: Kind.CLAIM,
    ReferenceKind.CHART: Kind.CHART,
    ReferenceKind.TABLE: Kind.TABLE,
}
_LINK = re.compile(r"""(?<=[(<"'\s])(?:@/(?P<page>[a-z0-9-]*)/?)?(?:\#(?P<anchor>[^\s)>"']+))?(?=[)>"'\s]|$)""")
_OF_FIGURES = {"figures", "corrections"}  # pages whose anchors are figures
_OF_CLAIMS = "checks"


def text_mentions(text: Text, tables: Collection[str]) -> Iterator[Mention]:
    """The mentions of a short text."""
    if "{{" in text.value:
        yield from _of_references(text, scan_text(text), tables)


def article_mentions(text: Text, slug: str, tables: Collection[str]) -> Iterator[Mention]:
    """The mentions of the body of an article, its links too."""
    scan = scan_markdown(text)
    yield from _of_references(text, scan, tables)
    for start, end in scan.mask.other:
        for match in _LINK.finditer(text.value, start, end):
            yield from _of_link(match, text, slug, tables)


def _of_references(text: Text, scan: Scan, tables: Collection[str]) -> Iterator[Mention]:
    for reference in scan.references:
        position = reference.start + 2
        if reference.kind in {ReferenceKind.FIGURE, ReferenceKind.FIGURES}:
            position = _after_word(reference, position, text)
            for figure_id in reference.ids:
                position = text.value.index(figure_id, position)
                yield from figure_mentions(figure_id, text.place_of(position, len(figure_id)), tables)
                position += len(figure_id)
        else:
            position = text.value.index(reference.id, _after_word(reference, position, text))
            yield mention(_KINDS[reference.kind], (reference.id,), text, position)


def _after_word(reference: Reference, position: int, text: Text) -> int:
    """Behind the word that a reference begins with: {{ chart chart }} is of the chart of that name."""
    if reference.kind is ReferenceKind.FIGURE:
        return position
    return text.value.index(reference.kind, position) + len(reference.kind)


def _of_link(match: re.Match[str], text: Text, slug: str, tables: Collection[str]) -> Iterator[Mention]:
    page, anchor = match["page"], match["anchor"]
    if page and page not in {*_OF_FIGURES, _OF_CLAIMS, "methods"}:
        yield mention(Kind.ARTICLE, (page,), text, match.start("page"))
    if not anchor:
        return
    start = match.start("anchor")
    if page in _OF_FIGURES:
        yield from figure_mentions(anchor, text.place_of(start, len(anchor)), tables)
    elif page == _OF_CLAIMS:
        yield mention(Kind.CLAIM, (anchor,), text, start)
    elif page is not None or slug:
        for kind in (Kind.CHART, Kind.TABLE):
            name = anchor.removeprefix(f"{kind}-")
            if name != anchor:
                yield mention(kind, (name,), text, start + len(anchor) - len(name))
