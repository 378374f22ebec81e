"""Precompressed files, for servers that support them (`build --compress`).

Maximum compression with gzip (RFC 1952) and Brotli (RFC 7932, quality 11). That takes 15 s for plotly.js, so results are
cached between builds. A gzip file contains no time, name or system.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from typing import Protocol

from yiwu_report.model.output import Output, Rendered

TEXTS = (".html", ".css", ".js", ".json", ".csv", ".svg", ".xml", ".txt")
_GZIP_HEAD = b"\x1f\x8b\x08\x00" + bytes(4) + b"\x02\xff"  # deflate, no name, no time, best, unknown system
_BEST = 9


class BytesCache(Protocol):
    """Where results are kept between builds. It may lose any of them at any time."""

    def get_bytes(self, key: str) -> bytes | None:
        """The bytes stored under this key, or None."""

    def put_bytes(self, key: str, content: bytes) -> None:
        """Store bytes under a key; errors are ignored."""


def compressed(files: Iterable[Rendered], cache: BytesCache) -> tuple[Rendered, ...]:
    """A .gz and a .br for each text, in order, if they are smaller."""
    wanted = [
        (_copy(file.output, ending), file, ending)
        for file in files
        if file.output.path.endswith(TEXTS)
        for ending in METHODS
    ]
    with ThreadPoolExecutor() as pool:
        contents = pool.map(lambda each: _kept(each[1].content, each[2], cache), wanted)
        return tuple(
            Rendered(output, content)
            for (output, file, _), content in zip(wanted, contents, strict=True)
            if len(content) < len(file.content)
        )


def _copy(output: Output, ending: str) -> Output:
    return replace(output, path=output.path + ending, id=replace(output.id, encoding=ending[1:]))


def _kept(content: bytes, ending: str, cache: BytesCache) -> bytes:
    key = sha256(ending.encode() + content).hexdigest()
    found = cache.get_bytes(key)
    if found is None:
        found = METHODS[ending](content)
        cache.put_bytes(key, found)
    return found


def gzip(content: bytes) -> bytes:
    """The content as a gzip file."""
    deflate = zlib.compressobj(_BEST, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(content) + deflate.flush()
    return _GZIP_HEAD + body + struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF)


def brotli(content: bytes) -> bytes:
    """The content as a Brotli stream."""
    import brotli as library  # noqa: PLC0415  # only if requested

    compressed_content: bytes = library.compress(content, mode=library.MODE_TEXT, quality=11)
    return compressed_content


METHODS: Mapping[str, Callable[[bytes], bytes]] = {".gz": gzip, ".br": brotli}
