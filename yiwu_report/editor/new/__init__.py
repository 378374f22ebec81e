"""New projects and new articles, as files that build."""

from yiwu_report.editor.new.new import LANGUAGES, article_files, report_files

__all__ = ["LANGUAGES", "article_files", "report_files"]
