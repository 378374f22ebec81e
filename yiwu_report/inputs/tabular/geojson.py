"""The areas of a GeoJSON file (RFC 7946): bytes in, areas or problems out."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterator
from typing import Any

from yiwu_report.model.areas import MOST_AREAS, AreaFile, PolygonDeg, PositionDeg, RingDeg
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.problem import Place, Problem, did_you_mean
from yiwu_report.model.rules import Rule

LARGEST_MIB = 32
_MOST_PROBLEMS = 5
_LONGEST_INT = 18  # digits; longer ones are no coordinates
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|NaN|-?Infinity')
_FEATURE = re.compile(r'"type"\s*:\s*"Feature"')
_SIMPLER = "export it again, e.g. with mapshaper or QGIS"


class AreaFault(Exception):  # noqa: N818  # "error" is kept for our own mistakes
    """What is wrong in a file: what, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def read_areas(file: DataFile, key: str) -> AreaFile | list[Problem]:
    """The areas by a property of their features; the first problems of a file that is not sound."""
    name = f"data/files/{file.name}"
    if file.size_bytes > LARGEST_MIB * 1024 * 1024:
        message = f"the file is larger than {LARGEST_MIB} MiB"
        return [
            Problem(Place(name), Rule.TABLE_FILE, message, "simplify its outlines: a map shows a few thousand points")
        ]
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place(name, file.content[: error.start].decode("utf-8", errors="replace"))
        return [Problem(place, Rule.ENCODING, "the file is not UTF-8", "save it as UTF-8")]
    data = _parsed(name, text)
    if isinstance(data, Problem):
        return [data]
    try:
        features = _features(data)
    except AreaFault as fault:
        return [Problem(Place(name), Rule.TABLE_FILE, fault.message, fault.remedy)]
    return _AreaReader(name, text, key).read(features)


def _place(name: str, before: str) -> Place:
    return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _parsed(name: str, text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse, parse_int=_whole)
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        return Problem(place, Rule.TABLE_FILE, f"the file is not JSON: {error.msg.lower()}", _SIMPLER)
    except RecursionError:
        return Problem(Place(name), Rule.TABLE_FILE, "lists are nested too deep for GeoJSON", _SIMPLER)
    except ValueError as error:
        found = next((each for each in _TOKEN.finditer(text) if each[0][0] != '"'), None)
        place = _place(name, text[: found.start()] if found else "")
        return Problem(place, Rule.TABLE_FILE, f"the file is not JSON: {error}", _SIMPLER)


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is not a number there")


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= _LONGEST_INT else float(digits)


def _features(data: Any) -> list[Any]:
    kind = data.get("type") if isinstance(data, dict) else None
    if kind != "FeatureCollection":
        found = f"its type is {_shown(kind)}" if isinstance(data, dict) else "it is no object"
        raise AreaFault(f"the file is not a FeatureCollection of GeoJSON: {found}", _SIMPLER)
    crs = json.dumps(data.get("crs")) if data.get("crs") else ""
    if crs and not ("CRS84" in crs or re.search(r"\b4326\b", crs)):
        message = "the coordinates of the file are in a projection (crs), and GeoJSON has longitudes and latitudes"
        raise AreaFault(message, "export it again in WGS 84 (EPSG:4326)")
    features = data.get("features")
    if not isinstance(features, list) or not features:
        raise AreaFault("the file has no features", "use a file with an area in each feature")
    if len(features) > MOST_AREAS:
        raise AreaFault(
            f"{len(features)} features; a map shows at most {MOST_AREAS}", "extract the areas that you need"
        )
    return features


