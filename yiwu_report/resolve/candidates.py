"""The figures that a typed number may stand for: those that would print exactly what is typed.

Every candidate is printed by the formatter of references; nothing here writes a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import ColumnKind, UnitSpec
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.text import Text
from yiwu_report.quantity import decimals_of
from yiwu_report.text.formatting import (
    FormattedQuantity,
    Language,
    fill,
    format_figure,
    format_quantity,
    format_with_own,
)
from yiwu_report.text.references import FigurePart, LooseNumber, Qualifying, Scan, Surroundings

MOST_CELLS = 1000  # of a table: of a larger one, only the rows that are shown are compared
_MOST_DECIMALS = 9  # that a reference can ask for
_DIGITS = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """What a reference to a figure prints in a language."""

    text: str
    figure: Figure
    option: str = ""  # behind the id, e.g. value, decimals=0
    unit: str | None = None  # what has to follow a value alone; "" where no unit may; None where it is inside
    is_explained: bool = False  # with its own unit beside it, as where an article first shows that unit

    @property
    def reference(self) -> str:
        """The reference as written, e.g. {{ parks.completed }}."""
        return f"{{{{ {self.figure.id}{self.option and ':'}{self.option} }}}}"

    @property
    def is_rounded(self) -> bool:
        """True if it prints fewer digits, or more, than the figure has in texts."""
        return self.option.startswith("decimals")


@dataclass(frozen=True, slots=True)
class Match:
    """A form of a figure that stands at a place of a text."""

    start: int
    end: int
    form: PrintedForm


def forms_of(figure: Figure, language: Language, units: Mapping[str, UnitSpec]) -> Iterator[PrintedForm]:
    """What references to a figure can print; nothing for a date or a value that is not published."""
    if figure.quantity is None or figure.full_quantity is None:
        return
    shown = format_figure(figure, language, units)
    yield PrintedForm(shown.full, figure, unit=_needed(shown))
    if shown.unit:
        yield PrintedForm(shown.value, figure, FigurePart.VALUE, unit=shown.unit)
    if (explained := format_with_own(figure, language, units)) is not None:
        yield PrintedForm(explained, figure, is_explained=True)
    full = figure.full_quantity
    most = min(decimals_of(each) for each in (full.number, full.number_high) if each is not None)
    for decimals in range(min(most, _MOST_DECIMALS), -1, -1):
        cut = format_quantity(full, figure.unit, language, units, decimals=decimals)
        if cut.full != shown.full and re.search(r"[1-9]", cut.full):
            yield PrintedForm(cut.full, figure, f"decimals={decimals}", unit=_needed(cut))


def _needed(shown: FormattedQuantity) -> str | None:
    """What has to follow it: nothing that may be a unit, if it has none and is not money; None if its unit is inside."""
    is_bare = not shown.unit and not any(unicodedata.category(each) == "Sc" for each in shown.full)
    return "" if is_bare else None


def single_figures(data: Data) -> Iterator[Figure]:
    """The figures that stand alone, written and derived: every text may refer to them."""
    return (figure for figure in data.figures.values() if figure.table is None)


def shown_figures(uses: Collection[str], site: Site, data: Data) -> Iterator[Figure]:
    """The figures that an article shows, the cells of its tables and charts among them.

    `uses` are those of the article, as in `BoundArticle`: ids of figures, "chart <id>", "table <id>". Of a table with
    more than `MOST_CELLS` cells, they are those of the rows that are drawn or listed.
    """
    yield from (figure for each in sorted(uses) if (figure := data.figures.get(each)) is not None)
    names = {each.removeprefix("table ") for each in uses if each.startswith("table ")}
    for each in uses:
        chart = site.charts.get(each.removeprefix("chart ")) if each.startswith("chart ") else None
        if chart is not None and not isinstance(chart, Unusable) and chart.table:
            names.add(chart.table)
    for name in sorted(names):
        yield from _cells(name, uses, data)


def _cells(name: str, uses: Collection[str], data: Data) -> Iterator[Figure]:
    table = data.tables.get(name)
    if table is None:
        return
    columns = [key for key, column in table.columns.items() if column.kind is ColumnKind.FIGURE]
    is_small = table.row_count * len(columns) <= MOST_CELLS
    rows = table.rows(None, columns) if is_small else table.listed_rows(uses)
    found = (cell for column in columns for cell in rows[column] if isinstance(cell, Figure))
    yield from (cell for number, cell in enumerate(found) if number < MOST_CELLS)


@dataclass(frozen=True)
class Candidates:
    """The forms of some figures, by the digits in them."""

    forms: Mapping[str, Sequence[PrintedForm]] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Iterable[Figure], language: Language, units: Mapping[str, UnitSpec]) -> Candidates:
        """Those of these figures; one that is named twice is one."""
        forms: dict[str, list[PrintedForm]] = {}
        for figure in {figure.id: figure for figure in figures}.values():
            for form in forms_of(figure, language, units):
                for digits in dict.fromkeys(_DIGITS.findall(form.text)) or ("",):
                    forms.setdefault(digits, []).append(form)
        return cls(forms)

    def matches(
        self, number: LooseNumber, around: Surroundings, allows: Callable[[PrintedForm], bool] = lambda _form: True
    ) -> tuple[Match, ...]:
        """One match for each figure that prints what stands there, the longest."""
        digits = _DIGITS.search(number.text)
        found: dict[str, Match] = {}
        for form in filter(allows, self.forms.get(digits[0] if digits else "", ())):
            for start, end in around.places(form.text, number.start, number.start + len(number.text)):
                if around.can_be((start, end), form.unit):
                    match, other = Match(start, end, form), found.get(form.figure.id)
                    if other is None or _order(match) < _order(other):
                        found[form.figure.id] = match
        return tuple(found.values())


def best_matches(*several: Iterable[Match]) -> tuple[Match, ...]:
    """One match for each figure, by its id; rounded values only if nothing else is there."""
    found = {match.form.figure.id: match for matches in several for match in matches}
    is_rounded = all(match.form.is_rounded for match in found.values())
    return tuple(found[each] for each in sorted(found) if found[each].form.is_rounded is is_rounded)


def _order(match: Match) -> tuple[bool, int, str]:
    return match.form.is_rounded, match.start - match.end, match.form.option


def qualifying_of(language: Language) -> Qualifying:
    """The words of a language that make a number inexact: those of its qualifiers, and what else its words file lists."""
    words = language.counting
    before, behind = set(words.qualifying_before), set(words.qualifying_behind)
    patterns = [
        *language.qualifiers.values(),
        *(each for kind in language.qualifiers_of.values() for each in kind.values()),
    ]
    for pattern in patterns:
        ahead, _, after = fill(pattern, all="\0", n="\0").partition("\0")
        before.add(ahead.strip())
        behind.add(after.strip(" -"))
    lowered = [frozenset(word.lower() for word in several if word) for several in (before, behind)]
    return Qualifying(lowered[0], lowered[1], language.range.partition("{low}")[2].partition("{high}")[0])


@dataclass(frozen=True, slots=True)
class LooseInText:
    """A loose number, with the text that it stands in."""

    number: LooseNumber
    text: Text
    scan: Scan

    def around(self, names: tuple[str, ...], language: Language) -> Surroundings:
        """What stands around it; `names` are those with digits."""
        return Surroundings(self.text.value, self.scan, names, language.counting, qualifying_of(language))

    def problem(self, matches: Sequence[Match], years: Iterable[str]) -> Problem:
        """The problem of a loose number, or the remark on one that may be; `years` are forms of a year in the language.

        It names the reference if only one figure matches.
        """
        number, place = self.number, self.text.place_of(self.number.start, len(self.number.text))
        instead = "use {{ figure.id }} instead"
        if len(matches) == 1:
            match = matches[0]
            instead = f'write {match.form.reference} for "{" ".join(self.text.value[match.start : match.end].split())}"'
        remedy = f"{instead}, or list the name it belongs to under names: in the article or in site.yaml"
        if number.may_be_year:
            *others, last = ["{{ figure.id:period }}", *(f'"{form.replace("{n}", number.text)}"' for form in years)]
            year = f"{', '.join(others)} or {last}" if others else last
            remedy = f"{instead}; if it is a year, write {year}"
        if number.is_doubtful:
            message = f'"{number.text}" may be an amount outside a reference'
            return Problem(place, Rule.DOUBTFUL_NUMBER, message, remedy)
        return Problem(place, Rule.LOOSE_NUMBER, f'"{number.text}" is a number outside a reference', remedy)
