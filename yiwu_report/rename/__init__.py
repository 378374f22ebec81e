"""A new name for a figure, a table, a chart and the like, in every file that names it."""

from yiwu_report.rename.as_diff import as_diff
from yiwu_report.rename.mention import Kind
from yiwu_report.rename.rename import Renamed, rename
from yiwu_report.rename.target import UnclearError

__all__ = ["Kind", "Renamed", "UnclearError", "as_diff", "rename"]
