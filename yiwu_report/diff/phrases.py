"""Phrases shared by the text and Markdown output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yiwu_report.diff.difference import ChangedOutput, Difference, FieldChange, FigureChange, Kind, MovedClaim, Sentence

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
    """A number of things, e.g. "1 figure", "2 figures"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def what_happened(change: FigureChange) -> str:
    """The words for a new or a removed figure; empty for a change."""
    return {Kind.ADDED: " (new)", Kind.REMOVED: " (gone)", Kind.CHANGED: ""}[change.kind]


def values(change: FigureChange) -> str | None:
    """The value before and after as an editor writes it and as readers see it; None where it is the same."""
    field = next((each for each in change.fields if each.name == "value"), None)
    if field is None:
        return None
    return f"{arrow(field.before, field.after)} ({arrow(*change.shown)})"


def arrow(before: str | None, after: str | None) -> str:
    """From what to what; one side alone for what is new or gone."""
    if before is None or after is None:
        return before or after or ""
    return f"{before} → {after}"


def other_fields(change: FigureChange) -> Sequence[FieldChange]:
    """What else changed about a figure that was and is there."""
    if change.kind is not Kind.CHANGED:
        return ()
    return [field for field in change.fields if field.name != "value"]


def told(field: FieldChange) -> str:
    """A field before and after; "not given" for nothing."""
    return f"{field.name}: {field.before or 'not given'} → {field.after or 'not given'}"


def sentence_words(sentence: Sentence) -> tuple[str, ...]:
    """What stood there and what stands there now; one text with a word where only its marks change."""
    if sentence.before == sentence.after:
        return (f"{sentence.after} (a mark beside a number changes)",)
    return (sentence.before, sentence.after)


def verdicts(claim: MovedClaim) -> str:
    """From which verdict to which, e.g. "agrees → contradicts"."""
    if claim.before is None:
        return f"{claim.after} (new)"
    return f"{claim.before} (gone)" if claim.after is None else f"{claim.before} → {claim.after}"


def output_name(output: ChangedOutput) -> str:
    """A page or a data file by its path, an asset by what it is; with what happened to it."""
    name = output.subject.removeprefix("asset ") if output.sort == "asset" and output.subject else output.path
    return name if output.kind is Kind.CHANGED else f"{name} ({'new' if output.kind is Kind.ADDED else 'gone'})"


def by_sort(outputs: Iterable[ChangedOutput]) -> list[tuple[str, list[str]]]:
    """The names of the outputs under pages, data and assets; only those there are."""
    listed = list(outputs)
    groups = [(title, [output_name(each) for each in listed if each.sort == sort]) for sort, title in SORTS]
    return [(title, names) for title, names in groups if names]
