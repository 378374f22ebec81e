"""The files of the output folder that the generator wrote: the path and the checksum of each that the last build wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from yiwu_report.publish.paths import MANIFEST, is_usable

_FORMAT = 1


def checksum(content: bytes) -> str:
    """The SHA-256 of some bytes in hex."""
    return hashlib.sha256(content).hexdigest()


def is_as_written(path: Path, digest: str) -> bool:
    """True if a file still has the bytes that we once wrote."""
    return path.is_file() and not path.is_symlink() and checksum(path.read_bytes()) == digest


def manifest_of(checksums: Mapping[str, str]) -> bytes:
    """The manifest that records these paths with their checksums."""
    record = {"format": _FORMAT, "files": dict(sorted(checksums.items()))}
    return (json.dumps(record, ensure_ascii=False, indent=0) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, str]:
    """Path -> checksum of every file that is ours; empty without a readable manifest."""
    try:
        record = json.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(record, dict) or record.get("format") != _FORMAT or not isinstance(record.get("files"), dict):
        return {}
    return {path: digest for path, digest in record["files"].items() if is_usable(path) and isinstance(digest, str)}
