"""A program that is half-way through saving is no editor's mistake: the preview waits until the file is whole."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from project import ROOT

from yiwu_report.editor.preview.preview_session import PreviewSession

FILE = "data/figures/libraries.yaml"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[PreviewSession]:
    root = Path(
        shutil.copytree(ROOT / "tests/sites/minimal", tmp_path / "site", ignore=shutil.ignore_patterns(".cache"))
    )
    made = PreviewSession(root)
    assert made.update().problems == ()
    yield made
    made.close()


def _truncate(path: Path, whole: bytes) -> Callable[[], object]:
    path.write_bytes(b"")
    return lambda: path.write_bytes(whole)


def _write_half(path: Path, whole: bytes) -> Callable[[], object]:
    path.write_bytes(whole[: len(whole) // 2] + b"\n  : [")
    return lambda: path.write_bytes(whole)


def _rename_away(path: Path, whole: bytes) -> Callable[[], object]:
    path.rename(path.with_suffix(".yaml~"))
    return lambda: path.write_bytes(whole)


def _replace_folder(path: Path, whole: bytes) -> Callable[[], object]:
    kept = path.parent.rename(path.parent.with_name(".figures"))
    return lambda: (kept.rename(path.parent), path.write_bytes(whole))


@pytest.mark.parametrize("begin", [_truncate, _write_half, _rename_away, _replace_folder])
def test_no_problem_is_told_of_half_a_save(
    session: PreviewSession, begin: Callable[[Path, bytes], Callable[[], object]]
) -> None:
    path = session.root / FILE
    version = session.state.version
    end = begin(path, path.read_bytes().replace(b"value: 12", b"value: 13"))
    later = threading.Timer(0.1, end)
    later.start()
    state = session.update()
    later.join()
    assert state.problems == ()
    assert state.version == version + 1
    assert session.site is not None
    quantity = session.site.context.data.figures["libraries.open"].quantity
    assert quantity is not None
    assert quantity.number == 13


def test_a_file_that_stays_empty_is_a_problem(session: PreviewSession) -> None:
    (session.root / FILE).write_bytes(b"")
    start = time.monotonic()
    assert session.update().problems
    assert time.monotonic() - start < 60
