"""The zip: the same bytes for the same report, on any machine."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from yiwu_report.site.downloads.data_files import claims_of, figures_of
from yiwu_report.site.downloads.data_package.descriptor import Resource, descriptor
from yiwu_report.site.downloads.data_package.readme import readme
from yiwu_report.site.downloads.data_package.tables import (
    corrections_table,
    figures_table,
    report_table,
    sources_table,
    units_table,
)
from yiwu_report.site.downloads.records import RecordScope, to_json
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip supports; the clock is never read
_FILE_MODE = 0o100644 << 16
_UNIX = 3


def data_package(code: str, context: Context) -> bytes:
    """The package in one language: its descriptor, a README, the tables, and the JSON files of the site."""
    language = context.languages[code]
    scope = RecordScope(context, (code,))
    resources = tuple(_resources(scope, language))
    return _zip(
        {
            "datapackage.json": to_json(descriptor(resources, scope, language)),
            "README.md": readme(resources, scope, language).encode(),
            **{resource.path: resource.content for resource in resources},
        }
    )


def _resources(scope: RecordScope, language: Language) -> Iterator[Resource]:
    words = Words(language)
    yield figures_table(scope, language)
    for table in scope.context.data.tables.values():
        yield report_table(table, scope, language)
    yield units_table(scope, language)
    yield sources_table(scope, language)
    if scope.context.site.corrections:
        yield corrections_table(scope, language)
    yield Resource("figures-json", "figures.json", words["package_json"], figures_of(scope), "application/json")
    if scope.context.findings:
        yield Resource("claims-json", "claims.json", words["checks_page"], claims_of(scope), "application/json")


def _zip(files: Mapping[str, bytes]) -> bytes:
    """The files in this order, uncompressed, because deflate output differs between zlib versions."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for path, content in files.items():
            entry = ZipInfo(path, _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _FILE_MODE
            archive.writestr(entry, content)
    return made.getvalue()
