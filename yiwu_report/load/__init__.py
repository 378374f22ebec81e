"""From the files of a project to trees of nodes with places. Of the stages, only this one and `write` touch disk."""

from yiwu_report.load.load import load
from yiwu_report.load.plotly_bundle import load_plotly_js
from yiwu_report.load.templates import load_assets, load_templates, template_folders, words_folders

__all__ = ["load", "load_assets", "load_plotly_js", "load_templates", "template_folders", "words_folders"]
