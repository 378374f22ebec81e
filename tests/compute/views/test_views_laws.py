"""Laws of views: they calculate as plain pandas does, and contain what uncertain numbers can be."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
from campaign import campaign, examples
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from views import Computed, computed, table_file

from yiwu_report.compute.derive import DataScope, store_of
from yiwu_report.compute.formula import to_unit
from yiwu_report.compute.views.lineage import blocks_of
from yiwu_report.compute.views.view_table import ViewTable
from yiwu_report.quantity import Interval

Step = dict[str, Any]
Row = dict[str, str]  # as the file has it
REGIONS = {"A": "north", "B": "south", "C": "north", "D": "east"}
COLUMNS = {
    "town": {"kind": "label"},
    "region": {"kind": "category"},
    "year": {"kind": "period"},
    "n": {},
    "m": {},
    "w": {"unit": "person"},
}
FIGURES = ("n", "m", "w")
PLACES = {"place": {"kind": "label"}, "zone": {"kind": "category"}, "p": {}}  # of a table that is joined
ZONES = {"A": "hill", "B": "coast", "C": "coast", "E": "hill"}
TITLES = {"title": {"en": "T"}, "decimals": 3}
OF_WHOLE = {"percent_of": {"en": "all"}}
# what a view refuses for good reason: nothing is claimed of it
REFUSED = ("[zero-division]", "[unbounded]", "[undecided-order]", "[empty-selection]", "[overlap]", "[decimals]")

NUMBERS = st.integers(-300, 900).map(lambda n: f"{n / 10:.1f}") | st.integers(1, 90).map(str)
WEIGHTS = st.integers(1, 50).map(str)


@dataclass(frozen=True)
class Uncertain:
    """A value as a file has it, and some of the numbers that it can be."""

    written: str
    can_be: tuple[str, ...]


UNCERTAIN = st.one_of(
    NUMBERS.map(lambda n: Uncertain(n, (n,))),
    st.integers(1, 80).map(lambda n: Uncertain(f"over {n}", (f"{n}.01", f"{n + 1}", f"{n + 5000}"))),
    st.integers(1, 80).map(lambda n: Uncertain(f"at least {n}", (f"{n}", f"{n + 3}", f"{n + 5000}"))),
    st.integers(1, 80).map(lambda n: Uncertain(f"under {n}", (f"{n - 1}.99", "0.5", "-700"))),
    st.integers(1, 80).map(lambda n: Uncertain(f"{n} to {n + 4}", (f"{n}", f"{n + 1}.5", f"{n + 4}"))),
    st.integers(1, 9).map(lambda n: Uncertain(f"about {n}0", (f"{n * 9}", f"{n}1", f"{n * 11}"))),
    st.integers(1, 9).map(lambda n: Uncertain(f"nearly {n}0", (f"{n * 9}", f"{n - 1}9.99"))),
)


@st.composite
def places(draw: st.DrawFn) -> list[Row]:
    """Some towns in some years, in any order."""
    pairs = list(product(draw(st.sets(st.sampled_from("ABCD"), min_size=1)), ("2001", "2002", "2003")))
    kept = draw(st.lists(st.sampled_from(sorted(pairs)), min_size=2, unique=True))
    return [{"town": town, "region": REGIONS[town], "year": year} for town, year in kept]


@st.composite
def exact_rows(draw: st.DrawFn) -> list[Row]:
    """Rows with exact numbers, of which some are missing."""
    numbers = {"n": st.just("") | NUMBERS, "m": NUMBERS, "w": WEIGHTS | WEIGHTS | st.just("")}
    if draw(st.booleans()):
        numbers["n"] = NUMBERS
    return [row | {name: draw(each) for name, each in numbers.items()} for row in draw(places())]


@st.composite
def exact_places(draw: st.DrawFn) -> list[Row]:
    """Rows of the table that is joined: of other towns, too, and not of all."""
    return [
        {"place": town, "zone": ZONES[town], "p": draw(st.just("") | NUMBERS)}
        for town in draw(st.lists(st.sampled_from("ABCE"), min_size=1, unique=True))
    ]


@dataclass
class Columns:
    """What a view has after some steps, so that the next one can be drawn."""

    keys: list[str] = field(default_factory=lambda: ["town", "year"])
    texts: list[str] = field(default_factory=lambda: ["town", "region", "year"])
    things: list[str] = field(default_factory=lambda: ["n", "m"])  # can be added
    weights: list[str] = field(default_factory=lambda: ["w"])
    has_steps_left: bool = True
    has_others: bool = False  # a row of them: only some steps can follow


TEXTS = ("town", "region", "year", "zone")
FUNCTIONS = ("sum", "mean", "median", "min", "max", "weighted_mean", "count", "share")


def drawn_step(draw: st.DrawFn, there: Columns, at: int, *, is_exact: bool) -> Step:  # noqa: C901, PLR0911, PLR0912, PLR0915  # a case for each step
    """A step that can be applied; `there` is changed to what it makes."""
    of = draw(st.sampled_from(there.things))
    name = f"c{at}"
    words = ["column", "share", "rank", "select"]
    words += ["sort"] if is_exact else []
    words += ["join"] if "town" in there.texts and "zone" not in there.texts else []
    if not there.has_others:
        words += ["group", "where"]
        words += ["unpivot"] if len(there.things) > 1 else []
        if "year" in there.keys:
            words += ["change", "percent_change", "index", "rolling"]
            words += ["pivot"] if len(there.keys) > 1 else []
        words += ["top of weights"] if there.weights else []
        words += ["top", "bins", "limit", "fill"] if is_exact else []
    word = draw(st.sampled_from(words))
    added = {"of": of, "name": name, **TITLES}
    match word:
        case "column":
            other = draw(st.sampled_from(there.things))
            forms = ("{a} - {b}", "{a} + {b}", "{a} / 4", "{a} - mean({a})", "2 * {a} - {b}")
            formula = draw(st.sampled_from(forms)).format(a=of, b=other)
            there.things.append(name)
            return {"column": {"name": name, "formula": formula, **TITLES}}
        case "share":
            return {
                "share": {**added, "within": draw(st.sampled_from([[], *([each] for each in there.texts)])), **OF_WHOLE}
            }
        case "group":
            by = draw(st.lists(st.sampled_from(there.texts), min_size=1, max_size=2, unique=True))
            functions = draw(st.lists(st.sampled_from(FUNCTIONS), min_size=1, max_size=3, unique=True))
            functions = [each for each in functions if each != "weighted_mean" or there.weights] or ["sum"]
            columns: dict[str, Step] = {}
            for function in functions:
                columns[f"g{at}_{function}"] = {"function": function, "of": of, **TITLES}
                if function == "weighted_mean":
                    columns[f"g{at}_{function}"]["weights"] = there.weights[0]
                if function == "count":
                    columns[f"g{at}_{function}"] = {"function": "count", "unit": "row", "title": {"en": "T"}}
                if function == "share":
                    columns[f"g{at}_{function}"] |= OF_WHOLE
            there.keys, there.texts, there.weights = by, [*by], []
            there.things = [each for each in columns if not each.endswith(("_count", "_share"))]
            there.has_steps_left = bool(there.things)
            return {"group": {"by": by, "columns": columns, "missing": draw(st.sampled_from(["missing", "skip"]))}}
        case "rank":
            order = draw(st.sampled_from(["ascending", "descending"]))
            return {"rank": {"of": of, "name": name, "title": {"en": "T"}, "order": order}}
        case "where":
            column, texts = draw(
                st.sampled_from(
                    [("town", list("ABCD")), ("year", ["2001", "2002", "2003"]), ("region", ["north", "south"])]
                )
            )
            if column not in there.texts:
                return {"sort": draw(st.sampled_from(there.keys))}
            return {"where": {column: draw(st.lists(st.sampled_from(texts), min_size=1, max_size=3, unique=True))}}
        case "change" | "percent_change" | "index":
            percent = OF_WHOLE if word == "percent_change" else {}
            return {word: {**added, **percent, "since": draw(st.sampled_from(["previous", "first"]))}}
        case "rolling":
            there.things.append(name)
            function = draw(st.sampled_from(["mean", "sum", "min", "max"]))
            return {"rolling": {**added, "over": draw(st.integers(1, 3)), "function": function}}
        case "pivot":
            there.keys = [each for each in there.keys if each != "year"]
            there.has_steps_left = False  # which years there are is for the data to say
            return {"pivot": {"columns": "year", "values": of}}
        case "sort":
            return {"sort": [draw(st.sampled_from(["", "-"])) + of, *there.keys]}
        case "join":
            there.texts, there.things = [*there.texts, "zone"], [*there.things, "p"]
            return {"join": {"table": "u", "on": {"town": "place"}}}
        case "select":
            there.texts = [each for each in there.texts if each in there.keys or draw(st.booleans())]
            there.things = draw(st.lists(st.sampled_from(there.things), min_size=1, unique=True))
            there.weights = there.weights if draw(st.booleans()) else []
            return {"select": draw(st.permutations([*there.texts, *there.things, *there.weights]))}
        case "unpivot":
            several = draw(st.lists(st.sampled_from(there.things), min_size=1, max_size=2, unique=True))
            key, there.things, there.weights = f"k{at}", [f"v{at}"], []
            there.keys, there.texts = [*there.keys, key], [*there.texts, key]
            said: Step = {"columns": several, "name": key, "values": f"v{at}", "title": {"en": "T"}}
            if draw(st.booleans()):  # steps over time would have to say which periods they mean
                there.has_steps_left = False
                said["periods"] = dict(zip(several, ["1901", "1902"], strict=False))
            return {"unpivot": said}
        case "top" | "top of weights":
            there.has_others = draw(st.booleans())
            others = {"others": {"en": "Others"}} if there.has_others else {}
            by = draw(st.sampled_from(["", "-"])) + (of if word == "top" else there.weights[0])
            return {"top": {"count": draw(st.integers(1, 3)), "by": by, **others}}
        case "bins":
            return {"bins": {"of": of, "edges": ["5", "20.5"], "name": name, "title": {"en": "T"}}}
        case "limit":
            return {"where": {of: draw(st.sampled_from(["> 5", "<= 40", "< 20.5"]))}}
    there.has_steps_left = False  # plain pandas does not know the region of a new row
    return {"fill": {"rows": there.keys}}


@st.composite
def step_lists(draw: st.DrawFn, *, is_exact: bool = True) -> list[Step]:
    """One to three steps."""
    there, steps = Columns(), []
    for at in range(draw(st.integers(1, 3))):
        if there.has_steps_left:
            steps.append(drawn_step(draw, there, at, is_exact=is_exact))  # noqa: PERF401  # at each, the columns are others
    return steps


# Plain pandas, over exact fractions: what a view has to give.

Numbers = Sequence[Fraction | None]


def known(values: Numbers, calculate: Callable[[list[Fraction]], Fraction | None]) -> Fraction | None:
    """What is calculated of numbers; None where one is missing, or all."""
    there = [each for each in values if each is not None]
    return calculate(there) if there and len(there) == len(values) else None


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def total(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


PLAIN: Mapping[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": total,
    "mean": mean,
    "median": lambda values: Fraction(median(values)),
    "min": min,
    "max": max,
}


@dataclass
class Plain:
    """A frame with the keys that tell its rows apart."""

    keys: list[str]
    frame: pd.DataFrame
    places: pd.DataFrame  # of the table that is joined
    never_added: frozenset[str] = frozenset()
    wholes: Mapping[str, str] = field(default_factory=dict)  # column of shares -> that of what each is a share of
    has_others: bool = False  # as the last row

    def with_frame(self, frame: pd.DataFrame) -> Plain:
        return replace(self, frame=frame)

    def column(self, name: str) -> list[Fraction | None]:
        return [None if pd.isna(each) else each for each in self.frame[name]]

    def added(self, name: str, values: Sequence[object]) -> Plain:
        made = pd.Series(list(values), index=self.frame.index, dtype=object)
        return self.with_frame(self.frame.assign(**{name: made}))

    def text(self, row: int, name: str) -> str:
        """The text of a row, empty in that of others."""
        text = self.frame[name].iloc[row]
        return "" if pd.isna(text) else str(text)

    def ranked(self, name: str) -> list[Fraction | None]:
        """A column without the row of others."""
        return self.column(name)[: len(self.frame) - self.has_others]

    def positions(self, by: Sequence[str]) -> list[list[int]]:
        """The positions of the rows of each group, in the order of first use."""
        if not by or self.frame.empty:
            return [list(range(len(self.frame)))]
        numbers = self.frame.reset_index(drop=True).groupby(list(by), sort=False, dropna=False).ngroup()
        return [list(numbers.index[numbers == group]) for group in range(numbers.max() + 1)]

    def over_time(self, calculate: Callable[[list[int], int], object], name: str) -> Plain:
        """A column calculated from the positions of the rows of one key over time and the position in them."""
        years = list(self.frame["year"])
        found: list[object] = [None] * len(years)
        for rows in self.positions([each for each in self.keys if each != "year"]):
            ordered = sorted(rows, key=years.__getitem__)
            for at, row in enumerate(ordered):
                found[row] = calculate(ordered, at)
        return self.added(name, found)


def plain_rows(rows: Sequence[Row], places: Sequence[Row]) -> Plain:
    return Plain(["town", "year"], _frame(rows, FIGURES), _frame(places, ["p"]))


def _frame(rows: Sequence[Row], figures: Sequence[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows).astype(object)
    for name in figures:
        frame[name] = pd.Series([Fraction(each) if each else None for each in frame[name]], dtype=object)
    return frame


def applied(plain: Plain, step: Step) -> Plain:  # noqa: C901, PLR0911, PLR0912, PLR0915  # a case for each step
    """The frame after a step."""
    ((word, said),) = step.items()
    frame = plain.frame
    values = plain.column(said["of"]) if isinstance(said, dict) and "of" in said else []
    match word:
        case "where":
            ((name, wanted),) = said.items()
            if isinstance(wanted, list):
                return plain.with_frame(frame[frame[name].isin(wanted)])
            operator, limit = wanted.split()
            numbers = plain.column(name)
            tests: Mapping[str, Callable[[Fraction], bool]] = {
                ">": lambda n: n > Fraction(limit),
                "<": lambda n: n < Fraction(limit),
                "<=": lambda n: n <= Fraction(limit),
            }
            return plain.with_frame(frame[[each is not None and tests[operator](each) for each in numbers]])
        case "column":
            return plain.added(said["name"], of_formula(said["formula"], plain))
        case "share":
            shares: list[Fraction | None] = [None] * len(frame)
            wholes: list[int] = [0] * len(frame)
            for number, rows in enumerate(plain.positions(said["within"])):
                whole = known([values[row] for row in rows], total)
                for row in rows:
                    part = values[row]
                    shares[row] = None if whole is None or part is None else part / whole * 100
                    wholes[row] = number
            name = said["name"]
            made = plain.added(name, shares).added(f"whole of {name}", wholes)
            return replace(made, wholes={**plain.wholes, name: f"whole of {name}"})
        case "group":
            return grouped(plain, said)
        case "rank":
            sign = 1 if said["order"] == "descending" else -1
            ranked = plain.ranked(said["of"])
            there = [each for each in ranked if each is not None]
            ranks = [
                None if one is None else Fraction(1 + sum(sign * each > sign * one for each in there)) for one in ranked
            ]
            made = plain.added(said["name"], [*ranks, None] if plain.has_others else ranks)
            return replace(made, never_added=plain.never_added | {said["name"]})
        case "change" | "percent_change" | "index":
            if word != "change":
                plain = replace(plain, never_added=plain.never_added | {said["name"]})
            return plain.over_time(lambda rows, at: compared(word, said["since"], values, rows, at), said["name"])
        case "rolling":
            size = said["over"]

            def window(rows: list[int], at: int) -> Fraction | None:
                several = [values[row] for row in rows[max(at - size + 1, 0) : at + 1]]
                return known(several, PLAIN[said["function"]]) if len(several) == size else None

            return plain.over_time(window, said["name"])
        case "pivot":
            return pivoted(plain, said["values"])
        case "sort":
            by = [said] if isinstance(said, str) else said
            others = frame.iloc[len(frame) - plain.has_others :]
            frame = frame.iloc[: len(frame) - plain.has_others]
            for each in reversed(by):
                frame = frame.sort_values(
                    each.removeprefix("-"), ascending=each[0] != "-", kind="stable", na_position="last"
                )
            return plain.with_frame(pd.concat([frame, others]))
        case "select":
            hidden = [plain.wholes[name] for name in said if name in plain.wholes]
            return plain.with_frame(frame[[*said, *hidden]])
        case "join":
            joined = frame.merge(plain.places, how="left", left_on="town", right_on="place").drop(columns="place")
            return plain.with_frame(joined.astype(object).where(joined.notna(), None))
        case "unpivot":
            texts = [name for name in frame if name in TEXTS or name in plain.keys]
            columns = said["columns"]
            long = pd.concat(
                [frame[texts].assign(**{said["name"]: each, said["values"]: frame[each]}) for each in columns]
            )
            order = [at + row for row in range(len(frame)) for at in range(0, len(long), len(frame))]
            long = long.iloc[order]
            long[said["name"]] = long[said["name"]].replace(said.get("periods", {}))
            return replace(plain.with_frame(long), keys=[*plain.keys, said["name"]])
        case "top":
            return largest(plain, said)
        case "bins":
            numbers = plain.column(said["of"])
            names = ["< 5", "5–20.5", "≥ 20.5"]
            edges = [Fraction(each) for each in said["edges"]]
            return plain.added(
                said["name"], [None if n is None else names[sum(n >= edge for edge in edges)] for n in numbers]
            )
    return filled(plain)


def largest(plain: Plain, said: Step) -> Plain:
    name = said["by"].removeprefix("-")
    ordered = plain.frame.sort_values(name, ascending=said["by"][0] == "-", kind="stable", na_position="last")
    first, left = ordered.head(said["count"]), ordered.iloc[said["count"] :]
    if "others" not in said or left.empty:
        return plain.with_frame(first)
    of_left = plain.with_frame(left)
    others: dict[str, object] = {}
    for each in map(str, left):
        is_of_one = each not in plain.wholes or len(set(left[plain.wholes[each]])) == 1
        is_text = each in TEXTS or each in plain.keys or each.startswith("whole of")
        is_summed = not is_text and each not in plain.never_added and is_of_one
        others[each] = known(of_left.column(each), total) if is_summed else None
    others[plain.keys[0]] = "others"
    return replace(plain.with_frame(pd.concat([first, pd.DataFrame([others], dtype=object)])), has_others=True)


def of_formula(formula: str, plain: Plain) -> list[Fraction | None]:
    whole = {name: known(plain.ranked(name), mean) for name in map(str, plain.frame) if f"mean({name})" in formula}
    found: list[Fraction | None] = []
    for row in range(len(plain.frame)):
        cells = {str(name): plain.column(str(name))[row] for name in plain.frame if str(name) in formula}
        means = {f"mean_{name}": value for name, value in whole.items()}
        text = reduce(lambda text, name: text.replace(f"mean({name})", f"mean_{name}"), whole, formula)
        try:
            found.append(Fraction(eval(text, {"max": max}, {**cells, **means})))
        except TypeError:  # None is not a number
            found.append(None)
    return found


def compared(word: str, since: str, values: Numbers, rows: list[int], at: int) -> Fraction | None:
    before = 0 if since == "first" else at - 1
    if before < 0:
        return None
    now, then = values[rows[at]], values[rows[before]]
    if now is None or then is None:
        return None
    return {
        "change": lambda: now - then,
        "percent_change": lambda: (now / then - 1) * 100,
        "index": lambda: now / then * 100,
    }[word]()


def grouped(plain: Plain, said: Step) -> Plain:
    made: list[dict[str, object]] = []
    groups = plain.positions(said["by"])
    for rows in groups:
        row: dict[str, object] = {name: plain.frame[name].iloc[rows[0]] for name in said["by"]}
        for name, column in said["columns"].items():
            if column["function"] == "count":
                row[name] = Fraction(len(rows))
                continue
            values = [plain.column(column["of"])[each] for each in rows]
            if column["function"] == "weighted_mean":
                weights = [plain.column(column["weights"])[each] for each in rows]
                pairs = [(value, weight) for value, weight in zip(values, weights, strict=True)]
                there = [(v, w) for v, w in pairs if v is not None and w is not None]
                is_whole = len(there) == len(pairs) or said["missing"] == "skip"
                row[name] = sum(v * w for v, w in there) / sum(w for _, w in there) if there and is_whole else None
                continue
            if said["missing"] == "skip":
                values = [each for each in values if each is not None]
            is_share = column["function"] == "share"
            row[name] = known(values, total if is_share else PLAIN[column["function"]])
            if is_share:
                whole = plain.column(column["of"])
                if said["missing"] == "skip":
                    whole = [each for each in whole if each is not None]
                of_all, of_group = known(whole, total), row[name]
                row[name] = None if of_all is None or of_group is None else of_group / of_all * 100
        made.append(row)
    shares = [name for name, column in said["columns"].items() if column["function"] == "share"]
    frame = pd.DataFrame(made, dtype=object).assign(**{f"whole of {name}": 0 for name in shares})
    return Plain(said["by"], frame, plain.places, wholes={name: f"whole of {name}" for name in shares})


def pivoted(plain: Plain, values: str) -> Plain:
    keys = [each for each in plain.keys if each != "year"]
    first = plain.frame.drop_duplicates(keys).set_index(keys).index
    wide = plain.frame.set_index([*keys, "year"])[values].unstack("year").reindex(first)  # noqa: PD010  # nothing is aggregated
    wide.columns = [f"y{year}" for year in wide.columns]
    return Plain(keys, wide.reset_index(), plain.places)


def filled(plain: Plain) -> Plain:
    used = [sorted(set(plain.frame[key])) for key in plain.keys]
    there = plain.frame.set_index(plain.keys)
    every = [each if len(each) > 1 else each[0] for each in product(*used)]
    index = [*there.index, *(each for each in every if each not in set(there.index))]
    filled = there.reindex(index).reset_index(names=plain.keys)
    return plain.with_frame(filled.astype(object).where(filled.notna(), None))


# Reports of rows and steps


NONE: list[Row] = [{"place": "A", "zone": "hill", "p": "1"}]


def made(rows: Sequence[Row], steps: Sequence[Step], places: Sequence[Row] = NONE) -> Computed:
    """The report with these rows, a table u of places and a view v of these steps."""
    view = {"title": {"en": "V"}, "from": "t", "steps": list(steps)}
    files = {
        "data/files/t.csv": csv_of(COLUMNS, rows),
        "data/files/u.csv": csv_of(PLACES, places),
        "data/tables/t.yaml": table_file(COLUMNS, ["town", "year"]),
        "data/tables/u.yaml": table_file(PLACES, ["place"], "u.csv"),
        "data/views/v.yaml": json.dumps(view, ensure_ascii=False),
    }
    with tempfile.TemporaryDirectory() as folder:
        return computed(Path(folder), files)


def csv_of(columns: Mapping[str, Any], rows: Sequence[Row]) -> str:
    return "".join(
        f"{line}\n" for line in [",".join(columns), *(",".join(row[name] for name in columns) for row in rows)]
    )


def view_of(rows: Sequence[Row], steps: Sequence[Step], places: Sequence[Row] = NONE) -> tuple[Computed, ViewTable]:
    """The view, if nothing is refused for a good reason."""
    report = made(rows, steps, places)
    assert all(line.endswith(REFUSED) for line in report.lines), report.lines
    assume(not report.lines)
    return report, report.view()


def values_of(view: ViewTable) -> dict[tuple[str | None, ...], dict[str, Interval | None]]:
    """The intervals of the figures in each row, by its keys."""
    return {
        view.data.key(row): {name: view.frame.figures[name].numbers.interval(row) for name in view.figure_columns}
        for row in range(view.row_count)
    }


def expected_of(
    rows: Sequence[Row], steps: Sequence[Step], places: Sequence[Row] = NONE
) -> dict[tuple[str, ...], dict[str, Fraction | None]]:
    """The same by plain pandas."""
    plain = reduce(applied, steps, plain_rows(rows, places))
    names = [str(name) for name in plain.frame]
    return {
        tuple(plain.text(row, key) for key in plain.keys): {name: plain.column(name)[row] for name in names}
        for row in range(len(plain.frame))
    }


@campaign
@settings(max_examples=examples(100, 3000), deadline=None)
@given(exact_rows(), step_lists(), exact_places())
def test_exact_values_are_those_of_pandas(rows: list[Row], steps: list[Step], places: list[Row]) -> None:
    _, view = view_of(rows, steps, places)
    found, expected = values_of(view), expected_of(rows, steps, places)
    if any("fill" in step for step in steps):  # its new rows are in the order of the file's texts
        expected = {key: expected[key] for key in found}
    assert list(found) == list(expected)
    for row, (key, values) in enumerate(found.items()):
        for name, interval in values.items():
            wanted = expected[key][name]
            assert (interval and interval.is_point and interval.low) == wanted, (key, name, interval, wanted)
        for name in set(view.columns) - set(values):
            text = expected[key].get(name)
            assert text is None or view.data.text(row, name) == str(text)
    if "select" in steps[-1]:
        assert list(view.columns) == steps[-1]["select"]


@campaign
@settings(max_examples=examples(40, 2000), deadline=None)
@given(st.data(), places(), step_lists(is_exact=False))
def test_uncertain_values_contain_what_they_can_be(data: st.DataObject, rows: list[Row], steps: list[Step]) -> None:
    uncertain = [{name: data.draw(UNCERTAIN) for name in ("n", "m")} for _ in rows]
    joined = [{"place": town, "zone": zone} for town, zone in ZONES.items()]
    uncertain_there = [{"p": data.draw(UNCERTAIN)} for _ in joined]
    rows = [row | {"w": str(2 * at + 7)} for at, row in enumerate(rows)]
    report, view = view_of(as_written(rows, uncertain), steps, as_written(joined, uncertain_there))
    found = values_of(view)
    for _ in range(3):
        chosen, chosen_there = (
            [{k: data.draw(st.sampled_from(v.can_be)) for k, v in more.items()} for more in several]
            for several in (uncertain, uncertain_there)
        )
        expected = expected_of(
            [row | more for row, more in zip(rows, chosen, strict=True)],
            steps,
            [row | more for row, more in zip(joined, chosen_there, strict=True)],
        )
        for key, values in found.items():
            for name, interval in values.items():
                wanted = expected[key][name]
                assert (interval is None) == (wanted is None), (key, name)
                assert interval is None or interval.contains(wanted), (key, name, interval, wanted)
    measure = DataScope(store_of(report.site, report.data)).measure
    for row in range(view.row_count):
        for name, column in view.frame.figures.items():
            figure = view.figure_at(row, name)
            if figure is not None and figure.recipe is not None and figure.interval is not None:
                again, _ = to_unit(view.measured(figure, measure), column.unit_id, column.unit)
                assert again == figure.interval, (name, again, figure.interval)


def as_written(rows: Sequence[Row], uncertain: Sequence[Mapping[str, Uncertain]]) -> list[Row]:
    return [row | {k: v.written for k, v in more.items()} for row, more in zip(rows, uncertain, strict=True)]


def is_of_fixed_rows(step: Step, column: str = "") -> bool:
    """True for a step whose choice of rows doesn't depend on numbers, or not on those of a column of the file."""
    if "top" in step and column:
        return step["top"]["by"].removeprefix("-") == "w" != column
    if "where" in step:
        return all(
            name not in FIGURES and not str(wanted).startswith((">", "<")) for name, wanted in step["where"].items()
        )
    return not {"top", "bins"} & set(step)


