"""One digest of everything a build depends on: the project's files, the generator's own, and its libraries.

What else a build read, such as fonts, is known when it has ended (`reads`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import yiwu_report
from yiwu_report.load.templates import template_folders

if TYPE_CHECKING:
    from hashlib import _Hash


def fingerprint(root: Path, *options: str) -> str | None:
    """The digest of a build of `root` with these options; None where a file cannot be read.

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
    path = root / match[1].decode(errors="replace").strip() if match else None
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
