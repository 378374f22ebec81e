"""What one test makes and others use: pictures once drawn, one V8 that draws the rest, templates once compiled."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from filelock import FileLock
from jinja2.bccache import Bucket

from yiwu_report.build import picture_stage, stages
from yiwu_report.publish.cache import FolderCache
from yiwu_report.site.report import CompiledTemplates
from yiwu_report.svg import Engine

_PATIENCE_SECONDS = 300


class _SharedEngine(Engine):
    """Stays open when one of those that draw with it is done."""

    def close(self) -> None:
        pass


@contextmanager
def keeping_pictures(folder: Path) -> Iterator[None]:
    """Builds in this process use the pictures in `folder`, which any test has drawn before, and draw with one V8.

    The key of a picture names all that it depends on, so that none can be wrong for another report.
    """
    engines: dict[str, _SharedEngine] = {}  # by the text of plotly.js

    def engine(plotly_js: str) -> _SharedEngine:
        if plotly_js not in engines:
            engines[plotly_js] = _SharedEngine(plotly_js)
        return engines[plotly_js]

    folder.mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("build.build", "build.session", "cli.early_engine"):
            patch.setattr(
                import_module(f"yiwu_report.{name}"), "PICTURES", folder
            )  # joined to a project's folder, an absolute path wins
        patch.setattr(picture_stage, "NoCache", lambda: FolderCache(folder))
        patch.setattr(picture_stage, "Engine", engine)
        yield
    for each in engines.values():
        Engine.close(each)


class _CompiledForAll(CompiledTemplates):
    """Keeps every version of a template: one test has other templates than the next."""

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get(f"{bucket.key} {bucket.checksum}", ("", None))[1]

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[f"{bucket.key} {bucket.checksum}"] = (bucket.checksum, bucket.code)


@contextmanager
def keeping_templates() -> Iterator[None]:
    """A template is compiled once in this process, however many reports it is filled for."""
    compiled = _CompiledForAll()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "CompiledTemplates", lambda: compiled)
        yield


def one_at_a_time(lock: Path) -> FileLock:
    """A lock in whose block no other worker of this run is; Timeout after five minutes of waiting."""
    return FileLock(lock, timeout=_PATIENCE_SECONDS)


def folder_of_all_workers(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that its workers share."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
