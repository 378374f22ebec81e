"""Superlatives, ranks, counts and trends: what a claim over the rows of a view says, and cases that follow the data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from html_reading import read_html
from project import files_of, problems_of
from views import ROOT, computed, table_file

from yiwu_report.build.strict import like_fractions

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/claims_over_rows.yaml").read_text(encoding="utf-8"))
NOTE = {"en": "explained"}
ROWS = ["A", "5.0", "-0.5", "B", "30.0", "4.0", "C", "8.0", "-2.5", "D", "9.0", "-1.5"]


def project(rows: list[Any], claims: str) -> dict[str, str]:
    lines = [",".join(str(cell) for cell in rows[at : at + 3]) for at in range(0, len(rows), 3)]
    return {
        "data/files/t.csv": "\n".join(["town,n,change", *lines]) + "\n",
        "data/tables/t.yaml": table_file({"town": {"kind": "label"}, "n": {}, "change": {}}, ["town"]),
        "data/views/v.yaml": "title: {en: V}\nfrom: t\nsteps:\n- sort: change\n",
        "data/claims.yaml": claims,
    }


@pytest.mark.parametrize(
    "case", CASES, ids=[case.get("name") or case["holds"] + " told" * ("now" in case) for case in CASES]
)
def test_what_a_claim_says(case: dict[str, Any], tmp_path: Path) -> None:
    claims = yaml.safe_dump({"c": {"holds": case["holds"], "note": NOTE}})
    report = computed(tmp_path, project(case.get("rows", ROWS), claims))
    if "problem" in case:
        (line,) = report.lines
        assert line.partition(": ")[2] == case["problem"]
        return
    assert report.lines == []
    assert report.findings["c"].verdict.name.lower() == case["verdict"]
    if "line" in case:
        claims = yaml.safe_dump(
            {"c": {"holds": case["holds"], "source": "example", "words": {"en": "so"}, "note": NOTE}}
        )
        article = "---\ntitle: Towns\n---\n\nIt is {{ claim c }}.\n"
        computed(tmp_path, {**project(case["rows"], claims), "content/articles/index/en.md": article})
        assert [line.partition(": ")[2] for line in problems_of(tmp_path)] == [case["line"]]
    if "now" in case:
        assert report.findings["c"].now == case["now"]


def test_trends(tmp_path: Path) -> None:
    claims = """up: {holds: 'trend(t.n, town="A") is "rising"', note: {en: x}}
down: {holds: 'trend(t.n, town="B") is "falling"', note: {en: x}}
both: {holds: 'trend(t.n, town="C") is "rising"', note: {en: x}}
"""
    files = {
        "data/files/t.csv": "town,year,n\nA,2003,9\nA,2001,5\nA,2002,7\nB,2001,9\nB,2002,7\nC,2001,5\nC,2002,9\nC,2003,8\n",
        "data/tables/t.yaml": table_file(
            {"town": {"kind": "label"}, "year": {"kind": "period"}, "n": {}}, ["town", "year"]
        ),
        "data/claims.yaml": claims,
    }
    report = computed(tmp_path, files)
    assert report.lines == []
    found = {key: finding.verdict.name for key, finding in report.findings.items()}
    assert found == {"both": "CONTRADICTS", "up": "AGREES", "down": "AGREES"}


WORDED = """moved:
  table: v
  cases:
  - {if: row.change < 0, words: {en: fell}}
  - {if: row.change > 0, words: {en: rose}}
most:
  cases:
  - {if: 'rank(v.n, "B") == 1', words: {en: B has most}}
  - {if: 'rank(v.n, "B") > 1', words: {en: others have more}}
"""
ARTICLE = """---
title: Towns
---

A {{ claim moved["A"] }}, B {{ claim moved["B"] }}, and {{ claim most }}. First is {{ v.first.town }}: {{ v.first.change }}.

