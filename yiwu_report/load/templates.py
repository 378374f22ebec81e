"""Templates, their assets and words: the project's own, and the generator's where the project has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import yiwu_report

T = TypeVar("T")


def template_folders(root: Path) -> tuple[Path, ...]:
    """Where templates are looked for, in order: the project's templates/, then those of the generator.

    An installed generator has them inside the package; a checkout beside it.
    """
    package = Path(yiwu_report.__file__).parent
    folders = (root / "templates", package / "templates", package.parent / "templates")
    return tuple(dict.fromkeys(folder.resolve() for folder in folders if folder.is_dir()))


def words_folders(root: Path) -> tuple[Path, ...]:
    """Where the words of the languages are looked for, in order."""
    return tuple(folder / "words" for folder in template_folders(root))


def load_templates(root: Path) -> dict[str, str]:
    """Name -> source of every template, e.g. "pages/article.html"; the first folder that has one gives it."""
    return _first(root, lambda path: path.read_text(encoding="utf-8"), is_asset=False)


def load_assets(root: Path) -> dict[str, bytes]:
    """Name -> content of every asset of templates/assets, e.g. "tokens.css"."""
    found = _first(root, lambda path: path.read_bytes(), is_asset=True)
    return {name.removeprefix("assets/"): content for name, content in found.items()}


def _first(root: Path, read: Callable[[Path], T], *, is_asset: bool) -> dict[str, T]:
    found: dict[str, T] = {}
    for folder in template_folders(root):
        for name, path in _files(folder):
            kind = name.split("/", 1)[0]
            if kind != "words" and (kind == "assets") is is_asset and name not in found:
                found[name] = read(path)
    return dict(sorted(found.items()))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")) and not name.endswith("~"):
            yield name, path
