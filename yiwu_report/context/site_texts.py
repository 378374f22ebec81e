"""The texts of site.yaml in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.bind.texts import text_of_site
from yiwu_report.context.context import Context
from yiwu_report.model.site import MakerKind


@dataclass(frozen=True, slots=True)
class Maker:
    """Someone who made the report."""

    role: str
    name: str
    is_organization: bool
    url: str | None


def site_text(name: str, code: str, context: Context) -> str | None:
    """A text of site.yaml in a language, references replaced: title, description, publisher, licence."""
    return text_of_site(name, code, context.site, context.bound)


def makers(code: str, context: Context) -> Iterator[Maker]:
    """Everyone who made the report, in the order of site.yaml."""
    for person in context.site.spec.people:
        name = person.name[code] if isinstance(person.name, dict) else person.name
        yield Maker(person.role[code].value, name.value, person.kind is MakerKind.ORGANIZATION, person.url)
