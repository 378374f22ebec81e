"""Edits of a project's files, of the kinds that an editor makes, whether they are good or bad."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence


class Files(dict[str, str]):
    """Path in the project -> text."""

    def __repr__(self) -> str:
        return f"{len(self)} files"


_VALUES = (
    "71",
    "71.0",
    "over 20000",
    "about 100",
    "12",
    "3 to 4",
    "12.50",
    "50000 odd",
    "class 10000",
    "null",
    "0",
    "12k",
)
_SENTENCES = (
    "More: {{ books.total }}.",
    "今有{{ libraries.open }}。",
    "See {{ libraries.first:period }} and {{ seats.small.places:value }}.",
    "There are 12 of them.",
    "{{ claim many }}",
    "{{ chart visits }}",
    "{{ table seats }}",
    "{{ books.totl }}",
    "[there](@/more#numbers)",
)
_KEYS = (
    "status: plan",
    "decimals: 0",
    "period: 2019",
    "sort: places",
    "draft: true",
    "overlap: true",
    "base_url: https://example.org/a/",
    "updated: 2026-05-01",
    "nonsense: 1",
)
_TITLE = "title:\n      zh: 新\n      en: New\n"
_ENTRIES = {
    "data/figures/libraries.yaml": f"  NEW.count:\n    value: 3\n    unit: library\n    {_TITLE}",
    "data/derived.yaml": f"NEW.sum:\n  formula: libraries.open + libraries.open\n  unit: library\n  {_TITLE}",
    "data/claims.yaml": f"NEW:\n  holds: libraries.open > 3\n  {_TITLE}",
    "data/tables/branches.yaml": "  NEW:\n    name:\n      zh: 新\n      en: New\n    kind: branch\n    visits: 300\n",
    "data/tables/seats.yaml": "  NEW:\n    name:\n      zh: 新\n      en: New\n    places: 7\n",
    "data/units.yaml": 'NEW:\n  kind: count\n  zh: "{n}个"\n  en: "{n} items"\n',
    "data/sources.yaml": "NEW:\n  title:\n    zh: 新\n    en: New\n",
}
_TEMPLATES = (
    "<!-- seen -->",
    "{{ frame.title }}",
    "{{ frame.nothing }}",
    "{% if %}",
    '{% include "partials/foot.html" %}',
)


def set_value(files: Files, numbers: Sequence[int]) -> None:
    """Another value for one of the figures."""
    _in_a_line(
        files, numbers, r"(?m)^(\s*(?:value|after|before|visits): ).*$", lambda line, n: line[1] + _pick(_VALUES, n)
    )


def set_text(files: Files, numbers: Sequence[int]) -> None:
    """Another word at the end of a text."""
    _in_a_line(files, numbers, r"(?m)^(\s+(?:en|zh): [^\"\n]*)$", lambda line, n: f"{line[1]} {'abc'[n % 3]}")


def set_formula(files: Files, numbers: Sequence[int]) -> None:
    """Another formula."""
    others = ("books.total - libraries.open", "libraries.open / 2", "books.total * 2", "sum(seats.places)", "1 +")
    _in_a_line(files, numbers, r"(?m)^(  (?:formula|holds): ).*$", lambda line, n: line[1] + _pick(others, n))


def add_key(files: Files, numbers: Sequence[int]) -> None:
    """A key more, with the indent of the line before it."""
    _in_a_line(files, numbers, r"(?m)^( *)[a-z_]+: .*$", lambda line, n: f"{line[0]}\n{line[1]}{_pick(_KEYS, n)}")


def add_sentence(files: Files, numbers: Sequence[int]) -> None:
    """A sentence more in an article."""
    _in_a_line(files, numbers, r"(?m)^.*$", lambda line, n: f"{line[0]}\n\n{_pick(_SENTENCES, n)}\n", ending=".md")


def add_entry(files: Files, numbers: Sequence[int]) -> None:
    """A figure, a claim, a row, a correction or a unit more."""
    name = _pick(tuple(_ENTRIES), numbers[0])
    if name in files:
        files[name] += _ENTRIES[name].replace("NEW", f"new_{'abc'[numbers[1] % 3]}")


def drop_entry(files: Files, numbers: Sequence[int]) -> None:
    """Such an entry less."""
    name = _pick(tuple(_ENTRIES), numbers[0])
    for letter in "abc":
        entry = _ENTRIES[name].replace("NEW", f"new_{letter}")
        if entry in files.get(name, ""):
            files[name] = files[name].replace(entry, "")
            return


def drop_line(files: Files, numbers: Sequence[int]) -> None:
    """A line less."""
    _in_a_line(files, numbers, r"(?m)^.*\n", lambda _line, _n: "")


def add_line(files: Files, numbers: Sequence[int]) -> None:
    """A comment or an empty line more, which moves all that stands below it."""
    _in_a_line(files, numbers, r"(?m)^.*\n", lambda line, n: f"{line[0]}{'# why' if n % 2 else ''}\n", ending=".yaml")


def rename_id(files: Files, numbers: Sequence[int]) -> None:
    """An id everywhere, or in one file only, where it then leads to nothing."""
    old = _pick(("books.total", "libraries.open", "seats", "visits", "many", "large", "seat", "report"), numbers[0])
    new = f"{old}_{'ab'[numbers[1] % 2]}"
    pattern = re.compile(rf"(?<![\w.]){re.escape(old)}(?!\w)")
    chosen = _pick(sorted(files), numbers[2]) if numbers[1] % 3 == 0 else None
    for name in list(files):
        if not name.startswith("templates/") and chosen in {None, name}:
            files[name] = pattern.sub(new, files[name])


def rename_file(files: Files, numbers: Sequence[int]) -> None:
    """Another name for a file."""
    name = _pick(_own(files), numbers[0])
    folder, _, last = name.rpartition("/")
    files[f"{folder}/{'x' * (1 + numbers[1] % 2)}{last}"] = files.pop(name)


def drop_file(files: Files, numbers: Sequence[int]) -> None:
    """A file less."""
    if len(_own(files)) > 1:
        files.pop(_pick(_own(files), numbers[0]))


def copy_file(files: Files, numbers: Sequence[int]) -> None:
    """A file twice."""
    name = _pick(_own(files), numbers[0])
    files[re.sub(r"([^/.]+)(\.[a-z]+)$", r"\1_copy\2", name)] = files[name]


def edit_template(files: Files, numbers: Sequence[int]) -> None:
    """Something more in a template."""
    _in_a_line(files, numbers, r"(?m)^.*\n", lambda line, n: f"{line[0]}{_pick(_TEMPLATES, n)}\n", folder="templates/")


def edit_style(files: Files, numbers: Sequence[int]) -> None:
    """A rule more in a style sheet, or a word of the pages."""
    name = _pick(("templates/assets/base.css", "templates/assets/page.js", "templates/words/en.yaml"), numbers[0])
    if name in files:
        more = "\n  # a comment" if name.endswith(".yaml") else f"/* {numbers[1] % 3} */\n"
        files[name] = files[name].replace("Figures", "Numbers") + more


EDITS: tuple[Callable[[Files, Sequence[int]], None], ...] = (
    set_value,
    set_value,
    set_value,
    set_text,
    set_formula,
    add_key,
    add_sentence,
    add_sentence,
    add_entry,
    add_entry,
    add_entry,
    drop_entry,
    drop_line,
    add_line,
    add_line,
    edit_style,
    rename_id,
    rename_file,
    drop_file,
    copy_file,
    edit_template,
    edit_style,
)


def _pick(choices: Sequence[str], number: int) -> str:
    return choices[number % len(choices)]


def _own(files: Files) -> list[str]:
    return sorted(name for name in files if not name.startswith("templates/"))


def _in_a_line(  # noqa: PLR0913  # what, where and how
    files: Files,
    numbers: Sequence[int],
    pattern: str,
    change: Callable[[re.Match[str], int], str],
    *,
    folder: str = "",
    ending: str = "",
) -> None:
    """Change one match of a pattern in one of the files that have any."""
    names = [name for name in sorted(files) if name.endswith(ending) and name.startswith(folder)]
    names = [name for name in names if folder or not name.startswith("templates/")]
    found = [(name, match) for name in names for match in re.finditer(pattern, files[name])]
    if found:
        name, match = found[numbers[0] % len(found)]
        files[name] = files[name][: match.start()] + change(match, numbers[1]) + files[name][match.end() :]
