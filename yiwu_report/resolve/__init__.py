"""References in texts replaced by formatted, linked figures."""

from yiwu_report.resolve.bind import bind

__all__ = ["bind"]
