"""Numbers in prose that are no reference: typed twice, they would go stale."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yiwu_report.references.scan import Scan


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What a language counts as a loose number, as patterns from its words file."""

    dates: tuple[str, ...]  # digits that are a date or a year, e.g. (?:19|20)[0-9]{2}年
    words: tuple[str, ...]  # numbers written as words, e.g. \b(?:two|three)\b


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """A number that stands in prose: its text and its offset."""

    text: str
    start: int


_DIGITS = re.compile(r"[0-9０-９]+(?:[.,．][0-9０-９]+)*[%％]?")


def loose_numbers(value: str, scan: Scan, names: Iterable[str], words: NumberWords) -> list[LooseNumber]:
    """Every number of `value` outside references, masked stretches, dates and `names`, in order."""
    covered = _blank_covered(value, scan, names)
    for pattern in words.dates:
        covered = re.sub(pattern, lambda match: " " * len(match.group()), covered)
    found = [LooseNumber(m.group(), m.start()) for m in _DIGITS.finditer(covered)]
    for pattern in words.words:
        found += [LooseNumber(m.group(), m.start()) for m in re.finditer(pattern, covered)]
    return sorted(found, key=lambda number: number.start)


def _blank_covered(value: str, scan: Scan, names: Iterable[str]) -> str:
    spans = [(r.start, r.end) for r in scan.references] + [*scan.faulty, *scan.mask.code, *scan.mask.other]
    for name in names:
        spans += [match.span() for match in re.finditer(re.escape(name), value)]
    characters = list(value)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)