Cell = tuple[str, int, str]  # table, row, column


def cells_behind(view: ViewTable) -> dict[tuple[tuple[str | None, ...], str], set[Cell]]:
    """For each figure, by its row's keys and its column, the cells of the files that it is calculated from."""
    return {
        (view.data.key(row), name): {
            (block.column.table, int(each), block.column.column)
            for block in blocks_of(values.lineage, row)
            for each in block.rows
        }
        for name, values in view.frame.figures.items()
        for row in range(view.row_count)
    }


def with_cell(rows: Sequence[Row], at: int, column: str, text: str) -> list[Row]:
    return [*rows[:at], rows[at] | {column: text}, *rows[at + 1 :]]


@campaign
@settings(max_examples=examples(20, 2000), deadline=None)
@given(st.data(), exact_rows(), step_lists(), exact_places())
def test_a_number_changes_only_with_the_cells_that_it_comes_from(
    data: st.DataObject, rows: list[Row], steps: list[Step], places: list[Row]
) -> None:
    is_joined = data.draw(st.booleans()) and any("join" in step for step in steps)
    table, several, names = ("u", places, ("p",)) if is_joined else ("t", rows, FIGURES)
    at, column = data.draw(st.integers(0, len(several) - 1)), data.draw(st.sampled_from(names))
    assume(all(is_of_fixed_rows(step, column) for step in steps))
    _, view = view_of(rows, steps, places)
    old = several[at][column]
    new = data.draw((WEIGHTS if column == "w" else NUMBERS).filter(lambda text: text != old))
    changed = with_cell(several, at, column, new)
    _, after = view_of(rows, steps, changed) if is_joined else view_of(changed, steps, places)
    before, now, behind = values_of(view), values_of(after), cells_behind(view)
    assert before.keys() == now.keys()
    for key, values in before.items():
        for name, interval in values.items():
            if (table, at, column) not in behind[key, name]:
                assert now[key][name] == interval, (key, name, interval, now[key][name])


