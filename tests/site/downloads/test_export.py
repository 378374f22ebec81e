"""The data files: every figure with all that is known of it, digits as written."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from project import ROOT, context_of
from small import text

from yiwu_report.quantity import parse_quantity
from yiwu_report.site.downloads.data_files import figures_csv, figures_json
from yiwu_report.site.downloads.records import quantity_record
from yiwu_report.site.report import Context

MINIMAL = ROOT / "tests" / "sites" / "minimal"


@pytest.fixture(scope="module")
def minimal() -> Context:
    return context_of(MINIMAL)


@pytest.fixture(scope="module")
def report() -> Context:
    return context_of(ROOT)


def read_json(context: Context) -> dict[str, Any]:
    content = figures_json(context)
    assert content.endswith(b"}\n")
    made: dict[str, Any] = json.loads(content)
    return made


def read_csv(context: Context) -> list[dict[str, str]]:
    content = figures_csv(context)
    assert content.startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
    assert b"\r" not in content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("written", "value", "qualifier", "ends", "closed"),
    [
        ("71", "71", "exact", ("71", "71"), (True, True)),
        ("2.50", "2.50", "exact", ("2.5", "2.5"), (True, True)),
        ("at least 1", "1", "at least", ("1", None), (True, None)),
        ("under 5", "5", "under", (None, "5"), (None, False)),
        ("over 1500", "1500", "over", ("1500", None), (False, None)),
        ("200 odd", "200", "odd", ("200", "300"), (False, False)),
        ("nearly 10", "10", "nearly", ("9", "10"), (True, False)),
        ("about 8000", "8000", "about", ("7200", "8800"), (True, True)),
        ("3 to 4", "3 to 4", "range", ("3", "4"), (True, True)),
        ("class 1000", "1000", "class", ("1000", "10000"), (True, False)),
        ("-0.5", "-0.5", "exact", ("-0.5", "-0.5"), (True, True)),
    ],
)
def test_a_value_taken_apart(
    written: str,
    value: str,
    qualifier: str,
    ends: tuple[str | None, str | None],
    closed: tuple[bool | None, bool | None],
) -> None:
    record = quantity_record(parse_quantity(written))
    assert record.written == written
    assert (record.value, record.qualifier) == (value, qualifier)
    assert (record.low, record.high) == ends
    assert (record.low_closed, record.high_closed) == closed


def test_json_of_a_figure(minimal: Context) -> None:
    made = read_json(minimal)
    assert made["figures"][1] == {
        "id": "books.total",
        "title": {"zh": "藏书", "en": "Books"},
        "written": "over 40000",
        "value": "40000",
        "qualifier": "over",
        "low": "40000",
        "high": None,
        "low_closed": False,
        "high_closed": None,
        "unit": "book",
        "shown": {"zh": "超过40,000册", "en": "more than 40,000 books"},
        "status": "fact",
        "basis": None,
        "period": "2025",
        "source": "report",
        "paragraph": None,
        "printed": None,
        "percent_of": None,
        "note": None,
        "formula": None,
        "inputs": [],
        "table": None,
        "row": None,
        "column": None,
        "update_due": None,
    }


def test_a_date_and_a_tolerance(minimal: Context) -> None:
    made = {figure["id"]: figure for figure in read_json(minimal)["figures"]}
    assert made["libraries.first"]["value"] == "1958-06"
    north = made["branches.north.visits"]
    assert (north["low"], north["high"]) == ("7600", "8400")
    assert (north["table"], north["row"], north["column"]) == ("branches", "north", "visits")


def test_json_of_a_table(minimal: Context) -> None:
    (table,) = read_json(minimal)["tables"]
    assert [column["id"] for column in table["columns"]] == ["name", "kind", "visits"]
    assert table["columns"][1]["labels"]["main"] == {"zh": "总馆", "en": "Main"}
    assert table["rows"][0] == {
        "id": "centre",
        "name": {"zh": "总馆", "en": "Main library"},
        "kind": "main",
        "visits": "branches.centre.visits",
    }


def test_csv_says_what_json_says(report: Context) -> None:
    rows, made = read_csv(report), read_json(report)["figures"]
    assert [row["id"] for row in rows] == [figure["id"] for figure in made] == list(report.data.figures)
    for row, figure in zip(rows, made, strict=True):
        for key in (
            "value",
            "low",
            "high",
            "qualifier",
            "unit",
            "status",
            "basis",
            "period",
            "source",
            "printed",
            "formula",
        ):
            assert row[key] == (figure[key] or ""), (row["id"], key)
        for key in ("low_closed", "high_closed"):
            assert row[key] == ("" if figure[key] is None else str(figure[key]).lower())
        for code in ("zh", "en"):
            assert row[f"title_{code}"] == figure["title"][code]
            assert row[f"note_{code}"] == (figure["note"] or {}).get(code, "")


def test_references_in_notes_are_replaced(report: Context) -> None:
    for content in (figures_csv(report), figures_json(report)):
        assert b"{{" not in content


def test_names_sources_and_units(report: Context) -> None:
    spec = report.site.spec.model_copy(update={"names": [text("工业4.0"), text("工业4.0")]})
    made = read_json(replace(report, site=replace(report.site, spec=spec)))
    assert made["names"] == ["工业4.0"]
    assert set(made["sources"]) == set(report.data.sources)
    used = {figure["unit"] for figure in made["figures"]}
    assert used <= set(made["units"])
    assert all(figure["source"] in made["sources"] for figure in made["figures"] if figure["source"])


def test_corrections_are_carried(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINIMAL, tmp_path / "site"))
    (root / "data" / "corrections.yaml").write_text(
        "- date: 2026-02-01\n  figure: libraries.open\n  kind: correction\n  before: 11\n  after: 12\n"
        "  reason:\n    zh: 漏记\n    en: One was left out.\n",
        encoding="utf-8",
    )
    context = context_of(root)
    assert read_json(context)["corrections"] == [
        {
            "date": "2026-02-01",
            "figure": "libraries.open",
            "kind": "correction",
            "before": "11",
            "after": "12",
            "reason": {"zh": "漏记", "en": "One was left out."},
        }
    ]
