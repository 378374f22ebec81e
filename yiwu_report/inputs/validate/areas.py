"""The areas of maps: the GeoJSON files of data/files/ that charts name under areas:."""

from __future__ import annotations

from collections.abc import Mapping

from yiwu_report.inputs.tabular.geojson import read_areas
from yiwu_report.inputs.validate.collector import Collector
from yiwu_report.model.areas import AreaFile
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.node import Loaded
from yiwu_report.model.problem import Problem, Unusable, did_you_mean
from yiwu_report.model.rules import Rule

_FOLDER = "data/files/"
_KEPT = "areas of maps"  # under which `kept` has what was made of files


def read_map_areas(
    charts: Mapping[str, ChartBase | Unusable], loaded: Loaded, collector: Collector
) -> dict[str, AreaFile]:
    """The areas of every map by the ids of their specs; those of a faulty file are left out, with problems."""
    found: dict[str, AreaFile] = {}
    before: dict[str, tuple[str, AreaFile | list[Problem]]] = loaded.kept.get(_KEPT, {})
    kept: dict[str, tuple[str, AreaFile | list[Problem]]] = {}
    for name, chart in charts.items():
        spec = None if isinstance(chart, Unusable) else chart.area_file
        if spec is None:
            continue
        file = loaded.data_files.get(spec.file)
        if file is None:
            if not any(each.place.file == f"{_FOLDER}{spec.file}" for each in loaded.problems):
                remedy = did_you_mean(spec.file, loaded.data_files, "put the file there")
                place = collector.place(("chart", name, "areas", "file"))
                collector.refuse(place, Rule.TABLE_FILE, f'there is no file "{spec.file}" in {_FOLDER}', remedy)
            continue
        if spec.id not in kept:
            last = before.get(spec.id)
            kept[spec.id] = last if last and last[0] == file.sha256 else (file.sha256, read_areas(file, spec.key))
        read = kept[spec.id][1]
        if isinstance(read, AreaFile):
            found[spec.id] = read
        else:
            collector.problems += read
    if kept or before:
        loaded.kept[_KEPT] = kept
    return found
