"""A table from a file of comma-separated values: options describe each column; nothing is guessed."""

from yiwu_report.editor.import_table.description import repeated
from yiwu_report.editor.import_table.file import Rows, read_rows
from yiwu_report.editor.import_table.import_table import Imported, import_table
from yiwu_report.editor.import_table.proposals import heading_problems, hints, proposed_flags
from yiwu_report.editor.import_table.wishes import (
    ColumnWish,
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

__all__ = [
    "ColumnWish",
    "Holds",
    "Imported",
    "Rows",
    "WishError",
    "Wishes",
    "choices",
    "column_wish",
    "date_forms",
    "decimals_of",
    "heading_problems",
    "hints",
    "import_table",
    "proposed_flags",
    "read_rows",
    "repeated",
    "setting",
    "spread_wish",
]
