"""The preview: a report served locally and rebuilt at every save, with an overview for its editor."""

from yiwu_report.editor.preview.server import serve

__all__ = ["serve"]
