"""A reader of one language meets no other; a third language is files only; a report in one has no trace of a second."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from html_reading import Element, read_html
from project import ROOT, files_of

TRILINGUAL = ROOT / "tests" / "sites" / "trilingual"
SPOKEN = (
    "aria-label",
    "title",
    "alt",
    "placeholder",
    "content",
    "data-back",
    "data-failed",
    "data-close",
    "data-label",
)
WORD = re.compile(r"[^\W\d_]{2,}")
# Formats, codes and names that are the same in every language.
SHARED = re.compile(
    r"\b(?:SVG|CSV|JSON|ZIP|BibTeX|Atom|EB|OL|MB|Mina|index|summary|website|article|[A-Za-z]+_[A-Za-z_]+)\b"
    r"|@\w+\{[^@]*|default-src[^\"]*|width=device-width[^\"]*|#[0-9a-f]{6}|noindex|max-image-preview:large|telephone=no|light dark"
)


@pytest.fixture(scope="module")
def report() -> Mapping[str, bytes]:
    return files_of(ROOT)


@pytest.fixture(scope="module")
def trilingual() -> Mapping[str, bytes]:
    return files_of(TRILINGUAL)


def pages_of(files: Mapping[str, bytes], folder: str, others: tuple[str, ...]) -> dict[str, Element]:
    """The pages of a language without those of the others and the one of all, 404.html."""
    return {
        path: read_html(content)
        for path, content in files.items()
        if path.endswith(".html") and path.startswith(folder) and not path.startswith(others) and path != "404.html"
    }


def spoken(page: Element) -> Iterator[str]:
    """Every text of a page, and every attribute that is read out; not what is marked as another language, nor code."""
    own = page.attributes["lang"]
    for each in page.all():
        marked = [above.attributes["lang"] for above in (each, *each.above) if "lang" in above.attributes]
        if marked[:1] != [own] or {each.tag, *(above.tag for above in each.above)} & {"code", "script", "style", "pre"}:
            continue
        yield from (child for child in each.children if isinstance(child, str))
        yield from (value for key, value in each.attributes.items() if key in SPOKEN)


def words_in(page: Element) -> set[str]:
    return {word for text in spoken(page) for word in WORD.findall(SHARED.sub(" ", text))}


def words_of(root: Path, code: str) -> set[str]:
    """Every word that the editor of a language wrote in content/ and data/, or the generator's words in it."""
    files = [*root.glob(f"content/articles/*/{code}.md"), root / "templates" / "words" / f"{code}.yaml"]
    files.append(ROOT / "templates" / "words" / f"{code}.yaml")
    texts = [path.read_text(encoding="utf-8") for path in files if path.is_file()]
    for path in [*root.glob("data/**/*.yaml"), *root.glob("content/**/*.yaml")]:
        texts += _texts(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), code)
    return {word for text in texts for word in WORD.findall(text)}


def _texts(node: object, code: str, *, within: bool = False) -> list[str]:
    if isinstance(node, Mapping):
        return [
            text
            for key, value in node.items()
            if within or key not in {"zh", "en", "de"} or key == code
            for text in _texts(value, code, within=within or key == code)
        ]
    if isinstance(node, list):
        return [text for value in node for text in _texts(value, code, within=within)]
    return [str(node)]


HAN = re.compile(r"[\u4e00-\u9fff]")


def test_an_english_reader_meets_no_chinese_but_what_is_marked_so(report: Mapping[str, bytes]) -> None:
    for path, page in pages_of(report, "en/", ()).items():
        assert [text for text in spoken(page) if HAN.search(text)] == [], path
        for each in page.all():  # what is marked is a printed token or the link to the other edition
            if each.attributes.get("lang", "en") != "en":
                assert each.tag == "a" or "“" in each.text, (path, each.text)


def test_a_chinese_reader_meets_no_english_but_names(report: Mapping[str, bytes]) -> None:
    known = words_of(ROOT, "zh")
    for path, page in pages_of(report, "", ("en/",)).items():
        latin = {word for word in words_in(page) if word.isascii()} - known
        assert latin == set(), path


def test_the_pages_of_three_languages_share_no_words(trilingual: Mapping[str, bytes]) -> None:
    german = pages_of(trilingual, "", ("en/", "zh/"))
    english = pages_of(trilingual, "en/", ())
    chinese = pages_of(trilingual, "zh/", ())
    assert {f"en/{path}" for path in german} == set(english)
    assert {f"zh/{path}" for path in german} == set(chinese)
    known = words_of(TRILINGUAL, "de")
    for path, page in german.items():
        assert page.attributes["lang"] == "de"
        words = words_in(page)
        assert len(words) > 20
        assert words - known - MONTHS == set(), path
        assert words_in(english[f"en/{path}"]) - words_of(TRILINGUAL, "en") - {"January", "February"} == set(), path
        assert not any(HAN.search(text) for text in spoken(page)), path


MONTHS = {"Januar", "Februar"}


def test_each_page_of_three_languages_leads_to_the_two_others(trilingual: Mapping[str, bytes]) -> None:
    for folder, others in (("", ["en", "zh-Hans"]), ("en/", ["de", "zh-Hans"]), ("zh/", ["de", "en"])):
        page = read_html(trilingual[f"{folder}figures/index.html"])
        links = [link for link in page.all("a") if "data-translation" in link.attributes]
        assert [link.attributes["hreflang"] for link in links] == others
        assert [link.attributes["href"].count("figures/index.html") for link in links] == [1, 1]


def test_units_of_three_languages(trilingual: Mapping[str, bytes]) -> None:
    assert "mehr als 30,0 Hektar (mehr als 450 Mu)" in trilingual["index.html"].decode()
    assert "more than 30.0 hectares (more than 450 mu)" in trilingual["en/index.html"].decode()
    assert "超过450亩" in trilingual["zh/index.html"].decode()


@pytest.mark.parametrize("code", ["de", "en", "zh"])
def test_a_report_in_one_language_has_no_trace_of_a_second(code: str, tmp_path: Path) -> None:
    root = shutil.copytree(TRILINGUAL, tmp_path / "one")
    keep_only(root, code)
    config = root / "content" / "site.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "base_url: https://example.org/one/\n", encoding="utf-8")
    files = files_of(root)
    own = "zh-Hans" if code == "zh" else code
    assert not [path for path in files if re.match(r"(de|en|zh)/", path)]
    for path, content in files.items():
        text = content.decode("utf-8", errors="replace")
        if not path.endswith((".html", ".xml", ".json", ".csv")):
            continue
        assert set(re.findall(r'hreflang="([^"]*)"', text)) <= {own}, path
        assert not re.search(r"data-translation|x-default|og:locale:alternate|xhtml:link", text), path
        if path.endswith(".html"):
            langs = set(re.findall(r'\slang="([^"]*)"', text))
            assert langs == {own}, path
        if code != "zh":
            assert not HAN.search(text), path


def keep_only(root: Path, code: str) -> None:
    """Leave out every text, article and word of the other languages."""
    others = "|".join(each for each in ("de", "en", "zh") if each != code)
    for path in root.rglob("*.yaml"):
        if "words" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        text = re.sub(rf"(?m)^( *)(?:{others}):.*\n(?:\1 +.*\n)*", "", text)
        path.write_text(re.sub(rf"(?m)^ *- (?:{others})\n", "", text), encoding="utf-8")
    for path in root.glob("content/articles/*/*.md"):
        if path.stem != code:
            path.unlink()
    if code != "de":
        (root / "templates" / "words" / "de.yaml").unlink()
