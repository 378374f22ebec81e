"""How each file is read, and suggestions for files that are not."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from enum import Enum, auto

from yiwu_report.model.fields import fault_of_id, is_language
from yiwu_report.model.problem import Place, Problem, nearest
from yiwu_report.model.rules import Rule


class FileKind(Enum):
    """How a file is read."""

    YAML = auto()
    ARTICLE = auto()


REQUIRED = {
    "content/site.yaml": "create it with title, languages and published",
    "data/units.yaml": "create it with the units of the figures",
    "data/sources.yaml": "create it with the sources of the figures",
}
_FIXED = (
    *REQUIRED,
    "content/colours.yaml",
    "data/derived.yaml",
    "data/claims.yaml",
    "data/corrections.yaml",
    "data/origins.yaml",
)
_BY_NAME = {
    "content/charts/": re.compile(r"content/charts/([^/]+)\.yaml"),
    "content/tables/": re.compile(r"content/tables/([^/]+)\.yaml"),
    "data/figures/": re.compile(r"data/figures/([^/]+)\.yaml"),
    "data/tables/": re.compile(r"data/tables/([^/]+)\.yaml"),
    "data/views/": re.compile(r"data/views/([^/]+)\.yaml"),
    "data/layouts/": re.compile(r"data/layouts/([^/]+)\.yaml"),
    "content/articles/": re.compile(r"content/articles/([^/]+)/([^/]+)\.md"),
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def kind_of(name: str) -> FileKind | None:
    """How the file of this name is read; None: not at all."""
    if not (name in _FIXED or any(pattern.fullmatch(name) for pattern in _BY_NAME.values())):
        return None
    return FileKind.ARTICLE if name.endswith(".md") else FileKind.YAML


def name_problem(name: str) -> Problem | None:
    """What is wrong with the name of a file that is read: it is the id of what is in it."""
    folder = name[: name.find("/", name.find("/") + 1) + 1]
    if folder in {"content/charts/", "content/tables/", "data/tables/", "data/views/", "data/layouts/"}:
        stem = name.removeprefix(folder).rpartition(".")[0]
        wrong = fault_of_id(stem, dots=folder == "content/charts/")
        return wrong._replace(message=f"the file's name: {wrong.message}").at(Place(name)) if wrong else None
    if match := _BY_NAME["content/articles/"].fullmatch(name):
        if not _SLUG.fullmatch(match[1]):
            remedy = "use lower-case letters, digits and single hyphens"
            return Problem(Place(name), Rule.BAD_ID, f'"{match[1]}" is not a valid name of an article', remedy)
        if not is_language(match[2]):
            remedy = "name the file after its language, e.g. en.md"
            return Problem(Place(name), Rule.UNKNOWN_LANGUAGE, f'"{match[2]}" is not a language code', remedy)
    return None


def missing_files(names: Iterable[str]) -> list[Problem]:
    """A problem for each file that every report needs and this one lacks."""
    there = set(names)
    return [
        Problem(Place(name), Rule.MISSING_FILE, "the file is missing", remedy)
        for name, remedy in REQUIRED.items()
        if name not in there
    ]


def unread_file(name: str, there: Collection[str]) -> Problem:
    """The problem of a file that is not read, with the name it may be meant to have."""
    meant = next((each for each in _meant(name) if kind_of(each) and not name_problem(each) and each != name), None)
    remedy = f'did you mean "{meant}"?' if meant else "move it out of data/ and content/"
    if name.lower().endswith(_DATA):
        stem = name.rpartition("/")[2]
        remedy = f"move it to data/files/{stem}, and run describe on it there"
    if meant in there:
        remedy = f"it seems to be {meant}, which already exists: keep one of them"
    return Problem(Place(name), Rule.UNREAD_FILE, "files with this name are not read", remedy)


_DATA = (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".xlsx", ".parquet", ".sqlite", ".db")
_ENDINGS = {"yml": "yaml", "markdown": "md", "mdown": "md"}


def _meant(name: str) -> Iterator[str]:
    """Names that one which is not read was perhaps meant to be: another ending, folder or spelling."""
    folder, _, file = name.lower().rpartition("/")
    stem, _, ending = file.rpartition(".")
    ending = _ENDINGS.get(ending, ending)
    yield f"{folder}/{stem}.{ending}"
    top = folder.split("/")[0]
    fixed = {each.rpartition("/")[2].removesuffix(".yaml"): each for each in _FIXED if each.startswith(f"{top}/")}
    if ending == "yaml":
        near = difflib.get_close_matches(stem, fixed, n=1, cutoff=0.75)
        yield from (fixed[each] for each in near)
    for known in nearest(f"{folder}/{stem}/" if folder == top else f"{folder}/", _BY_NAME, most=1):
        yield f"{known}{stem}.{ending}"
    yield f"{folder}/index/{stem}.{ending}"
