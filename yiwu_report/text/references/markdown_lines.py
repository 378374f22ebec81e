"""Classifies the lines of a Markdown text, and rewrites them so that Python-Markdown reads them in the same way.

Python-Markdown needs four spaces for every level of a list, an empty line before a list, a table or a quotation, and
shows a fenced block in a list as a line of text. Editors write less. Each line is classified here once; the classes
decide what code is, and the text that Python-Markdown gets follows from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from yiwu_report.text.references.markdown_forms import (
    ADDRESS,
    BLOCK,
    FENCE,
    FOLDED,
    HEADING,
    ITEM,
    LISTED,
    LOOKS_LIKE_MORE,
    MEANING,
    NOTE,
    OPEN,
    RULE,
    TAB,
    UNDERLINE,
    CodeBlock,
    Definition,
    Line,
    Lines,
    Span,
    begins_table,
    dedent,
    ends_paragraph,
    indent_of,
    last_row,
    position_mark,
)


@dataclass(frozen=True, slots=True)
class _Container:
    """An open list item, footnote or meaning of a term."""

    column: int  # of its marker
    content: int  # column of its text
    is_ordered: bool = False
    is_item: bool = True


def read_lines(value: str) -> Lines:
    """Every line of a Markdown text, in order."""
    rows, start = [], 0
    for row in value.split("\n"):
        rows.append((start, start + len(row)))
        start += len(row) + 1
    reader = _LineReader(value, Lines())
    reader.read(rows, "")
    return reader.found


class _LineReader:
    def __init__(self, value: str, found: Lines) -> None:
        self._value, self.found = value, found
        self._paragraph = 0
        self._outer = ""
        self._open: list[_Container] = []
        self._left: _Container | None = None  # the outermost one that does not contain the row
        self._length = 0  # lines of the paragraph that is open; 0 outside of one

    def read(self, rows: list[Span], outer: str) -> None:
        """Read the rows of a text, or of a quotation: `outer` is what its lines begin with."""
        before = (self._outer, self._open, self._length)
        self._outer, self._open, self._length = outer, [], 0
        at = 0
        while at < len(rows):
            at = self._row(rows, at)
        self._outer, self._open, self._length = before

    # one row, and those that belong to it: the index of the next

    def _row(self, rows: list[Span], at: int) -> int:
        start, end = rows[at]
        text = self._value[start:end]
        column, skipped = indent_of(text)
        if skipped == len(text):
            self._blank()
            return at + 1
        body = text[skipped:]
        if self._length and not self._begins(body, column, rows, at):
            self._text(start + skipped, end, rows, at)
            return last_row(self._value, rows, at, start + skipped) + 1
        self._left = None
        while self._open and column < self._open[-1].column + LISTED:
            self._left = self._open.pop()
        base = self._open[-1].content if self._open else 0
        if column >= base + TAB and not (self._length and self._open):
            return self._indented(rows, at, base + TAB)
        return self._content(rows, at, start + skipped, column, "    " * len(self._open))

    def _content(self, rows: list[Span], at: int, start: int, column: int, prefix: str) -> int:
        """What begins at `start` of a row; `prefix` is what the line begins with inside of containers."""
        end = rows[at][1]
        body = self._value[start:end]
        for read in (self._fence, self._rule, self._item, self._heading, self._quotation, self._definition):
            if (following := read(rows, at, start, column, prefix)) is not None:
                return following
        if begins_table(self._value, rows, at, start):
            return self._table(rows, at, start, prefix)
        if BLOCK.match(body):
            self._alone(start, end, prefix)
            return at + 1
        if FOLDED.match(body):
            self._separate(prefix)
        self._text(start, end, rows, at, prefix)
        return last_row(self._value, rows, at, start) + 1

    def _begins(self, body: str, column: int, rows: list[Span], at: int) -> bool:
        """True if a row ends the paragraph above it without an empty line."""
        if column >= TAB and not self._open:
            return False
        if item := ITEM.match(body):
            if RULE.match(body):
                return True
            siblings = [each for each in self._open if each.is_item and each.is_ordered and each.column + 1 >= column]
            return bool(body[item.end() :]) and (item[2] in {None, "1"} or bool(siblings))
        start = rows[at][0] + len(self._value[slice(*rows[at])]) - len(body)
        return bool(
            ends_paragraph(body)
            or (self._length == 1 and UNDERLINE.match(body))
            or body.startswith(">")
            or ADDRESS.match(body)
            or MEANING.match(body)
            or begins_table(self._value, rows, at, start)
        )

    # kinds of rows

    def _blank(self) -> None:
        self._empty()
        self._length = 0

    def _text(self, start: int, end: int, rows: list[Span], at: int, prefix: str | None = None) -> None:
        within = "    " * len(self._open)
        body = self._value[start:end]
        if not self._length:
            self._paragraph += 1
        mark = position_mark(start) if not self._length or LOOKS_LIKE_MORE.match(body) else ""
        last = rows[last_row(self._value, rows, at, start)][1]
        self._add((within if prefix is None else prefix) + mark, start, last)
        self.found.lines[-1] = replace(self.found.lines[-1], may_fold=True)
        self._length += 1

    def _indented(self, rows: list[Span], at: int, column: int) -> int:
        last = at
        for index in range(at, len(rows)):
            text = self._value[slice(*rows[index])]
            if not text.strip():
                continue
            if indent_of(text)[0] < column:
                break
            last = index
        texts = [dedent(self._value[slice(*row)], column) for row in rows[at : last + 1]]
        block = CodeBlock(rows[at][0], rows[last][1], "\n".join(texts) + "\n")
        self.found.code.append(block)
        self._alone(block.start, block.end, "    " * len(self._open), is_read=False)
        return last + 1

    def _fence(self, rows: list[Span], at: int, start: int, column: int, prefix: str) -> int | None:
        match = FENCE.match(self._value[start : rows[at][1]])
        if match is None:
            return None
        fence = match[1] or match[3]
        info = (match[2] or match[4] or "").split()
        closing = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        close = next((i for i in range(at + 1, len(rows)) if closing.match(self._value[slice(*rows[i])])), None)
        last = len(rows) - 1 if close is None else close
        inside = rows[at + 1 : last + (close is None)]
        text = "".join(dedent(self._value[slice(*row)], column) + "\n" for row in inside)
        block = CodeBlock(start, rows[last][1], text, info[0] if info else "", close is not None, " ".join(info[1:]))
        self.found.code.append(block)
        self._alone(block.start, block.end, prefix, is_read=False)
        return last + 1

    def _rule(self, rows: list[Span], at: int, start: int, _column: int, prefix: str) -> int | None:
        if self._length == 1 and UNDERLINE.match(self._value[start : rows[at][1]]):
            return None  # a heading
        if not RULE.match(self._value[start : rows[at][1]]):
            return None
        self._separate(prefix)
        self.found.markers.append((start, rows[at][1]))
        self._add(prefix + "* * *", start, start)
        self._blank()
        return at + 1

    def _item(self, rows: list[Span], at: int, start: int, column: int, prefix: str) -> int | None:
        match = ITEM.match(self._value[start : rows[at][1]])
        if match is None:
            return None
        content = start + match.end()
        is_next = self._left is not None and self._left.is_item
        if self._length and not is_next and not self._open and not prefix.strip():
            self._separate(prefix)
        self.found.markers.append((start, start + len(match[1] or match[2]) + (match[2] is not None)))
        marker = f"{match[2]}. " if match[2] else f"{match[1]} "
        self._length = 0
        self._open.append(_Container(column, column + max(match.end(), 2), match[2] is not None))
        if content >= rows[at][1]:
            self._add(prefix + marker + position_mark(start), content, content)
            self._length = 1
            return at + 1
        return self._content(rows, at, content, column + match.end(), prefix + marker)

    def _heading(self, rows: list[Span], at: int, start: int, _column: int, prefix: str) -> int | None:
        body = self._value[start : rows[at][1]]
        if self._length == 1 and (match := UNDERLINE.match(body)):
            line = self.found.lines.pop()
            self._length = 0
            mark = "# " if body[0] == "=" else "## "
            kept = line.prefix[: line.prefix.find(OPEN)]
            self._separate(kept)
            self.found.markers.append((start, rows[at][1]))
            self._paragraph += 1
            self._add(kept + mark + position_mark(line.start), line.start, line.end)
        elif match := HEADING.match(body):
            self._separate(prefix)
            self._paragraph += 1
            first = start + match.start(2)
            end = start + match.end(2)
            ending = position_mark(end) if body[: match.end(2)].endswith("#") else ""  # ## C#
            self._add(f"{prefix}{match[1]} {position_mark(start)}", first, end, suffix=ending)
        else:
            return None
        self._blank()
        return at + 1

    def _quotation(self, rows: list[Span], at: int, start: int, _column: int, prefix: str) -> int | None:
        if self._value[start : start + 1] != ">":
            return None
        self._separate(prefix)
        inside = [(start + (2 if self._value[start + 1 : start + 2] == " " else 1), rows[at][1])]
        self.found.markers.append((start, start + 1))
        following = at + 1
        for row in rows[at + 1 :]:
            text = self._value[slice(*row)]
            quoted = re.match(r"[ \t]*>[ ]?", text)
            if not quoted and (not text.strip() or (ITEM.match(text.lstrip()) or ends_paragraph(text.lstrip()))):
                break
            if quoted:
                mark = row[0] + quoted.group().index(">")
                self.found.markers.append((mark, mark + 1))
            inside.append((row[0] + (quoted.end() if quoted else 0), row[1]))
            following += 1
        within = "    " * len(self._open)
        if prefix.strip():  # the quotation is directly after the marker of an item
            self._add(f"{prefix.rstrip()} {position_mark(start)}", start, start)
            self._blank()
        self.read([(min(first, last), last) for first, last in inside], f"{self._outer}{within}> ")
        self._blank()
        return following

    def _definition(self, rows: list[Span], at: int, start: int, column: int, prefix: str) -> int | None:
        body = self._value[start : rows[at][1]]
        if match := NOTE.match(body):
            end = start + match.end()
            is_second = any(each.label == match[1] for each in self.found.notes)
            self.found.notes.append(Definition(match[1], start, end))
            if is_second:  # a problem; it stays a line of text
                return None
            self._separate(prefix)
            self.found.markers.append((start, end))
            self._open.append(_Container(column, column + TAB, is_item=False))
            return self._content_behind(rows, at, end, column + match.end(), f"{prefix}{match.group().rstrip()} ")
        if match := MEANING.match(body):
            self._open.append(_Container(column, column + TAB, is_item=False))
            end = start + match.end()
            self.found.markers.append((start, start + 1))
            self._length = 0
            return self._content_behind(rows, at, end, column + match.end(), prefix + ":   ")
        if not prefix.strip() and (match := ADDRESS.match(body)):
            self._separate(prefix)
            title = next((match.span(group) for group in (3, 4, 5) if match[group] is not None), None)
            shifted = (start + title[0], start + title[1]) if title else None
            address = (start + match.start(2), start + match.end(2))
            self.found.addresses.append(Definition(match[1], start, rows[at][1], address, shifted))
            self._add(prefix, start, rows[at][1], is_read=False)
            self._blank()
            return at + 1
        return None

    def _content_behind(self, rows: list[Span], at: int, start: int, column: int, prefix: str) -> int:
        if start >= rows[at][1]:
            self._add(prefix + position_mark(start), start, start)
            self._length = 1
            return at + 1
        return self._content(rows, at, start, column, prefix)

    def _table(self, rows: list[Span], at: int, start: int, prefix: str) -> int:
        self._separate(prefix)
        following = at
        further = self._inside(prefix)
        for index in range(at, len(rows)):
            first = start if index == at else rows[index][0] + indent_of(self._value[slice(*rows[index])])[1]
            body = self._value[first : rows[index][1]]
            if not body.strip():
                break
            if index == at + 1:
                self.found.markers.append((first, rows[index][1]))
                self._add(further, first, rows[index][1], is_read=False)
            else:
                behind = len(body) - len(body.removeprefix("|").lstrip())
                self._paragraph += 1
                self._add(
                    (prefix if index == at else further) + body[:behind] + position_mark(first + behind),
                    first + behind,
                    rows[index][1],
                )
            following = index + 1
        self._blank()
        return following

    # lines

    def _inside(self, prefix: str) -> str:
        """What a further line begins with, where one begins with `prefix`."""
        return "    " * len(self._open) if prefix.strip() else prefix

    def _separate(self, prefix: str) -> None:
        """An empty line before what begins now, if a paragraph is open and no marker is before it."""
        if self._length or not prefix.strip():
            self._empty()
        self._length = 0

    def _empty(self) -> None:
        empty = Line(self._outer)
        if self.found.lines[-1:] != [empty]:  # two of them would not be what Python-Markdown parts blocks at
            self.found.lines.append(empty)

    def _alone(self, start: int, end: int, prefix: str, *, is_read: bool = True) -> None:
        self._separate(prefix)
        self._paragraph += 1
        self._add(prefix, start, end, is_read=is_read)
        self._blank()

    def _add(self, prefix: str, start: int, end: int, *, is_read: bool = True, suffix: str = "") -> None:
        number = self._paragraph if is_read and end > start else -1
        further = self._outer + "    " * len(self._open)
        self.found.lines.append(Line(self._outer + prefix, start, end, further, number, suffix))
