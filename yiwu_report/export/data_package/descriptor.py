"""datapackage.json: what the package is, who made it, from what, and under which licence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from yiwu_report.context import Context
from yiwu_report.context.dates import report_dates
from yiwu_report.context.pages import absolute
from yiwu_report.context.site_texts import makers, site_text
from yiwu_report.export.data_package.resource import Resource
from yiwu_report.export.records import Scope
from yiwu_report.formatting import Language
from yiwu_report.model.period import Period
from yiwu_report.model.site_paths import data_package_path, page_path

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

# The licences of opendefinition.org that data are mostly under, by their address; others have no identifier there.
_LICENCES = {
    r"creativecommons\.org/licenses/(by|by-sa)/(\d\.\d)": "CC-{}-{}",
    r"creativecommons\.org/publicdomain/zero/1\.0": "CC0-1.0",
    r"opendatacommons\.org/licenses/by": "ODC-BY-1.0",
    r"opendatacommons\.org/licenses/odbl": "ODbL-1.0",
    r"opendatacommons\.org/licenses/pddl": "ODC-PDDL-1.0",
}


def descriptor(resources: Sequence[Resource], scope: Scope, language: Language) -> dict[str, Any]:
    """The content of datapackage.json; what is not known is left out."""
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
        "version": _version(changed),
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


def _version(changed: Period) -> str:
    """The day of the last change as a semantic version, e.g. 2026.11.3."""
    return ".".join(str(int(part)) for part in changed.written.split("-"))


def _licences(code: str, context: Context) -> Iterator[dict[str, str]]:
    """A licence has to have an address or a name of opendefinition.org; one in words alone stands in the README."""
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


def _sources(scope: Scope, code: str) -> Iterator[dict[str, str]]:
    for key, source in scope.context.data.sources.items():
        titles = scope.texts(("source", key, "title"), source.title) or {}
        yield {"title": titles.get(code, key), **({"path": source.url} if source.url else {})}
