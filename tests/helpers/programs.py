"""Programs of a machine that a test makes up."""

from __future__ import annotations

import stat
from pathlib import Path


def add(programs: Path, name: str, script: str) -> None:
    """A shell script among the programs of the machine."""
    path = programs / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
