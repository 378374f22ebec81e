"""Sentences of a text, in its own characters, with references as they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from yiwu_report.references import Reference

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
