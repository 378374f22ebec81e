"""Every input file as it was read, for `validate`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yiwu_report.model.node import Node
from yiwu_report.model.problem import Problem
from yiwu_report.model.text import Text


@dataclass(frozen=True)
class LoadedArticle:
    """An article in one language: content/articles/<slug>/<language>.md."""

    slug: str
    language: str
    file: str
    front: Node
    body: Text  # its value is the file's own characters: `raw` is the same


@dataclass(frozen=True)
class Loaded:
    """What `load` read. Keys are paths relative to the project's root, e.g. "data/figures/parks.yaml"."""

    documents: Mapping[str, Node]  # YAML files, templates/words/<code>.yaml among them
    tables_csv: Mapping[str, Node]  # data/tables/<name>.csv: row id -> column id -> cell, as YAML rows would be
    articles: tuple[LoadedArticle, ...]
    problems: tuple[Problem, ...]
