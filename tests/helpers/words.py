"""The languages and units of the repository, and units made in a test, read without `load`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.text.formatting import Language

ROOT = Path(__file__).parent.parent.parent


def read(path: Path) -> Any:
    """A YAML file with every scalar as the text it is written as."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def texts(value: Any) -> Any:
    """The same with every scalar as a `Text`, as `load` hands it on."""
    if isinstance(value, Mapping):
        return {key: texts(each) for key, each in value.items()}
    if isinstance(value, list):
        return [texts(each) for each in value]
    return Text(value, Place("words.yaml"), value)


@cache
def language(code: str) -> Language:
    return Language.model_validate(texts(read(ROOT / "templates" / "words" / f"{code}.yaml")))


def unit(entry: Mapping[str, Any]) -> UnitSpec:
    """A unit as data/units.yaml writes it: a plain pattern is the form other."""
    own = {key: value for key, value in entry.items() if key in UnitSpec.model_fields}
    forms = {
        key: texts(value if isinstance(value, Mapping) else {"other": value})
        for key, value in entry.items()
        if key not in UnitSpec.model_fields
    }
    return UnitSpec.model_validate({"forms": forms, **texts(own)})


@cache
def yiwu_units() -> dict[str, UnitSpec]:
    return {unit_id: unit(entry) for unit_id, entry in read(ROOT / "data" / "units.yaml").items()}
