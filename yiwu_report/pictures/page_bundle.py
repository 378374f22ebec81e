"""Whether a smaller bundle of plotly.js can stand for the installed one on the pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

_VERSION = re.compile(r"plotly\.js (?:\([^)]*\) )?v(\d+\.\d+\.\d+)")
_TRACE = re.compile(r'moduleType:"trace",name:"([a-z0-9]+)"')
_HEAD = 500  # characters: the licence comment


def version_of(bundle: str) -> str | None:
    """The version that the bundle's first comment names, e.g. "4.1.1"."""
    match = _VERSION.search(bundle[:_HEAD])
    return match[1] if match else None


def fault_of_bundle(bundle: str, installed: str, traces: Iterable[str]) -> tuple[str, str] | None:
    """What is wrong with a bundle and what to do: another version, or a kind of trace that it cannot draw."""
    version, wanted = version_of(bundle), version_of(installed)
    if version is None:
        return "this is not a plotly.js bundle", "use a file such as plotly-basic.min.js"
    if version != wanted:
        return f"plotly.js {version}, and pictures are drawn by {wanted}", f"install version {wanted} of it"
    missing = sorted(set(traces) - set(_TRACE.findall(bundle)))
    if missing:
        return f"the bundle cannot draw {', '.join(missing)}", "use a larger bundle, or remove the key"
    return None
