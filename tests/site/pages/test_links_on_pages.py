"""Links are relative, name their file, and lead somewhere."""

from __future__ import annotations

import pytest

from yiwu_report.model.bound import FigureHref
from yiwu_report.model.output import article_path, page_path, relative
from yiwu_report.resolve.binder import figure_link
from yiwu_report.site.pages.template_engine import make_relative

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
    def link(inner: str) -> str:
        return figure_link(FigureHref("a", "@/f#a"), inner).__html__()

    assert link("超过1500亿元") == '<a class="n nb" href="@/f#a">超过1500亿元</a>'
    assert link("R&amp;D &lt;2 &amp; &lt;3") == '<a class="n nb" href="@/f#a">R&amp;D &lt;2 &amp; &lt;3</a>'
    long = "国家高新技术企业（成文时）的增幅"
    assert link(long) == f'<a class="n" href="@/f#a">{long}</a>'
    signed = link("more than −¥320 million in all")
    assert signed == '<a class="n" href="@/f#a">more than <span class="nb">−¥320</span> million in all</a>'
