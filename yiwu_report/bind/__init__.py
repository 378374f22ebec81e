"""References in texts replaced by formatted, linked figures."""

from yiwu_report.bind.bind import bind

__all__ = ["bind"]
