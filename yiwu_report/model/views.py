"""Views of data/views/<name>.yaml: tables made from tables by steps, each one operation on columns.

The steps themselves are in compute/views/steps/, one file each; what reads a view without computing it knows their
specs alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from yiwu_report.model.fields import Flag, Id, IdKey, LocalizedField, Spec, UnitId, WholeNumber

RESERVED = ("first", "last", "count", "row")  # words of references, which no column of a view can have


class StepSpec(Spec):
    """The keys of a step."""

    word: ClassVar[str]  # by which `steps:` names it
    short: ClassVar[str | None] = None  # the key that a value alone is for, e.g. `sort: change`
    is_mapping_of: ClassVar[str | None] = (
        None  # the key that stands for a mapping as a whole, e.g. `where: {year: 2007}`
    )


class ViewColumnSpec(Spec):
    """What is said of a column of a view."""

    title: LocalizedField | None = Field(None, description="heading of the column, in every language")
    decimals: WholeNumber | None = Field(None, description="decimals to show of calculated figures")
    note: LocalizedField | None = Field(None, description="what readers need to know about its calculated figures")
    percent_of: LocalizedField | None = Field(None, description="for percentages: what 100% is")


class ViewSpec(Spec):
    """A view of data/views/<name>.yaml. Each of `steps` is a mapping with the name of a step as its one key."""

    title: LocalizedField = Field(description="title of the view, in every language")
    source_table: Id = Field(alias="from", description="a table or a view")
    columns: dict[IdKey, ViewColumnSpec] = Field({}, description="what is said of columns, by their ids")
    rows: UnitId | None = Field(None, description="what its rows are: a unit of kind count, for {{ view.count }}")
    overlap: Flag = Field(False, description="true if the groups in the rows overlap and cannot be added")
    note: LocalizedField | None = Field(None, description="what readers need to know about it")
    steps: tuple[StepSpec, ...] = Field((), description="what is done, in this order")


StepSpecs = Mapping[str, type[StepSpec]]  # by their words
