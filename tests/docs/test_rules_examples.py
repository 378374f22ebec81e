"""The examples of docs/reference/rules.md: the bad one breaks its rule and no other, the fixed one breaks none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from project import problems_of

from yiwu_report.model.rules import Rule

HERE = Path(__file__).resolve().parent.parent
EXAMPLES = yaml.safe_load((HERE.parent / "docs" / "rules_examples.yaml").read_text(encoding="utf-8"))
SHOWN = sorted(rule for rule, example in EXAMPLES.items() if "bad" in example)


def problems(files: dict[str, str], root: Path) -> list[str]:
    """What is printed for the minimal project with these texts added."""
    shutil.copytree(HERE / "sites" / "minimal", root)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        there = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(there + text, encoding="utf-8")
    return problems_of(root)


def test_every_rule_has_an_example_or_a_sentence() -> None:
    assert list(EXAMPLES) == [str(rule) for rule in Rule]
    assert all(set(each) in ({"bad", "fixed"}, {"instead"}) for each in EXAMPLES.values())


@pytest.mark.parametrize("rule", SHOWN)
def test_a_bad_example_breaks_its_rule_and_no_other(rule: str, tmp_path: Path) -> None:
    lines = problems(EXAMPLES[rule]["bad"], tmp_path / "project")
    assert {line.rpartition("[")[2] for line in lines} == {f"{rule}]"}, lines


@pytest.mark.parametrize("rule", SHOWN)
def test_a_fixed_example_breaks_none(rule: str, tmp_path: Path) -> None:
    assert problems(EXAMPLES[rule]["fixed"], tmp_path / "project") == []
