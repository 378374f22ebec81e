"""Ranks, counts by a condition, and statements on all rows of a table: what superlatives in a text rest on.

What can't be told stays open: a rank is an interval, and so is a count; a statement is true only if it certainly holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from yiwu_report.compute.formula.measured import Measured
from yiwu_report.compute.formula.nodes import Call, Compare, FormulaFault, FormulaNode, Is, KeyWords, NameNode, calls_of
from yiwu_report.compute.formula.scope import Comparison, FormulaScope, RowValue
from yiwu_report.model.cell_name import row_id
from yiwu_report.model.period import first_day
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import UNLIMITED, Interval, Truth, greater, less

_MOST_NAMED = 3
TRENDS = ("rising", "falling")


def rank_among(one: Interval, others: Sequence[Interval], *, is_descending: bool) -> Interval:
    """The rank of a number: one more than how many are certainly, and than how many may be, before it."""
    before = [greater(each, one) if is_descending else greater(one, each) for each in others]
    certain = sum(each is Truth.YES for each in before)
    possible = sum(each is not Truth.NO for each in before)
    return Interval(Fraction(1 + certain), Fraction(1 + possible))


def rank_of(call: Call, scope: FormulaScope) -> Measured:
    """The rank of a row among the rows of its column: 1 is the largest; in a view that is sorted by it, the first."""
    column, words = call.arguments
    if not isinstance(column, NameNode) or not isinstance(words, KeyWords):
        raise _fault("rank() of something that is not a column", 'write e.g. rank(view.column, "key")')
    rows = scope.row_values(column, call.where)
    own = [row for row in rows if _has_keys(row.keys, words.texts)]
    if len(own) != 1:
        known = ", ".join(row_id(row.keys) for row in rows[:_MOST_NAMED])
        message = (
            f"{'no row' if not own else 'more than one row'} of {column.parts[0]} has the keys {row_id(words.texts)}"
        )
        raise FormulaFault(Rule.UNKNOWN_FIGURE, message, f"rows are e.g. {known}", words.start, words.end - words.start)
    (row,) = own
    if row.value is None:
        message = f"{column.id} of {row_id(row.keys)} is not published"
        raise FormulaFault(Rule.MISSING_VALUE, message, "choose a row with a value")
    others = [each.value.interval for each in rows if each is not row and each.value is not None]
    interval = rank_among(row.value.interval, others, is_descending=not scope.is_sorted_up(column))
    return Measured(interval, UNLIMITED, Measured.literal(1).dimension)


def _has_keys(keys: Sequence[str], texts: Sequence[str]) -> bool:
    """True for the keys of a row, or the first ones where a selection gives the others."""
    return tuple(keys[: len(texts)]) == tuple(texts)


def counted(call: Call, scope: FormulaScope) -> Measured:
    """How many rows fulfil a condition, from how many certainly do to how many may."""
    _, truths = _truths(call, scope)
    certain = sum(truth is Truth.YES for _, truth in truths)
    possible = sum(truth is not Truth.NO for _, truth in truths)
    return Measured(Interval(Fraction(certain), Fraction(possible)), UNLIMITED, Measured.literal(1).dimension)


def _truths(call: Call, scope: FormulaScope) -> tuple[NameNode, Sequence[tuple[str, Truth]]]:
    table, condition = call.arguments
    if not isinstance(table, NameNode) or not isinstance(condition, Compare):
        raise _fault(
            f"{call.function}() of something that is not a table", f"write e.g. {call.function}(view, column < 5)"
        )
    return table, scope.truths(table, condition, call.where)


def condition_of(node: Is | Call, scope: FormulaScope) -> Comparison:
    """The verdict of `first(view) is "key"`, `trend(column) is "rising"`, `all(…)` and `none(…)`."""
    if isinstance(node, Call):
        return _of_all(node, scope)
    if node.call.function == "trend":
        return _trend(node, scope)
    return _position(node, scope)


def _of_all(call: Call, scope: FormulaScope) -> Comparison:
    """all(): every row fulfils the condition; none(): none does. Of no rows neither can be said."""
    table, truths = _truths(call, scope)
    if not truths:
        raise FormulaFault(
            Rule.EMPTY_SELECTION, f"{table.parts[0]} has no rows", "say something else of an empty table"
        )
    against = Truth.NO if call.function == "all" else Truth.YES
    broken = [name for name, truth in truths if truth is against]
    open_ones = [name for name, truth in truths if truth is Truth.UNKNOWN]
    condition = call.arguments[1]

    def named(rows: Sequence[str]) -> str:
        told = [scope.row_in_words(table, row, condition) for row in rows[:_MOST_NAMED]]
        return _some([*told, *rows[_MOST_NAMED:]])

    truth = Truth.NO if broken else Truth.UNKNOWN if open_ones else Truth.YES
    does = "does not fulfil it" if call.function == "all" else "fulfils it"
    now = f"of {len(truths)} rows {len(broken)} {does}: {named(broken)}" if broken else ""
    uncertain = f"of {len(truths)} rows {len(open_ones)} may or may not fulfil it: {named(open_ones)}"
    return Comparison(truth, now=now or (uncertain if open_ones else "it holds"))


def _position(node: Is, scope: FormulaScope) -> Comparison:
    (table,) = node.call.arguments
    if not isinstance(table, NameNode) or len(table.parts) != 1:
        raise _fault(f"{node.call.function}() of something that is not a view", 'write e.g. first(view) is "key"')
    wanted = tuple(node.words.texts)
    found = [tuple(keys) for keys in scope.position(table, is_first=node.call.function == "first")]
    named = _some([row_id(keys) for keys in found], " or ")
    if found == [wanted]:
        return Comparison(Truth.YES, now=f"{node.call.function}({table.id}) is {named}")
    if wanted in found:
        return Comparison(Truth.UNKNOWN, now=f"{node.call.function}({table.id}) may be {named}")
    return Comparison(Truth.NO, now=f"{node.call.function}({table.id}) is {named or 'no row'}")


def _trend(node: Is, scope: FormulaScope) -> Comparison:
    """Rising: each number is above the one before it in time. Falling: below."""
    column, word = node.call.arguments[0], node.words.texts[0]
    if not isinstance(column, NameNode) or word not in TRENDS:
        raise _fault("trend() is rising or falling", 'write e.g. trend(table.column, country="China") is "rising"')
    rows = [row for row in scope.row_values(column, node.call.where) if row.value is not None and row.period]
    if len(rows) < 2 or len({row.period for row in rows}) < len(rows):
        message = f"trend() of {len(rows)} rows" if len(rows) < 2 else "trend() of several rows of one period"
        raise FormulaFault(Rule.EMPTY_SELECTION, message, 'select one row a period, e.g. country="China"')
    rows.sort(key=_when)
    compare = less if word == "rising" else greater
    steps = [(one, two, compare(_interval(one), _interval(two))) for one, two in pairwise(rows)]
    broken = [f"{one.period} to {two.period}" for one, two, truth in steps if truth is Truth.NO]
    open_ones = [f"{one.period} to {two.period}" for one, two, truth in steps if truth is Truth.UNKNOWN]
    if broken:
        return Comparison(Truth.NO, now=f"it is not {word} from {_some(broken)}")
    if open_ones:
        return Comparison(Truth.UNKNOWN, now=f"it may or may not be {word} from {_some(open_ones)}")
    return Comparison(Truth.YES, now=f"it is {word}")


def rows_in_front(root: FormulaNode, scope: FormulaScope) -> Iterator[str]:
    """The rows that a superlative rests on, in words: those before the ranked one; the least or the greatest of the others."""
    operands = [each for each in (root.operands if isinstance(root, Compare) else ()) if isinstance(each, NameNode)]
    for call in calls_of(root):
        column, *words = call.arguments
        if not isinstance(column, NameNode) or not scope.is_column(column):
            continue
        rows = [(row, row.value.interval) for row in scope.row_values(column, call.where) if row.value is not None]
        if call.function == "rank" and words and isinstance(words[0], KeyWords):
            own = next((each for row, each in rows if _has_keys(row.keys, words[0].texts)), None)
            before = less if scope.is_sorted_up(column) else greater
            found = [row for row, each in rows if own is not None and before(each, own) is not Truth.NO]
            found = [row for row in found if not _has_keys(row.keys, words[0].texts)]
        elif call.function in {"min", "max"} and call.goes_over_rows:
            own_keys = {each.keys for each in operands if each.parts == column.parts}
            others = [each for each in rows if own_keys and each[0].keys not in own_keys]
            before = less if call.function == "min" else greater
            found = [row for row, each in others if not any(before(other, each).holds for _, other in others)]
        else:
            continue
        yield from (scope.row_in_words(column, row_id(row.keys), column) for row in found[:_MOST_NAMED])


def _when(row: RowValue) -> tuple[object, str]:
    period = row.period
    assert period is not None  # noqa: S101  # selected above
    return (first_day(period.parts[0]) if period.parts else None, period.written)


def _interval(row: RowValue) -> Interval:
    assert row.value is not None  # noqa: S101  # selected above
    return row.value.interval


def _some(names: Sequence[str], between: str = ", ") -> str:
    more = len(names) - _MOST_NAMED
    return between.join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _fault(message: str, remedy: str) -> FormulaFault:
    return FormulaFault(Rule.FORMULA_SYNTAX, message, remedy)
