"""From the text of a formula to its nodes, by Python's own parser and a short list of what is allowed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from unicodedata import normalize

from yiwu_report.compute.formula.nodes import (
    Binary,
    Call,
    Compare,
    Formula,
    FormulaFault,
    FormulaNode,
    Is,
    KeyWords,
    Literal,
    NameNode,
    Negative,
    Selection,
)
from yiwu_report.model.problem import Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

_SIGNS = {
    "÷": "/", "／": "/", "×": "*", "＊": "*", "·": "*", "−": "-", "–": "-", "－": "-", "＋": "+",
    "（": "(", "）": ")", "，": ",", "、": ",", "．": ".", "。": ".", "‘": "'", "’": "'", "“": "'", "”": "'",
    "＝": "==", "≠": "!=", "≤": "<=", "≥": ">=", "＜": "<", "＞": ">", "％": "%",
}  # fmt: skip

Mistake = tuple[str, str, int, int]  # what is wrong, what to do, offset, length


def mistake_in(source: str) -> Mistake | None:
    """The first such thing; None where nothing of that kind is found."""
    return min(_mistakes(_without_quoted(source)), key=lambda mistake: mistake[2], default=None)


def _mistakes(source: str) -> Iterator[Mistake]:
    for at, character in enumerate(source):
        if character in _SIGNS:
            yield f'"{character}" in a formula', f"use {_SIGNS[character]} instead", at, 1
    for match in re.finditer(r"([0-9]+(?:\.[0-9]+)?)\s*[%％]", source):
        yield f'"{match[0]}" in a formula', f"use {_hundredth(match[1])} instead", match.start(), len(match[0])
    for match in re.finditer(r"(?<![\w.])[0-9]{1,3}(?:,[0-9]{3})+(?![\w.,])", source):
        if _is_outside(source, match.start()):
            remedy = f"write {match[0].replace(',', '')}"
            yield f'"{match[0]}" has a thousands separator', remedy, match.start(), len(match[0])
    for match in re.finditer(r"\^|\*\*", source):
        yield f'"{match[0]}" in a formula', "write a product; powers are not supported", match.start(), len(match[0])
    for match in re.finditer(r"\b(?:and|or|not)\b|&&|\|\|", source):
        remedy = "chain comparisons, as in 1 < a < 2, or write two claims"
        yield f'"{match[0]}" in a formula', remedy, match.start(), len(match[0])
    for match in re.finditer(r"(?<![<>=!])=(?!=)", source):
        if _is_outside(source, match.start()):
            yield 'a single "=" in a formula', "write == to compare", match.start(), 1


def _is_outside(source: str, at: int) -> bool:
    """True outside of brackets, where commas do not separate arguments or keys and "=" does not select rows."""
    return all(source.count(opened, 0, at) == source.count(closed, 0, at) for opened, closed in ("()", "[]"))


def _hundredth(number: str) -> str:
    """A percentage as a plain number for formulas: 0.5 for 50."""
    whole, _, decimals = number.partition(".")
    digits = whole.rjust(3, "0")
    return f"{digits[:-2].lstrip('0') or '0'}.{digits[-2:]}{decimals}".rstrip("0").rstrip(".")


def _without_quoted(source: str) -> str:
    """The formula with the names of categories, which are in plain quotes, blanked."""
    return re.sub(r"'[^']*'|\"[^\"]*\"", lambda match: " " * len(match[0]), source)


FUNCTIONS = ("sum", "mean", "min", "max", "count", "share", "low", "high", "rank")
OF_CONDITIONS = ("first", "last", "trend", "all", "none")  # which are no numbers: in claims only
_WITH_CONDITION = {"count", "all", "none"}
_WITH_KEYS = {"rank"}
LONGEST = 2_000  # characters; the parser's own limits lie far above
DEEPEST = 40  # levels of nesting

_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?")
_NAMES = "write table.row.column, or table['key', 2007].column"
_FORM = f"use names, numbers, + - * /, comparisons and {' '.join(FUNCTIONS)}; in claims also {' '.join(OF_CONDITIONS)}"


def parse_formula(text: Text) -> Formula | Problem:
    """The formula that `text` writes, or the problem that prevents parsing."""
    try:
        return Formula(text, _FormulaParser(text.value).parse())
    except FormulaFault as fault:
        return fault.problem(text)


def _fault(message: str, remedy: str = _FORM) -> FormulaFault:
    return FormulaFault(Rule.FORMULA_SYNTAX, message, remedy)


class _FormulaParser:
    def __init__(self, source: str) -> None:
        self.source = source.replace("\r", " ")  # a line end for Python's parser
        self.lines = self.source.split("\n")

    def parse(self) -> FormulaNode:
        if not self.source.strip():
            raise _fault("an empty formula")
        if len(self.source) > LONGEST:
            raise _fault(
                f"the formula has {len(self.source)} characters", f"use at most {LONGEST}, split into several figures"
            )
        mistake = mistake_in(self.source)
        if mistake is not None:
            message, remedy, offset, length = mistake
            raise _fault(message, remedy).at(offset, length)
        try:
            tree = ast.parse("(" + self.source + "\n)", mode="eval")
        except SyntaxError as error:
            raise self._syntax(error) from None
        except (ValueError, RecursionError, MemoryError):
            raise _fault("the formula cannot be read") from None
        return self._node(tree.body, 0)

    def _syntax(self, error: SyntaxError) -> FormulaFault:
        line, column = (error.lineno or 1) - 1, (error.offset or 1) - 1 - (error.lineno == 1)
        if 0 <= line < len(self.lines):
            offset = sum(len(each) + 1 for each in self.lines[:line]) + max(column, 0)
            if offset < len(self.source):
                return _fault("the formula is incomplete or wrong here").at(offset, 1)
        return _fault("the formula is not complete")

    def _span(self, node: ast.expr) -> tuple[int, int]:
        return self._offset(node.lineno, node.col_offset), self._offset(node.end_lineno, node.end_col_offset)

    def _offset(self, line: int | None, byte: int | None) -> int:
        """The offset in the source of a place in "(" + source + newline + ")", which is what was parsed."""
        before = self.lines[: (line or 1) - 1]
        text = self.lines[len(before)] if len(before) < len(self.lines) else ""
        text = "(" + text if line == 1 else text
        column = len(text.encode()[: byte or 0].decode(errors="ignore"))
        offset = sum(len(each) + 1 for each in before) + column - (line == 1)
        return min(max(offset, 0), len(self.source))

    def _node(self, node: ast.expr, depth: int) -> FormulaNode:
        start, end = self._span(node)
        try:
            if depth > DEEPEST:
                raise _fault(f"a formula nested more than {DEEPEST} deep", "split it into several figures")
            return self._read(node, start, end, depth + 1)
        except FormulaFault as fault:
            raise fault.at(start, end - start) from None

    def _read(self, node: ast.expr, start: int, end: int, depth: int) -> FormulaNode:  # noqa: PLR0911  # a case each
        match node:
            case ast.Constant():
                return self._literal(start, end)
            case ast.Name() | ast.Attribute() | ast.Subscript():
                return self._name(node, start, end)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negative(self._node(operand, depth), start, end)
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
                sides = self._node(left, depth), self._node(right, depth)
                return Binary(_OPERATORS[type(operator)], *sides, start, end)
            case ast.Compare(
                left=ast.Name() | ast.Attribute() as left, ops=[_], comparators=[ast.Constant(value=str() as words)]
            ):
                column = self._parts(left)[-1]
                remedy = f"select rows by their texts: count(table, {column}='{words}'), or where: in a view"
                raise _fault("a column is compared with a text", remedy)
            case ast.Compare(left=left, ops=operators, comparators=rest) if all(
                type(o) in _COMPARISONS for o in operators
            ):
                operands = tuple(self._node(each, depth) for each in (left, *rest))
                return Compare(operands, tuple(_COMPARISONS[type(o)] for o in operators), start, end)
            case ast.Call():
                return self._call(node, start, end, depth)
            case ast.Compare(left=ast.Call() as call, ops=[ast.Is()], comparators=[words]):
                of = self._node(call, depth)
                if not isinstance(of, Call) or of.function not in {"first", "last", "trend"}:
                    raise _fault("only first(), last() and trend() are compared with is", "use == for numbers")
                return Is(of, self._words(words), start, end)
        raise _fault(f'"{self.source[start:end]}" is not allowed in a formula')

    def _literal(self, start: int, end: int) -> Literal:
        written = self.source[start:end]
        if not _NUMBER.fullmatch(written):
            raise FormulaFault(
                Rule.NUMBER_FORM,
                f"{written} is not a number that formulas accept",
                "write digits with at most one point",
            )
        return Literal(Decimal(written), start, end)

    def _name(self, node: ast.expr, start: int, end: int) -> NameNode:
        match node:
            case ast.Attribute(value=ast.Subscript(value=ast.Name(id=table), slice=keys), attr=column):
                return NameNode((table, column), start, end, self._keys(keys))
        return NameNode(self._parts(node), start, end)

    def _parts(self, node: ast.expr) -> tuple[str, ...]:
        match node:
            case ast.Name(id=name):
                return (name,)
            case ast.Attribute(value=value, attr=name):
                return (*self._parts(value), name)
        raise _fault("a name consists of ids joined by dots", _NAMES)

    def _keys(self, node: ast.expr) -> tuple[str, ...]:
        """The keys of a row: texts in quotes and whole numbers."""
        return tuple(self._key(each) for each in (node.elts if isinstance(node, ast.Tuple) else [node]))

    def _key(self, node: ast.expr) -> str:
        start, end = self._span(node)
        match node:
            case ast.Constant(value=str() as text):
                return normalize("NFC", text)
            case ast.Constant(value=int()) if (written := self.source[start:end]).isdecimal() and written.isascii():
                return written
        raise _fault("the key of a row is a text in quotes or a whole number", _NAMES).at(start, end - start)

    def _call(self, node: ast.Call, start: int, end: int, depth: int) -> Call:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in FUNCTIONS + OF_CONDITIONS:
            raise _fault(
                f'there is no function "{self.source[slice(*self._span(node.func))]}"',
                did_you_mean(name, FUNCTIONS + OF_CONDITIONS, "use " + ", ".join(FUNCTIONS + OF_CONDITIONS)),
            )
        selections = tuple(self._selection(keyword) for keyword in node.keywords)
        if name in _WITH_KEYS and len(node.args) > 1:
            keys = tuple(self._key(each) for each in node.args[1:])
            span = self._span(node.args[1])[0], self._span(node.args[-1])[1]
            return Call(name, (self._node(node.args[0], depth), KeyWords(keys, *span)), start, end, selections)
        by_text = {each: self._by_text(each) for each in node.args if name == "count"}
        selections += tuple(each for each in by_text.values() if each is not None)
        arguments = tuple(self._node(each, depth) for each in node.args if by_text.get(each) is None)
        self._check_condition(name, arguments)
        if not arguments:
            raise _fault(f"{name}() has no argument", f"write e.g. {name}(table.column)")
        return Call(name, arguments, start, end, selections)

    def _by_text(self, node: ast.expr) -> Selection | None:
        """The selection that `result is 'majority'` means in count(): the same as result='majority'."""
        match node:
            case ast.Compare(left=ast.Name(id=column), ops=[ast.Is()], comparators=[ast.Constant(value=str())]):
                start, text = self._span(node)[0], node.comparators[0]
                return Selection(column, self._key(text), start, self._span(text)[0] + 1)
        return None

    def _check_condition(self, name: str, arguments: tuple[FormulaNode, ...]) -> None:
        """Raise a fault where a condition over rows is missing, or where there is none."""
        has_condition = any(isinstance(each, Compare) for each in arguments)
        if has_condition and (
            name not in _WITH_CONDITION or len(arguments) != 2 or not isinstance(arguments[1], Compare)
        ):
            raise _fault(f"a condition in {name}()", "write e.g. count(view, column < 5)")
        if name in {"all", "none"} and not has_condition:
            raise _fault(f"{name}() without a condition", f"write e.g. {name}(view, column < 5)")
        if name in _WITH_KEYS:
            raise _fault(f"{name}() without the keys of a row", 'write e.g. rank(view.column, "key")')

    def _words(self, node: ast.expr) -> KeyWords:
        several = node.elts if isinstance(node, ast.Tuple) else [node]
        start, end = self._span(node)
        return KeyWords(tuple(self._key(each) for each in several), start, end)

    def _selection(self, keyword: ast.keyword) -> Selection:
        if keyword.arg is None or not isinstance(keyword.value, ast.Constant):
            raise _fault("rows are selected by a column and a quoted category", "write e.g. group='solar'")
        start, value_start = self._offset(keyword.lineno, keyword.col_offset), self._span(keyword.value)[0]
        is_quoted = isinstance(keyword.value.value, str)
        return Selection(keyword.arg, self._key(keyword.value), start, value_start + is_quoted)
