"""The preview: a report on this machine's own address, made anew at every save, and a desk for its editor."""

from yiwu_report.serve.server import NoPortError, serve

__all__ = ["NoPortError", "serve"]
