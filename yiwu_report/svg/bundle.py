"""The part of plotly.js that pictures need, what they do not support, and which smaller bundle pages can load.

plotly.js is one file of some 1,200 modules, each a statement `var name=W((e,t)=>{…});` that runs when another
one calls `name()`. Three quarters of them serve maps, 3D and traces that pictures don't draw; V8 reads them all the
same, which takes longer than drawing a page of charts. They are omitted, nothing else is changed. If a file is
built in another way, all of it is used: slower, with the same result.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, Final

TRACES = ("bar", "pie", "scatter")

_WRAPPER = re.compile(r"var ([\w$]+)=\([\w$,]+\)=>\(\)=>\{")  # var W=(e,t)=>()=>{…}, defined in the first lines
_MODULE = re.compile(r"([\w$]+)=([\w$]+)\((?:\(|[\w$]+=>)")
_FIRST = re.compile(r"var (?=[\w$]+=([\w$]+)\((?:\(|[\w$]+=>))")
_EXPORT = re.compile(r"\.exports=([\w$]+)\(\)")
_REGISTER = re.compile(r"\.register\(\[((?:[\w$]+\(\),)+[\w$]+\(\))\]\)")
_NAME_AT_END = re.compile(r"[\w$]+$")
_BETWEEN = "});var "
_LONGEST_NAME = 12


def needed_part(bundle: str) -> str:
    """The program without the modules that bar, pie and scatter charts never run, or all of it."""
    head, modules, tail = _parts(bundle)
    register = _REGISTER.search(tail)
    if register is None:
        return bundle
    listed = register.group(1).removesuffix("()").split("(),")
    wanted = [_registered(trace, listed, modules) for trace in TRACES if trace != "scatter"]  # the core has that one
    if None in wanted:
        return bundle
    kept = ",".join(f"{name}()" for name in wanted)
    tail = tail[: register.start(1)] + kept + tail[register.end(1) :]
    reached = _reached_from(head + tail, modules)
    return head + "".join(text for name, text in modules.items() if name in reached) + tail


def _parts(bundle: str) -> tuple[str, dict[str, str], str]:
    """The bundle's head, its modules by name in their order, and its last one, which registers the traces."""
    pieces = bundle.split(_BETWEEN)
    wrappers = set(_WRAPPER.findall(pieces[0]))
    starts = (start for start in _FIRST.finditer(pieces[0]) if start.group(1) in wrappers)
    first = next((start.end() for start in starts), 0)
    head, texts = pieces[0][:first], [pieces[0][first:]]
    for piece in pieces[1:]:
        start = _MODULE.match(piece)
        if start and start.group(2) in wrappers:
            texts.append(piece)
        else:  # an ordinary variable inside a module
            texts[-1] += _BETWEEN + piece
    names = [text[: text.find("=")] for text in texts]
    modules = {name: f"{text}}});var " for name, text in zip(names[:-1], texts[:-1], strict=True)}
    return head, modules, texts[-1]


def _registered(trace: str, listed: list[str], modules: dict[str, str]) -> str | None:
    """The module in the list of registered ones that is this trace: it exports the one with its name."""
    says = f'moduleType:"trace",name:"{trace}"'
    for name in listed:
        handed_on = _EXPORT.search(modules.get(name, ""))
        if handed_on and says in modules.get(handed_on.group(1), ""):
            return name
    return None


def _reached_from(text: str, modules: dict[str, str]) -> set[str]:
    """The names of all modules that this text calls, and those call, and so on."""
    reached: set[str] = set()
    new = _called(text, modules)
    while new:
        reached |= new
        new = set(chain.from_iterable(_called(modules[name], modules) for name in new)) - reached
    return reached


def _called(text: str, modules: dict[str, str]) -> set[str]:
    ends = (_NAME_AT_END.search(piece[-_LONGEST_NAME:]) for piece in text.split("()")[:-1])
    return {end.group() for end in ends if end and end.group() in modules}


# layout keys that need files or are interactive
_LAYOUT: Final = {"images": "images from files", "updatemenus": "buttons", "sliders": "sliders"}


class CannotDraw(Exception):  # noqa: N818  # not an error of the program: the caller makes a problem of it
    """A figure that cannot be drawn, with the reason."""


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
