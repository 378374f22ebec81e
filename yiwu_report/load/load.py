"""Every input file, read: what can be made out, and every problem of its bytes and its syntax."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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


def load(root: Path, words_folders: Sequence[Path] = ()) -> Loaded:
    """What stands under root/data and root/content, with the words of the languages.

    `words_folders` hold <code>.yaml; the first folder that has a language gives it. Without any: root/templates/words.
    """
    desk = _Desk()
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

    def __init__(self) -> None:
        self.documents: dict[str, Node] = {}
        self.tables: dict[str, Node] = {}
        self.articles: list[LoadedArticle] = []
        self.problems: list[Problem] = []

    def take(self, file: Found, names: set[str]) -> None:
        """Read a file as what its name says it is."""
        kind = kind_of(file.name)
        problem = name_problem(file.name) if kind else unread_file(file.name, names)
        if kind is Kind.CSV and file.name.removesuffix("csv") + "yaml" not in names:
            remedy = f'describe its columns in "{file.name.removesuffix("csv")}yaml"'
            problem = Problem(Place(file.name), Rule.UNREAD_FILE, "nothing says what this table holds", remedy)
        if problem:
            self.problems.append(problem)
        elif kind is Kind.CSV:
            self.csv(file)
        elif kind is Kind.ARTICLE:
            self.article(file)
        else:
            self.yaml(file)

    def yaml(self, file: Found) -> None:
        """Read a YAML file."""
        source, is_sound = self._source(file)
        node, problems = read_yaml(source) if is_sound else (broken(source), [])
        self.documents[file.name] = node
        self.problems += problems

    def csv(self, file: Found) -> None:
        """Read the rows of a table."""
        source, is_sound = self._source(file)
        node, problems = read_csv(source) if is_sound else (broken(source), [])
        self.tables[file.name] = node
        self.problems += problems

    def article(self, file: Found) -> None:
        """Read an article in one language."""
        source, is_sound = self._source(file)
        front, body, problems = read_article(source)
        slug, _, language = file.name.removeprefix("content/articles/").removesuffix(".md").partition("/")
        front = front if is_sound else broken(source)
        self.articles.append(LoadedArticle(slug, language, file.name, front, body))
        self.problems += problems if is_sound else []

    def _source(self, file: Found) -> tuple[Source, bool]:
        content = read(file)
        if isinstance(content, Problem):
            self.problems.append(content)
            return Source(file.name, ""), False
        source, problem = decode(file.name, content)
        if problem:
            self.problems.append(problem)
        return source, problem is None


def _words(folders: Sequence[Path]) -> list[Found]:
    """The files of words, under the name they have in a project; of two of one name the first folder's."""
    found: dict[str, Found] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            if not path.name.startswith("."):
                found.setdefault(path.name, Found(f"{WORDS}/{path.name}", path))
    return sorted(found.values())
