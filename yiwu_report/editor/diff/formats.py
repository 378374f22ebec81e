"""A difference as text for a terminal, as Markdown for a pull request, and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from yiwu_report.editor.diff.difference import (
    ChangedOutput,
    ChangedSentence,
    ChangeKind,
    Difference,
    FieldChange,
    FigureChange,
    MovedClaim,
)
from yiwu_report.model.problem import Place

SORTS = (("page", "pages"), ("data", "data"), ("asset", "assets"))


def headline(difference: Difference) -> str:
    """How many figures changed, e.g. "2 figures changed since HEAD~1, and 1 that follows"."""
    own = [each for each in difference.figures if not each.causes]
    follow = len(difference.figures) - len(own)
    if not difference.figures:
        return f"No figures changed since {difference.old}."
    if not own:
        return f"{count(follow, 'derived figure')} changed since {difference.old}."
    tail = f", and {follow} that follow{'s' if follow == 1 else ''}" if follow else ""
    return f"{count(len(own), 'figure')} changed since {difference.old}{tail}."


def count(number: int, noun: str) -> str:
    """A count with its noun, e.g. "1 figure", "2 figures"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def what_happened(change: FigureChange) -> str:
    """The words for a new or a removed figure; empty for a change."""
    return {ChangeKind.ADDED: " (new)", ChangeKind.REMOVED: " (gone)", ChangeKind.CHANGED: ""}[change.kind]


def values(change: FigureChange) -> str | None:
    """The value before and after as an editor writes it and as readers see it; None if it is the same."""
    field = next((each for each in change.fields if each.name == "value"), None)
    if field is None:
        return None
    return f"{arrow(field.before, field.after)} ({arrow(*change.shown)})"


def arrow(before: str | None, after: str | None) -> str:
    """The old and the new value; only one of them if the figure is new or removed."""
    if before is None or after is None:
        return before or after or ""
    return f"{before} → {after}"


def other_fields(change: FigureChange) -> Sequence[FieldChange]:
    """What else changed about a figure that still exists."""
    if change.kind is not ChangeKind.CHANGED:
        return ()
    return [field for field in change.fields if field.name != "value"]


def told(field: FieldChange) -> str:
    """A field before and after; "not given" for nothing."""
    return f"{field.name}: {field.before or 'not given'} → {field.after or 'not given'}"


def sentence_words(sentence: ChangedSentence) -> tuple[str, ...]:
    """The old and the new text; one text with a remark if only its marks change."""
    if sentence.before == sentence.after:
        return (f"{sentence.after} (a mark beside a number changes)",)
    return (sentence.before, sentence.after)


def verdicts(claim: MovedClaim) -> str:
    """From which verdict to which, e.g. "agrees → contradicts"."""
    if claim.before is None:
        return f"{claim.after} (new)"
    return f"{claim.before} (gone)" if claim.after is None else f"{claim.before} → {claim.after}"


def output_name(output: ChangedOutput) -> str:
    """A page or a data file by its path, an asset by its kind, with its change."""
    name = output.subject.removeprefix("asset ") if output.sort == "asset" and output.subject else output.path
    return (
        name
        if output.kind is ChangeKind.CHANGED
        else f"{name} ({'new' if output.kind is ChangeKind.ADDED else 'gone'})"
    )


def by_sort(outputs: Iterable[ChangedOutput]) -> list[tuple[str, list[str]]]:
    """The names of the outputs under pages, data and assets; only those there are."""
    listed = list(outputs)
    groups = [(title, [output_name(each) for each in listed if each.sort == sort]) for sort, title in SORTS]
    return [(title, names) for title, names in groups if names]


def as_text(difference: Difference) -> list[str]:
    """The lines of the text."""
    changes = {change.id: change for change in difference.figures}
    lines = [headline(difference)]
    told_before: set[ChangedSentence] = set()
    for change in difference.figures:
        lines += ["", *_figure_as_text(change, changes), *_where(change, told_before)]
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


def _figure_as_text(change: FigureChange, changes: Mapping[str, FigureChange]) -> Iterator[str]:
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


