"""Which current charts differ from those with the old figures."""

from __future__ import annotations

from yiwu_report.diff.difference import ChangedChart, Kind
from yiwu_report.diff.views import View
from yiwu_report.model.bound import BoundChart, BoundText
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Unusable


def changed_charts(old: View, new: View) -> tuple[ChangedChart, ...]:
    """Every such chart with its languages; one that could not be drawn before is added."""
    found = []
    for chart_id, spec in new.site.charts.items():
        if isinstance(spec, Unusable):
            continue
        languages = tuple(code for code in new.site.languages if _is_changed(chart_id, code, old, new))
        if languages:
            was_there = any((chart_id, code) in old.charts for code in languages)
            place = Place(f"content/charts/{chart_id}.yaml")
            found.append(ChangedChart(chart_id, languages, place, Kind.CHANGED if was_there else Kind.ADDED))
    return tuple(sorted(found))


def _is_changed(chart_id: str, code: str, old: View, new: View) -> bool:
    key = chart_id, code
    if old.charts.get(key) != new.charts.get(key):
        return True
    return _texts(old.bound.charts.get(key)) != _texts(new.bound.charts.get(key))


def _texts(chart: BoundChart | None) -> tuple[BoundText | None, ...]:
    return () if chart is None else (chart.title, chart.subtitle, chart.alt, chart.note)