ADDED = {"of": "n", "name": "made", **TITLES}
SENSITIVE: Mapping[str, list[Step]] = {  # steps whose column `made` changes with each number that it comes from
    "sum": [{"group": {"by": ["town"], "columns": {"made": {"function": "sum", "of": "n", **TITLES}}}}],
    "mean": [{"group": {"by": ["year"], "columns": {"made": {"function": "mean", "of": "n", **TITLES}}}}],
    "change": [{"change": ADDED}],
    "rolling": [{"rolling": {**ADDED, "over": 2, "function": "mean"}}],
    "column": [{"column": {"name": "made", "formula": "2 * n - m", **TITLES}}],
    "unpivot": [{"unpivot": {"columns": ["n", "m"], "name": "which", "values": "made", "title": {"en": "T"}}}],
    "join": [
        {"join": {"table": "u", "on": {"town": "place"}}},
        {"column": {"name": "made", "formula": "n + p", **TITLES}},
    ],
    "select": [{"column": {"name": "made", "formula": "n + m", **TITLES}}, {"select": ["year", "town", "made"]}],
    "others": [
        {"column": {"name": "made", "formula": "n + m", **TITLES}},
        {"top": {"count": 1, "by": "w", "others": {"en": "Others"}}},
    ],
    "share": [{"where": {"n": "> 0"}}, {"share": {**ADDED, **OF_WHOLE}}],
}


@campaign
@settings(max_examples=examples(40, 2000), deadline=None)
@given(st.data(), exact_rows(), exact_places(), st.sampled_from(list(SENSITIVE)))
def test_a_number_changes_with_each_of_the_cells_that_it_comes_from(
    data: st.DataObject, rows: list[Row], places: list[Row], word: str
) -> None:
    steps = SENSITIVE[word]
    _, view = view_of(rows, steps, places)
    behind = {key: cells for (key, name), cells in cells_behind(view).items() if name == "made"}
    before = {key: values["made"] for key, values in values_of(view).items() if values["made"] is not None}
    assume(before and (word != "share" or len(before) > 1))  # a part that is the whole stays all of it
    key = data.draw(st.sampled_from(sorted(before, key=str)))
    table, at, column = data.draw(st.sampled_from(sorted(behind[key])))
    several = places if table == "u" else rows
    changed = with_cell(several, at, column, str(Decimal(several[at][column]) + 1))
    _, after = view_of(rows, steps, changed) if table == "u" else view_of(changed, steps, places)
    assert values_of(after)[key]["made"] != before[key]
