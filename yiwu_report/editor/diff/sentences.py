"""Which sentences differ from what they would show with the earlier figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from yiwu_report.editor.diff.difference import ChangedSentence
from yiwu_report.editor.diff.rebuild import View
from yiwu_report.model.problem import Unusable
from yiwu_report.model.text import Text
from yiwu_report.resolve.binder import Binder
from yiwu_report.resolve.texts import texts_of
from yiwu_report.site.report import Context
from yiwu_report.text.references import Reference, ReferenceKind, scan_markdown, scan_text

_CLOSERS = "[\"'”’)\\]）」』*_]*"
_END = re.compile(
    rf"(?P<end>[。！？]{_CLOSERS}|[.!?]{_CLOSERS}(?=\s|$))"  # of a sentence
    r"|(?P<gap>\n[ \t]*\n|\n(?=[ \t]*(?:[-*+>]|#{1,6}|[0-9]+[.)])[ \t])|(?<=\|))"  # of a block, a row, a cell
)
_MARKUP = (
    (re.compile(r"^\s*(?:#{1,6}|>|[-*+]|[0-9]+[.)])[ \t]+"), ""),
    (re.compile(r"\{:?\s*[#.][^{}]*\}"), ""),
    (re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)"), r"\1"),
    (re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\s+"), " "),
)


def sentence_spans(value: str, references: Iterable[Reference]) -> list[tuple[int, int]]:
    """Start and end of each sentence; nothing inside a reference ends a sentence."""
    characters = list(value)
    for reference in references:
        if not reference.is_block:
            characters[reference.start : reference.end] = "x" * (reference.end - reference.start)
    masked = "".join(characters)
    spans, start = [], 0
    for match in _END.finditer(masked):
        end = match.end() if match["end"] else match.start()
        spans.append((start, end))
        start = match.end()
    return [*spans, (start, len(value))]


def worded(value: str, span: tuple[int, int], references: Iterable[Reference], show: Callable[[Reference], str]) -> str:
    """A sentence as displayed: references resolved, markup removed."""
    parts, position = [], span[0]
    for reference in references:
        if span[0] <= reference.start < span[1]:
            parts += [value[position : reference.start], show(reference)]
            position = reference.end
    text = "".join([*parts, value[position : span[1]]])
    for pattern, kept in _MARKUP:
        text = pattern.sub(kept, text)
    return text.strip()


_INLINE = {ReferenceKind.FIGURE, ReferenceKind.CLAIM}


def changed_sentences(context: Context, old: View, new: View, changed: Collection[str]) -> tuple[ChangedSentence, ...]:
    """Every such sentence of published articles, charts and short texts, by place; `changed` are ids of figures."""
    found: set[ChangedSentence] = set()
    for code in new.site.languages:
        reader = _SentenceReader(old.binder(code), new.binder(code), code, changed)
        for subject, text, is_markdown in _texts(context, code):
            found |= set(reader.sentences(subject, text, is_markdown=is_markdown))
    return tuple(sorted(found))


def _texts(context: Context, code: str) -> Iterator[tuple[str, Text, bool]]:
    for article in (bound.article for bound in context.published if bound.article.language == code):
        subject = f"article {article.slug} {code}"
        for text in (article.front.label, article.front.title, article.front.standfirst):
            if text is not None:
                yield subject, text, False
        yield subject, article.body, True
    for chart_id, spec in context.site.charts.items():
        if not isinstance(spec, Unusable):
            for localized in (spec.title, spec.subtitle, spec.alt, spec.note):
                if localized and code in localized:
                    yield f"chart {chart_id}", localized[code], False
    for key, localized in texts_of(context.site, context.data):
        if code in localized:
            yield " ".join(key), localized[code], False


class _SentenceReader:
    """Compares the texts of one language before and after."""

    def __init__(self, old: Binder, new: Binder, code: str, changed: Collection[str]) -> None:
        self._old, self._new, self._code, self._changed = old, new, code, changed

    def sentences(self, subject: str, text: Text, *, is_markdown: bool) -> Iterator[ChangedSentence]:
        scan = scan_markdown(text) if is_markdown else scan_text(text)
        inline = [each for each in scan.references if each.kind in _INLINE]
        changed = [each for each in inline if self._old.show(each, text).html != self._new.show(each, text).html]
        if not changed:
            return
        for span in sentence_spans(text.value, scan.references):
            here = [each for each in changed if span[0] <= each.start < span[1]]
            if here:
                yield ChangedSentence(
                    text.place_of(here[0].start, here[0].end - here[0].start),
                    subject,
                    self._code,
                    worded(text.value, span, inline, lambda each: self._old.show(each, text).plain),
                    worded(text.value, span, inline, lambda each: self._new.show(each, text).plain),
                    tuple(dict.fromkeys(name for each in here for name in self._figures(each))),
                )

    def _figures(self, reference: Reference) -> Iterator[str]:
        """The changed figures that a reference shows, or that the words of a claim depend on."""
        if reference.kind is ReferenceKind.FIGURE:
            for data in (self._new.data, self._old.data):
                figure = data.figures.get(reference.id)  # of africa.first.change: that of the row
                yield figure.id if figure else reference.id
        for findings in (self._new.findings, self._old.findings):
            if reference.kind is ReferenceKind.CLAIM and reference.id in findings:
                yield from (name for name in findings[reference.id].inputs if name in self._changed)
