"""Which characters a font file has: enough of OpenType to know that no box will stand in a word's place.

Only the tables that say so are read, of a file that may hold 30 MB: fontTools takes a tenth of a second for what
takes a millisecond here. After the OpenType specification 1.9 (otff, name, cmap).
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

Content = bytes | mmap.mmap

_FAMILY_IDS = (1, 16)
_WINDOWS, _MACINTOSH, _UNICODE = 3, 1, 0
_SUBTABLES = ((_WINDOWS, 10), (_UNICODE, 6), (_UNICODE, 4), (_WINDOWS, 1), (_UNICODE, 3))  # all of Unicode first


def missing_in(path: Path, family: str, characters: Iterable[str]) -> frozenset[str] | None:
    """Those characters that a family in a font file has no glyph for; None where there is no such family to read."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            face = next((face for face in _faces(content) if family in face.families()), None)
            return None if face is None else frozenset(face.missing(characters))
    except (OSError, ValueError, struct.error):  # none there, an empty one, or one that is no font
        return None


def _faces(content: Content) -> Iterator[_Face]:
    """The faces of a font, or of a collection of them."""
    starts = [0]
    if content[:4] == b"ttcf":
        (count,) = struct.unpack_from(">I", content, 8)
        starts = list(struct.unpack_from(f">{count}I", content, 12))
    for start in starts:
        (count,) = struct.unpack_from(">H", content, start + 4)
        records = (struct.unpack_from(">4sIII", content, start + 12 + 16 * number) for number in range(count))
        yield _Face(content, {tag: offset for tag, _, offset, _ in records})


@dataclass(frozen=True, slots=True)
class _Face:
    content: Content
    tables: dict[bytes, int]  # tag -> where it begins

    def families(self) -> set[str]:
        """Every name of the family."""
        start = self.tables.get(b"name")
        if start is None:
            return set()
        _, count, strings = struct.unpack_from(">HHH", self.content, start)
        found = set()
        for number in range(count):
            platform, _, _, name, length, offset = struct.unpack_from(">6H", self.content, start + 6 + 12 * number)
            if name in _FAMILY_IDS:
                at = start + strings + offset
                coding = "mac-roman" if platform == _MACINTOSH else "utf-16-be"
                found.add(self.content[at : at + length].decode(coding, errors="replace"))
        return found

    def missing(self, characters: Iterable[str]) -> Iterator[str]:
        """Those without a glyph of their own."""
        start = self.tables[b"cmap"]
        (count,) = struct.unpack_from(">H", self.content, start + 2)
        records = (struct.unpack_from(">HHI", self.content, start + 4 + 8 * number) for number in range(count))
        subtables = {(platform, encoding): start + offset for platform, encoding, offset in records}
        at = next((subtables[key] for key in _SUBTABLES if key in subtables), None)
        for character in characters:
            if at is None or not self._has_glyph(at, ord(character)):
                yield character

    def _has_glyph(self, at: int, code: int) -> bool:
        (form,) = struct.unpack_from(">H", self.content, at)
        if form == 12:
            return self._in_groups(at, code)
        return form == 4 and code <= 0xFFFF and self._in_segments(at, code)

    def _in_groups(self, at: int, code: int) -> bool:
        """Format 12: groups of a first and a last character, and the glyph of the first."""
        (count,) = struct.unpack_from(">I", self.content, at + 12)

        def group(number: int) -> tuple[int, int, int]:
            first, last, glyph = struct.unpack_from(">III", self.content, at + 16 + 12 * number)
            return first, last, glyph

        number = bisect_right(range(count), code, key=lambda each: group(each)[0]) - 1
        if number < 0:
            return False
        first, last, glyph = group(number)
        return code <= last and glyph + code - first != 0

    def _in_segments(self, at: int, code: int) -> bool:
        """Format 4: segments by their last character, with a first one, and a way to the glyphs."""
        (double,) = struct.unpack_from(">H", self.content, at + 6)

        def entry(part: int, number: int) -> tuple[int, int]:
            """The number in one of the four arrays, and where it stands."""
            place = at + 14 + part * double + 2 * (part > 0) + 2 * number
            (value,) = struct.unpack_from(">H", self.content, place)
            return value, place

        number = bisect_left(range(double // 2), code, key=lambda each: entry(0, each)[0])
        if number >= double // 2 or entry(1, number)[0] > code:
            return False
        delta, (offset, place) = entry(2, number)[0], entry(3, number)
        if offset == 0:
            return (code + delta) & 0xFFFF != 0
        (glyph,) = struct.unpack_from(">H", self.content, place + offset + 2 * (code - entry(1, number)[0]))
        return bool(glyph)
