"""Names that an editor writes are compared in Unicode NFC: ä is one letter, however it was typed."""

from __future__ import annotations

import shutil
from pathlib import Path
from unicodedata import normalize

import pytest
from project import ROOT, change, silent

from yiwu_report.build import run_stages
from yiwu_report.cli.up_to_date import fingerprint
from yiwu_report.editor.check import passages
from yiwu_report.inputs.load.package_files import load_plotly_js
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.text.references import scan_text

FORMS = ("NFC", "NFD")
MINIMAL = ROOT / "tests" / "sites" / "minimal"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "project")
    return tmp_path / "project"


def _problems(root: Path) -> list[str]:
    return [str(each) for each in run_stages(root, silent).problems]


def _append(root: Path, file: str, text: str) -> None:
    path = root / file
    path.write_text((path.read_text("utf-8") if path.is_file() else "") + text, encoding="utf-8")


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", FORMS)
@pytest.mark.parametrize("name", ["größe", "åre", "한국", "è/größe"])
def test_dimensions(name: str, first: str, second: str, root: Path) -> None:
    for unit, form in (("one", first), ("two", second)):
        dimension = normalize(form, name)
        _append(
            root, "data/units.yaml", f'{unit}: {{kind: measure, dimension: {dimension}, zh: "{{n}}", en: "{{n}}"}}\n'
        )
    figures = "".join(
        f"  parts.{unit}: {{value: 2, unit: {unit}, title: {{zh: 数, en: Part}}}}\n" for unit in ("one", "two")
    )
    _append(root, "data/figures/parts.yaml", f"defaults: {{source: report}}\nfigures:\n{figures}")
    total = "parts.sum: {formula: parts.one + parts.two, unit: one, title: {zh: 和, en: Sum}}\n"
    _append(root, "data/derived.yaml", total)
    assert _problems(root) == []


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", FORMS)
@pytest.mark.parametrize("name", ["Größe4", "Citroën C4", "한국 2.0"])
def test_names_with_digits(name: str, first: str, second: str, root: Path) -> None:
    text = f"\nThe {normalize(first, name)} was discussed.\n"
    _append(root, "content/articles/index/en.md", text)
    change(root, "content/site.yaml", "languages:", f"names: [{normalize(second, name)}]\nlanguages:")
    assert _problems(root) == []
    assert not run_stages(root, silent).context.bound.remarks  # type: ignore[union-attr]


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", FORMS)
def test_links_to_headings(first: str, second: str, root: Path) -> None:
    for file in ("zh", "en"):
        anchor, link = normalize(first, "größe"), normalize(second, "größe")
        _append(root, f"content/articles/index/{file}.md", f"\n## X {{#{anchor}}}\n\n[x](#{link})\n")
    assert _problems(root) == []


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", FORMS)
def test_the_file_that_plotly_js_names(first: str, second: str, root: Path) -> None:
    path = root / normalize(first, "bündel") / normalize(first, "é.js")
    path.parent.mkdir()
    path.write_bytes(load_plotly_js())
    _append(root, "content/site.yaml", f"plotly_js: {normalize(second, 'bündel/é.js')}\n")
    assert _problems(root) == []
    before = fingerprint(root)
    path.write_bytes(load_plotly_js() + b"\n")
    assert fingerprint(root) != before


def test_a_key_that_occurs_in_two_forms(root: Path) -> None:
    both = ", ".join(f"{normalize(form, 'größe')}: x" for form in FORMS)
    (root / "data/claims.yaml").write_text(f"a: {{{both}}}\n", encoding="utf-8")
    assert any("occurs twice" in each and "yaml-duplicate-key" in each for each in _problems(root))


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", FORMS)
@pytest.mark.parametrize("words", ["größte", "le plus élevé", "가장 큰"])
def test_words_that_assert_something(words: str, first: str, second: str) -> None:
    before, written = normalize(first, "Ångström é "), normalize(first, words)
    text = Text(f"{before}{written} x", Place("en.md"), f"{before}{written} x")
    found = list(passages(text, scan_text(text), [normalize(second, words)]))
    assert [(each.words, each.place.column) for each in found] == [(written, len(before) + 1)]
