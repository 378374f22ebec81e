"""The assets of a site: style, scripts, plotly.js, and a script for each chart, named by their content.

Browsers can cache a name with the hash of its content for ever: changed content has another name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yiwu_report.charts.palette import PALETTE
from yiwu_report.incremental import Memory
from yiwu_report.model.drawn import DrawnChart

# The page's own, which templates/assets/tokens.css sets for everything.
_OF_THE_PAGE = ("paper", "ink")


def palette_css() -> str:
    """A variable for each role: light; dark in the dark colour scheme; light in print."""
    light, dark = _rule(0), _rule(1)
    return f":root{light}\n@media (prefers-color-scheme:dark){{:root{dark}}}\n@media print{{:root{light}}}\n"


def _rule(scheme: int) -> str:
    roles = (role for role in PALETTE if role not in _OF_THE_PAGE)
    return "{" + ";".join(f"--{role}:{PALETTE[role][scheme].lower()}" for role in roles) + "}"


# In the order of the cascade; tokens first, print last.
STYLES: Mapping[str, tuple[str, ...]] = {
    "site.css": (
        "tokens.css",
        "fonts.css",
        "base.css",
        "spread.css",
        "article.css",
        "key_figures.css",
        "table.css",
        "chart.css",
        "figure_list.css",
        "claims.css",
        "endnotes.css",
        "print.css",
    ),
    # for the page of a single, embedded chart
    "embed.css": ("tokens.css", "fonts.css", "base.css", "table.css", "chart.css", "embed.css"),
}
# One request each: where an article has tables to sort, their script comes with that of the notes.
SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "page.js": ("page.js",),
    "endnotes.js": ("endnotes.js",),
    "endnotes_and_tables.js": ("endnotes.js", "tables.js"),
    "charts.js": ("charts.js",),
    "figures.js": ("figures.js",),
    "copy.js": ("copy.js",),
    "framed.js": ("framed.js",),
}
LIVE = "live.js"  # loaded with plotly.js, for an interactive chart
FAVICON = "favicon.svg"
HASH_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset: its path in the site, and its content."""

    path: str  # e.g. "assets/site.3f2a9c01be.css"
    content: bytes


def site_assets(
    sources: Mapping[str, bytes], plotly_js: bytes, memory: Memory, *, has_charts: bool
) -> dict[str, Asset]:
    """Every asset of the site but the charts' own, by its name. `memory` caches unchanged assets."""
    assets = {"site.css": _style("site.css", sources)}
    for name, parts in SCRIPTS.items():
        if there := [sources[part] for part in parts if part in sources]:
            assets[name] = _hashed(f"assets/{name[:-3]}", ".js", b"\n".join(there))
    if FAVICON in sources:
        assets[FAVICON] = Asset(FAVICON, sources[FAVICON])
    if has_charts:
        assets["embed.css"] = _style("embed.css", sources)
        assets["plotly.js"] = memory.recall(
            ("asset", "plotly.js"), plotly_js, lambda script: _hashed("assets/plotly", ".js", script)
        )
        assets[LIVE] = _hashed("assets/live", ".js", sources[LIVE])
    return assets


def chart_scripts(charts: Iterable[DrawnChart], memory: Memory) -> dict[tuple[str, str], Asset]:
    """(chart id, language) -> the script with a chart's figures."""
    keyed = (((chart.id, chart.language), chart) for chart in charts)
    return {key: memory.recall(("chart script", *key), chart, _chart_asset) for key, chart in keyed}


def _style(name: str, sources: Mapping[str, bytes]) -> Asset:
    """A style sheet that begins with the chart colours."""
    parts = [palette_css().encode(), *(sources[part] for part in STYLES[name] if part in sources)]
    return _hashed(f"assets/{name[:-4]}", ".css", b"\n".join(parts))


def _chart_asset(chart: DrawnChart) -> Asset:
    return _hashed(f"assets/charts/{chart.id}.{chart.language}", ".js", chart_script(chart))


def chart_script(chart: DrawnChart) -> bytes:
    """A classic script with a chart's figures; fetch and modules do not work from disk.

    `colours` maps each colour that the figures use to its CSS variable.
    """
    figures = {str(width): figure for width, figure in sorted(chart.figures.items())}
    used = set(_strings(list(figures.values())))
    colours = {light: f"--{role}" for role, (light, _) in PALETTE.items() if light in used}
    value = {"colours": colours, "figures": figures}
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    name = json.dumps(f"{chart.id}.{chart.language}")
    return f"reportChart({name},{text});\n".encode()


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def _hashed(stem: str, suffix: str, content: bytes) -> Asset:
    return Asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:HASH_DIGITS]}{suffix}", content)
