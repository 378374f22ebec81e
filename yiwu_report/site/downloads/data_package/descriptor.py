"""datapackage.json: what the package is, who made it, from what, under which licence, and the schema of each table.

Inside the package CSV is as the standard recommends: UTF-8 without a byte order mark, lines that end as in RFC 4180.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from yiwu_report.model.output import data_package_path, page_path
from yiwu_report.site.downloads.records import CsvRow, RecordScope, csv_text
from yiwu_report.site.report import Context
from yiwu_report.site.report.citation import makers, site_text
from yiwu_report.site.report.pages import absolute, report_dates
from yiwu_report.text.formatting import Language

SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True, slots=True)
class ResourceField:
    """A column: its name in the file, its type in the words of the standard, and its description."""

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
    """A file of the package with its entry in the descriptor."""

    name: str
    path: str
    title: str
    content: bytes
    media_type: str
    description: str | None = None
    schema: Mapping[str, Any] | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

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
        return {**known, **self.more} | ({"schema": self.schema} if self.schema is not None else {})


def table(  # noqa: PLR0913  # a table has a name, columns, rows, and references
    name: str,
    title: str,
    columns: Sequence[ResourceField],
    rows: Iterable[CsvRow],
    *,
    keys: Mapping[str, tuple[str, str]] | None = None,
    path: str | None = None,
    description: str | None = None,
    primary: Sequence[str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Resource:
    """A table whose rows its first column, or the `primary` ones, tell apart.

    `keys`: column -> the resource and column that it names; `more`: what else its descriptor says.
    """
    schema: dict[str, Any] = {
        "$schema": SCHEMA,
        "fields": [column.descriptor() for column in columns],
        "missingValues": [""],
        "primaryKey": list(primary or [columns[0].name]),
    }
    if keys:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": resource, "fields": [of]}}
            for column, (resource, of) in keys.items()
        ]
    text = csv_text([[column.name for column in columns], *rows], "\r\n")
    return Resource(name, path or f"{name}.csv", title, text.encode(), "text/csv", description, schema, more or {})


PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

# Common licences for data in opendefinition.org, by their address; others have no identifier there.
_LICENCES = {
    r"creativecommons\.org/licenses/(by|by-sa)/(\d\.\d)": "CC-{}-{}",
    r"creativecommons\.org/publicdomain/zero/1\.0": "CC0-1.0",
    r"opendatacommons\.org/licenses/by": "ODC-BY-1.0",
    r"opendatacommons\.org/licenses/odbl": "ODbL-1.0",
    r"opendatacommons\.org/licenses/pddl": "ODC-PDDL-1.0",
}


def descriptor(resources: Sequence[Resource], scope: RecordScope, language: Language) -> dict[str, Any]:
    """The content of datapackage.json; what is not known is omitted."""
    context, code = scope.context, language.code
    home = page_path("figures", code, context.site.languages)
    changed = report_dates(context).last_change
    values = {
        "$schema": PROFILE,
        "name": package_name(code, context),
        "id": absolute(data_package_path(code), context),
        "title": site_text("title", code, context),
        "description": site_text("description", code, context),
        "homepage": absolute(home, context),
        "version": ".".join(str(int(part)) for part in changed.written.split("-")),
        "created": f"{changed.written}T00:00:00Z",
        "licenses": list(_licences(code, context)),
        "contributors": list(_contributors(code, context)),
        "sources": list(_sources(scope, code)),
        "resources": [resource.descriptor() for resource in resources],
    }
    return {key: value for key, value in values.items() if value}


def package_name(code: str, context: Context) -> str:
    """A name that does not change with the data: of the site's address, e.g. example.org-yiwu-en."""
    address = (context.site.spec.base_url or "report").partition("://")
    words = re.findall(r"[a-z0-9.]+", (address[2] or address[0]).lower())
    return "-".join([*words, code.lower()])


def _licences(code: str, context: Context) -> Iterator[dict[str, str]]:
    """A licence must have an address or a name of opendefinition.org; one in words alone is in the README."""
    address = context.site.spec.licence_url
    if address is None:
        return
    names = (
        name.format(*found.groups()).replace("by", "BY").replace("sa", "SA")
        for form, name in _LICENCES.items()
        if (found := re.search(form, address))
    )
    known = {"name": next(names, None), "path": address, "title": site_text("licence", code, context)}
    yield {key: value for key, value in known.items() if value}


def _contributors(code: str, context: Context) -> Iterator[dict[str, Any]]:
    publisher, contact = site_text("publisher", code, context), context.site.spec.contact
    if publisher:
        address = {} if contact is None else {"path": contact} if "://" in contact else {"email": contact}
        yield {"title": publisher, **address, "roles": ["publisher"]}
    for maker in makers(code, context):
        yield {"title": maker.name, **({"path": maker.url} if maker.url else {}), "roles": [maker.role]}


def _sources(scope: RecordScope, code: str) -> Iterator[dict[str, str]]:
    for key, source in scope.context.data.sources.items():
        titles = scope.texts(("source", key, "title"), source.title) or {}
        yield {"title": titles.get(code, key), **({"path": source.url} if source.url else {})}
