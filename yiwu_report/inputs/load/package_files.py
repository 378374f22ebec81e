"""Templates, assets and words, the project's own or the generator's; the example project; plotly.js."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from unicodedata import normalize

import yiwu_report
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


def template_folders(root: Path) -> tuple[Path, ...]:
    """Where templates are looked for, in order: the project's templates/, then those of the generator.

    An installed generator has them inside the package; a checkout beside it.
    """
    package = Path(yiwu_report.__file__).parent
    folders = (root / "templates", package / "templates", package.parent / "templates")
    return tuple(dict.fromkeys(folder.resolve() for folder in folders if folder.is_dir()))


def words_folders(root: Path) -> tuple[Path, ...]:
    """The folders of words files, in the order of precedence."""
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
            if kind not in {"words", "layouts"} and (kind == "assets") is is_asset and name not in found:
                found[name] = path.read_bytes()
    return dict(sorted(found.items()))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")) and not name.endswith("~"):
            yield name, path


_FOLDER = Path(yiwu_report.__file__).parent / "editor" / "new" / "skeleton"


def load_skeleton(name: str) -> dict[str, bytes]:
    """Path -> bytes of every file of a skeleton, "report" or "article"."""
    return files_in(_FOLDER / name)


def load_own_templates() -> dict[str, bytes]:
    """Path -> bytes of the templates that the generator brings along, as a project's own, e.g. "templates/base.html"."""
    folder = template_folders(_FOLDER)[-1]
    return {f"templates/{name}": content for name, content in files_in(folder).items()}


def files_in(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file below a folder, but what Python and editors leave there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("~") and "__pycache__" not in path.parts
    }


def package_text(name: str) -> str:
    """The text of such a file, e.g. "editor/proof/document.html"."""
    return files("yiwu_report").joinpath(name).read_text("utf-8")


def load_named_bundle(root: Path, name: Text) -> bytes | Problem:
    """The bundle that site.yaml names, by its path in the project; a problem if it cannot be read."""
    try:
        path = path_in(root, name.value.strip())
        if not path.resolve().is_relative_to(root.resolve()):
            return Problem(name.start, Rule.MISSING_FILE, "a file outside of the project", "copy it into the project")
        return path.read_bytes()
    except (OSError, ValueError):
        remedy = "install it there, or remove plotly_js:"
        return Problem(name.start, Rule.MISSING_FILE, f"{name.value} cannot be read", remedy)


def path_in(root: Path, name: str) -> Path:
    """The path of a file that an editor names: without such a file, one with the same name in Unicode NFC."""
    path = root / name
    if path.exists() or name.isascii():
        return path
    here = root
    for part in PurePosixPath(name).parts:
        inside = here.iterdir() if here.is_dir() else ()
        here = next((each for each in inside if normalize("NFC", each.name) == normalize("NFC", part)), here / part)
    return here


def load_plotly_js() -> bytes:
    """The script, found without importing plotly, which takes its time."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed", name="plotly")
    return (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes()
