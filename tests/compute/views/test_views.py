"""The steps of views, one case each, and joins, which need a second table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from project import problems_of
from views import ROOT, cells_of, computed, table_file

from yiwu_report.model.data import Figure

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/views.yaml").read_text(encoding="utf-8"))


def project(case: dict[str, Any]) -> dict[str, str]:
    more = {"overlap": True} if case.get("overlap") else {}
    view = yaml.safe_dump({"title": {"en": "V"}, "from": "t"}, sort_keys=False, default_flow_style=None)
    steps = "\n".join(f"- {_flow(step)}" for step in case["steps"])
    return {
        "data/files/t.csv": "\n".join(case["rows"]) + "\n",
        "data/tables/t.yaml": table_file(case["columns"], case["keys"], **more),
        "data/views/v.yaml": f"{view}steps:\n{steps}\n",
    }


def _flow(step: Any) -> str:
    """A step as an editor writes it: on one line unless it is long."""
    written = yaml.safe_dump(step, sort_keys=False, default_flow_style=None, width=1000, allow_unicode=True)
    return written.strip().replace("\n", "\n  ")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_steps(case: dict[str, Any], tmp_path: Path) -> None:
    report = computed(tmp_path, project(case))
    if "problems" in case:
        assert report.lines == case["problems"]
        return
    view = report.view()
    rows = [",".join("" if cell is None else cell for cell in row) for row in cells_of(view)]
    assert [",".join(view.columns), *rows] == case["view"]


@pytest.mark.parametrize("case", [each for each in CASES if "view" in each], ids=lambda case: str(case["name"]))
def test_cells_are_listed_by_row_and_column(case: dict[str, Any], tmp_path: Path) -> None:
    """Whatever the order in which they were found, e.g. in a set of their ids."""
    data = computed(tmp_path, project(case)).data
    for table in data.tables.values():
        cells = [cell.id for row in table.rows().itertuples(index=False) for cell in row if isinstance(cell, Figure)]
        own = [each for each in dict.fromkeys(cells) if each.startswith(f"{table.id}[")]
        for ids in (own, own[::-1], sorted(own, key=lambda each: each[::-1])):
            assert list(data.figures.with_cells(ids)) == [*data.figures, *own]


TWO = {
    "data/files/t.csv": "town,n\nA,5\nB,7\nC,1\n",
    "data/tables/t.yaml": table_file({"town": {"kind": "label"}, "n": {}}, ["town"]),
    "data/files/u.csv": "name,year,m\nA,2001,50\nB,2001,70\nA,2002,55\n",
    "data/tables/u.yaml": table_file(
        {"name": {"kind": "label"}, "year": {"kind": "period"}, "m": {}}, ["name", "year"], "u.csv"
    ),
    "data/views/recent.yaml": "title: {en: R}\nfrom: u\nsteps:\n- where: {year: 2001}\n- select: [name, m]\n",
}


def test_a_join_says_how_many_rows_match(tmp_path: Path) -> None:
    joined = "title: {en: V}\nfrom: t\nsteps:\n- join: {table: recent, on: {town: name}}\n"
    view = computed(tmp_path, {**TWO, "data/views/v.yaml": joined}).view()
    assert cells_of(view) == [["A", "5", "50"], ["B", "7", "70"], ["C", "1", None]]
    assert [str(remark) for remark in view.remarks] == [
        "data/views/v.yaml:4:3: 2 of 3 rows have a match in recent; without one: C; their figures are missing: correct the "
        "names, or keep the rows that match with where: [unmatched-rows]"
    ]
    assert view.figure_at(0, "m") is not None
    assert view.figure_at(0, "m").id == 'u["A", 2001].m'  # type: ignore[union-attr]


def test_a_join_does_not_multiply_rows(tmp_path: Path) -> None:
    joined = "title: {en: V}\nfrom: t\nsteps:\n- join: {table: u, on: {town: name}}\n"
    assert computed(tmp_path, {**TWO, "data/views/v.yaml": joined}).lines == [
        "data/views/v.yaml:4:20: 2 rows of u are A: a join would multiply rows; add year to on:, or make a view of u with one "
        "row each [view-keys]"
    ]


REPEATING = "title: {en: V}\nfrom: u\nsteps:\n- join: {table: t, on: {name: town}}\n"
TWICE = "of n: a join repeats its numbers, which would count several times; group before the join, or use max, which is the same for each [overlap]"


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ("- group: {by: name, columns: {n: sum}}", f"data/views/v.yaml:5:34: sum {TWICE}"),
        ("- where: {name: A}\n- group: {by: name, columns: {n: sum}}", f"data/views/v.yaml:6:34: sum {TWICE}"),
        ("- share: {of: n, title: {en: S}, percent_of: {en: all}}", f"data/views/v.yaml:5:15: share {TWICE}"),
        ("- group: {by: name, columns: {n: max}}", None),
        ("- group: {by: year, columns: {n: sum}}", None),  # each town once a year
        ("- where: {year: 2001}\n- group: {by: name, columns: {n: sum}}", None),
        ("- group: {by: name, columns: {m: sum}}", None),
    ],
)
def test_what_a_join_repeats_is_not_added(steps: str, problem: str | None, tmp_path: Path) -> None:
    """50 and 55 of A belong to two years; its 5 is one number, and 10 would be wrong."""
    lines = computed(tmp_path, {**TWO, "data/views/v.yaml": f"{REPEATING}{steps}\n"}).lines
    assert lines == ([] if problem is None else [problem])


def test_views_that_use_each_other_are_a_circle(tmp_path: Path) -> None:
    files = {name: f"title: {{en: V}}\nfrom: {other}\n" for name, other in (("v", "w"), ("w", "v"))}
    report = computed(tmp_path, {f"data/views/{name}.yaml": text for name, text in files.items()})
    assert report.lines == [
        "data/views/v.yaml:1:1: circular formula: v uses w uses v; calculate one of them from other figures [formula-cycle]"
    ]


def test_a_table_in_yaml_keeps_its_figures(tmp_path: Path) -> None:
    table = """title: {en: T}
