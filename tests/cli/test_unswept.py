"""Python's collector of cycles: out of the way while a report is built, and at work afterwards."""

from __future__ import annotations

import gc

import pytest

from yiwu_report.cli.build import unswept


@pytest.mark.parametrize("was_on", [True, False])
def test_it_is_as_it_was_and_leaves_alone_what_was_made(*, was_on: bool) -> None:
    gc.unfreeze()
    if not was_on:
        gc.disable()
    try:
        with unswept():
            assert not gc.isenabled()
            assert gc.get_freeze_count() == 0
        assert gc.isenabled() is was_on
        assert gc.get_freeze_count() > 0
    finally:
        gc.enable()


def test_it_goes_on_after_a_fault() -> None:
    with pytest.raises(ValueError, match="no"), unswept():
        raise ValueError("no")
    assert gc.isenabled()
