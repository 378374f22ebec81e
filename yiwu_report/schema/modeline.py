"""The comment at the top of a YAML file that tells an editor which schema it follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

FOLDER = ".schemas"  # in the project
_FIXED = {"content/site.yaml": "site"} | {
    f"data/{name}.yaml": name for name in ("sources", "units", "derived", "claims", "corrections")
}
_BY_FOLDER = {
    "content/charts": "chart",
    "data/figures": "figures",
    "data/tables": "table",
    "templates/words": "words",
}
_MODELINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=\S*[ \t]*")


def schema_name(file: str) -> str | None:
    """The schema of a project file, e.g. "figures" for "data/figures/parks.yaml"; None: none."""
    folder, _, name = file.rpartition("/")
    return _FIXED.get(file) or (_BY_FOLDER.get(folder) if name.endswith(".yaml") else None)


def modeline(file: str) -> str | None:
    """The modeline of a file of the project: its schema by a relative path, so that no network is needed.

    It is the form of yaml-language-server, which VS Code's YAML extension, Neovim, Helix and others use.
    """
    name = schema_name(file)
    return f"# yaml-language-server: $schema={'../' * file.count('/')}{FOLDER}/{name}.json" if name else None


def with_modeline(file: str, text: str) -> str:
    """The text of a file with its modeline first, one that is there already put right; all else as it is."""
    line = modeline(file)
    if line is None:
        return text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    first, ending, rest = body.partition("\n")
    carriage = "\r" if first.endswith("\r") else ""
    if _MODELINE.fullmatch(first.removesuffix("\r")):
        return f"{mark}{line}{carriage}{ending}{rest}"
    return f"{mark}{line}{carriage}\n{body}"


def add_modelines(inputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files among these that follow a schema, each with its modeline; those that are no UTF-8 stay out."""
    marked: dict[str, bytes] = {}
    for name, content in inputs.items():
        with suppress(UnicodeDecodeError):
            if schema_name(name):
                marked[name] = with_modeline(name, content.decode()).encode()
    return marked
