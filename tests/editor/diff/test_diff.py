"""`diff` names what a full comparison of the two builds shows, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from html_reading import read_html
from project import change, copy_report, silent

from yiwu_report import build
from yiwu_report.editor import diff
from yiwu_report.editor.diff import Difference
from yiwu_report.editor.diff.difference import ChangeKind
from yiwu_report.inputs.load.revisions import find_revision

ARTICLES = {"zh": "index.html", "en": "en/index.html"}


@dataclass(frozen=True)
class Both:
    """A report before and after three figures changed: its folders, its files and what `diff` says."""

    old: Path
    new: Path
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    difference: Difference


def difference_of(old: str, new: Path) -> Difference:
    found = find_revision(old, new, new / "public")
    today = diff.today_of(new, progress=silent)
    return diff.compare(today, diff.published_of(found, new, today, progress=silent), found.name)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    old, new = (copy_report(tmp_path_factory.mktemp(name)) for name in ("old", "new"))
    change(new, "data/figures/parks.yaml", "    value: 71\n", "    value: 72\n")
    change(new, "data/tables/projects.yaml", "value: 200 odd\n", "value: over 200\n")
    change(new, "data/figures/hightech.yaml", "    value: 575\n", "    value: 584.8\n")
    before, after = (
        {file.output.path: file.content for file in build.make_site(root, progress=silent, cache=new)[1]}
        for root in (old, new)
    )
    return Both(old, new, before, after, difference_of(str(old), new))


def copy(both: Both, folder: Path) -> Path:
    """Another copy of the report, with the pictures that are drawn already."""
    shutil.copytree(both.new / ".cache", folder / ".cache")
    return copy_report(folder)


def unhashed(path: str) -> str:
    return re.sub(r"\.[0-9a-f]{10}\.", ".", path)


def prose(page: bytes) -> Iterator[str]:
    """The sentences of an article's own text: its headline, standfirst and paragraphs, without marks."""
    main = read_html(re.sub(rb'(?:&#8288;)?<sup class="mark">.*?</sup>', b"", page)).one("main")
    parts = [*main.all("h1"), *(each for each in main.all("p") if each.attributes.get("class") == "standfirst")]
    for block in main.all("div"):
        if block.attributes.get("class") == "prose-text":
            parts += block.all("p")
    for part in parts:
        text = re.sub(r"\s+", " ", part.text.replace("\u2060", "")).strip()
        yield from (each for each in re.split(r"(?<=[。！？])(?![”’）])|(?<=[.!?])\s|(?<=[.!?][”’])\s", text) if each)


@pytest.mark.parametrize("code", sorted(ARTICLES))
def test_the_sentences_are_those_that_differ(both: Both, code: str) -> None:
    before, after = (Counter(prose(files[ARTICLES[code]])) for files in (both.before, both.after))
    found = [each for each in both.difference.sentences if each.subject == f"article index {code}"]
    assert Counter(each.before for each in found) == before - after
    assert Counter(each.after for each in found) == after - before
    assert len(found) >= 6


def test_each_sentence_stands_where_it_says(both: Both) -> None:
    for sentence in both.difference.sentences:
        line = (both.new / sentence.place.file).read_text(encoding="utf-8").splitlines()[sentence.place.line - 1]
        assert line[sentence.place.column - 1 :].startswith("{{"), sentence


def charts_of(page: bytes) -> dict[str, str]:
    found = re.findall(r'<figure class="chart[^"]*" id="chart-([a-z_.]+)".*?</figure>', page.decode(), re.DOTALL)
    slices = re.findall(r'(<figure class="chart.*?</figure>)', page.decode(), re.DOTALL)
    return dict(zip(found, slices, strict=True))


def test_the_charts_are_those_that_differ(both: Both) -> None:
    differ = set()
    for code, path in ARTICLES.items():
        before, after = charts_of(both.before[path]), charts_of(both.after[path])
        assert before.keys() == after.keys()
        differ |= {(chart, code) for chart in before if before[chart] != after[chart]}
    assert {(chart.id, code) for chart in both.difference.charts for code in chart.languages} == differ
    assert len(differ) >= 6


def test_the_claims_are_those_whose_verdict_differs(both: Both) -> None:
    before, after = (
        {each["id"]: each["verdict"] for each in json.loads(files["data/claims.json"])}
        for files in (both.before, both.after)
    )
    differ = {(claim, before[claim], after[claim]) for claim in before if before[claim] != after[claim]}
    assert {(each.id, each.before, each.after) for each in both.difference.claims} == differ
    assert differ == {("hightech_growth", "contradicts", "agrees")}


def test_the_files_are_those_whose_bytes_differ(both: Both) -> None:
    before, after = ({unhashed(path): content for path, content in each.items()} for each in (both.before, both.after))
    differ = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {each.path for each in both.difference.outputs} == differ
    assert both.difference.is_exact
    assert differ < set(before)


def test_the_figures_are_those_whose_records_differ(both: Both) -> None:
    before, after = (
        {each["id"]: {**each, "note": None} for each in json.loads(files["data/figures.json"])["figures"]}
        for files in (both.before, both.after)
    )
    differ = {figure for figure in before if before[figure] != after[figure]}
    assert {each.id for each in both.difference.figures} == differ
    changes = {each.id: each for each in both.difference.figures}
    assert changes["parks.completed"].shown == ("71个", "72个")
    assert changes["projects.risen.investment"].fields[0].before == "200 odd"
    assert changes["projects.risen.investment"].fields[0].after == "over 200"


def test_a_note_that_quotes_a_figure_is_a_sentence_of_that_figure(both: Both) -> None:
    change = next(each for each in both.difference.figures if each.id == "hightech.growth")
    assert "figure hightech.recomputed note" in {each.subject for each in change.sentences}


