"""What a picture can't show is refused by name, before anything is drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from yiwu_report.pictures.bundle import TRACES

# layout keys that need files or are interactive
_LAYOUT: Final = {"images": "images from files", "updatemenus": "buttons", "sliders": "sliders"}


class CannotDraw(Exception):  # noqa: N818  # it says what can't be done, and the caller makes a problem of it
    """A figure of which no picture can be made; the message says why."""


def refuse_unfit(figure: Mapping[str, Any]) -> None:
    """Raise `CannotDraw` for a figure that has other traces than bar, pie and scatter, or moving parts."""
    for trace in figure.get("data", ()):
        kind = trace.get("type", "scatter")
        if kind not in TRACES:
            raise CannotDraw(f"it has a trace of type {kind}; pictures support {', '.join(TRACES)}")
    for key, words in _LAYOUT.items():
        if figure.get("layout", {}).get(key):
            raise CannotDraw(f"its layout has {words} ({key}), which pictures don't support")


def plain_json(value: Any) -> str:
    """The value as JSON. Raises `CannotDraw` for what JSON has no form for: arrays of numpy, not-a-number, dates."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise CannotDraw(f"it is not plain JSON data: {error}") from error
