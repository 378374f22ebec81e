"""A small site in two versions, and disks that fail, for the tests of publication."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from yiwu_report.model.output import Output, OutputId, OutputKind, Rendered, Stage
from yiwu_report.publish import Disk

OLD = {
    "assets/site.1.css": b"old css",
    "assets/same.js": b"same",
    "data/figures.json": b'{"a": 71}',
    "index.html": b"<p>71",
    "en/index.html": b"<p>71 parks",
    "gone/deep/index.html": b"<p>gone",
    "assets/gone.png": b"gone",
}
NEW = {
    "assets/site.2.css": b"new css",
    "assets/same.js": b"same",
    "data/figures.json": b'{"a": 72}',
    "data/tables/projects.csv": b"id,value\n",
    "index.html": b"<p>72",
    "en/index.html": b"<p>72 parks",
    "figures/index.html": b"<p>all figures",
}


def rendered(files: Mapping[str, bytes]) -> list[Rendered]:
    """The outputs of a site given as path -> bytes."""
    return [
        Rendered(Output(path, OutputId(OutputKind.ASSET, path), stage_of(path)), content)
        for path, content in files.items()
    ]


def stage_of(path: str) -> Stage:
    stages = {"assets": Stage.ASSET, "data": Stage.DATA}
    return stages.get(path.split("/", maxsplit=1)[0], Stage.PAGE)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes, our own records too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def readable(folder: Path) -> dict[str, bytes]:
    """What a reader can be led to: every file that isn't one of our own records."""
    return {path: content for path, content in tree(folder).items() if not path.startswith(".")}


class Killed(BaseException):
    """Stands for SIGKILL: nothing of ours may handle it."""


class Unsynced(Disk):
    """The disk without waiting for it: what a test stops is a process, not the power."""

    def write(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)

    def sync_folder(self, folder: Path) -> None:
        assert folder.is_dir()


class Failing(Unsynced):
    """A disk on which the n-th operation fails, a write after half of its bytes. `count` tells how many there were."""

    def __init__(self, at: int = -1, error: BaseException | None = None) -> None:
        self.at = at
        self.error = error or Killed()
        self.count = 0

    def before(self) -> None:
        """Called before each operation."""

    def _step(self) -> bool:
        self.before()
        self.count += 1
        return self.count - 1 == self.at

    def write(self, path: Path, content: bytes) -> None:
        if self._step():
            path.write_bytes(content[: len(content) // 2])
            raise self.error
        super().write(path, content)

    def make_folder(self, folder: Path) -> None:
        if self._step():
            raise self.error
        super().make_folder(folder)

    def sync_folder(self, folder: Path) -> None:
        if self._step():
            raise self.error
        super().sync_folder(folder)

    def replace(self, source: Path, target: Path) -> None:
        if self._step():
            raise self.error
        super().replace(source, target)

    def remove(self, path: Path) -> None:
        if self._step():
            raise self.error
        super().remove(path)

    def remove_folder(self, folder: Path) -> None:
        if self._step():
            raise self.error
        super().remove_folder(folder)
