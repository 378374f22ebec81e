"""Texts that somebody has looked at: a missing one is written, but never in CI; another one fails, and lies beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"


def assert_reviewed(text: str, name: str) -> None:
    """Fail unless tests/snapshots/<name> is this text."""
    path = SNAPSHOTS / name
    if not path.exists() and "CI" not in os.environ:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        changed = path.with_name(f"{path.stem}-changed{path.suffix}")
        changed.write_text(text, encoding="utf-8")
        pytest.fail(f"{path} is not what is made; review {changed.name}, and rename it if it is right")
