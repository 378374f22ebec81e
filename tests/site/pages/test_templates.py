"""A fault in a template or in the words of the pages is a problem with its place; a language is files only."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from html_reading import read_html
from project import ROOT, context_of

from yiwu_report.model.output import Stage
from yiwu_report.model.problem import InvalidInput
from yiwu_report.site.pages import check_templates
from yiwu_report.site.plan import content_of, plan_outputs
from yiwu_report.site.report import Context

MINIMAL = ROOT / "tests" / "sites" / "minimal"


@pytest.fixture(scope="module")
def context() -> Context:
    return context_of(MINIMAL)


def with_template(context: Context, name: str, source: str) -> Context:
    return replace(context, templates={**context.templates, name: source})


def problems_of_page(context: Context, path: str = "index.html") -> list[str]:
    output = next(output for output in plan_outputs(context) if output.path == path)
    with pytest.raises(InvalidInput) as raised:
        content_of(output, context)
    return [str(problem) for problem in raised.value.problems]


def test_our_templates_are_valid(context: Context) -> None:
    assert check_templates(context) == ()


def test_a_syntax_error_is_named_with_its_line(context: Context) -> None:
    broken = with_template(context, "partials/byline.html", "<dl>\n{% for a in b %}\n</dl>\n{% endif %}\n")
    (problem,) = check_templates(broken)
    assert str(problem).startswith("templates/partials/byline.html:4:1: encountered unknown tag 'endif'")
    assert str(problem).endswith("fix the template's syntax [template]")


def test_an_undefined_name_is_named_with_its_line(context: Context) -> None:
    broken = with_template(context, "partials/byline.html", "<dl>\n\n{{ nobody }}\n</dl>\n")
    assert problems_of_page(broken) == [
        "templates/partials/byline.html:3:1: 'nobody' is undefined; use a variable that the page provides [template]"
    ]


def test_an_unknown_attribute_is_named(context: Context) -> None:
    broken = with_template(context, "partials/foot.html", "<p>\n{{ frame.motto }}</p>\n")
    (problem,) = problems_of_page(broken)
    assert problem.startswith("templates/partials/foot.html:2:1: ")
    assert "motto" in problem


def test_a_template_that_is_not_there(context: Context) -> None:
    broken = with_template(context, "pages/article.html", '{% extends "bas.html" %}')
    assert problems_of_page(broken) == [
        'templates/pages/article.html:1:1: there is no template "bas.html"; did you mean "base.html"? [template]'
    ]


def test_a_page_shows_the_notes_that_its_numbers_lead_to(context: Context) -> None:
    end = context.templates["partials/end_matter.html"]
    broken = with_template(
        context, "partials/end_matter.html", end.replace('{% include "partials/endnotes.html" %}', "")
    )
    assert problems_of_page(broken) == [
        "templates/pages/article.html:1:1: numbers lead to notes that the page does not show; "
        'write {% include "partials/endnotes.html" %} behind everything that shows one [template]'
    ]


def test_a_missing_word(context: Context) -> None:
    english = context.languages["en"]
    words = {key: word for key, word in english.ui.items() if key != "contents"}
    broken = replace(context, languages={**context.languages, "en": english.model_copy(update={"ui": words})})
    assert problems_of_page(broken, "en/index.html") == [
        'templates/words/en.yaml:1:1: no word "contents" in the words file; add contents: under ui: [template]'
    ]


def test_each_missing_word_is_a_problem_and_never_a_traceback(context: Context) -> None:
    english = context.languages["en"]
    pages = [output for output in plan_outputs(context) if output.stage is Stage.PAGE and output.language == "en"]
    missed = set()
    for key in english.ui:
        words = {each: word for each, word in english.ui.items() if each != key}
        broken = replace(context, languages={**context.languages, "en": english.model_copy(update={"ui": words})})
        try:
            for page in pages:
                content_of(page, broken)
        except InvalidInput as invalid:
            missed |= {(key, problem.message) for problem in invalid.problems}
    assert len(missed) > 30
    assert all(message == f'no word "{key}" in the words file' for key, message in missed)


def test_texts_of_editors_are_escaped(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINIMAL, tmp_path / "site"))
    file = root / "data/figures/libraries.yaml"
    text = file.read_text(encoding="utf-8").replace("en: Libraries\n", "en: \"<b onclick='x'>Libraries & co</b>\"\n")
    file.write_text(text, encoding="utf-8")
    context = context_of(root)
    output = next(output for output in plan_outputs(context) if output.path == "en/figures/index.html")
    page = content_of(output, context).decode()
    assert "<b onclick" not in page
    assert "&lt;b onclick=&#39;x&#39;&gt;Libraries &amp; co&lt;/b&gt;" in page


def test_a_third_language_is_files_only(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINIMAL, tmp_path / "site"))
    words = root / "templates" / "words"
    words.mkdir(parents=True)
    english = (ROOT / "templates/words/en.yaml").read_text(encoding="utf-8")
    french = english.replace(
        "code: en\nlocale: en_GB\nhtml_lang: en\nname: English", "code: fr\nlocale: fr\nhtml_lang: fr\nname: Français"
    )
    (words / "fr.yaml").write_text(french.replace("contents: Contents", "contents: Sommaire"), encoding="utf-8")
    article = root / "content/articles/index/en.md"
    (root / "content/articles/index/fr.md").write_text(article.read_text(encoding="utf-8"), encoding="utf-8")
    for path in root.rglob("*.yaml"):
        if words in path.parents:
            continue
        added = []
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for at, line in enumerate(lines):
            added.append(line)
            indent = len(line) - len(line.lstrip())
            if line.strip() == "- en":
                added.append(line.replace("- en", "- fr"))
            elif line.strip().startswith("en:"):
                block = [line]
                for next_line in lines[at + 1 :]:
                    if len(next_line) - len(next_line.lstrip()) <= indent:
                        break
                    block.append(next_line)
                french_block = [block[0].replace("en:", "fr:", 1), *block[1:]]
                added = [*added[:-1], *french_block, line]
        path.write_text("".join(added), encoding="utf-8")
    context = context_of(root)
    output = next(output for output in plan_outputs(context) if output.path == "fr/index.html")
    page = read_html(content_of(output, context))
    assert page.attributes["lang"] == "fr"
    assert page.one("h2", id="page-contents").text == "Sommaire"
    links = [link.attributes for link in page.all("a") if "data-translation" in link.attributes]
    assert [(link["hreflang"], link["href"]) for link in links] == [
        ("zh-Hans", "../index.html"),
        ("en", "../en/index.html"),
    ]
