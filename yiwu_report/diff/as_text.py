"""A difference as text, for a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from yiwu_report.diff.difference import Difference, FigureChange, Sentence
from yiwu_report.diff.phrases import (
    by_sort,
    headline,
    other_fields,
    sentence_words,
    told,
    values,
    verdicts,
    what_happened,
)


def as_text(difference: Difference) -> list[str]:
    """The lines of the text."""
    changes = {change.id: change for change in difference.figures}
    lines = [headline(difference)]
    told_before: set[Sentence] = set()
    for change in difference.figures:
        lines += ["", *_figure(change, changes), *_where(change, told_before)]
        told_before |= set(change.sentences)
    lines += _other_sentences(difference)
    if difference.claims:
        lines += ["", "Claims with a new verdict"]
        for claim in difference.claims:
            place = f"{claim.place}: " if claim.place else ""
            lines += [f"  {place}{claim.id}: {verdicts(claim)}", *([f"    {claim.now}"] if claim.now else [])]
    if difference.charts:
        lines += ["", "Charts that change"]
        lines += [f"  {chart.place.file}: {chart.id} ({', '.join(chart.languages)})" for chart in difference.charts]
    if difference.outputs:
        lines += ["", "Files that change" if difference.is_exact else "Files that show what changed"]
        lines += [f"  {title}: {', '.join(names)}" for title, names in by_sort(difference.outputs)]
    return lines


def _figure(change: FigureChange, changes: Mapping[str, FigureChange]) -> Iterator[str]:
    yield f"{change.id}{what_happened(change)}: {change.title}"
    if change.place:
        yield f"  {change.place}"
    if shown := values(change):
        yield f"  value: {shown}"
    for field in other_fields(change):
        yield f"  {told(field)}"
    if change.causes:
        yield f"  because of {', '.join(change.causes)}"
    for follower in change.follows:
        yield f"  so that {follower}: {values(changes[follower])}"


def _where(change: FigureChange, told_before: Collection[Sentence]) -> Iterator[str]:
    """Where it is shown; a sentence listed under another figure is given by its place only."""
    for sentence in change.sentences:
        if sentence in told_before:
            yield f"  {sentence.place}: {sentence.subject}, as above"
        else:
            yield from _sentence(sentence)
    for table in change.tables:
        yield f"  {table.place}: {table.kind} in {table.subject}"
    for name, ids in (("charts", change.charts), ("claims", change.claims), ("pages", change.pages)):
        if ids:
            yield f"  {name}: {', '.join(ids)}"


def _sentence(sentence: Sentence) -> Iterator[str]:
    yield f"  {sentence.place}: {sentence.subject}"
    words = sentence_words(sentence)
    signs = ("    ",) if len(words) == 1 else ("    - ", "    + ")
    for sign, text in zip(signs, words, strict=True):
        yield f"{sign}{text}"


def _other_sentences(difference: Difference) -> list[str]:
    """Those that change though no figure in them did: a mark at a claim, words that hold again."""
    ids = {change.id for change in difference.figures}
    others = [sentence for sentence in difference.sentences if not ids & set(sentence.figures)]
    return ["", "Other sentences", *(line for each in others for line in _sentence(each))] if others else []
