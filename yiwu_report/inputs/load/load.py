"""Reads every input file as far as possible, with every problem of its encoding and syntax."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from yiwu_report.inputs.load.data_files import is_data_file, read_data_file, undescribed_files
from yiwu_report.inputs.load.file_kinds import FileKind, kind_of, missing_files, name_problem, unread_file
from yiwu_report.inputs.load.files import FoundFile, find_files, read
from yiwu_report.inputs.load.source import Source, decode
from yiwu_report.inputs.load.yaml_tree import broken, read_yaml
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.node import Loaded, LoadedArticle, Node
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

_FENCE = "---"


def read_article(source: Source) -> tuple[Node, Text, list[Problem]]:
    """The front matter of an article as a tree, its text, and the problems of both."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != _FENCE:
        remedy = "begin it with a line ---, the keys, and another line ---"
        return _without_front(source, 0, "the article does not begin with its front matter", remedy)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return _without_front(
            source, 0, "the front matter that begins here does not end", "add a line --- below its keys"
        )
    if not any(line.strip() for line in lines[1:end]):
        return _without_front(source, end + 1, "the front matter is empty", "give it at least a title:")
    front = "\n".join(lines[:end])  # with the first line, so that places are those of the file
    node, problems = read_yaml(Source(source.file, front))
    return node, _body(source, lines, end + 1), problems


def _without_front(source: Source, body: int, message: str, remedy: str) -> tuple[Node, Text, list[Problem]]:
    problem = Problem(Place(source.file), Rule.FRONT_MATTER, message, remedy)
    return broken(source), _body(source, source.text.split("\n"), body), [problem]


def _body(source: Source, lines: list[str], first: int) -> Text:
    body = "\n".join(lines[first:])
    return Text(body, Place(source.file, first + 1, 1), body)


WORDS, LAYOUTS = "templates/words", "templates/layouts"

M = TypeVar("M")
ParsedFiles = dict[str, tuple[bytes, Any, list[Problem]]]  # name -> bytes, what was read from them, and the problems


def load(root: Path, words_folders: Sequence[Path] = (), parsed: ParsedFiles | None = None) -> Loaded:
    """The contents of root/data and root/content, with the words files.

    `words_folders` hold <code>.yaml; the first folder that has a language is used. Without any: root/templates/words.
    Layouts of tile maps are in the folders layouts/ beside them.
    `parsed` caches the result for each file, for the next time that its bytes are the same.
    """
    parsed = {} if parsed is None else parsed
    reader = _FileReader(parsed)
    files: list[FoundFile] = []
    for folder in ("content", "data"):
        found, problems = find_files(root, folder)
        files += found
        reader.problems += problems
    names = {file.name for file in files}
    for file in files:
        reader.take(file, names)
    reader.problems += missing_files(names)
    folders = words_folders or (root / "templates" / "words",)
    for file in (*_named_once(folders, WORDS), *_named_once([each.parent / "layouts" for each in folders], LAYOUTS)):
        reader.yaml(file)
    reader.problems += undescribed_files(reader.data_files, reader.documents)
    kept = parsed.setdefault(_KEPT, (b"", {}, []))[1]
    return Loaded(
        reader.documents,
        tuple(reader.articles),
        tuple(sorted(set(reader.problems))),
        reader.data_files,
        kept,
    )


_KEPT = "data/files/"  # under which `parsed` has what was made of data files


class _FileReader:
    """Reads files one after the other."""

    def __init__(self, parsed: ParsedFiles) -> None:
        self.documents: dict[str, Node] = {}
        self.data_files: dict[str, DataFile] = {}
        self.articles: list[LoadedArticle] = []
        self.problems: list[Problem] = []
        self._parsed = parsed

    def take(self, file: FoundFile, names: set[str]) -> None:
        """Read a file as what its name says it is."""
        if is_data_file(file.name):
            data_file = read_data_file(file)
            if isinstance(data_file, DataFile):
                self.data_files[data_file.name] = data_file
            else:
                self.problems.append(data_file)
            return
        kind = kind_of(file.name)
        problem = name_problem(file.name) if kind else unread_file(file.name, names)
        if problem:
            self.problems.append(problem)
        elif kind is FileKind.ARTICLE:
            self.articles.append(self._made_of(file, _article))
        else:
            self.yaml(file)

    def yaml(self, file: FoundFile) -> None:
        """Read a YAML file."""
        self.documents[file.name] = self._made_of(file, _yaml)

    def _made_of(self, file: FoundFile, parse: Callable[[Source, bool], tuple[M, list[Problem]]]) -> M:
        """The content of a file, parsed again if its bytes have changed."""
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


def _article(source: Source, is_sound: bool) -> tuple[LoadedArticle, list[Problem]]:  # noqa: FBT001  # as above
    front, body, problems = read_article(source)
    slug, _, language = source.file.removeprefix("content/articles/").removesuffix(".md").partition("/")
    front = front if is_sound else broken(source)
    return LoadedArticle(slug, language, source.file, front, body), problems if is_sound else []


def _named_once(folders: Sequence[Path], name: str) -> list[FoundFile]:
    """The YAML files of folders, under the name they have in a project; of two of one name the first folder's."""
    found: dict[str, FoundFile] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            if not path.name.startswith("."):
                found.setdefault(path.name, FoundFile(f"{name}/{path.name}", path))
    return sorted(found.values())