def _where(change: FigureChange, told_before: Collection[ChangedSentence]) -> Iterator[str]:
    """Where it is shown; a sentence listed under another figure is given by its place only."""
    for sentence in change.sentences:
        if sentence in told_before:
            yield f"  {sentence.place}: {sentence.subject}, as above"
        else:
            yield from _sentence_as_text(sentence)
    for table in change.tables:
        yield f"  {table.place}: {table.kind} in {table.subject}"
    for name, ids in (("charts", change.charts), ("claims", change.claims), ("pages", change.pages)):
        if ids:
            yield f"  {name}: {', '.join(ids)}"


def _sentence_as_text(sentence: ChangedSentence) -> Iterator[str]:
    yield f"  {sentence.place}: {sentence.subject}"
    words = sentence_words(sentence)
    signs = ("    ",) if len(words) == 1 else ("    - ", "    + ")
    for sign, text in zip(signs, words, strict=True):
        yield f"{sign}{text}"


def _other_sentences(difference: Difference) -> list[str]:
    """Those that change without a change of their figures: a mark at a claim, words that are true again."""
    ids = {change.id for change in difference.figures}
    others = [sentence for sentence in difference.sentences if not ids & set(sentence.figures)]
    return ["", "Other sentences", *(line for each in others for line in _sentence_as_text(each))] if others else []


def as_markdown(difference: Difference) -> list[str]:
    """The lines of the Markdown: a table of the figures, then the effects of each, collapsed."""
    lines = [f"**{_escaped(headline(difference))}**"]
    if difference.figures:
        lines += ["", "| figure | | value | shown |", "|---|---|---|---|", *map(_row, difference.figures)]
    changes = {change.id: change for change in difference.figures}
    for change in difference.figures:
        lines += ["", "<details>", f"<summary><code>{change.id}</code>{what_happened(change)}</summary>", ""]
        lines += [*_figure_as_markdown(change, changes), "", "</details>"]
    lines += _rest(difference)
    return lines


def _row(change: FigureChange) -> str:
    value = next((each for each in change.fields if each.name == "value"), None)
    cells = (
        f"`{change.id}`{what_happened(change)}",
        _escaped(change.title),
        _escaped(arrow(value.before, value.after)) if value else "",
        _escaped(arrow(*change.shown)) if value else "",
    )
    return f"| {' | '.join(cells)} |"


def _figure_as_markdown(change: FigureChange, changes: Mapping[str, FigureChange]) -> Iterator[str]:
    if change.place:
        yield f"- `{change.place}`"
    for field in other_fields(change):
        yield f"- {_escaped(told(field))}"
    if change.causes:
        yield f"- because of {_codes(change.causes)}"
    for follower in change.follows:
        yield f"- so that `{follower}` is {_escaped(values(changes[follower]) or '')}"
    for sentence in change.sentences:
        yield _sentence_as_markdown(sentence)
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
            yield f"- `{claim.id}`{place}: **{verdicts(claim)}**. {_escaped(claim.now)}".rstrip()
    if difference.charts:
        yield from ("", f"Charts that change: {_codes(tuple(chart.id for chart in difference.charts))}")
    if difference.outputs:
        yield from ("", "Files that change:" if difference.is_exact else "Files that show what changed:", "")
        yield from (f"- {title}: {_codes(tuple(names))}" for title, names in by_sort(difference.outputs))


def _sentence_as_markdown(sentence: ChangedSentence) -> str:
    words = sentence_words(sentence)
    texts = [_escaped(words[0])] if len(words) == 1 else [f"~~{_escaped(words[0])}~~", _escaped(words[1])]
    return "<br>".join([f"- `{sentence.place}` {sentence.subject}", *(f"  {text}" for text in texts)])


def _codes(ids: tuple[str, ...]) -> str:
    return ", ".join(f"`{each}`" for each in ids)


def _escaped(text: str) -> str:
    """A text escaped for Markdown and HTML, on one line."""
    escaped = re.sub(r"([\\`*_{}\[\]<>|~#])", r"\\\1", " ".join(text.split()))
    return escaped.replace("&", "&amp;").replace("\\<", "&lt;").replace("\\>", "&gt;")


def as_json(difference: Difference) -> list[str]:
    """The lines of the JSON: the names are those of the classes, a place is "file:line:column"."""
    return json.dumps(_plain_json(asdict(difference)), ensure_ascii=False, indent=1).splitlines()


def _plain_json(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"file", "line", "column"}:
            return str(Place(**value))
        return {key: _plain_json(each) for key, each in value.items()}
    return [_plain_json(each) for each in value] if isinstance(value, list | tuple) else value
