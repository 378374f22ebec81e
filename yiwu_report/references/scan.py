"""Find the references of a text, by scanning; it is not a template language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.references.grammar import Fault, Reference, parse_reference
from yiwu_report.references.markdown_forms import Span
from yiwu_report.references.mask import Mask, mask_markdown

_BRACES = re.compile(
    r"\{\{(?P<inner>[^{}\n]*)\}\}|\{\{|\}\}"
    # other braces around what would be a reference: full-width ones, single ones around an id with a dot
    r"|(?P<wide>[｛{]｛(?P<meant>[^｛｝{}\n]*)[｝}]{1,2}|｛ *(?P<single>[a-z][a-z0-9_]*(?:\.[a-z0-9_:=]+)+) *｝)"
    r"|\{ *(?P<plain>[a-z][a-z0-9_]*(?:\.[a-z0-9_:=]+)+) *\}"
)
# what stands before a line of a quotation, a list item, a definition or a footnote: a block is refused there by its place
_CONTAINERS = re.compile(r"(?:[ \t>]|(?:[-*+:]|[0-9]{1,9}[.)]|\[\^[^\[\]\n]+\]:)[ \t])*")


@dataclass(frozen=True, slots=True)
class Scan:
    """The references of a text in order, what is wrong with others, and what is no prose."""

    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]
    mask: Mask
    faulty: tuple[Span, ...] = ()  # the braces that have a problem: what stands between them is no prose


def scan_text(text: Text) -> Scan:
    """The references of a plain text: a title, an alt text, a note. Nothing in it is masked."""
    return _scan(text, Mask())


def scan_markdown(text: Text) -> Scan:
    """The references of a Markdown text. Code shows braces as they are; in links and HTML they are refused."""
    return _scan(text, mask_markdown(text.value))


def _scan(text: Text, mask: Mask) -> Scan:
    references: list[Reference] = []
    problems: list[Problem] = []
    faulty: list[Span] = []
    for match in _BRACES.finditer(text.value):
        if mask.is_code(match.start()):
            continue
        found = _read(text.value, match, mask)
        if isinstance(found, Reference):
            references.append(found)
        else:
            faulty.append(match.span())
            place = text.place_of(match.start(), 1)
            problems.append(Problem(place, Rule.REFERENCE_SYNTAX, found.message, found.remedy))
    return Scan(tuple(references), tuple(problems), mask, tuple(faulty))


def _read(value: str, match: re.Match[str], mask: Mask) -> Reference | Fault:
    if mask.hides(match.start()):
        return Fault("a reference inside a link or an HTML tag", "move it outside: a number is a link already")
    if meant := match["meant"] or match["single"] or match["plain"]:
        return Fault(f'"{match.group()}" has braces other than two plain ones', f"write {{{{ {meant.strip()} }}}}")
    if match["inner"] is None:
        if match.group() == "{{":
            return Fault("{{ is not closed on the same line", "close it with }}, or write the braces as code: `{{`")
        return Fault("}} without {{", "open it with {{, or write the braces as code: `}}`")
    is_block = _is_alone(value, match.start(), match.end())
    return parse_reference(match["inner"], match.start(), match.end(), is_block=is_block)


def _is_alone(value: str, start: int, end: int) -> bool:
    before = value.rfind("\n", 0, start) + 1
    after = value.find("\n", end)
    return bool(_CONTAINERS.fullmatch(value, before, start)) and not value[end : after if after >= 0 else None].strip()
