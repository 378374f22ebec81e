"""The editor's overview: everything a text can refer to, what needs attention, and page sizes."""

from yiwu_report.serve.desk.page import desk_page

__all__ = ["desk_page"]
