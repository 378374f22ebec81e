"""The files of data/files/, byte for byte; each is read only if it isn't too large."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Final

from yiwu_report.inputs.load.files import FoundFile
from yiwu_report.inputs.load.source import LARGEST_DATA_MIB
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.node import MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule

FOLDER: Final = "data/files/"
# what comes with data and isn't data: licences and notes, and what an SQLite database leaves beside it
_TEXTS = re.compile(r"(readme|licen[cs]e|copying|notice|changelog)([._-].*)?|.*\.(md|txt)", re.IGNORECASE)
_BESIDE = re.compile(r".*-(wal|shm|journal)")


def is_data_file(name: str) -> bool:
    """True for a file directly in data/files/, e.g. "data/files/gapminder.csv.gz"."""
    return name.startswith(FOLDER) and "/" not in name.removeprefix(FOLDER)


def read_data_file(file: FoundFile) -> DataFile | Problem:
    """A file with its size and its digest; a problem where it can't be read or is too large."""
    name = file.name.removeprefix(FOLDER)
    try:
        if file.path.stat().st_size > LARGEST_DATA_MIB * 1024 * 1024:
            message, remedy = (
                f"the file is larger than {LARGEST_DATA_MIB} MiB",
                "extract the rows and columns that you need",
            )
            return Problem(Place(file.name), Rule.FILE_TOO_LARGE, message, remedy)
        content = file.path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read ({(error.strerror or 'unknown error').lower()})"
        return Problem(Place(file.name), Rule.UNREAD_FILE, message, "make it readable, or remove it")
    return DataFile(name, len(content), sha256(content).hexdigest(), content)


def undescribed_files(names: Iterable[str], documents: Mapping[str, Node]) -> list[Problem]:
    """A problem for each data file that no table names, but for texts that come with data: licences, notes."""
    named = _named(documents)
    return [
        Problem(Place(f"{FOLDER}{name}"), Rule.UNREAD_FILE, _unread(name), _remedy(name))
        for name in names
        if name not in named and not _TEXTS.fullmatch(name) and not _BESIDE.fullmatch(name)
    ]


def _is_geojson(name: str) -> bool:
    return name.lower().endswith((".geojson", ".json"))


def _unread(name: str) -> str:
    return f"no {'map' if _is_geojson(name) else 'table'} reads this file"


def _remedy(name: str) -> str:
    if _is_geojson(name):
        return f"name it in a chart of kind: map, under areas: with file: {name}, or move it out of data/"
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower().partition(".")[0]).strip("_") or "table"
    return f'describe it in "data/tables/{stem}.yaml" with file: {name}, or move it out of data/'


def _named(documents: Mapping[str, Node]) -> Collection[str]:
    """The names under any key `file` of tables and charts: theirs, and those of lists of names and of areas."""
    found: set[str] = set()
    waiting = [node for name, node in documents.items() if name.startswith(("data/tables/", "content/charts/"))]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, MappingNode):
            continue
        for key, entry in node.entries.items():
            if key == "file" and isinstance(entry.node, ScalarNode) and entry.node.text:
                found.add(entry.node.text.value.strip())
            waiting.append(entry.node)
    return found
