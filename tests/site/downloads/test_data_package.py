"""The package of all data: valid after its standard, complete, no surer than its sources, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from gapminder import EXAMPLE, gapminder_report
from project import ROOT, change, context_of
from reviewed import assert_reviewed

from yiwu_report.editor.diff.shown_ids import ShownIds
from yiwu_report.site.downloads.data_package import data_package
from yiwu_report.site.downloads.data_package.descriptor import package_name
from yiwu_report.site.plan import plan_outputs
from yiwu_report.site.report import Context

NEWSROOM = ROOT / "tests" / "sites" / "newsroom"
MINIMAL = ROOT / "tests" / "sites" / "minimal"
HAN = re.compile(r"[\u4e00-\u9fff]")
READ = {
    "string": str,
    "number": Decimal,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": lambda text: re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)[0],  # type: ignore[index]  # raises, as the others do
}


@pytest.fixture(scope="module")
def context() -> Context:
    return context_of(NEWSROOM)


@pytest.fixture(scope="module")
def report() -> Context:
    return context_of(ROOT)


def unpacked(code: str, context: Context) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data_package(code, context))) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def described(files: Mapping[str, bytes]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(files["datapackage.json"])
    return made


def rows_of(files: Mapping[str, bytes], path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[path].decode())))


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("site", ["context", "report"])
def test_every_table_is_what_its_schema_says(site: str, code: str, request: pytest.FixtureRequest) -> None:
    files = unpacked(code, request.getfixturevalue(site))
    package = described(files)
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names))
    assert {resource["path"] for resource in package["resources"]} == set(files) - {"datapackage.json", "README.md"}
    keys: dict[str, set[str]] = {}
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        if resource.get("type") == "table":
            keys[resource["name"]] = check_table(content, resource["schema"])
    for resource in package["resources"]:
        for key in resource.get("schema", {}).get("foreignKeys", []):
            named = {row[key["fields"][0]] for row in rows_of(files, resource["path"])} - {""}
            assert named <= keys[key["reference"]["resource"]]


def check_table(content: bytes, schema: Mapping[str, Any]) -> set[str]:
    """The keys of the rows, each of which fits the schema."""
    text = content.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert text.endswith("\r\n")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == [field["name"] for field in schema["fields"]]
    assert schema["missingValues"] == [""]
    assert schema["primaryKey"] == [header[0]]
    for row in rows:
        for field, cell in zip(schema["fields"], row, strict=True):
            constraints = field.get("constraints", {})
            assert cell or not constraints.get("required"), field
            if not cell:
                continue
            value = READ[field["type"]](cell)  # type: ignore[operator]
            assert value in constraints.get("enum", [value]), field
            assert value >= constraints.get("minimum", value)
            categories = [each["value"] for each in field.get("categories", [])]
            assert value in (categories or [value])
    found = [row[0] for row in rows]
    assert len(found) == len(set(found))
    return set(found)


def test_values_are_no_surer_than_their_sources(context: Context) -> None:
    rows = {row["id"]: row for row in rows_of(unpacked("en", context), "figures.csv")}
    open_end = rows["books.total"]
    assert (open_end["written"], open_end["value"], open_end["qualifier"]) == ("over 40000", "40000", "over")
    assert (open_end["low"], open_end["high"], open_end["low_closed"]) == ("40000", "", "false")
    assert open_end["shown"] == "more than 40,000 books"
    assert rows["books.planned"]["status"] == "plan"
    assert {rows["books.lent"][key] for key in ("written", "value", "low", "high", "qualifier")} == {""}
    assert (rows["libraries.first"]["value"], rows["libraries.first"]["low"]) == ("1958-06", "")
    derived = rows["books.per_library"]
    assert (derived["qualifier"], derived["high"], derived["formula"]) == ("over", "", "books.total / libraries.open")


def test_a_table_takes_five_columns_for_a_figure(context: Context) -> None:
    north = next(row for row in rows_of(unpacked("en", context), "tables/branches.csv") if row["row.id"] == "north")
    assert north == {
        "row.id": "north",
        "name": "North branch",
        "kind": "branch",
        "visits": "about 8000",
        "visits.qualifier": "about",
        "visits.low": "7600",
        "visits.high": "8400",
        "visits.status": "fact",
    }


def test_columns_named_like_parts_of_others_stay_apart(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINIMAL, tmp_path / "minimal"))
    path = root / "data/tables/branches.yaml"
    text = path.read_text(encoding="utf-8").replace("  kind:\n    kind: category", "  row:\n    kind: category")
    text = text.replace("    kind: main\n", "    row: main\n").replace("    kind: branch\n", "    row: branch\n")
    path.write_text(text, encoding="utf-8")
    files = unpacked("en", context_of(root))
    schema = next(each for each in described(files)["resources"] if each["name"] == "table-branches")["schema"]
    assert check_table(files["tables/branches.csv"], schema) == {"centre", "north"}


@pytest.mark.parametrize("name", ["README.md", "datapackage.json"])
@pytest.mark.parametrize("code", ["zh", "en"])
def test_what_is_said_of_it_is_what_was_reviewed(code: str, name: str, context: Context) -> None:
    text = unpacked(code, context)[name].decode()
    text = re.sub(r'"hash": "sha256:[0-9a-f]{64}"', '"hash": "sha256:…"', text)
    assert_reviewed(text, f"data_package/{code}.{name}")


def test_a_package_is_in_one_language(report: Context) -> None:
    """Chinese words stand in the English one only where the source printed them, and units are written in its own."""
    files = unpacked("en", report)
    for path, content in files.items():
        text = content.decode()
        for figure in report.data.figures.values():
            if figure.printed:
                text = text.replace(json.dumps(figure.printed.value, ensure_ascii=False)[1:-1], "")
        assert not HAN.search(text), (path, HAN.findall(text)[:20])
    assert '"zh"' not in files["figures.json"].decode()
    assert json.loads(files["figures.json"])["languages"] == ["en"]


def test_two_packages_are_the_same_bytes(context: Context) -> None:
    made = data_package("en", context)
    assert made == data_package("en", context_of(NEWSROOM))
    with ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist()[:2] == ["datapackage.json", "README.md"]
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.compress_type == ZIP_STORED
            assert (entry.create_system, entry.external_attr >> 16) == (3, 0o100644)


def test_a_report_with_next_to_nothing(tmp_path: Path) -> None:
    """No claims, no tables, no corrections, no licence, no publisher: what isn't there is not spoken of."""
    root = Path(shutil.copytree(MINIMAL, tmp_path / "minimal"))
    (root / "data/tables/branches.yaml").unlink()
    (root / "content/charts/visits.yaml").unlink()
    for code in ("zh", "en"):
        change(root, f"content/articles/index/{code}.md", "{{ chart visits }}\n", "")
    files = unpacked("en", context_of(root))
    assert sorted(files) == ["README.md", "datapackage.json", "figures.csv", "figures.json", "sources.csv", "units.csv"]
    package = described(files)
    assert package["name"] == "report-en"
    assert not {"licenses", "contributors", "homepage", "id"} & set(package)
    assert "No licence stated." in files["README.md"].decode()


