"""`copyedit`: every text and every number of the site is in the document, each number with what it rests on."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from project import ROOT, change, context_of, copy_report
from renaming import project

from yiwu_report import cli
from yiwu_report.cli.up_to_date import state_of
from yiwu_report.editor.proof import FORMS, ProofDocument, make_document
from yiwu_report.editor.proof.document import ProofPart, ProofPassage, ShownInProof
from yiwu_report.model.bound import Prose
from yiwu_report.site.report import Context
from yiwu_report.text.formatting import format_figure

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return context_of(copy_report(tmp_path_factory.mktemp("report")))


@pytest.fixture(scope="module")
def document(context: Context) -> ProofDocument:
    return make_document(context, context.site.languages, TODAY, "abcdef12")


def passages(part: ProofPart) -> list[ProofPassage]:
    return [passage for chapter in part.chapters for passage in chapter.passages]


def test_every_number_has_one_line_in_each_article(context: Context, document: ProofDocument) -> None:
    for part, code in zip(document.parts, context.site.languages, strict=True):
        numbers = [number for passage in passages(part) for number in passage.numbers]
        assert [number.mark for number in numbers] == list(range(1, len(numbers) + 1))
        told = [each for number in numbers if number.again is None for each in number.cells or (number.id,)]
        assert len(told) == len(set(told))
        assert set(told) >= set(context.data.figures)
        for chapter in part.chapters:
            names = [number.id for passage in chapter.passages for number in passage.numbers]
            assert len(names) == len(set(names))
        for number in numbers:
            first = numbers[(number.again or number.mark) - 1]
            assert first.id == number.id or number.id in first.cells
            assert bool(number.details) is (number.again is None)
            for each in (number.cells or (number.id,)) if number.again is None else ():
                figure = context.data.figures.get(each)
                assert figure is None or format_figure(figure, context.languages[code], context.data.units).full
                assert figure is None or figure.printed is None or figure.printed.value in "".join(number.details)
                assert number.cells or figure is None or str(figure.place) == number.place


def test_every_mark_in_a_text_has_a_line_with_its_places(document: ProofDocument) -> None:
    for part in document.parts:
        for chapter in part.chapters:
            lines = {number.mark: number for passage in chapter.passages for number in passage.numbers}
            shown: dict[int, list[str]] = {}
            for passage in chapter.passages:
                for piece in passage.pieces:
                    if isinstance(piece, ShownInProof):
                        shown.setdefault(piece.mark, []).append(piece.text)
            assert set(lines) == set(shown)
            for mark, (first, *others) in shown.items():
                assert first == lines[mark].text
                assert len(lines[mark].mentions) <= len(others)
                said = " ".join(lines[mark].mentions)
                assert all(text == first or text in said for text in others)


def test_a_long_table_has_one_line(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "tests/sites/typed", root, ignore=shutil.ignore_patterns(".cache", "public"))
    before = count(make_document(context_of(root), ["en"], TODAY, ""))
    rows = [
        f"  r{n}: {{name: {{zh: 镇, en: Town}}, firms: {{value: {900 + n}, period: {1950 + n}}}}}" for n in range(52)
    ]
    table, article = root / "data/tables/hidden.yaml", root / "content/articles/long/en.md"
    table.write_text(table.read_text(encoding="utf-8") + "\n".join(rows) + "\n", encoding="utf-8")
    article.write_text(article.read_text(encoding="utf-8") + "\n{{ table hidden }}\n", encoding="utf-8")
    document = make_document(context_of(root), ["en"], TODAY, "")
    assert count(document) == before
    line = next(each for passage in passages(document.parts[0]) for each in passage.numbers if len(each.cells) == 53)
    assert (line.text, line.id, line.place) == ("values: 53", "table hidden", "data/tables/hidden.yaml:1:1")
    assert line.details == ("fact", "1950, …, 2001", "Annual report")


def count(document: ProofDocument) -> int:
    return sum(len(passage.numbers) for passage in passages(document.parts[0]))


def test_every_text_of_the_articles_is_there_as_readers_see_it(context: Context, document: ProofDocument) -> None:
    for part, code in zip(document.parts, context.site.languages, strict=True):
        shown = "\n".join(text_of(passage) for passage in passages(part))
        for bound in context.bound.articles:
            if bound.article.language == code:
                for text in (bound.title, bound.standfirst, bound.label):
                    assert text is None or text.plain in shown
        for (_, language), chart in context.bound.charts.items():
            if language == code:
                for each in (chart.title, chart.subtitle, chart.alt, chart.note):
                    assert each is None or " ".join(each.plain.split()) in " ".join(shown.split())
        for (_, language), drawn in context.charts.items():
            if language == code:
                assert all(" | ".join(cell.text for cell in row) in shown for row in drawn.rows.rows)


def text_of(passage: ProofPassage) -> str:
    return "".join(piece.text if isinstance(piece, ShownInProof) else piece for piece in passage.pieces)


def test_the_body_is_that_of_the_page_in_its_order(context: Context, document: ProofDocument) -> None:
    """Words of the built page's paragraphs, one after the other, against those of the document."""
    for part, code in zip(document.parts, context.site.languages, strict=True):
        bound = next(each for each in context.published if each.article.language == code)
        prose = "".join(block.html.__html__() for block in bound.blocks if isinstance(block, Prose))
        paragraphs = re.findall(r"<p>(.*?)</p>", prose, re.DOTALL)
        assert len(paragraphs) > 10
        chapter = next(each for each in part.chapters if each.title == bound.article.file)
        typed = [letters(text_of(passage)) for passage in chapter.passages]
        position = 0
        for paragraph in paragraphs:
            marks = re.sub(r'<a class="(?:mark|finding|correction)[^>]*>.*?</a>', "", paragraph)
            wanted = letters(unescape(re.sub(r"<sup.*?</sup>|<[^>]+>", "", marks)))
            position = next(at for at in range(position, len(typed)) if same(wanted, typed[at])) + 1


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"\]\([^)]*\)", "", text))


