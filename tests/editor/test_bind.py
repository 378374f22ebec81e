"""`bind`: typed numbers become references where one figure prints them, and the article reads as before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from project import ROOT, context_of, problems_of, silent

from yiwu_report import build, cli
from yiwu_report.editor.bind import TypedNumber, reading_of, typed_numbers, with_references
from yiwu_report.editor.edits import Edit, apply_edits, passage
from yiwu_report.model.bound import BoundArticle
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.resolve.binder import Binder, names_of
from yiwu_report.site.report import Context
from yiwu_report.text.references import Reference, ReferenceKind, scan_markdown, scan_text

SITE = ROOT / "tests" / "sites" / "typed"
CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load((ROOT / "tests/cases/bind.yaml").read_text(encoding="utf-8"))


def bound(text: Text, typed: list[TypedNumber]) -> str:
    """The text with the references that can be written."""
    value = text.value
    for each in reversed(typed):
        if each.text == text and each.reference is not None:
            value = value[: each.span[0]] + each.reference + value[each.span[1] :]
    return value


@cache
def article_of(language: str) -> BoundArticle:
    articles = context_of(SITE).bound.articles
    return next(each for each in articles if (each.article.slug, each.article.language) == ("index", language))


def with_body(value: str, language: str) -> BoundArticle:
    """The article with another text, as if its file had been read again."""
    article = article_of(language)
    body = Text(value, Place(article.article.file, 7, 1), value)
    return replace(article, article=replace(article.article, body=body))


@pytest.mark.parametrize(
    ("language", "case"), [(language, case) for language, cases in CASES.items() for case in cases]
)
def test_cases(language: str, case: dict[str, Any]) -> None:
    article = with_body(case["typed"], language)
    typed = typed_numbers(article, context_of(SITE))
    assert bound(article.article.body, typed) == (case["bound"] or case["typed"])
    several = [each for each in typed if len(each.matches) > 1]
    said = [f"{each.written}: {' '.join(match.form.reference for match in each.matches)}" for each in several]
    assert said == case.get("several", [])


FRAGMENTS = {
    language: [piece for case in cases for piece in (case["typed"], *case["typed"].split(" ")) if "{{" not in piece]
    for language, cases in CASES.items()
}


@given(st.data())
def test_every_text_reads_as_it_did(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(CASES)))
    space = st.sampled_from(["", " ", "\n", "\n\n", ", ", "，", "“", "”", "> ", "**", "约", "about ", "-", "("])
    pieces = data.draw(st.lists(st.tuples(st.sampled_from(FRAGMENTS[language]), space), max_size=6))
    article = with_body("".join(part for pair in pieces for part in pair), language)
    body = article.article.body
    written = bound(body, typed_numbers(article, context_of(SITE)))
    assert shown_in(written, language) == " ".join(body.value.split())


def shown_in(value: str, language: str) -> str:
    """A Markdown text with its references as readers see them, line ends as spaces."""
    text = Text(value, Place("en.md", 1, 1), value)
    parts, position = [], 0
    binder = binder_of(context_of(SITE), language)
    for reference in scan_markdown(text).references:
        parts += [
            value[position : reference.start],
            binder.show(reference, text, is_prose=is_prose(reference, text)).plain,
        ]
        position = reference.end
    assert not binder.problems
    return " ".join("".join([*parts, value[position:]]).split())


def binder_of(context: Context, language: str) -> Binder:
    names = names_of(context.site, language)
    return Binder(context.site, context.data, context.findings, context.languages[language], names, {})


def is_prose(reference: Reference, text: Text) -> bool:
    line = text.value.rfind("\n", 0, reference.start) + 1
    return not text.value[line : reference.start].lstrip().startswith("#")


# The reports of the repository, with every number typed again


def typed_again(root: Path, context: Context) -> dict[str, dict[str, set[str]]]:
    """Replace each reference to a figure by what it shows; for each file, what was typed and the references it was."""
    said: dict[str, dict[str, set[str]]] = {}
    for article in (each.article for each in context.bound.articles):
        binder, content, edits = binder_of(context, article.language), (root / article.file).read_bytes(), []
        shown = said.setdefault(article.file, {})
        for text, in_prose in texts_of(article):
            scan = scan_markdown(text) if text is article.body else scan_text(text)
            for reference in scan.references:
                if reference.kind is ReferenceKind.FIGURE:
                    plain = binder.show(reference, text, is_prose=in_prose and is_prose(reference, text)).plain
                    place, last = text.place_of(reference.start), text.place_of(reference.end - 1)
                    edits.append(Edit(place, passage(content, place, last), plain))
                    shown.setdefault(plain, set()).add(text.value[reference.start : reference.end])
        (root / article.file).write_bytes(apply_edits(content, edits))
    return said


def texts_of(article: Any) -> Iterator[tuple[Text, bool]]:
    front = article.front
    for text, in_prose in ((front.title, False), (front.label, False), (front.standfirst, True), (article.body, True)):
        if text is not None:
            yield text, in_prose


@pytest.mark.parametrize(("report", "share"), [(ROOT, 0.85), (ROOT / "examples" / "iowa", 0.85)])
def test_a_report_that_was_typed_again_is_bound_again(report: Path, share: float, tmp_path: Path) -> None:
    root = tmp_path / "report"
    for name in ("content", "data"):
        shutil.copytree(report / name, root / name)
    said = typed_again(root, context_of(report))
    stages = build.run_stages(root, silent)
    assert stages.context is not None
    readings = {each.article.file: reading_of(each) for each in context_of(report).bound.articles}
    for article in stages.context.bound.articles:
        file = article.article.file
        assert reading_of(article) == readings[file]
        typed = typed_numbers(article, stages.context)
        single = [each for each in typed if each.matches]
        assert len(single) >= share * len(typed)
        for each in typed:
            assert not each.matches or {match.form.reference for match in each.matches} & said[file][each.written]
        path = root / file
        path.write_bytes(with_references(path.read_bytes(), typed))
    after = build.run_stages(root, silent).context
    assert after is not None
    assert {each.article.file: reading_of(each) for each in after.bound.articles} == readings


# The command

ENGLISH = """---
title: '71 parks are done'
standfirst: Of all, 640 firms and 4,321 firms count,
  and 1,500
  parks.
