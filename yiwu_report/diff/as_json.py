"""A difference as JSON, for other programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from yiwu_report.diff.difference import Difference
from yiwu_report.model.place import Place


def as_json(difference: Difference) -> list[str]:
    """The lines of the JSON: the names are those of the classes, a place is "file:line:column"."""
    return json.dumps(_plain(asdict(difference)), ensure_ascii=False, indent=1).splitlines()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"file", "line", "column"}:
            return str(Place(**value))
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
