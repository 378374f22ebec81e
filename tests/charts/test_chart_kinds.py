"""The registry of chart kinds: a file in charts/kinds/ is one kind, and nothing else in the package knows any by name."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import yiwu_report
from yiwu_report.charts import kinds
from yiwu_report.charts.kinds import CHART_KINDS, CHART_SPECS
from yiwu_report.model.charts import ChartBase

PACKAGE = Path(yiwu_report.__file__).parent
MODULES = sorted(module.name for module in pkgutil.iter_modules(kinds.__path__))


def test_every_file_of_a_kind_has_one_entry() -> None:
    files = {import_module(f"{kinds.__name__}.{name}").KIND: name for name in MODULES}
    assert len(files) == len(MODULES)
    assert list(files.keys() - set(CHART_KINDS)) == []
    assert len(CHART_KINDS) == len(set(CHART_KINDS)) == len(files)


def test_every_spec_of_a_chart_has_one_entry() -> None:
    specs = {spec for spec in ChartBase.__subclasses__() if spec.__module__.startswith(PACKAGE.name)}
    assert set(CHART_SPECS.values()) == specs
    assert len(CHART_SPECS) == len(CHART_KINDS)


@pytest.mark.parametrize("spec", CHART_SPECS.values(), ids=CHART_SPECS)
def test_a_kind_is_named_in_its_own_file_alone(spec: type[ChartBase]) -> None:
    name = re.compile(rf"\b{spec.__name__}\b")
    own = PACKAGE.parent / f"{spec.__module__.replace('.', '/')}.py"
    assert [path for path in PACKAGE.rglob("*.py") if path != own and name.search(path.read_text("utf-8"))] == []


def test_no_other_tool_s_word_stands_for_two_kinds() -> None:
    words = [word for spec in CHART_SPECS.values() for word in spec.other_names]
    assert len(words) == len(set(words))
    assert CHART_SPECS.keys().isdisjoint(words)
