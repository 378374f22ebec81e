"""The comparison of two sites tells words from everything else."""

from __future__ import annotations

import pytest
from changed_words import compare

CASES = [
    ("a.html", '<p title="Kind">Read on</p>', '<p title="Status">Accessed</p>', ["Kind", "Read on"], 0),
    ("a.html", "<p>One</p>", "<p><b>One</b></p>", [], 2),
    ("a.html", '<a href="a">One</a>', '<a href="b">One</a>', [], 1),
    ("a.html", '<link href="site.0123456789.css">', '<link href="site.9876543210.css">', [], 0),
    ("a.html", '<script>{"a": "Id"}</script>', '<script>{"a": "ID"}</script>', ['"Id"'], 0),
    ("a.svg", '<path d="M0,1"/><text>a</text>', '<path d="M0,2"/><text>b</text>', ["a"], 1),
    ("a.json", '{"kind": "Fact", "n": 1}', '{"kind": "A fact", "n": 2}', ['"Fact"'], 1),
    ("a.json", '{"kind": "Fact"}', '{"status": "Fact"}', [], 1),
    ("a.csv", "id,Kind\na,1\n", "id,Status\na,1\n", ["Kind"], 0),
    ("a.css", "/* a */ p { x: y }", "/* b */ p { x: y }", [], 0),
    ("a.js", "a(); // once", "a(); // twice", [], 0),
    ("a.js", "a();", "b();", [], 1),
]


@pytest.mark.parametrize(("path", "before", "after", "words", "others"), CASES)
def test_words_and_the_rest(path: str, before: str, after: str, words: list[str], others: int) -> None:
    changed, rest = compare({path: before.encode()}, {path: after.encode()})
    assert sorted(old for old, _ in changed) == sorted(words)
    assert len(rest) == others


def test_files_and_bytes_are_not_words() -> None:
    changed, rest = compare({"a.html": b"", "b.png": b"\xff"}, {"c.html": b"", "b.png": b"\xfe"})
    assert not changed
    assert rest == ["a.html: missing", "c.html: new", "b.png: other bytes"]


def test_of_a_long_text_only_what_changed_is_listed() -> None:
    around = "a text that is longer than what is listed as a whole, in which"
    changed, _ = compare({"a.html": f"{around} Kind is said".encode()}, {"a.html": f"{around} Status is said".encode()})
    assert dict(changed) == {("Kind", "Status"): 1}
