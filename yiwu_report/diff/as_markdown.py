"""A difference as Markdown, for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yiwu_report.diff.difference import Difference, FigureChange, Sentence
from yiwu_report.diff.phrases import (
    arrow,
    by_sort,
    headline,
    other_fields,
    sentence_words,
    told,
    values,
    verdicts,
    what_happened,
)


def as_markdown(difference: Difference) -> list[str]:
    """The lines of the Markdown: a table of the figures, then the effects of each, collapsed."""
    lines = [f"**{_plain(headline(difference))}**"]
    if difference.figures:
        lines += ["", "| figure | | value | shown |", "|---|---|---|---|", *map(_row, difference.figures)]
    changes = {change.id: change for change in difference.figures}
    for change in difference.figures:
        lines += ["", "<details>", f"<summary><code>{change.id}</code>{what_happened(change)}</summary>", ""]
        lines += [*_figure(change, changes), "", "</details>"]
    lines += _rest(difference)
    return lines


def _row(change: FigureChange) -> str:
    value = next((each for each in change.fields if each.name == "value"), None)
    cells = (
        f"`{change.id}`{what_happened(change)}",
        _plain(change.title),
        _plain(arrow(value.before, value.after)) if value else "",
        _plain(arrow(*change.shown)) if value else "",
    )
    return f"| {' | '.join(cells)} |"


def _figure(change: FigureChange, changes: Mapping[str, FigureChange]) -> Iterator[str]:
    if change.place:
        yield f"- `{change.place}`"
    for field in other_fields(change):
        yield f"- {_plain(told(field))}"
    if change.causes:
        yield f"- because of {_codes(change.causes)}"
    for follower in change.follows:
        yield f"- so that `{follower}` is {_plain(values(changes[follower]) or '')}"
    for sentence in change.sentences:
        yield _sentence(sentence)
    for table in change.tables:
        yield f"- `{table.place}` {table.kind} in {table.subject}"
    for name, ids in (("charts", change.charts), ("claims", change.claims), ("pages", change.pages)):
        if ids:
            yield f"- {name}: {_codes(ids)}"


def _rest(difference: Difference) -> Iterator[str]:
    if difference.claims:
        yield from ("", "Claims with a new verdict:", "")
        for claim in difference.claims:
            place = f" (`{claim.place}`)" if claim.place else ""
            yield f"- `{claim.id}`{place}: **{verdicts(claim)}**. {_plain(claim.now)}".rstrip()
    if difference.charts:
        yield from ("", f"Charts that change: {_codes(tuple(chart.id for chart in difference.charts))}")
    if difference.outputs:
        yield from ("", "Files that change:" if difference.is_exact else "Files that show what changed:", "")
        yield from (f"- {title}: {_codes(tuple(names))}" for title, names in by_sort(difference.outputs))


def _sentence(sentence: Sentence) -> str:
    words = sentence_words(sentence)
    texts = [_plain(words[0])] if len(words) == 1 else [f"~~{_plain(words[0])}~~", _plain(words[1])]
    return "<br>".join([f"- `{sentence.place}` {sentence.subject}", *(f"  {text}" for text in texts)])


def _codes(ids: tuple[str, ...]) -> str:
    return ", ".join(f"`{each}`" for each in ids)


def _plain(text: str) -> str:
    """A text escaped for Markdown and HTML, on one line."""
    escaped = re.sub(r"([\\`*_{}\[\]<>|~#])", r"\\\1", " ".join(text.split()))
    return escaped.replace("&", "&amp;").replace("\\<", "&lt;").replace("\\>", "&gt;")
