"""The areas of a map, as a GeoJSON file in data/files/ has them: longitudes and latitudes in degrees (WGS 84)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import Field

from yiwu_report.model.fields import Spec, Word

PositionDeg = tuple[float, float]  # longitude, latitude
RingDeg = tuple[PositionDeg, ...]  # a closed outline without its first position at the end
PolygonDeg = tuple[RingDeg, ...]  # the outline, then those of its holes

MOST_AREAS = 3000


class AreasSpec(Spec):
    """Where the areas of a map come from."""

    file: Word = Field(description="the name of a GeoJSON file in data/files/")
    key: Word = Field(description="the property of its features that says which area each one is: a name or a code")

    @property
    def id(self) -> str:
        """Under which the areas are kept."""
        return f"{self.file}?{self.key}"


@dataclass(frozen=True, eq=False)
class AreaFile:
    """The areas of a file by their names or codes, in its order."""

    file: str
    areas: Mapping[str, tuple[PolygonDeg, ...]]

    def rings(self) -> Iterator[RingDeg]:
        """Every outline."""
        for polygons in self.areas.values():
            for polygon in polygons:
                yield from polygon

    def has_any_in(self, west: float, south: float, east: float, north: float) -> bool:
        """True if one of its positions lies in this box."""
        return any(west <= x <= east and south <= y <= north for ring in self.rings() for x, y in ring)
