"""Links are relative, name their file, and lead somewhere."""

from __future__ import annotations

import pytest

from yiwu_report.model.output import article_path, page_path, relative
from yiwu_report.site.pages.template_engine import make_relative, nowrap

BOTH = ("zh", "en")


@pytest.mark.parametrize(
    ("link", "page", "seen"),
    [
        ("figures/index.html#a.b", "index.html", "figures/index.html#a.b"),
        ("figures/index.html#a.b", "figures/index.html", "#a.b"),
        ("en/figures/index.html", "en/index.html", "figures/index.html"),
        ("index.html", "en/figures/index.html", "../../index.html"),
        ("assets/site.0.css", "en/other/index.html", "../../assets/site.0.css"),
        ("index.html", "index.html", "index.html"),
    ],
)
def test_links_as_a_page_sees_them(link: str, page: str, seen: str) -> None:
    assert relative(link, page) == seen


def test_the_first_language_stands_at_the_root() -> None:
    assert article_path("index", "zh", BOTH) == "index.html"
    assert article_path("index", "en", BOTH) == "en/index.html"
    assert article_path("parks", "en", BOTH) == "en/parks/index.html"
    assert page_path("figures", "zh", BOTH) == "figures/index.html"


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ('<a class="n" href="@/figures/index.html#a">71</a>', '<a class="n" href="../figures/index.html#a">71</a>'),
        ('<div data-chart="x" data-script="@/assets/x.js">', '<div data-chart="x" data-script="../assets/x.js">'),
        ('<script src="@/assets/x.js" defer></script>', '<script src="../assets/x.js" defer></script>'),
        ('<a href="https://example.org/@/x">x</a>', '<a href="https://example.org/@/x">x</a>'),
        ('<p>write href="@/x" in it</p>', '<p>write href="@/x" in it</p>'),
        ('<a title="a > b" href="@/x">', '<a title="a > b" href="../x">'),
    ],
)
def test_only_links_are_changed(html: str, made: str) -> None:
    assert make_relative(html, "en/index.html") == made


def test_a_short_figure_stays_on_one_line() -> None:
    short = '<a class="n" href="@/f#a">超过1500亿元</a>'
    assert nowrap(short) == '<a class="n nb" href="@/f#a">超过1500亿元</a>'
    long = '<a class="n" href="@/f#a">国家高新技术企业（成文时）的增幅</a>'
    assert nowrap(long) == long
    signed = nowrap('<a class="n" href="@/f#a">more than −¥320 million in all</a>')
    assert signed == '<a class="n" href="@/f#a">more than <span class="nb">−¥320</span> million in all</a>'