@pytest.mark.parametrize(
    ("address", "licence"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.zh", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://opendatacommons.org/licenses/odbl/", "ODbL-1.0"),
        ("https://example.org/our-terms", None),
        ("https://creativecommons.org/licenses/by-nc/4.0/", None),  # not open
    ],
)
def test_a_licence_has_the_name_of_the_open_definition(address: str, licence: str | None, tmp_path: Path) -> None:
    root = Path(shutil.copytree(NEWSROOM, tmp_path / "newsroom"))
    change(root, "content/site.yaml", "https://creativecommons.org/licenses/by/4.0/", address)
    (found,) = described(unpacked("en", context_of(root)))["licenses"]
    assert (found.get("name"), found["path"]) == (licence, address)


def test_the_name_is_that_of_the_address(context: Context) -> None:
    assert package_name("en", context) == "example.org-town-en"


def test_pages_lead_to_the_package_of_their_language(context: Context) -> None:
    paths = {output.path: output for output in plan_outputs(context)}
    assert {"data/data-package.zh.zip", "data/data-package.en.zip"} <= set(paths)
    shown = ShownIds(context).of(paths["data/data-package.en.zip"])
    assert shown >= {"books.total", "claim centre_most", "table branches"}


def test_the_tables_and_columns_of_views_say_how_they_are_made(tmp_path: Path) -> None:
    context = context_of(gapminder_report(tmp_path / "report", EXAMPLE))
    files = {code: unpacked(code, context) for code in ("en", "zh")}
    resources = {each["name"]: each for each in described(files["en"])["resources"]}
    assert resources["table-falls"]["derived_from"] == ["africa"]
    assert "derived_from" not in resources["table-life"]
    said = {
        (name, field["name"]): field["description"]
        for name, resource in resources.items()
        if name.startswith("table-")
        for field in resource["schema"]["fields"]
        if "description" in field
    }
    assert said["table-africa", "change"] == "calculated: y2007 - y1992"
    assert said["table-world", "life"] == "calculated: weighted mean"
    assert said["table-continents", "share"] == "calculated: share"
    assert ("table-africa", "y1992") not in said  # a cell of the file, repeated
    assert "- `change`: Change, 1992 to 2007 (calculated: y2007 - y1992)" in files["en"]["README.md"].decode()
    assert "计算得出：y2007 - y1992" in files["zh"]["README.md"].decode()