defaults: {source: example, unit: person}
columns:
  name: {kind: label, title: {en: Name}}
  group: {kind: category, labels: {x: {en: X}}}
  a: {title: {en: A}}
  twice: {title: {en: Twice}, formula: a * 2}
rows:
  one: {name: {en: First}, group: x, a: over 5}
  two: {name: {en: Second}, group: x, a: {value: 7, status: plan}}
"""
    steps = "- column: {name: more, formula: twice + a, title: {en: More}}\n- sort: -twice\n"
    view = computed(
        tmp_path,
        {"data/tables/t.yaml": table, "data/views/v.yaml": f"title: {{en: V}}\nfrom: t\nsteps:\n{steps}"},
    ).view()
    assert cells_of(view) == [
        ["two", "Second", "x", "7", "14", "21"],
        ["one", "First", "x", "over 5", "over 10", "over 15"],
    ]
    repeated, made = view.figure_at(0, "a"), view.figure_at(0, "more")
    assert repeated is not None
    assert made is not None
    assert (repeated.id, made.id) == ("t.two.a", 'v["two"].more')
    assert (made.status, made.inputs) == ("plan", ("t.two.twice", "t.two.a"))


def test_a_formula_in_the_row_of_others_comes_from_what_is_left_and_from_what_it_goes_over(tmp_path: Path) -> None:
    steps = """- top: {count: 1, by: n, others: {en: Others}}
- column: {name: above, formula: n - mean(n), title: {en: Above}}
- column: {name: least, formula: min(n), title: {en: Least}}
"""
    views = {"data/views/v.yaml": f"title: {{en: V}}\nfrom: t\nsteps:\n{steps}"}
    view = computed(tmp_path, {**TWO, **views}).view()
    assert cells_of(view) == [["B", "7", "0", "7"], ["others", "6", "-1", "7"]]
    above, least = (view.figure_at(1, name) for name in ("above", "least"))
    assert above is not None
    assert least is not None
    assert above.inputs == ('t["B"].n', 't["A"].n', 't["C"].n')
    assert least.inputs == ('t["B"].n',)


COUNTED = "title: {en: V}\nfrom: %s\nsteps:\n- group: {by: g, columns: {rows: {function: count, unit: row, title: {en: R}}}}\n"


@pytest.mark.parametrize("table", ["t", "y"])
def test_what_counts_rows_has_the_source_of_the_rows(table: str, tmp_path: Path) -> None:
    category = {"kind": "category", "title": {"en": "G"}}
    labels = {"x": {"en": "x"}, "y": {"en": "y"}}
    written = {
        "title": {"en": "Y"},
        "defaults": {"unit": "thing", "source": "example"},
        "columns": {"k": {"kind": "label"}, "g": {**category, "labels": labels}, "n": {"title": {"en": "N"}}},
        "rows": {"a": {"k": {"en": "a"}, "g": "x", "n": 1}, "b": {"k": {"en": "b"}, "g": "y", "n": 2}},
    }
    files = {
        "data/files/t.csv": "k,g,n\na,x,1\nb,y,2\n",
        "data/tables/t.yaml": table_file({"k": {"kind": "label"}, "g": category, "n": {}}, ["k"]),
        "data/tables/y.yaml": yaml.safe_dump(written, sort_keys=False),
        "data/views/v.yaml": COUNTED % table,
    }
    view = computed(tmp_path, files).view()
    assert [figure.source for row in (0, 1) if (figure := view.figure_at(row, "rows"))] == ["example"] * 2


def test_a_key_that_is_not_there_is_quoted_once(tmp_path: Path) -> None:
    claims = "c:\n  table: v\n  cases:\n  - {if: row.n > 1, words: {en: many}}\n"
    article = '---\ntitle: T\n---\n\nIt was {{ claim c["Swazland"] }}.\n'
    files = {
        "data/files/t.csv": "k,n\nSwaziland,5\nB,7\n",
        "data/tables/t.yaml": table_file({"k": {"kind": "label"}, "n": {}}, ["k"]),
        "data/views/v.yaml": "title: {en: V}\nfrom: t\nsteps:\n- sort: n\n",
        "data/claims.yaml": claims,
        "content/articles/index/en.md": article,
    }
    computed(tmp_path, files)
    (line,) = problems_of(tmp_path)
    assert 'no row of v has the keys Swazland; did you mean "Swaziland"? [' in line