def test_what_follows_is_named_under_its_cause(both: Both) -> None:
    changes = {each.id: each for each in both.difference.figures}
    assert set(changes["parks.completed"].follows) == {"parks.completion", "parks.remaining", "parks.firms_per_park"}
    assert changes["parks.completion"].causes == ("parks.completed",)
    assert changes["projects.risen.investment"].follows == ("pv.share", "geely.share")
    assert changes["hightech.growth"].claims == ("hightech_growth",)
    assert changes["parks.completed"].charts == ("parks_completed",)
    assert set(changes["parks.completed"].pages) == {
        *("index.html", "en/index.html", "figures/index.html", "en/figures/index.html"),
        *("checks/index.html", "en/checks/index.html"),
        *("charts/parks_completed/index.html", "en/charts/parks_completed/index.html"),
    }


def test_a_published_site_and_a_figures_json_say_the_same(both: Both, tmp_path: Path) -> None:
    build.build(copy(both, tmp_path / "old"), tmp_path / "public", progress=silent)
    site = difference_of(str(tmp_path / "public"), both.new)
    assert (site.figures, site.sentences, site.charts) == (
        both.difference.figures,
        both.difference.sentences,
        both.difference.charts,
    )
    assert (site.claims, site.outputs) == (both.difference.claims, both.difference.outputs)
    (tmp_path / "public/.manifest.json").unlink()
    (tmp_path / "public/CNAME").write_text("example.org")
    assert difference_of(str(tmp_path / "public"), both.new).outputs == both.difference.outputs
    alone = difference_of(str(tmp_path / "public/data/figures.json"), both.new)
    assert (alone.sentences, alone.charts, alone.claims) == (site.sentences, site.charts, site.claims)
    assert not alone.is_exact
    assert {each.path for each in alone.outputs} >= {each.path for each in site.outputs}


def test_nothing_changed_is_nothing_said(both: Both) -> None:
    same = difference_of(str(both.new), both.new)
    assert (same.figures, same.sentences, same.charts, same.claims, same.outputs) == ((), (), (), (), ())
    assert diff.FORMS["text"](same) == [f"No figures changed since {both.new}."]


def test_what_is_new_and_what_is_gone(both: Both, tmp_path: Path) -> None:
    new = copy(both, tmp_path)
    change(new, "data/derived.yaml", "hightech.added:", "hightech.gained:")
    path = new / "content/charts/hightech_firms.yaml"
    path.write_text(path.read_text("utf-8").replace("hightech.added", "hightech.gained"), "utf-8")
    found = difference_of(str(both.old), new)
    assert [(each.id, each.kind) for each in found.figures] == [
        ("hightech.gained", ChangeKind.ADDED),
        ("hightech.added", ChangeKind.REMOVED),
    ]
    text = "\n".join(diff.FORMS["text"](found))
    assert "hightech.gained (new)" in text
    assert "hightech.added (gone)" in text


CORRECTION = """\
- date: 2026-12-01
  figure: parks.completed
  kind: correction
  before: 70
  after: 71
  reason:
    zh: 误读
    en: Misread
"""


def test_a_mark_alone_is_a_change_too(both: Both, tmp_path: Path) -> None:
    new = copy(both, tmp_path)
    (new / "data/corrections.yaml").write_text(CORRECTION, encoding="utf-8")
    found = difference_of(str(both.old), new)
    assert found.figures == ()
    (zh,) = [each for each in found.sentences if each.subject == "article index zh"]
    assert zh.before == zh.after
    assert "建成71个" in zh.after
    assert any(line.endswith("(a mark beside a number changes)") for line in diff.FORMS["text"](found))


def test_a_new_language_is_no_obstacle(both: Both, tmp_path: Path) -> None:
    record = json.loads(both.before["data/figures.json"])
    record["languages"] = ["zh"]
    for each in record["figures"]:
        each["title"].pop("en")
        each["shown"].pop("en")
    file = tmp_path / "figures.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    found = difference_of(str(file), both.new)
    assert {each.language for each in found.sentences} == {"zh"}
    assert "parks.completed" in {each.id for each in found.figures}


def test_json_says_everything(both: Both) -> None:
    said = json.loads("\n".join(diff.FORMS["json"](both.difference)))
    assert said["old"] == str(both.old)
    figure = next(each for each in said["figures"] if each["id"] == "parks.completed")
    assert figure["fields"] == [{"name": "value", "before": "71", "after": "72"}]
    assert figure["place"].startswith("data/figures/parks.yaml:")
    assert {each["id"] for each in said["claims"]} == {"hightech_growth"}


def test_markdown_for_a_pull_request(both: Both) -> None:
    lines = diff.FORMS["markdown"](both.difference)
    assert lines[0].startswith("**3 figures changed since ")
    assert "| `parks.completed` | 建成小微企业园 | 71 → 72 | 71个 → 72个 |" in lines
    assert "- `hightech_growth` (`data/claims.yaml:5:1`): **contradicts → agrees**. " in "\n".join(lines)
    assert "- so that `parks.remaining` is 24 → 23 (24个 → 23个)" in lines
    assert lines.count("<details>") == lines.count("</details>") == len(both.difference.figures)


def test_text_for_a_terminal(both: Both) -> None:
    lines = diff.FORMS["text"](both.difference)
    assert "parks.completed: 建成小微企业园" in lines
    assert "  value: 71 → 72 (71个 → 72个)" in lines
    assert "  so that parks.completion: 74.7 → 75.8 (74.7% → 75.8%)" in lines
    assert "Claims with a new verdict" in lines
    assert len([line for line in lines if line.startswith("    - That leaves 24 to go.")]) == 1
