"""Templates, their assets and words: the project's own, and the generator's where the project has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yiwu_report
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule


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


def load_templates(root: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Name -> source of every template, e.g. "pages/article.html"; the first folder that has one gives it.

    A file that is not UTF-8 is a problem.
    """
    sources: dict[str, str] = {}
    problems: list[Problem] = []
    for name, content in _first(root, is_asset=False).items():
        try:
            sources[name] = content.decode()
        except UnicodeDecodeError as error:
            place = Place(f"templates/{name}", content.count(b"\n", 0, error.start) + 1)
            problems.append(Problem(place, Rule.ENCODING, "the template is not UTF-8", "save it as UTF-8"))
    return sources, tuple(problems)


def load_assets(root: Path) -> dict[str, bytes]:
    """Name -> content of every asset of templates/assets, e.g. "tokens.css"."""
    found = _first(root, is_asset=True)
    return {name.removeprefix("assets/"): content for name, content in found.items()}


def _first(root: Path, *, is_asset: bool) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for folder in template_folders(root):
        for name, path in _files(folder):
            kind = name.split("/", 1)[0]
            if kind != "words" and (kind == "assets") is is_asset and name not in found:
                found[name] = path.read_bytes()
    return dict(sorted(found.items()))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")) and not name.endswith("~"):
            yield name, path