def same(wanted: str, typed: str) -> bool:
    """The same characters but for the small marks at numbers that contradict or were corrected."""
    return wanted == typed or re.sub("[†c核更]", "", wanted) == re.sub("[†c核更]", "", typed)


def test_claims_words_and_open_points_stand_at_the_end(context: Context, document: ProofDocument) -> None:
    chinese, english = document.parts
    assert [each.title for each in chinese.lists] == ["核对", "没有对应核对项的断言", "待确认事项"]
    assert [each.title for each in english.lists] == ["Checks", "Assertions that no check covers"]
    claims = english.lists[0].checks
    assert len(claims) == len(context.findings)
    assert "Contradicted" in claims[0].details
    assert claims[0].place == str(context.findings["hightech_growth"].place)
    assert all(check.place.partition(":")[0].endswith(("en.md", ".yaml")) for check in english.lists[1].checks)


def test_open_points(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    change(root, "data/figures/libraries.yaml", "value: 12\n", "value: 12\n    update_due: 2026-01\n    status: plan\n")
    change(root, "data/figures/libraries.yaml", "value: over 40000", "value: over 40000\n    printed: 5万册以上")
    change(root, "content/articles/more/zh.md", "title:", "draft: true\ntitle:")
    change(root, "content/articles/more/en.md", "title:", "draft: true\ntitle:")
    change(root, "content/articles/index/en.md", "\n[more](@/more#chart-part)\n", "")
    with (root / "data/tables/shops.yaml").open("a", encoding="utf-8") as rows:
        rows.write("  west: {name: {zh: 西, en: West}, kind: main, visits: {value: null, period: 2025}}\n")
    change(
        root,
        "data/tables/shops.yaml",
        "  twice: {formula: visits + visits, unit: visit, title: {zh: 翻倍, en: Doubled}}",
        "",
    )
    change(root, "data/views/more_shops.yaml", "visits - twice", "visits - visits")
    change(root, "content/charts/part.yaml", "{{ shops.north.twice }}", "x")
    document = make_document(context_of(root), ["en"], TODAY, "")
    points = [(check.text, *check.details) for check in document.parts[0].lists[-1].checks]
    assert ("not published by the source", "shops.west.visits") in points
    assert ("an update is overdue", "libraries.open: a newer value was due 2026-01") in points
    assert ("a plan; is it still current?", "libraries.open") in points
    assert ("no record of how the source prints it", "libraries.open") in points
    assert ("source lacks: Publisher, Date, Accessed, Link, Licence", "report") in points
    assert ("chart without alt text by the editor", "visits") in points
    assert ("not used anywhere", "no text, chart, formula or claim uses the figure libraries.first") in points
    assert ("draft, not published",) in points
    assert any(text.startswith("the value is over 40000, the source printed “5万册以上”") for text, *_ in points)


@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_both_forms_hold_every_number_and_the_same_boxes(suffix: str, document: ProofDocument) -> None:
    text = FORMS[suffix](document)
    boxes = text.count('<input type="checkbox">' if suffix == ".html" else "- [ ] ")
    numbers = sum(len(passage.numbers) for part in document.parts for passage in passages(part))
    assert boxes == numbers + sum(len(each.checks) for part in document.parts for each in part.lists)
    plain = unescape(re.sub(r"<style.*?</style>|<[^>]+>", "", text, flags=re.DOTALL)) if suffix == ".html" else text
    for part in document.parts:
        for passage in passages(part):
            for number in passage.numbers:
                assert number.text in plain
    if suffix == ".html":
        assert "src=" not in text
        assert "http" not in re.sub(r"https?://[^<\s；;]*", "", text).replace("http-equiv", "")
        assert "<script" not in text


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "tests/sites/minimal", root, ignore=shutil.ignore_patterns(".cache", "public"))
    monkeypatch.chdir(tmp_path)
    assert cli.main(["copyedit", "--root", "project"]) == 0
    assert capsys.readouterr().out.startswith("copyedit.html has ")
    html = Path("copyedit.html").read_text(encoding="utf-8")
    assert state_of(root) in html
    assert '<section lang="zh-Hans">' in html
    assert cli.main(["copyedit", "--root", "project", "--language", "en", "copy.md"]) == 0
    markdown = Path("copy.md").read_text(encoding="utf-8")
    assert "## English" in markdown
    assert "中文" not in markdown
    assert cli.main(["copyedit", "--root", "project", "copy.md"]) == 0  # an earlier document


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["README.md"], "README.md already exists and is not an earlier proof; choose another file name"),
        (["copy.txt"], "copy.txt must end in .html or .md"),
        (["--language", "de"], 'the report has no language "de"; use zh or en'),
        (["no/such/folder/copy.md"], "No such file or directory"),
    ],
)
def test_what_it_does_not_write(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text("mine\n", encoding="utf-8")
    assert cli.main(["copyedit", "--root", str(ROOT / "tests/sites/minimal"), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert Path("README.md").read_text(encoding="utf-8") == "mine\n"
