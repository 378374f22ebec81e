"""Read every input file: what can be parsed, and every problem of encoding and syntax."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from yiwu_report.load.csv_table import read_csv
from yiwu_report.load.files import Found, find_files, read
from yiwu_report.load.front_matter import read_article
from yiwu_report.load.layout import Kind, kind_of, missing_files, name_problem, unread_file
from yiwu_report.load.source import Source, decode
from yiwu_report.load.yaml_tree import broken, read_yaml
from yiwu_report.model.loaded import Loaded, LoadedArticle
from yiwu_report.model.node import Node
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule

WORDS = "templates/words"

M = TypeVar("M")
Parsed = dict[str, tuple[bytes, Any, list[Problem]]]  # name -> bytes, what they hold, and what is wrong with them


def load(root: Path, words_folders: Sequence[Path] = (), parsed: Parsed | None = None) -> Loaded:
    """What stands under root/data and root/content, with the words of the languages.

    `words_folders` hold <code>.yaml; the first folder that has a language gives it. Without any: root/templates/words.
    `parsed` keeps what was made of each file, for the next time that its bytes are the same.
    """
    desk = _Desk({} if parsed is None else parsed)
    files: list[Found] = []
    for folder in ("content", "data"):
        found, problems = find_files(root, folder)
        files += found
        desk.problems += problems
    names = {file.name for file in files}
    for file in files:
        desk.take(file, names)
    desk.problems += missing_files(names)
    for file in _words(words_folders or (root / "templates" / "words",)):
        desk.yaml(file)
    return Loaded(desk.documents, desk.tables, tuple(desk.articles), tuple(sorted(set(desk.problems))))


class _Desk:
    """Takes files one by one."""

    def __init__(self, parsed: Parsed) -> None:
        self.documents: dict[str, Node] = {}
        self.tables: dict[str, Node] = {}
        self.articles: list[LoadedArticle] = []
        self.problems: list[Problem] = []
        self._parsed = parsed

    def take(self, file: Found, names: set[str]) -> None:
        """Read a file as what its name says it is."""
        kind = kind_of(file.name)
        problem = name_problem(file.name) if kind else unread_file(file.name, names)
        if kind is Kind.CSV and file.name.removesuffix("csv") + "yaml" not in names:
            remedy = f'describe its columns in "{file.name.removesuffix("csv")}yaml"'
            problem = Problem(Place(file.name), Rule.UNREAD_FILE, "this table has no description", remedy)
        if problem:
            self.problems.append(problem)
        elif kind is Kind.CSV:
            self.tables[file.name] = self._made_of(file, _csv)
        elif kind is Kind.ARTICLE:
            self.articles.append(self._made_of(file, _article))
        else:
            self.yaml(file)

    def yaml(self, file: Found) -> None:
        """Read a YAML file."""
        self.documents[file.name] = self._made_of(file, _yaml)

    def _made_of(self, file: Found, parse: Callable[[Source, bool], tuple[M, list[Problem]]]) -> M:
        """What a file holds, read anew where its bytes are not those of the last time."""
        content = read(file)
        if isinstance(content, Problem):
            self.problems.append(content)
            return parse(Source(file.name, ""), False)[0]  # it has problems
        kept = self._parsed.get(file.name)
        if kept is None or kept[0] != content:
            source, problem = decode(file.name, content)
            made, problems = parse(source, problem is None)
            kept = self._parsed[file.name] = content, made, [problem] if problem else problems
        self.problems += kept[2]
        return cast("M", kept[1])


def _yaml(source: Source, is_sound: bool) -> tuple[Node, list[Problem]]:  # noqa: FBT001  # called by position
    return read_yaml(source) if is_sound else (broken(source), [])


def _csv(source: Source, is_sound: bool) -> tuple[Node, list[Problem]]:  # noqa: FBT001  # as above
    return read_csv(source) if is_sound else (broken(source), [])


def _article(source: Source, is_sound: bool) -> tuple[LoadedArticle, list[Problem]]:  # noqa: FBT001  # as above
    front, body, problems = read_article(source)
    slug, _, language = source.file.removeprefix("content/articles/").removesuffix(".md").partition("/")
    front = front if is_sound else broken(source)
    return LoadedArticle(slug, language, source.file, front, body), problems if is_sound else []


def _words(folders: Sequence[Path]) -> list[Found]:
    """The files of words, under the name they have in a project; of two of one name the first folder's."""
    found: dict[str, Found] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            if not path.name.startswith("."):
                found.setdefault(path.name, Found(f"{WORDS}/{path.name}", path))
    return sorted(found.values())
