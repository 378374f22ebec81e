"""An article: its front matter and body bound, and its body cut into headings, prose, charts and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yiwu_report.bind.binder import Binder, all_uses
from yiwu_report.bind.links import Links
from yiwu_report.bind.markdown import TOKEN, to_html, token
from yiwu_report.model.bound import (
    Block,
    BoundArticle,
    BoundText,
    ChartBlock,
    FiguresBlock,
    Heading,
    Prose,
    TableBlock,
)
from yiwu_report.model.site import Article
from yiwu_report.references import Reference, ReferenceKind, scan_markdown

_CUT = re.compile(
    r"<p>\s*\ue000(?P<block>[0-9]+)\ue001\s*</p>|<h(?P<level>[2-4])(?: id=\"(?P<anchor>[^\"]*)\")?>(?P<title>.*?)</h(?P=level)>",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]+>")


def bind_article(
    article: Article, binder: Binder, links: Links, chart_uses: Mapping[str, frozenset[str]]
) -> BoundArticle:
    """The article with its references replaced; `chart_uses` says which figures each chart shows."""
    front = article.front
    title = binder.text(front.title)
    label = binder.text(front.label) if front.label else None
    standfirst = binder.text(front.standfirst, is_prose=True) if front.standfirst else None
    scan = scan_markdown(article.body)
    binder.note_problems(article.body, scan)
    inline: dict[int, BoundText] = {}
    blocks: dict[int, Block] = {}
    for index, reference in enumerate(scan.references):
        if reference.kind in {ReferenceKind.FIGURE, ReferenceKind.CLAIM}:
            inline[index] = binder.show(reference, article.body, is_prose=not _is_in_heading(reference, article))
        else:
            block = _block(reference, article, binder)
            if block:
                blocks[index] = block
    html, faulty_links = links.resolve(to_html(_with_tokens(article.body.value, scan.references)), article)
    binder.problems += faulty_links
    parts = tuple(_cut(html, inline, blocks))
    uses = all_uses([title, standfirst, label, *inline.values()]) | set(front.key_figures)
    for block in blocks.values():
        uses |= _uses(block, chart_uses, binder)
    return BoundArticle(article, title, standfirst, label, tuple(front.key_figures), parts, frozenset(uses))


def _is_in_heading(reference: Reference, article: Article) -> bool:
    text = article.body.value
    return text[text.rfind("\n", 0, reference.start) + 1 : reference.start].lstrip().startswith("#")


def _with_tokens(value: str, references: tuple[Reference, ...]) -> str:
    parts, position = [], 0
    for index, reference in enumerate(references):
        parts += [value[position : reference.start], token(index)]
        position = reference.end
    return "".join([*parts, value[position:]])


def _block(reference: Reference, article: Article, binder: Binder) -> Block | None:
    match reference.kind:
        case ReferenceKind.CHART:
            known = binder.known(reference.kind, reference, article.body, binder.site.charts)
            return ChartBlock(reference.id) if known else None
        case ReferenceKind.TABLE:
            known = binder.known(reference.kind, reference, article.body, binder.site.tables)
            return TableBlock(reference.id) if known else None
    figures = [binder.figure(each, reference, article.body) for each in reference.ids]
    return FiguresBlock(tuple(figure.id for figure in figures if figure))


def _uses(block: Block, chart_uses: Mapping[str, frozenset[str]], binder: Binder) -> frozenset[str]:
    match block:
        case ChartBlock(chart=chart):
            return chart_uses.get(chart, frozenset()) | {f"chart {chart}"}
        case TableBlock(table=table):
            return frozenset({f"table {table}", *binder.data.cells.get(table, ())})
        case FiguresBlock(figures=figures):
            return frozenset(figures)
    return frozenset()


def _cut(html: str, inline: Mapping[int, BoundText], blocks: Mapping[int, Block]) -> Iterator[Block]:
    position, section = 0, 0
    for match in _CUT.finditer(html):
        if match["block"] is not None and int(match["block"]) in inline:
            continue  # a number alone in its paragraph is prose
        yield from _prose(html[position : match.start()], inline)
        position = match.end()
        if match["block"] is not None:
            if int(match["block"]) in blocks:
                yield blocks[int(match["block"])]
            continue
        section += 1
        title = _fill(match["title"], inline)
        plain = _TAG.sub("", _plain(match["title"], inline))
        yield Heading(int(match["level"]), match["anchor"] or f"section-{section}", BoundText(plain, title))
    yield from _prose(html[position:], inline)


def _prose(html: str, inline: Mapping[int, BoundText]) -> Iterator[Block]:
    if html.strip():
        yield Prose(_fill(html.strip(), inline))


def _fill(html: str, inline: Mapping[int, BoundText]) -> str:
    return TOKEN.sub(lambda match: inline[int(match[1])].html if int(match[1]) in inline else "", html)


def _plain(html: str, inline: Mapping[int, BoundText]) -> str:
    return TOKEN.sub(lambda match: inline[int(match[1])].plain if int(match[1]) in inline else "", html)
