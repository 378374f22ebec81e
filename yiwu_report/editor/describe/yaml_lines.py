"""A description as lines of YAML: what has to be decided stands as DECIDE, with what there is to choose from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from yiwu_report.editor.describe.layout import Decide
from yiwu_report.inputs.validate.undecided import UNDECIDED

_PLAIN = re.compile(r"[^\W_](?:[^:#{}\[\],&*!|>'\"%@`\n]*[^\s:#{}\[\],&*!|>'\"%@`])?")
_SPECIAL = re.compile(r"(?i)null|true|false|yes|no|on|off|~|[-+]?[.,_:exo/-]*[0-9][0-9a-f.,_:exo/-]*|[-+.,_:/]+")


def yaml_lines(values: Mapping[str, object], indent: int = 0) -> Iterator[str]:
    """The mapping, a line a key; lists stand on one line. A key that begins with # is a comment."""
    space = " " * indent
    for key, value in values.items():
        if key.startswith("#"):
            yield f"{space}# {value}"
        elif isinstance(value, Mapping):
            yield f"{space}{scalar(key)}:"
            yield from yaml_lines(value, indent + 2)
        else:
            yield f"{space}{scalar(key)}: {_written(value)}"


def _written(value: object) -> str:
    if isinstance(value, Decide):
        return _undecided(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_written, value))}]"
    if value is None or isinstance(value, (bool, int)):
        return json.dumps(value)
    return scalar(str(value))


def _undecided(advice: str) -> str:
    """Without quotes where that is the same."""
    text = f"{UNDECIDED} {' '.join(advice.split())}"
    if ": " in text or " #" in text or text.endswith(":"):
        return "'" + text.replace("'", "''") + "'"
    return text


def scalar(text: str) -> str:
    """A text as YAML: plain where every reader takes it for that text, else in quotes."""
    return text if _PLAIN.fullmatch(text) and not _SPECIAL.fullmatch(text) else json.dumps(text, ensure_ascii=False)
