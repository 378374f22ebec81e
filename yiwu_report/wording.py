"""Comparatives, multiples and superlatives in prose that no claim covers: a list for the editor, no problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yiwu_report.formatting import Language
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Unusable
from yiwu_report.model.site import Site
from yiwu_report.model.text import Text
from yiwu_report.references import Scan, scan_markdown, scan_text


@dataclass(frozen=True, order=True, slots=True)
class Wording:
    """An assertion that no claim covers."""

    place: Place
    words: str

    def __str__(self) -> str:
        return f'{self.place}: "{self.words}" makes an assertion; if the data can support it, write {{{{ claim id }}}}'


def uncovered_words(site: Site, languages: Mapping[str, Language]) -> tuple[Wording, ...]:
    """Every such passage of the articles and the charts, in the order of the files."""
    found = [
        wording
        for code in site.languages
        for text, scan in _prose(site, code)
        for wording in _passages(text, scan, languages[code].counting.claims)
    ]
    return tuple(sorted(set(found)))


def _prose(site: Site, code: str) -> Iterator[tuple[Text, Scan]]:
    for article in site.articles:
        if article.language == code:
            yield article.body, scan_markdown(article.body)
            for text in (article.front.title, article.front.standfirst):
                if text is not None:
                    yield text, scan_text(text)
    for chart in site.charts.values():
        if not isinstance(chart, Unusable):
            for localized in (chart.title, chart.alt, chart.note):
                if localized and code in localized:
                    yield localized[code], scan_text(localized[code])


def _passages(text: Text, scan: Scan, patterns: Sequence[str]) -> Iterator[Wording]:
    characters = list(text.value)
    covered = [(each.start, each.end) for each in scan.references]
    for start, end in (*covered, *scan.mask.code, *scan.mask.other):
        characters[start:end] = " " * (end - start)
    prose = "".join(characters)
    taken: set[int] = set()
    for pattern in patterns:
        for match in re.finditer(pattern, prose):
            if not taken & set(range(*match.span())):
                taken |= set(range(*match.span()))
                yield Wording(text.place_of(match.start(), len(match.group())), text.value[slice(*match.span())])
