"""Links that authors write in articles lead to what is there, from every page; tests/sites_invalid/links has the others."""

from __future__ import annotations

import posixpath
import re
import shutil
from pathlib import Path

import pytest
from project import files_of

HERE = Path(__file__).resolve().parent.parent

LINKS = {
    "#counting": "{page}#counting",
    "#chart-visits": "{page}#chart-visits",
    "#table-branches": "{page}#table-branches",
    "@/": "en/index.html",
    "@/index#counting": "en/index.html#counting",
    "@/more": "en/more/index.html",
    "@/more/#counting": "en/more/index.html#counting",
    "@/figures": "en/figures/index.html",
    "@/figures#libraries.open": "{page}#n-libraries.open",  # as a number: to its note, and from there on
    "@/methods/": "en/methods/index.html",
    "@/corrections": "en/corrections/index.html",
    "https://example.org/a?b=1&c=2#d": "https://example.org/a?b=1&c=2#d",
    "mailto:desk@example.org": "mailto:desk@example.org",
}
BODY = "## Counting {#counting}\n\n{{ chart visits }}\n\n{{ table branches }}\n\n" + " ".join(
    f"[link-{'abcdefghijklmn'[number]}]({target})" for number, target in enumerate(LINKS)
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("links")
    shutil.copytree(HERE / "sites" / "minimal", root, dirs_exist_ok=True)
    for slug in ("index", "more"):
        folder = root / "content" / "articles" / slug
        folder.mkdir(exist_ok=True)
        (folder / "en.md").write_text(f"---\ntitle: Here\n---\n\n{BODY}\n", encoding="utf-8")
        (folder / "zh.md").write_text("---\ntitle: 这里\n---\n\n[更多](@/more)\n", encoding="utf-8")
    return {path: content.decode() for path, content in files_of(root).items() if path.endswith(".html")}


@pytest.mark.parametrize("page", ["en/index.html", "en/more/index.html"])
def test_every_form_of_a_link_leads_there(pages: dict[str, str], page: str) -> None:
    found = re.findall(r'<a href="([^"]*)"[^>]*>link-[a-n]</a>', pages[page])
    targets = [href.replace("&amp;", "&") for href in found]
    for target, expected in zip(targets, LINKS.values(), strict=True):
        assert where(target, page) == expected.format(page=page)


@pytest.mark.parametrize("page", ["en/index.html", "en/more/index.html"])
def test_what_it_leads_to_is_there(pages: dict[str, str], page: str) -> None:
    inside = [where(href, page) for href in re.findall(r'<a href="([^":]*)"[^>]*>link-', pages[page])]
    assert len(inside) == len(LINKS) - 2
    for target in inside:
        path, _, anchor = target.partition("#")
        assert not anchor or f'id="{anchor}"' in pages[path], target


def test_a_link_stays_in_its_language(pages: dict[str, str]) -> None:
    assert '<a href="more/index.html">更多</a>' in pages["index.html"]


def where(href: str, page: str) -> str:
    """The path from the root that a relative link of a page leads to."""
    if re.match("[a-z]+:", href):
        return href
    path, mark, anchor = href.partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page) + mark + anchor
