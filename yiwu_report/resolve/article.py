"""An article: its front matter and body bound, its body as headings, prose, charts and tables."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element  # built by bind/article_tree, never parsed

from yiwu_report.model.bound import (
    Block,
    BoundArticle,
    BoundText,
    ChartBlock,
    FiguresBlock,
    Heading,
    Html,
    Prose,
    TableBlock,
)
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Article
from yiwu_report.model.table_display import MOST_ROWS, is_short, short_id
from yiwu_report.resolve.article_tree import LEVELS, ArticleTree, article_tree
from yiwu_report.resolve.binder import Binder, all_uses
from yiwu_report.resolve.elements import BLOCK, inner_html, plain_text, to_html
from yiwu_report.resolve.links import Links, block_anchors, clashing_ids, free_id
from yiwu_report.resolve.markdown import put_words
from yiwu_report.text.references import Reference, ReferenceKind, scan_markdown

_INLINE = {ReferenceKind.FIGURE, ReferenceKind.CLAIM}


def bind_article(article: Article, binder: Binder, links: Links, shown: Mapping[str, frozenset[str]]) -> BoundArticle:
    """The article with its references replaced; `shown` says which figures each chart and each display shows."""
    front = article.front
    title = binder.text(front.title)
    label = binder.text(front.label) if front.label else None
    standfirst = binder.text(front.standfirst, is_prose=True) if front.standfirst else None
    binder.note_problems(article.body, scan_markdown(article.body))
    tree = article_tree(article.body)
    binder.problems += [fault.at(article.body.place_of(offset)) for offset, fault in tree.faults]
    body = _bind_body(article, tree, binder)
    root = copy.deepcopy(tree.root)
    binder.problems += links.resolve(root, article)
    binder.problems += put_words(root, binder.language)
    uses = all_uses([title, standfirst, label, *body.inline.values()]) | set(front.key_figures)
    for block in body.blocks.values():
        uses |= _uses(block, shown, binder)
    binder.problems += clashing_ids(article, tree, uses)
    return BoundArticle(
        article, title, standfirst, label, tuple(front.key_figures), tuple(body.cut(root, tree, uses)), frozenset(uses)
    )


def _bind_body(article: Article, tree: ArticleTree, binder: Binder) -> _Body:
    inline: dict[int, BoundText] = {}
    blocks: dict[int, Block] = {}
    anchors = block_anchors(tree.references)
    for index, reference in enumerate(tree.references):
        if reference.kind in _INLINE:
            inline[index] = binder.show(reference, article.body, is_prose=not _is_in_heading(reference, article))
        elif (block := _block(reference, anchors.get(index, ""), article, binder)) is not None:
            blocks[index] = block
    return _Body(inline, blocks)


@dataclass(frozen=True, slots=True)
class _Body:
    """What each reference of an article shows, by its index."""

    inline: Mapping[int, BoundText]
    blocks: Mapping[int, Block]

    def cut(self, root: Element, tree: ArticleTree, uses: frozenset[str]) -> Iterator[Block]:
        """The children of `root` as headings, charts, tables and the prose between them."""
        prose: list[Element] = []
        section = 0
        for element in root:
            if element.tag != BLOCK and element.tag not in LEVELS:
                prose.append(element)
                continue
            yield from self._prose(prose)
            prose = []
            if element.tag == BLOCK:
                if (block := self.blocks.get(int(element.get("n", "-1")))) is not None:
                    yield block
                continue
            section += 1
            anchor = element.get("id") or free_id(f"section-{section}", tree, uses)
            yield Heading(int(element.tag[1]), anchor, self._title(element))
        yield from self._prose(prose)

    def _prose(self, elements: list[Element]) -> Iterator[Block]:
        if elements:
            elements[-1].tail = None
            yield Prose(to_html(elements, self._html))

    def _title(self, heading: Element) -> BoundText:
        return BoundText(plain_text(heading, self._plain), inner_html(heading, self._html))

    def _html(self, reference: Element) -> Html:
        shown = self.inline.get(int(reference.get("n", "-1")))
        return shown.html if shown else Html()

    def _plain(self, reference: Element) -> str:
        shown = self.inline.get(int(reference.get("n", "-1")))
        return shown.plain if shown else ""


def _is_in_heading(reference: Reference, article: Article) -> bool:
    text = article.body.value
    return text[text.rfind("\n", 0, reference.start) + 1 : reference.start].lstrip().startswith("#")


def _block(reference: Reference, anchor: str, article: Article, binder: Binder) -> Block | None:
    match reference.kind:
        case ReferenceKind.CHART:
            known = binder.known(reference.kind, reference, article.body, binder.site.charts)
            return ChartBlock(reference.id) if known else None
        case ReferenceKind.TABLE:
            return _table_block(reference, anchor, article, binder)
    figures = [binder.figure(each, reference, article.body) for each in reference.ids]
    return FiguresBlock(tuple(figure.id for figure in figures if figure))


def _table_block(reference: Reference, anchor: str, article: Article, binder: Binder) -> TableBlock | None:
    """A table of data/, whole; or as a display says, in a file of its id or in the reference itself."""
    site = binder.site
    name = short_id(article.file, reference.start) if reference.options else reference.id
    if name in site.displays:
        display = site.displays[name]
        return None if isinstance(display, Unusable) else TableBlock(display.table, anchor, name)
    if reference.options and reference.id in site.displays:  # refused already
        return None
    in_files = {key: display for key, display in site.displays.items() if not is_short(key)}
    if not binder.known(reference.kind, reference, article.body, {**site.tables, **site.views, **in_files}):
        return None
    table = binder.data.tables.get(reference.id)
    if table is not None and table.row_count > MOST_ROWS:
        place = article.body.place_of(reference.start, reference.end - reference.start)
        message = f"all {table.row_count} rows of {table.id} are shown"
        remedy = f"say how many, e.g. {{{{ table {table.id} rows=10 }}}}, or rows={table.row_count} for all"
        binder.problems.append(Problem(place, Rule.LONG_TABLE, message, remedy))
    return TableBlock(reference.id, anchor)


def _uses(block: Block, shown: Mapping[str, frozenset[str]], binder: Binder) -> frozenset[str]:
    match block:
        case ChartBlock(chart=chart):
            return shown.get(f"chart {chart}", frozenset()) | {f"chart {chart}"}
        case TableBlock(table=table, display=str(display)):
            return shown.get(f"display {display}", frozenset()) | {f"table {table}", f"display {display}"}
        case TableBlock(table=table):
            return frozenset({f"table {table}", *binder.data.cells.get(table, ())})
        case FiguresBlock(figures=figures):
            return frozenset(figures)
    return frozenset()
