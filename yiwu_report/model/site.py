"""The report itself: site.yaml, articles, and everything that was read, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from yiwu_report.incremental.traced import Traceable
from yiwu_report.model.areas import AreaFile
from yiwu_report.model.charts import ChartBase, GivenColour
from yiwu_report.model.column_table import ColumnTable
from yiwu_report.model.fields import (
    WORD,
    BaseUrl,
    Contact,
    DayField,
    FigureId,
    Flag,
    LanguageCode,
    LocalizedField,
    PlainLocalized,
    PlainLocalizedOrText,
    Spec,
    TextField,
    WebAddress,
)
from yiwu_report.model.figures import (
    ClaimSpec,
    CorrectionSpec,
    DerivedSpec,
    FigureSpec,
    SourceSpec,
    TableSpec,
    UnitSpec,
)
from yiwu_report.model.origins import FetchedFileSpec
from yiwu_report.model.problem import Unusable
from yiwu_report.model.table_display import TableDisplay
from yiwu_report.model.table_files import FileTableSpec
from yiwu_report.model.text import Text
from yiwu_report.model.tile_layout import TileLayoutSpec
from yiwu_report.model.views import ViewSpec


class MakerKind(StrEnum):
    """Whether a name is that of a person or an organization."""

    PERSON = "person"
    ORGANIZATION = "organization"


class PersonSpec(Spec):
    """Someone who made the report, by role."""

    role: PlainLocalized = Field(description="what they did, in every language")
    name: PlainLocalizedOrText = Field(description="their name, one for all languages or one each")
    kind: Annotated[MakerKind, WORD] = Field(
        MakerKind.PERSON, description="person, or organization for a team or an agency"
    )
    url: WebAddress | None = Field(None, description="a page about them")


class SiteSpec(Spec):
    """content/site.yaml."""

    title: LocalizedField = Field(description="name of the site, in every language")
    description: LocalizedField | None = Field(None, description="one sentence for search engines and feeds")
    languages: list[LanguageCode] = Field(
        description="languages of the report, the first one at the root of the site", min_length=1
    )
    publisher: LocalizedField | None = Field(None, description="who publishes it")
    people: list[PersonSpec] = Field([], description="who made it, by role")
    contact: Contact | None = Field(None, description="contact for reporting errors: an e-mail or web address")
    published: DayField = Field(description="date of first publication")
    updated: DayField | None = Field(None, description="date of the last change that is not in corrections.yaml")
    base_url: BaseUrl | None = Field(
        None, description="the site's address, e.g. https://example.org/report/; required for absolute links"
    )
    licence: LocalizedField | None = Field(None, description="licence of the report's own text and data")
    licence_url: WebAddress | None = Field(None, description="web address of that licence")
    plotly_js: TextField | None = Field(
        None,
        description="path of a smaller official plotly.js bundle for interactive charts, e.g. "
        "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js, of the version that the installed plotly has",
    )
    names: list[TextField] = Field(
        [],
        description="names that contain digits, e.g. 工业4.0, which are not loose numbers, in every article and text of the report",
    )
    periods: dict[str, PlainLocalized] = Field(
        {}, description="named periods, e.g. at full production, in every language"
    )


class FrontMatter(Spec):
    """The front matter of an article."""

    title: TextField = Field(description="headline; references are allowed")
    standfirst: TextField | None = Field(None, description="the paragraph under the headline; references are allowed")
    label: TextField | None = Field(None, description="a word or two above the headline")
    key_figures: list[FigureId] = Field([], description="ids of the key figures under the headline")
    names: list[TextField] = Field(
        [], description="names that contain digits, e.g. 工业4.0, which are not loose numbers"
    )
    published: DayField | None = Field(
        None, description="date of publication of this article; default: that of site.yaml"
    )
    updated: DayField | None = Field(
        None, description="the day of its last change that isn't in corrections.yaml; default: that of site.yaml"
    )
    draft: Flag = Field(False, description="true: checked, but not published")


@dataclass(frozen=True)
class Article:
    """One article in one language. The slug `index` is the front page."""

    slug: str
    language: str
    file: str
    front: FrontMatter
    body: Text  # Markdown with references


@dataclass(frozen=True)
class Site(Traceable):
    """Everything that was read and is valid; a faulty entry is `Unusable` under its id."""

    spec: SiteSpec
    units: Mapping[str, UnitSpec | Unusable]
    sources: Mapping[str, SourceSpec | Unusable]
    figures: Mapping[str, FigureSpec | Unusable]
    tables: Mapping[str, TableSpec | FileTableSpec | Unusable]
    derived: Mapping[str, DerivedSpec | Unusable]
    claims: Mapping[str, ClaimSpec | Unusable]
    corrections: tuple[CorrectionSpec, ...]
    charts: Mapping[str, ChartBase | Unusable]
    articles: tuple[Article, ...]
    displays: Mapping[str, TableDisplay | Unusable] = field(default_factory=dict)  # short forms by their places too
    column_tables: Mapping[str, ColumnTable] = field(default_factory=dict)  # what the files of tables hold
    views: Mapping[str, ViewSpec | Unusable] = field(default_factory=dict)
    fetched: tuple[FetchedFileSpec, ...] = ()  # how files of data/files/ came there, as refresh recorded it
    layouts: Mapping[str, TileLayoutSpec | Unusable] = field(default_factory=dict)  # of tile maps
    areas: Mapping[str, AreaFile] = field(default_factory=dict)  # of maps
    colours: Mapping[str, GivenColour] = field(default_factory=dict)  # of charts, by the names of what has them
    lacks_corrections: bool = False  # one is left out for a problem of its own
    unread: frozenset[str] = frozenset()  # languages of which an article, and so its names, could not be read

    @property
    def languages(self) -> tuple[str, ...]:
        """The report's languages, the first one at the root of the site."""
        return tuple(self.spec.languages)


def entry_of(site: Site, kind: str, name: str) -> Spec | Unusable | None:
    """An entry by its kind, e.g. "figure", and its id; of a correction, its number from 0. None without one."""
    if kind == "correction":
        return site.corrections[int(name)]
    return entries_of(site).get(kind, {}).get(name)


def entries_of(site: Site) -> Mapping[str, Mapping[str, Spec | Unusable]]:
    """Kind -> id -> the entry."""
    return {
        "unit": site.units,
        "source": site.sources,
        "figure": site.figures,
        "table": site.tables,
        "view": site.views,
        "derived": site.derived,
        "claim": site.claims,
        "chart": site.charts,
        "display": site.displays,
    }
