"""`check`: every problem and remark of a report, and words in prose that assert something without a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from yiwu_report.build.build import render_all
from yiwu_report.build.stages import Progress, require_valid, run_stages
from yiwu_report.build.strict import strict_problems
from yiwu_report.editor.analysis.attention import unused
from yiwu_report.model.output import Stage
from yiwu_report.model.problem import Place, Problem, Unusable
from yiwu_report.model.site import Site
from yiwu_report.model.text import Text
from yiwu_report.site.report import Context
from yiwu_report.text.formatting import Language
from yiwu_report.text.references import Scan, composed, scan_markdown, scan_text


@dataclass(frozen=True, order=True, slots=True)
class Wording:
    """An assertion that no claim covers."""

    place: Place
    words: str

    def __str__(self) -> str:
        return f'{self.place}: "{self.words}" makes an assertion; if the data can support it, write {{{{ claim id }}}}'


def uncovered_words(site: Site, languages: Mapping[str, Language]) -> tuple[Wording, ...]:
    """Every such passage of the articles, the charts and the displayed tables, in the order of the files."""
    found = [
        wording
        for code in site.languages
        for text, scan in _prose(site, code)
        for wording in passages(text, scan, languages[code].counting.claims)
    ]
    return tuple(sorted(set(found)))


def _prose(site: Site, code: str) -> Iterator[tuple[Text, Scan]]:
    for article in site.articles:
        if article.language == code:
            yield article.body, scan_markdown(article.body)
            for text in (article.front.title, article.front.standfirst):
                if text is not None:
                    yield text, scan_text(text)
    shown = [*site.charts.values(), *site.displays.values()]
    for each in shown:
        for name in () if isinstance(each, Unusable) else ("title", "alt", "note"):
            localized = getattr(each, name, None)
            if localized and code in localized:
                yield localized[code], scan_text(localized[code])


def passages(text: Text, scan: Scan, patterns: Sequence[str]) -> Iterator[Wording]:
    """The passages of a text, outside of references and code, that one of these regular expressions finds."""
    characters = list(text.value)
    covered = [(each.start, each.end) for each in scan.references]
    for start, end in (*covered, *scan.mask.code, *scan.mask.other):
        characters[start:end] = " " * (end - start)
    prose, offsets = composed("".join(characters))
    taken: set[int] = set()
    for pattern in patterns:
        for match in re.finditer(normalize("NFC", pattern), prose):
            if not taken & set(range(*match.span())):
                taken |= set(range(*match.span()))
                start, end = offsets[match.start()], offsets[match.end()]
                yield Wording(text.place_of(start, end - start), text.value[start:end])


def check(root: Path, *, progress: Progress) -> tuple[Problem, ...]:
    """Report every problem of the report in `root` and write nothing; InvalidInput if there is one.

    Returns remarks: what is a problem only for a strict build (values that differ from what their source printed, numbers
    that may be amounts), then what nothing shows or uses.
    """
    context = _checked(root, progress)
    return (*strict_problems(context.site, context.data, None), *context.bound.remarks, *unused(context))


def list_words(root: Path, *, progress: Progress) -> tuple[Wording, ...]:
    """The words of the report that assert something and that no claim covers; InvalidInput as `check` has it."""
    context = _checked(root, progress)
    return uncovered_words(context.site, context.languages)


def _checked(root: Path, progress: Progress) -> Context:
    progress("checking")
    stages = run_stages(root, progress)
    context = require_valid(stages)
    # a template can fail on a page; data cannot, and those of a large file take a while
    render_all(context, (output for output in stages.outputs if output.stage is not Stage.DATA))
    return context
