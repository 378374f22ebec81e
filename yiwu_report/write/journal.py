"""The complete plan of a publication, on disk before its first step: what a killed run leaves to the next one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from yiwu_report.write.manifest import checksum
from yiwu_report.write.paths import MANIFEST, is_usable

JOURNAL = "journal"  # in the staging folder


@dataclass(frozen=True, slots=True)
class Put:
    """Rename a staged file into its place."""

    path: str  # e.g. "en/index.html"
    checksum: str
    staged: str  # its name in the staging folder, e.g. "000012"
    stage: int  # what has a lower one is in place, and safe on the disk, before


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove a file of ours that this site doesn't have, if it still is what we wrote."""

    path: str
    checksum: str
    stage: int


Step = Put | Drop


def journal_of(steps: Sequence[Step]) -> bytes:
    """The journal of these steps: a checksum of all that follows, then one step a line."""
    lines = [json.dumps({"do": type(step).__name__, **asdict(step)}, ensure_ascii=False) for step in steps]
    body = "\n".join([str(len(lines)), *lines]).encode()
    return checksum(body).encode() + b"\n" + body


def read_journal(staging: Path) -> tuple[Step, ...] | None:
    """The steps that a killed run had planned; None if its journal is missing or was never complete."""
    try:
        head, _, body = (staging / JOURNAL).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    if head != checksum(body).encode():
        return None
    steps = tuple(_step(json.loads(line)) for line in body.decode().split("\n")[1:])
    return steps if all(is_usable(step.path) or step.path == MANIFEST for step in steps) else None


def _step(record: dict[str, Any]) -> Step:
    kinds: dict[str, type[Put | Drop]] = {"Put": Put, "Drop": Drop}
    return kinds[record.pop("do")](**record)
