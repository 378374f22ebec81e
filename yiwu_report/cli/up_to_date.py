"""Whether a build has anything to do: compares inputs, generator and output with those of the last build.

Other files that a build reads, such as fonts, are known when it has ended (`inputs.load.reads`).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import yiwu_report
from yiwu_report.cli.command import Options
from yiwu_report.inputs.load.package_files import path_in, template_folders
from yiwu_report.inputs.load.reads import Reads, are_as_they_were
from yiwu_report.publish.manifest import checksum, is_as_written, read_manifest
from yiwu_report.publish.paths import MANIFEST, STAGING

if TYPE_CHECKING:
    from hashlib import _Hash


def fingerprint(root: Path, *options: str) -> str | None:
    """The digest of a build of `root` with these options; None if a file cannot be read.

    Names and bytes count, times and places don't: the same project gives the same digest anywhere.
    """
    folders = covered_folders(root)
    digest = sha256("\0".join([sys.version, *_libraries(), *options]).encode())
    try:
        for number, folder in enumerate(folders):
            _add_files(digest, str(number), folder)
        if bundle := _named_bundle(root):
            digest.update(b"\0plotly_js\0" + bundle.read_bytes())
    except OSError:
        return None
    return digest.hexdigest()


def covered_folders(root: Path) -> list[Path]:
    """The folders of which every file counts."""
    return [root / "content", root / "data", *template_folders(root), Path(yiwu_report.__file__).parent]


def _named_bundle(root: Path) -> Path | None:
    """The file that site.yaml names for plotly.js, found without reading YAML; None for the installed one."""
    site = root / "content" / "site.yaml"
    match = re.search(rb"(?m)^plotly_js:[ \t]*[\"']?([^\"'#\r\n]+)", site.read_bytes()) if site.is_file() else None
    path = path_in(root, match[1].decode(errors="replace").strip()) if match else None
    return path if path and path.is_file() else None


def state_of(root: Path) -> str:
    """A short name for the state of a project's content and data, the same for the same files anywhere."""
    digest = sha256()
    for folder in ("content", "data"):
        _add_files(digest, folder, root / folder)
    return digest.hexdigest()[:8]


def _add_files(digest: _Hash, label: str, folder: Path) -> None:
    for name, content in _files(folder):
        digest.update(f"\0{label}/{name}\0{len(content)}\0".encode(errors="surrogateescape"))
        digest.update(content)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _libraries() -> Iterable[str]:
    """Name and version of everything that is installed beside the generator, as the folders that note it are called.

    E.g. "plotly-7.1.0.dist-info" (Recording installed projects, packaging.python.org). To read them all, as
    importlib.metadata does, takes 0.05 s.
    """
    folders = (Path(each) for each in sys.path if each)
    return sorted(found.name for folder in folders for found in folder.glob("*.*-info"))


@dataclass(frozen=True, slots=True)
class Stamp:
    """A finished build: the digests of its inputs and of its manifest, and its messages."""

    inputs: str
    manifest: str
    pages: int
    files: int
    notes: tuple[str, ...]
    read: Mapping[str, str] = field(
        default_factory=dict
    )  # path -> state of the other files that were read (inputs.load.reads)


def write_stamp(  # noqa: PLR0913  # a stamp is all that is known of a build
    path: Path,
    inputs: str | None,
    out: Path,
    pages: int,
    notes: Sequence[str] = (),
    *,
    read: Mapping[str, str] | None = None,
) -> None:
    """Record a successful build. Errors are ignored, because nothing depends on the stamp."""
    with suppress(OSError):
        if inputs is None:
            path.unlink(missing_ok=True)
            return
        manifest, files = checksum((out / MANIFEST).read_bytes()), len(read_manifest(out))
        stamp = Stamp(inputs, manifest, pages, files, tuple(notes), dict(read or {}))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(stamp)) + "\n", encoding="utf-8")


def still_stands(path: Path, inputs: str | None, out: Path) -> Stamp | None:
    """The stamp, if the same inputs gave exactly what is in the output folder; else None."""
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


CACHE = Path(".cache")
STAMP = CACHE / "built.json"  # in the project; it may be deleted at any time


class Again:
    """The record of the last build of a project, without running or importing any stage."""

    def __init__(self, options: Options) -> None:
        self._root, self._path, self._out = options.root, options.root / STAMP, options.out
        self._reads = Reads()
        self._inputs = fingerprint(options.root, *(name for name in ("strict", "compress") if getattr(options, name)))

    def stands(self) -> Stamp | None:
        """The stamp of the last build if its inputs and output are unchanged."""
        stamp = still_stands(self._path, self._inputs, self._out)
        return stamp if stamp and are_as_they_were(self._root, stamp.read) else None

    def note(self, pages: int, notes: Sequence[str]) -> None:
        """Record a successful build and its messages."""
        covered = [*covered_folders(self._root), self._root / CACHE, self._out]
        write_stamp(self._path, self._inputs, self._out, pages, notes, read=self._reads.states(self._root, covered))