The first {{ claim moved.first }}, the last {{ claim moved.last }}.
"""


def test_the_words_of_a_claim_follow_its_cases(tmp_path: Path) -> None:
    files = {**project(ROWS, WORDED), "content/articles/index/en.md": ARTICLE}
    computed(tmp_path, files)
    page = files_of(tmp_path)["index.html"].decode()
    for said in (">fell</a>", ">rose</a>", ">B has most</a>", "First is C: "):
        assert said in page
    ends = re.search(r"The first <a[^>]*>(\w+)</a>, the last <a[^>]*>(\w+)</a>", page)
    assert ends is not None
    assert ends.groups() == ("fell", "rose")


@pytest.mark.parametrize(
    ("rows", "reference", "problem"),
    [
        (
            ["A", "5", "0", *ROWS[3:]],
            '{{ claim moved["A"] }}',
            'no case of the claim moved certainly holds for "A"; add',
        ),
        (
            ["A", "5", "", *ROWS[3:]],
            '{{ claim moved["A"] }}',
            'no case of the claim moved certainly holds for "A"; add',
        ),
        (ROWS, '{{ claim moved["Z"] }}', 'no row of v has the keys Z; write e.g. {{ claim moved["C"] }}'),
        (ROWS, "{{ claim moved }}", "the claim moved is about rows of v"),
        (["A", "5", "-2.5", *ROWS[3:]], "{{ claim moved.first }}", "it can't be told which row of v is first"),
        (ROWS, "{{ claim most.first }}", "the claim most has no table:"),
        (ROWS, "{{ claim other.last }}", 'there is no claim "other"'),
        (ROWS, '{{ claim most["A"] }}', "the claim most has no table:"),
        (["A", "5", "1", "B", "4 to 6", "1"], "{{ claim most }}", "no case of the claim most certainly holds"),
    ],
    ids=[
        "none is so",
        "missing",
        "no such row",
        "no row",
        "no first row",
        "no first row of no table",
        "no such claim",
        "no table",
        "can't be told",
    ],
)
def test_words_that_no_case_gives(rows: list[str], reference: str, problem: str, tmp_path: Path) -> None:
    article = f"---\ntitle: Towns\n---\n\nText {reference} text.\n"
    files = {**project(rows, WORDED), "content/articles/index/en.md": article}
    computed(tmp_path, files)
    (line,) = problems_of(tmp_path)
    assert problem in line


IN_WORDS = {
    'rank(v.change, "C") == 1': "the rank of C by “change”, lowest first, in “V” = 1",
    'rank(v.n, "B") == 1': "the rank of B by “n”, highest first, in “V” = 1",
    "count(v, change < -1) == 2": "the number of entries with “change” < −1 things in “V” = 2",
    "all(v, n > 3)": "every entry in “V” has “n” > 3 things",
    "none(v, n > 90)": "no entry in “V” has “n” > 90 things",
    'first(v) is "C"': "the first entry in “V” is C",
    'last(v) is "B"': "the last entry in “V” is B",
    'v["C"].change == min(v.change)': "−2.5 things = the lowest “change” of all others in “V”",
    "max(v.n) > 20 * min(v.n) / 5": "the highest “n” in “V” > 20 × the lowest “n” in “V” ÷ 5",
    'sum(t.n, town="C") / max(v.n) < count(v)': "the sum of “n” in “T” (C) ÷ the highest “n” in “V” < the number of entries in “V”",
}


def test_the_checks_page_says_claims_over_rows_in_words(tmp_path: Path) -> None:
    claims = {f"c{at}": {"holds": formula, "note": {**NOTE}} for at, formula in enumerate(IN_WORDS)}
    assert computed(tmp_path, project(ROWS, yaml.safe_dump(claims))).lines == []
    page = read_html(files_of(tmp_path)["checks/index.html"])
    said = [" ".join(each.text.split()) for each in page.all("p") if each.attributes.get("class") == "claim-condition"]
    assert sorted(said) == sorted(f"True if {words}" for words in IN_WORDS.values())


@pytest.mark.parametrize(
    ("holds", "remarks"),
    [
        (
            "count(shares, share > 0.5) == 4",
            ["0.5 beside a column of percentages is 0.5%; if a part of 1 is meant, write 50"],
        ),
        (
            "all(shares, 0.05 < share)",
            ["0.05 beside a column of percentages is 0.05%; if a part of 1 is meant, write 5"],
        ),
        (
            "none(shares, share > 0.995)",
            ["0.995 beside a column of percentages is 0.995%; if a part of 1 is meant, write 99.5"],
        ),
        ("count(shares, share > 50) == 1", []),
        ("count(shares, share > 1) == 4", []),
        ("count(v, n > 0.5) == 4", []),
    ],
)
def test_a_part_of_one_beside_percentages_is_a_remark(holds: str, remarks: list[str], tmp_path: Path) -> None:
    view = "title: {en: V}\nfrom: t\nsteps:\n- share: {of: n, title: {en: N}, percent_of: {en: all}}\n- select: [town, share]\n"
    files = project(ROWS, yaml.safe_dump({"c": {"holds": holds}}))
    report = computed(tmp_path, {**files, "data/views/shares.yaml": view})
    found = [str(each).partition(": ")[2].partition(" [")[0] for each in like_fractions(report.site, report.data)]
    assert found == remarks
