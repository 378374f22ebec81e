"""GeoJSON files of maps: what is read, and what an editor is told of a file that is not sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from charts_fixture import data_file
from words import read

from yiwu_report.inputs.tabular.geojson import LARGEST_MIB, read_areas
from yiwu_report.model.areas import MOST_AREAS, AreaFile

CASES = read(Path(__file__).parents[2] / "cases" / "geojson.yaml")
SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
SIMPLER = "export it again, e.g. with mapshaper or QGIS [table-file]"


def file_of(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def feature(geometry: Any = None, **properties: Any) -> dict[str, Any]:
    polygon = {"type": "Polygon", "coordinates": [SQUARE]}
    return {"type": "Feature", "properties": properties or {"id": "a"}, "geometry": geometry or polygon}


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def told(content: bytes) -> list[str]:
    found = read_areas(data_file("f.geojson", content), "id")
    assert isinstance(found, list), found
    return [str(problem).removeprefix("data/files/f.geojson:") for problem in found]


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_is_no_collection_of_features(name: str) -> None:
    assert told(CASES[name]["text"].encode()) == CASES[name]["problems"]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (3, "this is not a Feature; " + SIMPLER),
        (feature(name="a"), 'there is no property "id"; name one of name under key: [table-file]'),
        (feature(idd="a"), 'there is no property "id"; did you mean "idd"? [table-file]'),
        (
            feature(id=None),
            "its id is null, which is neither a name nor a code; "
            "name a property with a text or a whole number in each feature under key: [table-file]",
        ),
        (feature(id="b"), 'a second feature with id: "b"; put both into one MultiPolygon [table-file]'),
        (
            feature({"type": "Point", "coordinates": [1, 2]}),
            'its geometry is "Point", and an area is a Polygon or a MultiPolygon; '
            "take this feature out of the file [table-file]",
        ),
        (
            {**feature(), "geometry": None},
            "it has no geometry, and an area is a Polygon or a MultiPolygon; take this feature out of the file [table-file]",
        ),
        (feature(polygon()), "polygon 0 is not a list of rings; " + SIMPLER),
        (
            feature({"type": "MultiPolygon", "coordinates": [SQUARE[0]]}),
            "polygon 0, ring 0 has fewer than 4 positions; " + SIMPLER,
        ),
        (feature(polygon(SQUARE, SQUARE[:3])), "polygon 0, ring 1 has fewer than 4 positions; " + SIMPLER),
        (
            feature(polygon(SQUARE[:4])),
            "polygon 0, ring 0 is not closed: it ends elsewhere than it begins; repeat its first position at its end [table-file]",
        ),
        (
            feature(polygon([*SQUARE[:2], "x", *SQUARE[2:]])),
            "polygon 0, ring 0, position 2 is not [longitude, latitude]; " + SIMPLER,
        ),
        (feature(polygon([[0, "1"], *SQUARE[1:]])), 'polygon 0, ring 0, position 0: "1" is not a number; ' + SIMPLER),
        (feature(polygon([[0, True], *SQUARE[1:]])), "polygon 0, ring 0, position 0: true is not a number; " + SIMPLER),
        (
            feature(polygon([[40, 116], [40, 117], [41, 117], [40, 116]])),
            "polygon 0, ring 0, position 0: the latitude 116 is not between -90 and 90; "
            "write the longitude first: [longitude, latitude] (RFC 7946, 3.1.1) [table-file]",
        ),
        (
            feature(polygon([[500000, 4000000], *SQUARE[1:]])),
            "polygon 0, ring 0, position 0: [500000, 4e+06] is not on the globe; "
            "export it again in WGS 84 (EPSG:4326), with longitudes between -180 and 180 [table-file]",
        ),
        (
            feature(polygon([[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]])),
            "polygon 0, ring 0 crosses the antimeridian at position 1; "
            "cut the area there into two polygons (RFC 7946, 3.1.9) [table-file]",
        ),
    ],
)
def test_a_broken_feature_is_told_at_its_place(broken: Any, message: str) -> None:
    before = feature(id="b")
    content = file_of(before, broken)
    at = content.decode().rfind('"type": "Feature"') + 1 if isinstance(broken, dict) else 1
    assert told(content) == [f"1:{at}: features[1]: {message}"]


def test_an_infinite_coordinate_is_no_number() -> None:
    content = file_of(feature()).replace(b"[1, 0]", b"[1e999, 0]")
    assert "Infinity is not a number" in told(content)[0]


def test_bombs_are_refused_with_a_place() -> None:
    deep = b'{"type": "FeatureCollection", "features": ' + b"[" * 200_000
    assert told(deep) == ["1:1: lists are nested too deep for GeoJSON; " + SIMPLER]
    digits = file_of(feature()).replace(b"[1, 0]", b"[" + b"9" * 10_000 + b", 0]")
    assert "is not a number" in told(digits)[0]
    large = b" " * (LARGEST_MIB * 1024 * 1024 + 1)
    assert told(large) == [
        "1:1: the file is larger than 32 MiB; simplify its outlines: a map shows a few thousand points [table-file]"
    ]
    many = file_of(*(feature(id=number) for number in range(MOST_AREAS + 1)))
    assert told(many) == ["1:1: 3001 features; a map shows at most 3000; extract the areas that you need [table-file]"]
    assert told("{}".encode("utf-16")) == ["1:1: the file is not UTF-8; save it as UTF-8 [encoding]"]
    assert len(told(file_of(*[3] * 100))) == 5


def test_areas_are_read_by_the_property() -> None:
    content = "\ufeff".encode() + file_of(
        feature(id=7), feature({"type": "MultiPolygon", "coordinates": [[SQUARE]] * 2}, id=" b ")
    )
    found = read_areas(data_file("f.geojson", content), "id")
    assert isinstance(found, AreaFile)
    assert list(found.areas) == ["7", "b"]
    assert found.areas["7"] == ((tuple((float(x), float(y)) for x, y in SQUARE[:-1]),),)
    assert len(found.areas["b"]) == 2
