"""The kinds of chart, a file each: what editors write, and how it is checked, selected, plotted and drawn.

Everything else finds a kind here: validation, schemas, renaming, the reference and drawing know none by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from yiwu_report.charts.chart_kind import ChartKind
from yiwu_report.charts.kinds import (
    area,
    bar,
    dumbbell,
    heat,
    histogram,
    line,
    polygon_map,
    range_dots,
    scatter,
    slope,
    stacked,
    strip,
    tiles,
    waffle,
)
from yiwu_report.model.charts import ChartBase

# In the order in which messages and the reference list them.
CHART_KINDS: Final[tuple[ChartKind[Any, Any], ...]] = (
    bar.KIND,
    dumbbell.KIND,
    range_dots.KIND,
    waffle.KIND,
    line.KIND,
    stacked.KIND,
    area.KIND,
    slope.KIND,
    scatter.KIND,
    histogram.KIND,
    strip.KIND,
    heat.KIND,
    tiles.KIND,
    polygon_map.KIND,
)
CHART_SPECS: Final[Mapping[str, type[ChartBase]]] = {kind.spec.kind_name(): kind.spec for kind in CHART_KINDS}
KIND_OF_SPEC: Final[Mapping[type[ChartBase], ChartKind[Any, Any]]] = {kind.spec: kind for kind in CHART_KINDS}
