"""Plain values as YAML in block style, as an editor would write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

Value = str | Mapping[str, "Value"]

_NUMBERS = frozenset({"period", "paragraph", "decimals", "tolerance", "update_due"})  # keys that editors never quote
_PLAIN_NUMBER = re.compile(r"[0-9][0-9./-]*( vs [0-9-]+)?")
_PLAIN = re.compile(r"[^\W_](?:[^:#{}\[\],&*!|>'\"%@`\n]*[^\s:#{}\[\],&*!|>'\"%@`])?")
_SPECIAL = re.compile(r"(?i)null|true|false|yes|no|on|off|~|[-+]?[0-9.,_:exo/-]+")


def written(values: Mapping[str, Value], indent: int = 0) -> str:
    """The mapping as lines of YAML."""
    return "".join(_lines(values, indent))


def _lines(values: Mapping[str, Value], indent: int) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, str):
            yield f"{' ' * indent}{key}: {value if key in _NUMBERS and _PLAIN_NUMBER.fullmatch(value) else scalar(value)}\n"
        elif value:
            yield f"{' ' * indent}{key}:\n{written(value, indent + 2)}"


def scalar(text: str) -> str:
    """A text as YAML: plain where every reader takes it for that text, else in quotes."""
    return text if _PLAIN.fullmatch(text) and not _SPECIAL.fullmatch(text) else json.dumps(text, ensure_ascii=False)
