"""One line of YAML changes everything that depends on it, in both languages, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from one_change import by_name, sentences
from project import change, copy_report, files_of

EXPECTED = yaml.safe_load((Path(__file__).parent.parent / "cases" / "one_change.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    root = copy_report(tmp_path_factory.mktemp("change"))
    before = files_of(root)
    change(root, "data/figures/parks.yaml", "    value: 71\n", "    value: 72\n")
    return before, files_of(root)


def test_exactly_these_files_change(both: tuple[Mapping[str, bytes], Mapping[str, bytes]]) -> None:
    before, after = (by_name(files) for files in both)
    assert before.keys() == after.keys()
    assert sorted(name for name in before if before[name] != after[name]) == EXPECTED["files"]


@pytest.mark.parametrize("page", ["index.html", "en/index.html"])
def test_exactly_these_sentences_change(page: str, both: tuple[Mapping[str, bytes], Mapping[str, bytes]]) -> None:
    before, after = (sentences(by_name(files)[page]) for files in both)
    assert len(before) == len(after)
    changed = [{"from": old, "to": new} for old, new in zip(before, after, strict=True) if old != new]
    assert changed == EXPECTED["sentences"][page]


def test_nothing_of_the_old_value_is_left_where_it_was_shown(
    both: tuple[Mapping[str, bytes], Mapping[str, bytes]],
) -> None:
    _, after = both
    for page in ("index.html", "en/index.html"):
        for old in ("71个", "71 parks", "74.7%"):
            texts = [each for each in sentences(after[page].decode()) if old in each]
            assert all("printed" in each.lower() or "原文" in each for each in texts), texts
