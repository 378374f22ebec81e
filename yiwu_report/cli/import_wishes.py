"""The flags of an import, read; apart from the command itself, which --help loads without what this needs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from yiwu_report.cli.command import UsageError
from yiwu_report.import_table import (
    Holds,
    WishError,
    Wishes,
    choices,
    column_wish,
    date_forms,
    decimals_of,
    setting,
    spread_wish,
)
from yiwu_report.model.fields import fault_of_id

_SHARED = ("source", "paragraph", "period", "status", "basis")


def wishes_of(own: Namespace, languages: Sequence[str]) -> Wishes:
    """What the flags ask for; UsageError for one that cannot be read."""
    if own.title and len(own.title) != len(languages):
        raise UsageError(f"import: give one --title for each language ({', '.join(languages)})")
    if own.table and (wrong := fault_of_id(own.table, dots=False)):
        raise UsageError(f"import: --table: {wrong[0]}; {wrong[1]}")
    try:
        return _read(own, languages)
    except WishError as error:
        raise UsageError(f"import: {error}") from None


def _read(own: Namespace, languages: Sequence[str]) -> Wishes:
    flags = {
        Holds.FIGURE: own.figure,
        Holds.LABEL: own.label,
        Holds.CATEGORY: own.category,
        Holds.NOTHING: own.skip,
    }
    return Wishes(
        table=own.table or "",
        titles=dict(zip(languages, own.title, strict=False)),
        columns=[column_wish(holds, each) for holds, written in flags.items() for each in written],
        rows=own.rows,
        defaults={key: getattr(own, key) for key in _SHARED if getattr(own, key)},
        settings=[setting(each) for each in own.set],
        only=choices(own.only),
        dates=date_forms(own.as_date),
        years=own.as_year,
        periods=own.periods,
        spread=spread_wish(own.spread) if own.spread else None,
        makes_ids=own.make_ids,
        thousands=own.thousands,
        decimal=own.decimal,
        stripped=own.strip,
        nulls=own.null,
        rounded=decimals_of(own.round),
        keeps_printed=own.keep_printed,
    )
