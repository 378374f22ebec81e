"""Whether an output folder still holds what the last build put there, so that an unchanged build can be skipped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from yiwu_report.write.manifest import checksum, is_as_written, read_manifest
from yiwu_report.write.paths import MANIFEST, STAGING


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was built: the digest of what went in, that of the manifest that came out, and what was said of it."""

    inputs: str
    manifest: str
    pages: int
    files: int
    notes: tuple[str, ...]
    read: Mapping[str, str] = field(default_factory=dict)  # path -> state of what was read besides (load.reads)


def write_stamp(  # noqa: PLR0913  # a stamp is all that is known of a build
    path: Path,
    inputs: str | None,
    out: Path,
    pages: int,
    notes: Sequence[str] = (),
    *,
    read: Mapping[str, str] | None = None,
) -> None:
    """Note a build that went well. Errors are ignored, because nothing depends on the stamp."""
    with suppress(OSError):
        if inputs is None:
            path.unlink(missing_ok=True)
            return
        manifest, files = checksum((out / MANIFEST).read_bytes()), len(read_manifest(out))
        stamp = Stamp(inputs, manifest, pages, files, tuple(notes), dict(read or {}))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(stamp)) + "\n", encoding="utf-8")


def still_stands(path: Path, inputs: str | None, out: Path) -> Stamp | None:
    """The stamp, if the same inputs gave what the output folder holds to the byte; else None."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        stamp = Stamp(**{**record, "notes": tuple(record["notes"])})
        if stamp.inputs != inputs or (out / STAGING).exists():
            return None
        if checksum((out / MANIFEST).read_bytes()) != stamp.manifest:
            return None
    except (OSError, ValueError, TypeError, KeyError):
        return None
    files = read_manifest(out)
    return stamp if files and all(is_as_written(out / name, digest) for name, digest in files.items()) else None
