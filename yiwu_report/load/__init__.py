"""From the files of a project to trees of nodes with places. Of the stages, only this one and `write` touch disk."""

from yiwu_report.load.fonts import find_faces
from yiwu_report.load.load import Parsed, load
from yiwu_report.load.plotly_bundle import load_named_bundle, load_plotly_js
from yiwu_report.load.published import UnreadableError, load_figures_json, load_published
from yiwu_report.load.templates import load_assets, load_templates, template_folders, words_folders

__all__ = [
    "Parsed",
    "UnreadableError",
    "find_faces",
    "load",
    "load_assets",
    "load_figures_json",
    "load_named_bundle",
    "load_plotly_js",
    "load_published",
    "load_templates",
    "template_folders",
    "words_folders",
]
