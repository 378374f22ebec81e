"""Nothing that an editor writes vanishes: each visible word is on the page, or there is a problem at its line.

`MARKDOWN_DOCUMENTS=2000 pytest tests/resolve/test_markdown_laws.py` tries two thousand articles.
"""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from itertools import count

from html_reading import sanitised
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.resolve.article_tree import article_tree
from yiwu_report.resolve.elements import AT, to_html

DOCUMENTS = int(os.environ.get("MARKDOWN_DOCUMENTS", "100"))
WORD = re.compile(r"w[0-9]+x")

# W is a word; L, an indented block; every other character is Markdown.
INLINE = [
    "W", "W W", "*W*", "**W**", "_W_ W", "***W** W*", "`W`", "``W ` W``", '[W](https://example.org/a_b "W")',
    "[W *W*](#anchor)", "[W][label]", "[W](javascript:x)", "[W]()", "![W](a.png)", "<kbd>W</kbd>", "W<sup>W</sup>",
    '<abbr title="W">W</abbr>', "<b>W</b>", "<u>W</u>", "<del>W", "W</del>", "<mark>*W</mark>*", '<iframe src="x">W</iframe>',
    "W[^note]", "W[^none]", "W & W", "W &amp; W", "W < W", "\\*W\\*", "<https://example.org/>", "W  \nW", "W\nW",
    "W `W\nW` W", "W *W\nW* W", "W | W", "[W W", "W] W", "W `W", "*W", "W**", "{{ W }}", "{W}", "<!-- W -->", "W {#id}",
    "{: .W }", "<W", '<a href="#x">W</a>', '<span lang="zh">W</span>', "W: W", "1987. W", "- W", "+ W", "# W", "> W",
    "[W]: W", "~~~ruby", "W ~~~", "\ue000", "(W)", "[W](a b)", "[W](<a b>)", "[W](x 'W')", "***", "---", "===", "|W|", ": W",
]  # fmt: skip
BLOCKS = [
    "I", "I\nI", "# I", "## I", "### I {#idN}", "##### I", "## I #", "## W#", "I\n===", "I\n---", "I\nI\n---", "I\n===\nI", "---", "* * *",
    "- I", "- I\n- I", "* I\n\n* I", "1. I\n2. I", "3) I", "- I\n  - I", "1. I\n  - I\n    I", "- I\n\n  I", "- I\nI", "-",
    "- ```\n  W\n  ```", "```\nW W\n```", "~~~ python\nW\n~~~", "```\nW", "    W\n    W", "I\n    W", "- I\n\n      W",
    "> I", "> I\nI", "> - I\n>   - I", "> ## I", "> > I", "> ```\n> W\n> ```", "> I\n- I", "I\n> I",
    "| I | I |\n| - | -: |\n| I | I |", "| I |\n|---|\n| I |", "I | I\n:-: | ---\nI | I | I\nI", "| I | I |\n| --- |\n| I |",
    "W\n:   I", "W\n:   I\n:   I\n\n    I", "W\nW\n\n:   I", ":   I", "[^note]: I", "[^note]: I\n\n    I\n\n    - I", "[^odd]: I",
    '[label]: https://example.org/ "W"', "[W]: https://example.org/", "<details>\n<summary>I</summary>\nI\n</details>",
    "<details><summary>W</summary>W</details>", "<details>\n\nI\n\n</details>", "<details open>\n<summary>W</summary>\n\nB\n\n</details>",
    "<div>\nI\n</div>", "<p>W</p>", "<!-- W\n\nW -->", "<!-- W", "I <!-- W\nW --> I", "<script>\nW\n</script>", "<table><tr><td>W</td></tr></table>",
    "- B", "> B", "1. I\n\nB", "\tW", "-\tW\n\t- W", "10. I\n11. I\n\n    I", "- I\n\n\n- I",
]  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> str:
    """An article at random, its words numbered in order."""
    inline = st.lists(st.sampled_from(INLINE), min_size=1, max_size=3).map(" ".join)

    def block(depth: int) -> str:
        made = ""
        for part in re.split(r"([IB])", draw(st.sampled_from(BLOCKS))):
            if part == "I":
                made += draw(inline)
            elif part == "B":
                inner = block(depth + 1) if depth < 2 else "W"
                indent = re.sub(r"[-0-9.]", " ", made.rpartition("\n")[2])
                made += inner.replace("\n", "\n" + (indent if draw(st.booleans()) else ""))
            else:
                made += part
        return made

    blocks = [block(0) for _ in range(draw(st.integers(1, 6)))]
    text = blocks[0] + "".join(draw(st.sampled_from(["\n\n", "\n"])) + each for each in blocks[1:])
    numbers = count()
    text = re.sub(r"\bW\b|W(?=#)", lambda _: f"w{next(numbers)}x", text)
    return re.sub("idN", lambda _: f"id{next(numbers)}", text).replace("\ue000", "x")


class Reading(HTMLParser):
    """What a reader of HTML sees, with titles that show on hovering."""

    def __init__(self) -> None:
        super().__init__()
        self.text = self.titles = ""

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "title":
                self.titles += f" {value} "

    def handle_data(self, data: str) -> None:
        self.text += data


def html_of(body: str) -> str:
    tree = article_tree(Text(body, Place("x.md"), body))
    references = tree.references
    return to_html(tree.root, lambda each: " ".join(references[int(each.get("n", "0"))].ids)).__html__()


def hidden(body: str) -> set[str]:
    """The words of comments, which are documented as not shown."""
    return {word for comment in re.findall(r"<!--.*?-->", body, re.DOTALL) for word in WORD.findall(comment)}


@settings(
    max_examples=DOCUMENTS, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=DOCUMENTS == 100
)
@given(documents())
def test_no_word_is_lost(body: str) -> None:
    tree = article_tree(Text(body, Place("x.md"), body))
    lines = {body.count("\n", 0, offset) for offset, _ in tree.faults}
    for link in tree.root.iter("a"):  # addresses that bind/links refuses
        if (at := link.get(AT)) and not re.match("https?:|#", link.get("href", "")):
            lines.add(body.count("\n", 0, int(at)))
    event("with a problem" if lines else "without a problem")
    html = html_of(body)
    reader = Reading()
    reader.feed(html)
    reader.close()
    shown = WORD.findall(reader.text + reader.titles)
    missing = set(WORD.findall(body)) - set(shown) - hidden(body)
    for word in missing:
        assert body.count("\n", 0, body.index(word)) in lines, f"{word} is lost in {body!r}: {html!r}"
    if not lines:
        assert sanitised(html) == html
        main = WORD.findall(_without_notes(html))
        assert main == sorted(main, key=lambda word: int(word[1:-1])), f"out of order: {body!r}: {html!r}"


def _without_notes(html: str) -> str:
    """The text before the footnotes, which stand at the end wherever they were written."""
    reader = Reading()
    reader.feed(html.partition('<div class="footnote">')[0])
    return reader.text
