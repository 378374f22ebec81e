"""pydantic errors as messages for editors."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic_core import ErrorDetails

from yiwu_report.model.fields import Spec, shape
from yiwu_report.model.figures import CellSpec, FigureSpec, UnitSpec
from yiwu_report.model.problem import Fault, did_you_mean
from yiwu_report.model.rules import RULES, Rule
from yiwu_report.model.text import Text

SpecType = type[Spec]


def explain(error: ErrorDetails, spec: SpecType) -> Fault:
    """The fault behind an error of pydantic; `spec` is what was read."""
    kind = error["type"]
    if kind in RULES:
        context = error.get("ctx", {})
        return Fault(Rule(kind), context["message"], context["remedy"])
    return _EXPLANATIONS.get(kind, _other)(error, spec)


def is_about_key(error: ErrorDetails) -> bool:
    """True if the key is wrong, not its value."""
    loc = error["loc"]
    about_key = {"extra_forbidden", str(Rule.UNKNOWN_LANGUAGE)}
    return error["type"] in about_key or (bool(loc) and loc[-1] == "[key]")


def _missing(error: ErrorDetails, spec: SpecType) -> Fault:
    name = str(error["loc"][-1])
    fields = _model_at(spec, error["loc"][:-1]).model_fields
    field = next((each for key, each in fields.items() if name in {key, each.alias}), None)
    description = f" ({field.description})" if field and field.description else ""
    return missing_key(name, description)


def missing_key(name: str, description: str = "") -> Fault:
    """A required key is missing."""
    return Fault(Rule.MISSING_KEY, f'the key "{name}" is missing', f"add {name}:{description}")


def _unknown(error: ErrorDetails, spec: SpecType) -> Fault:
    return unknown_key(str(error["loc"][-1]), keys_of(_model_at(spec, error["loc"][:-1])))


_NOT_WRITTEN = {UnitSpec: "forms", FigureSpec: "date", CellSpec: "date"}  # set by validate from other keys


def keys_of(spec: SpecType) -> tuple[str, ...]:
    """The keys that editors may write in an entry."""
    written = (name for name in spec.key_order() if name != _NOT_WRITTEN.get(spec))
    return tuple(spec.model_fields[name].alias or name for name in written)


def unknown_key(name: str, known: Iterable[str]) -> Fault:
    """A key is not known."""
    names = list(known)
    return Fault(
        Rule.UNKNOWN_KEY, f'unknown key "{name}"', did_you_mean(name, names, f"the keys here are {', '.join(names)}")
    )


def _choice(error: ErrorDetails, _: SpecType) -> Fault:
    allowed = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
    if not isinstance(error["input"], str):
        return wrong_shape(error["input"], "a word", f"use one of {', '.join(allowed)}")
    return unknown_value(error["input"], allowed)


def unknown_value(value: str, allowed: Iterable[str]) -> Fault:
    """A value is not one of those allowed."""
    names = list(allowed)
    near = did_you_mean(value, names, "").removesuffix("?")
    listed = f"use one of {', '.join(names)}"
    return Fault(Rule.BAD_VALUE, f'unknown value "{value}"', f"{near}? {listed}" if near else listed)


def wrong_shape(value: object, wanted: str, how: str) -> Fault:
    """A mapping, a list or a value where another of these is expected."""
    shown = f'"{_short(value.value)}"' if isinstance(value, Text) else shape(value)
    return Fault(Rule.WRONG_SHAPE, f"{shown} where {wanted} is expected", how)


MAPPING = ("a mapping", "write key: value on separate lines, indented below")


def _mapping(error: ErrorDetails, _: SpecType) -> Fault:
    return wrong_shape(error["input"], *MAPPING)


def _list(error: ErrorDetails, _: SpecType) -> Fault:
    return wrong_shape(error["input"], "a list", 'begin each entry with "- " on a line of its own')


def _length(error: ErrorDetails, _: SpecType) -> Fault:
    context = error["ctx"]
    wanted = f"at least {context['min_length']}" if "min_length" in context else f"at most {context['max_length']}"
    message = f"a list of {context['actual_length']} where {wanted} are expected"
    return Fault(Rule.BAD_VALUE, message, "write the expected number")


def _tag(error: ErrorDetails, _: SpecType) -> Fault:
    allowed = re.findall(r"'([^']*)'", str(error["ctx"]["expected_tags"]))
    return unknown_value(str(error["ctx"]["tag"]), allowed)


def _other(error: ErrorDetails, _: SpecType) -> Fault:
    return Fault(Rule.BAD_VALUE, error["msg"], "write one of the documented forms")


_EXPLANATIONS: dict[str, Callable[[ErrorDetails, SpecType], Fault]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _choice,
    "literal_error": _choice,
    "model_type": _mapping,
    "dict_type": _mapping,
    "list_type": _list,
    "too_short": _length,
    "too_long": _length,
    "union_tag_invalid": _tag,
}


def _model_at(spec: SpecType, loc: Iterable[Any]) -> SpecType:
    """The model that reads the value at `loc`."""
    for part in loc:
        field = spec.model_fields.get(str(part))
        if field:
            spec = next(_models_in(field.annotation), spec)
    return spec


def _models_in(annotation: Any) -> Iterator[SpecType]:
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _models_in(part)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else words[:39] + "…"
