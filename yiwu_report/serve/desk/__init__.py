"""The editor's desk: everything a report can refer to, what wants attention, and what its pages weigh."""

from yiwu_report.serve.desk.page import desk_page

__all__ = ["desk_page"]
