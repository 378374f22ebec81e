"""The base of a percentage, if its formula gives it: the title of the divisor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from yiwu_report.bind.binder import Binder
from yiwu_report.model.bound import BoundText
from yiwu_report.model.data import Data


def wholes_of(
    data: Data, texts: Mapping[tuple[str, ...], BoundText], binder: Binder
) -> Iterator[tuple[tuple[str, ...], BoundText]]:
    """The text under ("figure", id, "percent_of", language) of each such figure, in the binder's language."""
    code = binder.language.code
    for figure in data.figures.values():
        title = texts.get(("figure", figure.whole or "", "title", code))
        if figure.whole is not None and title is not None:
            link = f'<a href="{escape(binder.link("figures", figure.whole))}">{escape(title.plain, quote=False)}</a>'
            yield ("figure", figure.id, "percent_of", code), BoundText(title.plain, link, title.uses | {figure.whole})
