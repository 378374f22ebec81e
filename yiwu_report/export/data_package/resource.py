"""A table of the package: its rows as CSV, and what the descriptor says of them (Table Schema, version 2).

Inside the package CSV is as the standard recommends: UTF-8 without a byte order mark, lines that end as in RFC 4180.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from yiwu_report.export.records import Row, csv_text

SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, its type in the words of the standard, and what it holds in words."""

    name: str
    type: str
    title: str
    constraints: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)  # e.g. description, categories, unit

    def descriptor(self) -> dict[str, Any]:
        known = {"constraints": dict(self.constraints)} if self.constraints else {}
        return {"name": self.name, "type": self.type, "title": self.title, **self.more, **known}


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the package with all that its descriptor says."""

    name: str
    path: str
    title: str
    content: bytes
    media_type: str
    description: str | None = None
    schema: Mapping[str, Any] | None = None

    def descriptor(self) -> dict[str, Any]:
        """The entry of the file in datapackage.json."""
        known: dict[str, Any] = {"name": self.name, "path": self.path, "title": self.title}
        if self.description:
            known["description"] = self.description
        if self.schema is not None:
            known["type"] = "table"
        known |= {
            "format": self.path.rpartition(".")[2],
            "mediatype": self.media_type,
            "encoding": "utf-8",
            "bytes": len(self.content),
            "hash": f"sha256:{sha256(self.content).hexdigest()}",
        }
        return known | ({"schema": self.schema} if self.schema is not None else {})


def table(  # noqa: PLR0913  # what a table is: its name, its columns, its rows, and what they refer to
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    keys: Mapping[str, tuple[str, str]] | None = None,
    path: str | None = None,
    description: str | None = None,
) -> Resource:
    """A table whose first column tells its rows apart; `keys`: column -> the resource and column that it names."""
    schema: dict[str, Any] = {
        "$schema": SCHEMA,
        "fields": [column.descriptor() for column in columns],
        "missingValues": [""],
        "primaryKey": [columns[0].name],
    }
    if keys:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": resource, "fields": [of]}}
            for column, (resource, of) in keys.items()
        ]
    text = csv_text([[column.name for column in columns], *rows], "\r\n")
    return Resource(name, path or f"{name}.csv", title, text.encode(), "text/csv", description, schema)
