"""What YAML 1.2 forbids but the parser accepts: missing spaces around comments and before continued lines.

Section numbers are those of YAML 1.2.2 (https://yaml.org/spec/1.2.2/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

import yaml

from yiwu_report.inputs.load.source import Source
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule

_TOP: Final = -1  # the indentation of the top of a document: its lines may begin anywhere
_BLOCK_HEADER = re.compile(r"[|>](?P<indicators>[-+0-9]*)(?P<comment>#?)")


class Layout:
    """Checks the events of one file in their order."""

    def __init__(self, source: Source) -> None:
        self._file, self._text = source.file, source.text
        self._lines = source.text.split("\n")
        self._indents = [_TOP]  # the columns of the block collections that are open
        self._flow: list[yaml.Mark] = []  # the beginnings of the collections in brackets that are open
        self.blamed: set[int] = set()  # lines that the parser may refuse because of a fault further up
        self._read = 0  # the text before this line belongs to events

    def problems(self, event: yaml.Event) -> Iterator[Problem]:
        """What is wrong with an event, and between it and the one before."""
        start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
        yield from self._comments(start.index)
        self._read = max(self._read, end.index)
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if event.flow_style:
                    self._flow.append(start)
                else:
                    self._indents.append(start.column)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                if not self._flow:
                    self._indents.pop()
                elif (began := self._flow.pop()) and not self._flow:
                    yield from self._continued(began.line + 1, end.line, has_comments=True)
            case yaml.ScalarEvent():
                yield from self._scalar(event, start, end)

    def _scalar(self, event: yaml.ScalarEvent, start: yaml.Mark, end: yaml.Mark) -> Iterator[Problem]:
        if event.style in {"|", ">"}:
            yield from self._block_scalar(start)
        elif event.style in {"'", '"'} and not self._flow:
            yield from self._continued(start.line + 1, end.line, has_comments=False)
        elif not event.style and self._flow and self._text[start.index : end.index] in {"-", "?", ":"}:
            sign = self._text[start.index]
            yield self._problem(start.line, start.column, f'"{sign}" alone in brackets', 'put it in "quotes"')

    def _comments(self, until: int) -> Iterator[Problem]:
        """A # without a space before it (6.6)."""
        at = self._text.find("#", self._read, until)
        while at >= 0:
            line_end = self._text.find("\n", at, until)
            if at and not self._text[at - 1].isspace():
                line = self._text.count("\n", 0, at)
                column = at - (self._text.rfind("\n", 0, at) + 1)
                yield self._comment(line, column)
            at = self._text.find("#", line_end, until) if line_end >= 0 else -1

    def _comment(self, line: int, column: int) -> Problem:
        shown = self._lines[line][column:].strip()
        shown = shown if len(shown) <= 30 else f"{shown[:29]}…"
        remedy = 'put a space before the #, or the whole text in "quotes"'
        return self._problem(line, column, f'"{shown}" directly after a value is not a comment', remedy)

    def _continued(self, first: int, last: int, *, has_comments: bool) -> Iterator[Problem]:
        """Lines of a value that goes on: each is indented by more spaces than the key or the dash above it (6.3)."""
        least = self._indents[-1] + 1
        for number in range(first, last + 1):
            line = self._lines[number]
            words = line.lstrip(" \t")
            spaces = len(line) - len(line.lstrip(" "))
            if spaces >= least or not words.strip() or (has_comments and words.startswith("#")):
                continue
            if line[spaces] == "\t":
                yield self._problem(number, spaces, "a tab in the indentation", "use spaces", Rule.YAML_TAB)
            else:
                message = "a line that continues a value and is not indented enough"
                remedy = f"begin it with at least {least} space{'s' if least > 1 else ''}"
                yield self._problem(number, spaces, message, remedy)

    def _block_scalar(self, start: yaml.Mark) -> Iterator[Problem]:
        """A text under | or >: the empty lines before it have no more spaces than its first line (8.1.1.1)."""
        header = _BLOCK_HEADER.match(self._text, start.index)
        if header and header["comment"]:
            yield self._comment(start.line, start.column + len(header[0]) - 1)
        if header is None or re.search("[0-9]", header["indicators"]):
            return
        widest, at = 0, start.line
        for number in range(start.line + 1, len(self._lines)):
            line = self._lines[number].rstrip("\r")
            spaces = len(line) - len(line.lstrip(" "))
            if spaces < len(line):
                if self._indents[-1] < spaces < widest:
                    message = "an empty line with more spaces than the text below it"
                    self.blamed.add(number + 1)
                    yield self._problem(at, spaces, message, "take the spaces of the empty line out")
                return
            if spaces > widest:
                widest, at = spaces, number

    def _problem(self, line: int, column: int, message: str, remedy: str, rule: Rule = Rule.YAML_SYNTAX) -> Problem:
        return Problem(Place(self._file, line + 1, column + 1), rule, message, remedy)
