"""Parser errors as messages for editors, at the place of the mistake."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import yaml

from yiwu_report.inputs.load.source import Source
from yiwu_report.model.problem import Fault, Place, Problem
from yiwu_report.model.rules import Rule


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line and a column, from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Complaint:
    """An error of the parser, with the lines of the file."""

    said: str
    at: _Spot
    since: _Spot  # the start of what it was reading
    lines: list[str]

    def line(self, spot: _Spot) -> str:
        return self.lines[spot.line] if 0 <= spot.line < len(self.lines) else ""

    def rest(self, spot: _Spot) -> str:
        return self.line(spot)[spot.column :]

    def before(self, spot: _Spot) -> str:
        return self.line(spot)[: spot.column]


_Explained = tuple[_Spot, Fault]
_fault = partial(Fault, Rule.YAML_SYNTAX)
_TAB = Fault(Rule.YAML_TAB, "a tab in the indentation", "use spaces")


def explain(error: yaml.YAMLError, source: Source) -> Problem:
    """The problem behind an error of PyYAML's (libyaml's) parser."""
    complaint = _complaint(error, source)
    spot, fault = _tab(complaint) or _explained(complaint)
    return fault.at(Place(source.file, spot.line + 1, spot.column + 1))


def _complaint(error: yaml.YAMLError, source: Source) -> _Complaint:
    problem, at, since = str(error), _Spot(0, 0), None
    if isinstance(error, yaml.MarkedYAMLError):
        problem = f"{error.context or ''}: {error.problem or ''}"
        if error.problem_mark:
            at = _Spot(error.problem_mark.line, error.problem_mark.column)
        if error.context_mark:
            since = _Spot(error.context_mark.line, error.context_mark.column)
    return _Complaint(problem, at, since or at, source.text.split("\n"))


def _tab(complaint: _Complaint) -> _Explained | None:
    """A tab in the indentation is the cause of whatever follows it."""
    line = complaint.line(complaint.at)
    column = line.find("\t")
    indent = len(line) - len(line.lstrip(" \t"))
    if not 0 <= column < indent:
        return None
    return _Spot(complaint.at.line, column), _TAB


def _explained(complaint: _Complaint) -> _Explained:
    for part, explanation in _EXPLANATIONS:
        if part in complaint.said:
            return explanation(complaint)
    return complaint.at, _fault("this is not valid YAML", "compare it with the lines around it")


_QUOTES = 'put the whole text in "quotes"'
_REFERENCE = _fault('a text with "{{" without quotes', _QUOTES)


def _first_character(complaint: _Complaint) -> _Explained:
    character = complaint.rest(complaint.at)[:1]
    if character == "\t":
        return complaint.at, _TAB
    return complaint.at, _fault(f'a text cannot begin with "{character}"', _QUOTES)


def _no_colon(complaint: _Complaint) -> _Explained:
    """A line that should be `key: value`."""
    return complaint.since, _colon_fault(complaint.rest(complaint.since).strip())


def _colon_fault(line: str) -> Fault:
    if match := re.match(r"([\w.]+)：", line):
        return _fault(f'"{match[1]}" with a full-width colon', f'write "{match[1]}: " with a plain colon and a space')
    if match := re.match(r"([\w.]+):\S", line):
        return _fault(f'no space after "{match[1]}:"', "write key: value, with a space after the colon")
    return _fault(f'no colon after "{_short(line)}"', "write key: value")


def _second_colon(complaint: _Complaint) -> _Explained:
    """A colon where a key is not allowed: a second one in a line, a line too far in, or the line before lacks one."""
    before = complaint.before(complaint.at)
    if re.search(r"[^\s:-][^:]*:\s", before):
        return complaint.at, _fault('a second ": " in one line', f"{_QUOTES}, or begin a new line")
    above = complaint.at.line - 1
    while above > 0 and not complaint.lines[above].strip():
        above -= 1
    earlier = complaint.lines[above] if above >= 0 else ""
    indent = len(before) - len(before.lstrip())
    if earlier.strip() and not re.search(r":(\s|$)", earlier):
        return _Spot(above, len(earlier) - len(earlier.lstrip())), _colon_fault(earlier.strip())
    remedy = "indent it like its sibling keys, or remove the value of the line above"
    return _Spot(complaint.at.line, indent), _fault("a line that is indented too far", remedy)


def _no_key(complaint: _Complaint) -> _Explained:
    before, rest = complaint.before(complaint.at), complaint.rest(complaint.at)
    if re.search(r":\s+\{\{|^\s*-\s+\{\{", before):
        column = before.index("{{")
        return _Spot(complaint.at.line, column), _REFERENCE
    if before.strip():
        ended = "a quote" if before.rstrip()[-1:] in {'"', "'"} else "a value"
        return complaint.at, _fault(
            f'"{_short(rest)}" after the end of {ended}', f'{_QUOTES}, with \\" for a quote inside them'
        )
    if rest.startswith(":"):
        return complaint.at, _fault("a colon without a key before it", "write key: value")
    if rest.startswith("- ") or rest == "-":
        return complaint.at, _fault("an entry of a list where a key is expected", "indent the list under its key")
    return complaint.at, _fault("the indentation matches no line above", "indent it like the keys beside it")


def _no_entry(complaint: _Complaint) -> _Explained:
    remedy = 'begin it with "- ", or indent it under its entry'
    return complaint.at, _fault("a line in a list that is not an entry", remedy)


def _not_closed(complaint: _Complaint) -> _Explained:
    """[ or { without its end, or without a comma between two entries."""
    rest = complaint.rest(complaint.since)
    if rest.startswith("{{"):
        return complaint.since, _REFERENCE
    opening = rest[:1]
    closing = {"[": "]", "{": "}"}.get(opening, "]")
    return complaint.since, _fault(
        f'"{opening}" without its "{closing}"', f'write "{closing}", and a comma between two entries'
    )


def _no_value(complaint: _Complaint) -> _Explained:
    character = complaint.rest(complaint.at)[:1]
    if character in set("]},"):
        return complaint.at, _fault(f'"{character}" where a value is expected', f"write the value, or {_QUOTES}")
    return complaint.since, _fault("something that is never closed", "close each [ with ] and each { with }")


def _unclosed_quote(complaint: _Complaint) -> _Explained:
    quote = complaint.rest(complaint.since)[:1]
    return complaint.since, _fault(f"a quote ({quote}) that is never closed", f"write {quote} at the end of the text")


def _escape(complaint: _Complaint) -> _Explained:
    rest = complaint.rest(complaint.at)
    start = (
        complaint.at if rest.startswith("\\") else _Spot(complaint.at.line, complaint.before(complaint.at).rfind("\\"))
    )
    shown = complaint.rest(start)[:2]
    return start, _fault(
        f'"{shown}" is not an escape sequence in double quotes', "write \\\\ for a backslash, or use single quotes"
    )


def _too_shallow(complaint: _Complaint) -> _Explained:
    first = next((line for line in complaint.lines if line.strip() and not line.lstrip().startswith("#")), "")
    if first.startswith(" "):
        return complaint.at, _fault("a line that is indented less than the first one", "indent all keys alike")
    return complaint.at, _fault("text after the end of the document", "remove it")


def _says(
    message: str, remedy: str, *, since: bool = False, rule: Rule = Rule.YAML_SYNTAX
) -> Callable[[_Complaint], _Explained]:
    def explanation(complaint: _Complaint) -> _Explained:
        return (complaint.since if since else complaint.at), Fault(rule, message, remedy)

    return explanation


# The first whose words are in the parser's reason: PyYAML has no codes, and its types only say scanner or parser.
_EXPLANATIONS: tuple[tuple[str, Callable[[_Complaint], _Explained]], ...] = (
    ("tab character", lambda complaint: (complaint.at, _TAB)),
    ("cannot start any token", _first_character),
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _second_colon),
    ("did not find expected key", _no_key),
    ("did not find expected '-' indicator", _no_entry),
    ("did not find expected ',' or", _not_closed),
    ("did not find expected node content", _no_value),
    ("quoted scalar: found unexpected", _unclosed_quote),
    ("unknown escape character", _escape),
    ("hexdecimal", _escape),
    ("Unicode character escape", _escape),
    (
        "scanning a block scalar",
        _says(
            "text after | or >",
            'begin the text in the next line, or put it in "quotes" if it begins with | or >',
            since=True,
        ),
    ),
    ("block sequence entries", _says('"- " where a list cannot begin', f"begin the list in a new line, or {_QUOTES}")),
    ("mapping keys are not allowed", _says('"? " where a key cannot begin', _QUOTES)),
    ("scanning an a", _says("a text cannot begin with & or *", _QUOTES, since=True, rule=Rule.YAML_ALIAS)),
    (" tag", _says("a text cannot begin with !", _QUOTES, since=True, rule=Rule.YAML_TAG)),
    ("directive", _says("a line that begins with %", f"remove it, or {_QUOTES}", since=True)),
    ("incompatible YAML document", _says("an unsupported version of YAML", "remove the %YAML line")),
    ("<document start>", _too_shallow),
)


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 30 else text[:29] + "…"
