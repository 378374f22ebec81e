"""The stage: every text of the report in every language."""

from __future__ import annotations

from collections.abc import Mapping

from yiwu_report.bind.article import bind_article
from yiwu_report.bind.binder import Binder, all_uses, names_of
from yiwu_report.bind.links import Links
from yiwu_report.bind.texts import Key, texts_of
from yiwu_report.formatting import Language
from yiwu_report.model.bound import Bound, BoundArticle, BoundChart, BoundText
from yiwu_report.model.data import Data
from yiwu_report.model.finding import Finding
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.site import AnyChart, Site


def bind(
    site: Site, data: Data, findings: Mapping[str, Finding], languages: Mapping[str, Language]
) -> tuple[Bound, tuple[Problem, ...]]:
    """Every article, chart and short text with its references replaced, and what is wrong with them."""
    articles: list[BoundArticle] = []
    charts: dict[tuple[str, str], BoundChart] = {}
    texts: dict[tuple[str, ...], BoundText] = {}
    problems: list[Problem] = []
    for code in site.languages:
        binder = Binder(site, data, findings, languages[code], names_of(site, code))
        bound = {
            key: bind_chart(key, spec, binder) for key, spec in site.charts.items() if not isinstance(spec, Unusable)
        }
        charts |= {(key, code): chart for key, chart in bound.items()}
        uses = {key: _chart_uses(chart, data) for key, chart in bound.items()}
        links = Links(site, data, findings, code)
        articles += [bind_article(each, binder, links, uses) for each in site.articles if each.language == code]
        texts |= {
            (*key, code): binder.text(localized[code], may_count=_may_count(key))
            for key, localized in texts_of(site, data)
            if code in localized
        }
        problems += binder.problems
    return Bound(tuple(articles), charts, texts), tuple(dict.fromkeys(problems))


def _may_count(key: Key) -> bool:
    """True for the words of a claim: their numbers stand under its condition."""
    return key[0] == "claim" and key[-1] == "words"


def bind_chart(chart_id: str, spec: AnyChart, binder: Binder) -> BoundChart:
    """The texts of a chart in the binder's language."""
    code = binder.language.code
    title, subtitle = binder.text(spec.title[code]), binder.text(spec.subtitle[code])
    alt, note = (binder.text(each[code]) if each else None for each in (spec.alt, spec.note))
    return BoundChart(chart_id, spec, code, title, subtitle, alt, note)


def _chart_uses(chart: BoundChart, data: Data) -> frozenset[str]:
    """What a chart's texts and marks may show: every cell of its table, since `where` can change with the data."""
    spec = chart.spec
    shown = set(spec.figures or ())
    shown |= {value for name in ("part", "whole", "total") if isinstance(value := getattr(spec, name, None), str)}
    shown |= {figure.id for figure in data.figures.values() if spec.table and figure.table == spec.table}
    return all_uses([chart.title, chart.subtitle, chart.alt, chart.note]) | shown
