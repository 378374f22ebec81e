"""Parser errors as messages for editors, at the place of the mistake."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from yiwu_report.inputs.load.source import Source
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule

FaultWords = tuple[str, str]  # what is wrong, what to do


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line and a column, from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Complaint:
    """An error of the parser, with the lines it is about."""

    said: str
    at: _Spot
    since: _Spot  # where what it was reading began
    lines: list[str]

    def line(self, spot: _Spot) -> str:
        return self.lines[spot.line] if 0 <= spot.line < len(self.lines) else ""

    def rest(self, spot: _Spot) -> str:
        return self.line(spot)[spot.column :]

    def before(self, spot: _Spot) -> str:
        return self.line(spot)[: spot.column]


@dataclass(frozen=True, slots=True)
class _YamlExplanation:
    spot: _Spot
    words: FaultWords
    rule: Rule = Rule.YAML_SYNTAX


def explain(error: yaml.YAMLError, source: Source) -> Problem:
    """The problem behind an error of PyYAML's (libyaml's) parser."""
    complaint = _complaint(error, source)
    explained = _tab(complaint) or _explained(complaint)
    place = Place(source.file, explained.spot.line + 1, explained.spot.column + 1)
    return Problem(place, explained.rule, *explained.words)


def _complaint(error: yaml.YAMLError, source: Source) -> _Complaint:
    problem, at, since = str(error), _Spot(0, 0), None
    if isinstance(error, yaml.MarkedYAMLError):
        problem = f"{error.context or ''}: {error.problem or ''}"
        if error.problem_mark:
            at = _Spot(error.problem_mark.line, error.problem_mark.column)
        if error.context_mark:
            since = _Spot(error.context_mark.line, error.context_mark.column)
    return _Complaint(problem, at, since or at, source.text.split("\n"))


def _tab(complaint: _Complaint) -> _YamlExplanation | None:
    """A tab in the indentation is the cause of whatever follows it."""
    line = complaint.line(complaint.at)
    column = line.find("\t")
    indent = len(line) - len(line.lstrip(" \t"))
    if not 0 <= column < indent:
        return None
    return _YamlExplanation(_Spot(complaint.at.line, column), ("a tab in the indentation", "use spaces"), Rule.YAML_TAB)


def _explained(complaint: _Complaint) -> _YamlExplanation:
    for part, explanation in _EXPLANATIONS:
        if part in complaint.said:
            return explanation(complaint)
    return _YamlExplanation(complaint.at, ("this is not valid YAML", "compare it with the lines around it"))


_QUOTES = 'put the whole text in "quotes"'
_REFERENCE: FaultWords = ('a text with "{{" without quotes', _QUOTES)


def _first_character(complaint: _Complaint) -> _YamlExplanation:
    character = complaint.rest(complaint.at)[:1]
    if character == "\t":
        return _YamlExplanation(complaint.at, ("a tab in the indentation", "use spaces"), Rule.YAML_TAB)
    return _YamlExplanation(complaint.at, (f'a text cannot begin with "{character}"', _QUOTES))


def _no_colon(complaint: _Complaint) -> _YamlExplanation:
    """A line that should be `key: value`."""
    return _YamlExplanation(complaint.since, _colon_words(complaint.rest(complaint.since).strip()))


def _colon_words(line: str) -> FaultWords:
    if match := re.match(r"([\w.]+)：", line):
        return f'"{match[1]}" with a full-width colon', f'write "{match[1]}: " with a plain colon and a space'
    if match := re.match(r"([\w.]+):\S", line):
        return f'no space after "{match[1]}:"', "write key: value, with a space after the colon"
    return f'no colon after "{_short(line)}"', "write key: value"


def _second_colon(complaint: _Complaint) -> _YamlExplanation:
    """A colon where a key is not allowed: a second one in a line, a line too far in, or the line before lacks one."""
    before = complaint.before(complaint.at)
    if re.search(r"[^\s:-][^:]*:\s", before):
        return _YamlExplanation(complaint.at, ('a second ": " in one line', f"{_QUOTES}, or begin a new line"))
    above = complaint.at.line - 1
    while above > 0 and not complaint.lines[above].strip():
        above -= 1
    earlier = complaint.lines[above] if above >= 0 else ""
    indent = len(before) - len(before.lstrip())
    if earlier.strip() and not re.search(r":(\s|$)", earlier):
        return _YamlExplanation(_Spot(above, len(earlier) - len(earlier.lstrip())), _colon_words(earlier.strip()))
    remedy = "indent it like its sibling keys, or remove the value of the line above"
    return _YamlExplanation(_Spot(complaint.at.line, indent), ("a line that is indented too far", remedy))


def _no_key(complaint: _Complaint) -> _YamlExplanation:
    before, rest = complaint.before(complaint.at), complaint.rest(complaint.at)
    if re.search(r":\s+\{\{|^\s*-\s+\{\{", before):
        column = before.index("{{")
        return _YamlExplanation(_Spot(complaint.at.line, column), _REFERENCE)
    if before.strip():
        ended = "a quote" if before.rstrip()[-1:] in {'"', "'"} else "a value"
        return _YamlExplanation(
            complaint.at,
            (f'"{_short(rest)}" after the end of {ended}', f'{_QUOTES}, with \\" for a quote inside them'),
        )
    if rest.startswith(":"):
        return _YamlExplanation(complaint.at, ("a colon without a key before it", "write key: value"))
    if rest.startswith("- ") or rest == "-":
        return _YamlExplanation(
            complaint.at, ("an entry of a list where a key is expected", "indent the list under its key")
        )
    return _YamlExplanation(
        complaint.at, ("the indentation matches no line above", "indent it like the keys beside it")
    )


def _no_entry(complaint: _Complaint) -> _YamlExplanation:
    words = ("a line in a list that is not an entry", 'begin it with "- ", or indent it under its entry')
    return _YamlExplanation(complaint.at, words)


def _not_closed(complaint: _Complaint) -> _YamlExplanation:
    """[ or { without its end, or without a comma between two entries."""
    rest = complaint.rest(complaint.since)
    if rest.startswith("{{"):
        return _YamlExplanation(complaint.since, _REFERENCE)
    opening = rest[:1]
    closing = {"[": "]", "{": "}"}.get(opening, "]")
    return _YamlExplanation(
        complaint.since, (f'"{opening}" without its "{closing}"', f'write "{closing}", and a comma between two entries')
    )


def _no_value(complaint: _Complaint) -> _YamlExplanation:
    character = complaint.rest(complaint.at)[:1]
    if character in set("]},"):
        return _YamlExplanation(
            complaint.at, (f'"{character}" where a value is expected', f"write the value, or {_QUOTES}")
        )
    return _YamlExplanation(
        complaint.since, ("something that is never closed", "close each [ with ] and each { with }")
    )


def _unclosed_quote(complaint: _Complaint) -> _YamlExplanation:
    quote = complaint.rest(complaint.since)[:1]
    return _YamlExplanation(
        complaint.since, (f"a quote ({quote}) that is never closed", f"write {quote} at the end of the text")
    )


def _escape(complaint: _Complaint) -> _YamlExplanation:
    rest = complaint.rest(complaint.at)
    start = (
        complaint.at if rest.startswith("\\") else _Spot(complaint.at.line, complaint.before(complaint.at).rfind("\\"))
    )
    shown = complaint.rest(start)[:2]
    return _YamlExplanation(
        start,
        (f'"{shown}" is not an escape sequence in double quotes', "write \\\\ for a backslash, or use single quotes"),
    )


def _too_shallow(complaint: _Complaint) -> _YamlExplanation:
    first = next((line for line in complaint.lines if line.strip() and not line.lstrip().startswith("#")), "")
    if first.startswith(" "):
        return _YamlExplanation(
            complaint.at, ("a line that is indented less than the first one", "indent all keys alike")
        )
    return _YamlExplanation(complaint.at, ("text after the end of the document", "remove it"))


def _says(
    message: str, remedy: str, *, since: bool = False, rule: Rule = Rule.YAML_SYNTAX
) -> Callable[[_Complaint], _YamlExplanation]:
    def explanation(complaint: _Complaint) -> _YamlExplanation:
        return _YamlExplanation(complaint.since if since else complaint.at, (message, remedy), rule)

    return explanation


# The first whose words are in what the parser said.
_EXPLANATIONS: tuple[tuple[str, Callable[[_Complaint], _YamlExplanation]], ...] = (
    ("tab character", _says("a tab in the indentation", "use spaces", rule=Rule.YAML_TAB)),
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
