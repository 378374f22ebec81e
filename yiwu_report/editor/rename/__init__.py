"""Renames the id of a figure, a table, a chart and others in every file that mentions it."""

from yiwu_report.editor.analysis.mentions_in_texts import NamedKind
from yiwu_report.editor.edits import as_diff
from yiwu_report.editor.rename.rename import Renamed, rename

__all__ = ["NamedKind", "Renamed", "as_diff", "rename"]