label: "Firms: 4,321 firms"
---

Today 71 parks are done, and 45 firms moved. “71 parks” he said.

{{ chart towns }}

{{ chart stations }}
"""
BOUND = """---
title: '{{ parks.completed }} are done'
standfirst: Of all, {{ towns.north.firms }} and {{ stations["Côte d'Or"].riders }} count,
  and {{ parks.started }}.
label: "Firms: {{ stations[\\"Côte d'Or\\"].riders }}"
---

Today {{ parks.completed }} are done, and 45 firms moved. “71 parks” he said.

{{ chart towns }}

{{ chart stations }}
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_write_changes_nothing_but_the_numbers(
    line_end: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "site"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".cache", "public"))
    file = root / "content/articles/index/en.md"
    file.write_bytes(b"\xef\xbb\xbf" + ENGLISH.replace("\n", line_end).encode())
    command = ["bind", "content/articles/index/en.md", "--root", str(root)]
    assert cli.main(command) == 0
    listed = capsys.readouterr()
    assert (
        listed.out.splitlines()[0]
        == 'content/articles/index/en.md:2:9: "71 parks": {{ parks.completed }} (Completed parks)'
    )
    assert '"45 firms": {{ firms.listed }} (Listed firms) or {{ firms.moved }} (Firms that moved)' in listed.out
    assert "6 numbers can be replaced; add --write." in listed.out
    assert file.read_bytes() == b"\xef\xbb\xbf" + ENGLISH.replace("\n", line_end).encode()
    assert cli.main([*command, "--write"]) == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + BOUND.replace("\n", line_end).encode()
    assert "6 numbers replaced." in capsys.readouterr().out
    assert cli.main([*command, "--write"]) == 0
    assert "0 numbers replaced." in capsys.readouterr().out


def test_a_text_that_begins_with_a_number_needs_quotes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "site"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".cache", "public"))
    file = root / "content/articles/index/en.md"
    file.write_text(ENGLISH.replace("'71 parks are done'", "71 parks are done"), encoding="utf-8")
    assert cli.main(["bind", "index", "--write", "--root", str(root)]) == 0
    assert "(Completed parks); not written: the text has to be in quotes for it" in capsys.readouterr().out
    assert "title: 71 parks are done\n" in file.read_text(encoding="utf-8")


def test_an_unknown_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bind", "indx", "--root", str(SITE)]) == 2
    assert 'there is no article "indx"; did you mean "index"?' in capsys.readouterr().err


def test_the_problem_names_the_reference(tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".cache", "public"))
    (root / "content/articles/index/en.md").write_text(ENGLISH, encoding="utf-8")
    (root / "content/charts/towns.yaml").write_text(
        (SITE / "content/charts/towns.yaml").read_text(encoding="utf-8").replace("en: Towns", "en: 640 firms"),
        encoding="utf-8",
    )
    found = [line.partition(", or list")[0] for line in problems_of(root)]
    loose = "is a number outside a reference;"
    assert found[:4] == [
        f'content/articles/index/en.md:2:9: "71" {loose} write {{{{ parks.completed }}}} for "71 parks"',
        f'content/articles/index/en.md:3:21: "640" {loose} write {{{{ towns.north.firms }}}} for "640 firms"',
        f'content/articles/index/en.md:3:35: "4,321" {loose} write {{{{ stations["Côte d\'Or"].riders }}}} for "4,321 firms"',
        f'content/articles/index/en.md:4:7: "1,500" {loose} write {{{{ parks.started }}}} for "1,500 parks"',
    ]
    assert f'content/articles/index/en.md:9:30: "45" {loose} use {{{{ figure.id }}}} instead' in found
    assert f'content/charts/towns.yaml:5:21: "640" {loose} write {{{{ towns.north.firms }}}} for "640 firms"' in found


def test_without_loose_numbers_no_figure_is_printed_to_compare(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("candidates in a report without loose numbers")

    monkeypatch.setattr("yiwu_report.resolve.candidates.forms_of", refuse)
    assert not build.run_stages(SITE, silent).problems


def test_the_problem_follows_the_figures_in_a_preview(tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".cache", "public"))
    (root / "content/articles/long/en.md").write_text(
        "---\ntitle: 72 parks are done\n---\n\nNothing.\n", encoding="utf-8"
    )
    figures = root / "data/figures/parks.yaml"
    with build.Session(root) as session:
        remedies = [problem.remedy for problem in session.run().problems]
        assert [each.startswith("use {{ figure.id }}") for each in remedies] == [True]
        figures.write_text(figures.read_text(encoding="utf-8").replace("value: 71,", "value: 72,"), encoding="utf-8")
        remedies = [problem.remedy for problem in session.run().problems]
        assert [each.startswith('write {{ parks.completed }} for "72 parks"') for each in remedies] == [True]