class _AreaReader:
    """Reads the features of a file one after the other."""

    def __init__(self, name: str, text: str, key: str) -> None:
        self.name, self.text, self.key = name, text, key

    def read(self, features: list[Any]) -> AreaFile | list[Problem]:
        areas: dict[str, tuple[PolygonDeg, ...]] = {}
        problems: list[Problem] = []
        for number, feature in enumerate(features):
            try:
                area = self._name(feature, areas)
                areas[area] = tuple(_polygons(feature.get("geometry")))
            except AreaFault as fault:
                message = f"features[{number}]: {fault.message}"
                problems.append(Problem(self._place(number, len(features)), Rule.TABLE_FILE, message, fault.remedy))
            if len(problems) >= _MOST_PROBLEMS:
                break
        return problems or AreaFile(self.name, areas)

    def _name(self, feature: Any, others: Collection[str]) -> str:
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise AreaFault("this is not a Feature", _SIMPLER)
        given = feature.get("properties")
        properties: dict[str, Any] = given if isinstance(given, dict) else {}
        known = list(properties)
        if self.key not in known:
            otherwise = f"name one of {', '.join(known[:12])} under key:" if known else "give each feature its name"
            raise AreaFault(f'there is no property "{self.key}"', did_you_mean(self.key, known, otherwise))
        value = properties[self.key]
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            message = f"its {self.key} is {_shown(value)}, which is neither a name nor a code"
            raise AreaFault(message, "name a property with a text or a whole number in each feature under key:")
        name = str(value).strip()
        if name in others:
            raise AreaFault(f"a second feature with {self.key}: {_shown(name)}", "put both into one MultiPolygon")
        return name

    def _place(self, number: int, count: int) -> Place:
        starts = [each.start() for each in _FEATURE.finditer(self.text)]
        return _place(self.name, self.text[: starts[number]]) if len(starts) == count else Place(self.name)


def _polygons(geometry: Any) -> Iterator[PolygonDeg]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        what = f"its geometry is {_shown(kind)}" if kind else "it has no geometry"
        raise AreaFault(f"{what}, and an area is a Polygon or a MultiPolygon", "take this feature out of the file")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise AreaFault("coordinates is not a list of polygons", _SIMPLER)
    for at, polygon in enumerate(polygons):
        if not isinstance(polygon, list) or not polygon:
            raise AreaFault(f"polygon {at} is not a list of rings", _SIMPLER)
        yield tuple(_ring(ring, f"polygon {at}, ring {number}") for number, ring in enumerate(polygon))


def _ring(ring: Any, where: str) -> RingDeg:
    if not isinstance(ring, list) or len(ring) < 4:
        raise AreaFault(f"{where} has fewer than 4 positions", _SIMPLER)
    positions = [_position(each, f"{where}, position {at}") for at, each in enumerate(ring)]
    if positions[0] != positions[-1]:
        raise AreaFault(
            f"{where} is not closed: it ends elsewhere than it begins", "repeat its first position at its end"
        )
    for at in range(1, len(positions)):
        if abs(positions[at][0] - positions[at - 1][0]) > 180:
            message = f"{where} crosses the antimeridian at position {at}"
            raise AreaFault(message, "cut the area there into two polygons (RFC 7946, 3.1.9)")
    return tuple(positions[:-1])


def _position(position: Any, where: str) -> PositionDeg:
    if not isinstance(position, list) or len(position) < 2:
        raise AreaFault(f"{where} is not [longitude, latitude]", _SIMPLER)
    for each in position[:2]:
        if isinstance(each, bool) or not isinstance(each, int | float) or not math.isfinite(each):
            raise AreaFault(f"{where}: {_shown(each)} is not a number", _SIMPLER)
    x, y = float(position[0]), float(position[1])
    if abs(y) > 90 and abs(x) <= 90:
        message = f"{where}: the latitude {y:g} is not between -90 and 90"
        raise AreaFault(message, "write the longitude first: [longitude, latitude] (RFC 7946, 3.1.1)")
    if abs(x) > 180 or abs(y) > 90:
        message = f"{where}: [{x:g}, {y:g}] is not on the globe"
        raise AreaFault(message, "export it again in WGS 84 (EPSG:4326), with longitudes between -180 and 180")
    return x, y


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str | int | float | bool | None) else "no text"
    return text if len(text) <= 40 else f"{text[:40]}…"
