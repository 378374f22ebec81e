"""The links by which all data can be taken, as the article and the page of all figures have them."""

from __future__ import annotations

from yiwu_report.context.words import Words
from yiwu_report.model.site_paths import ROOT
from yiwu_report.render.link import Link
from yiwu_report.render.structured_data import distributions


def download_links(words: Words) -> list[Link]:
    """A link for each form; a package of data is named as one."""
    return [Link(_text(path, words), ROOT + path) for path, _ in distributions(words.language.code)]


def _text(path: str, words: Words) -> str:
    form = path.rpartition(".")[2].upper()
    return words["data_package"] if form == "ZIP" else words("download", format=form)
