"""A fetched file: whether it is a web page in place of data, and its record in data/origins.yaml."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Any, Final

import yaml

from yiwu_report.editor.schema import modeline
from yiwu_report.model.origins import FetchedFileSpec

_HEAD_BYTES: Final = 4096
_BEFORE = re.compile(r"(\s|<\?xml[^>]*>|<!--.*?-->)+", re.DOTALL)
_PAGE = re.compile(r"<(!doctype\s+html|html|head|body|title|meta|script|style|h1|center|p|div)\b", re.IGNORECASE)
_ENCODINGS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def content_fault(content: bytes) -> str | None:
    """What is wrong with an answer that can't be data: an HTML page, packed or not; None for anything else.

    An empty file, or one of another shape, is found when it is read by its description.
    """
    text = _text(_unpacked(content))
    before = _BEFORE.match(text)
    page = _PAGE.match(text, before.end() if before else 0)
    return None if page is None else f'it is a web page, which begins with "{page[0]}"'


def _unpacked(content: bytes) -> bytes:
    """The first bytes, unpacked if they are those of a gzip file."""
    if not content.startswith(b"\x1f\x8b"):
        return content[:_HEAD_BYTES]
    try:
        return zlib.decompressobj(wbits=31).decompress(content[: 4 * _HEAD_BYTES], _HEAD_BYTES)
    except zlib.error:
        return b""


def _text(head: bytes) -> str:
    encoding = next((name for mark, name in _ENCODINGS.items() if head.startswith(mark)), "utf-8")
    return head.decode(encoding, errors="replace").lstrip("\ufeff")


_HEAD = "# Written by refresh: where the files of data/files/ came from.\n"


def record_of(fetched: Mapping[str, FetchedFileSpec]) -> bytes:
    """The file for these entries, by the names of their files; the same entries give the same bytes."""
    entries = [_entry(fetched[name]) for name in sorted(fetched)]
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=1 << 30)
    return f"{modeline('data/origins.yaml')}\n{_HEAD}{text}".encode()


def _entry(spec: FetchedFileSpec) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "file": spec.file_name,
        "origin": spec.address or list(spec.arguments),
        "fetched": spec.fetched,
        "size_bytes": spec.size_bytes,
        "sha256": spec.sha256,
    }
    kept = {"etag": spec.etag, "last_modified": spec.last_modified}
    return entry | {key: text.value for key, text in kept.items() if text}
