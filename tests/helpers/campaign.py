"""Campaigns: tests that try many cases. `make test` takes a sample of each, `make campaign` all of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")

IS_WHOLE = os.environ.get("CAMPAIGN") == "1"
campaign = pytest.mark.campaign


def examples(sample: int, whole: int) -> int:
    """How many cases to try."""
    return whole if IS_WHOLE else sample


def some(cases: Sequence[T], sample: int) -> list[T]:
    """All cases; without a campaign, `sample` of them with even steps between, the first and the last among them."""
    if IS_WHOLE or len(cases) <= sample:
        return list(cases)
    return [cases[round(at * (len(cases) - 1) / (sample - 1))] for at in range(sample)]
