"""Cells of views follow the cells they are made of: in `diff`, with --since, and in `uses`; also named by first, last, count."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import context_of, silent
from views import UNITS, table_file

from yiwu_report import build
from yiwu_report.editor.analysis.usage import usages
from yiwu_report.editor.diff.compare import compare, published_of, today_of
from yiwu_report.editor.diff.difference import Difference
from yiwu_report.inputs.load.published import load_published
from yiwu_report.inputs.load.revisions import find_revision
from yiwu_report.model.problem import InvalidInput

ROWS = [(f"r{number:02}", "even" if number % 2 == 0 else "odd", 100 + number) for number in range(30)]
ARTICLE = """---
title: T
---

The largest is {{ ranked.first.n }}, the smallest {{ ranked.last.n }}. There are {{ high.count }}.

It was {{ ranked.first.k }} at {{ ranked.first.share }}.

{{ sums["even"].n }} and {{ few["r03"].double }} and {{ total.all }} and {{ wide["even"].total }}.
"""
VIEWS = {
    "ranked": "- share: {of: n, title: {en: S}, percent_of: {en: all}, decimals: 1}\n- sort: -n\n",
    "high": '- where: {n: "> 120"}\n',
    "sums": "- group: {by: g, columns: {n: sum}}\n",
    "few": "- top: {count: 30, by: n}\n- column: {name: double, formula: n * 2, title: {en: D}}\n",
    "wide": "- group: {by: g, columns: {m: {function: mean, of: n, title: {en: M}}}}\n"
    "- column: {name: total, formula: m * 15, title: {en: W}}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    columns = {"k": {"kind": "label", "title": {"en": "K"}}, "g": {"kind": "category", "title": {"en": "G"}}, "n": {}}
    files = {
        "content/site.yaml": 'title: {en: T}\nlanguages: [en]\npublished: "2020-01-01"\n',
        "content/articles/index/en.md": ARTICLE,
        "data/units.yaml": UNITS,
        "data/sources.yaml": "example: {title: {en: T}}\n",
        "data/tables/t.yaml": table_file(columns, ["k"]),
        "data/files/t.csv": "k,g,n\n" + "".join(f"{','.join(map(str, row))}\n" for row in ROWS),
        "data/derived.yaml": "total.all: {formula: sum(few.n), unit: thing, title: {en: A}}\n",
        **{
            f"data/views/{name}.yaml": f"title: {{en: V}}\nfrom: t\nrows: row\nsteps:\n{steps}"
            for name, steps in VIEWS.items()
        },
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    publish(tmp_path, is_strict=False)
    return tmp_path


def publish(root: Path, *, is_strict: bool = True) -> None:
    out = root / "public"
    build.build(root, out, progress=silent, strict=is_strict, since=load_published(out) if is_strict else None)


def change(root: Path, row: str, before: int, after: int) -> None:
    path = root / "data/files/t.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(f"{row},") == 1
    path.write_text(text.replace(f",{before}\n", f",{after}\n"), encoding="utf-8")


def correct(root: Path, figure: str, before: int, after: int) -> None:
    entry = f"figure: '{figure}', kind: correction, before: {before}, after: {after}, reason: {{en: Misread}}"
    (root / "data/corrections.yaml").write_text(f"- {{date: 2026-02-01, {entry}}}\n", encoding="utf-8")


def difference(root: Path) -> Difference:
    today = today_of(root, progress=silent)
    old = find_revision(str(root / "public"), root, root / "public")
    return compare(today, published_of(old, root, today, progress=silent), "public")


def refusals(root: Path) -> list[str]:
    with pytest.raises(InvalidInput) as invalid:
        publish(root)
    return [problem.message for problem in invalid.value.problems]


def test_an_entry_for_a_cell_explains_what_views_make_of_it(root: Path) -> None:
    change(root, "r28", 128, 99)  # of 15 cells, none of which is shown
    assert len(refusals(root)) == 3
    correct(root, 't["r28"].n', 128, 99)
    publish(root)


def test_an_entry_for_another_cell_explains_nothing(root: Path) -> None:
    change(root, "r28", 128, 140)
    correct(root, 't["r27"].n', 126, 127)
    found = refusals(root)
    assert (
        'sums["even"].n is 1722, but 1710 is published'.replace("1722", found[0].split(" is ")[1].split(",")[0])
        in found
    )


def test_what_a_view_makes_of_a_cell_follows_it(root: Path) -> None:
    change(root, "r29", 129, 139)
    correct(root, 't["r29"].n', 129, 139)
    found = {each.id: each for each in difference(root).figures}
    assert 't["r29"].n' in found
    derived = {'ranked["r29"].share', "total.all"}
    assert {each for each, change_ in found.items() if 't["r29"].n' in change_.causes} >= derived
    assert set(found['t["r29"].n'].follows) >= derived
    assert 'sums["even"].n' not in found


def test_sentences_by_first_last_and_count_are_told(root: Path) -> None:
    change(root, "r29", 129, 139)
    change(root, "r00", 100, 121)
    correct(root, 't["r29"].n', 129, 139)
    told = difference(root)
    assert [(each.before, each.after) for each in told.sentences][:2] == [
        ("The largest is 129 things, the smallest 100 things.", "The largest is 139 things, the smallest 101 things."),
        ("There are 9 rows.", "There are 10 rows."),
    ]
    figures = {each.id: each for each in told.figures}
    assert figures['t["r29"].n'].sentences


def test_uses_knows_first_last_and_count(root: Path) -> None:
    context = context_of(root)
    found = usages(context)
    shown = {
        name: [each.subject for each in found.get(name, ()) if each.passage] for name in ('t["r29"].n', "high.count")
    }
    assert shown == {'t["r29"].n': ["article index en"], "high.count": ["article index en"]}
    assert 'ranked["r29"].share' in {name for name, uses in found.items() if uses}
