"""The size of each page's first load, compared with the budget."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT_BYTES = 60_000, 6, 5_000  # docs/performance.md

_STYLE = re.compile(r'<link[^>]* rel="(?:stylesheet|icon)"[^>]*>')
_SCRIPT = re.compile(r"<script[^>]* src=[^>]*>")
_ADDRESS = re.compile(r' (?:href|src)="([^"#:]+)"')


@dataclass(frozen=True, slots=True)
class Weight:
    """A page's first load; sizes in bytes as sent with gzip."""

    path: str
    bytes: int
    requests: int
    script_bytes: int

    @property
    def is_over(self) -> bool:
        """True where it is more than it may be."""
        return self.bytes > MOST_BYTES or self.requests > MOST_REQUESTS or self.script_bytes > MOST_SCRIPT_BYTES


def weigh(path: str, content_of: Callable[[str], bytes | None], known: dict[str, int]) -> Weight:
    """The weight of the page at `path`; `known` keeps the sizes of files that pages share."""
    page = (content_of(path) or b"").decode()
    files = [_files(page, pattern, path) for pattern in (_STYLE, _SCRIPT)]
    sizes: Mapping[str, int] = {file: _size(file, content_of, known) for group in files for file in group}
    total = len(gzip.compress(page.encode(), 9)) + sum(sizes.values())
    return Weight(path, total, 1 + len(sizes), sum(sizes[file] for file in files[1]))


def _files(page: str, pattern: re.Pattern[str], path: str) -> list[str]:
    folder = posixpath.dirname(path)
    found = (_ADDRESS.search(tag) for tag in pattern.findall(page))
    return [posixpath.normpath(posixpath.join(folder, each[1])) for each in found if each]


def _size(file: str, content_of: Callable[[str], bytes | None], known: dict[str, int]) -> int:
    if file not in known:
        known[file] = len(gzip.compress(content_of(file) or b"", 9))
    return known[file]
