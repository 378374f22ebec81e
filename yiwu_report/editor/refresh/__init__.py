"""A new edition of a data file: what is new, gone and revised in it, and what it would change in the report."""

from yiwu_report.editor.refresh.fetched_file import content_fault, record_of
from yiwu_report.editor.refresh.table_change import TableChange, lines_of, size_line
from yiwu_report.editor.refresh.trial import FileTrial, try_files

__all__ = ["FileTrial", "TableChange", "content_fault", "lines_of", "record_of", "size_line", "try_files"]
