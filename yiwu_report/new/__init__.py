"""New projects and new articles, as files that build."""

from yiwu_report.new.article import article_files
from yiwu_report.new.report import LANGUAGES, report_files

__all__ = ["LANGUAGES", "article_files", "report_files"]
