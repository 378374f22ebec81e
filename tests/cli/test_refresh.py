"""`refresh`: what it says and does with every kind of answer; nothing else uses the network."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from file_server import Answer, served
from project import ROOT, change

from yiwu_report import cli

SITE = ROOT / "tests" / "sites" / "refreshed"
OLD = (SITE / "data/files/life.csv").read_bytes()
CASES: Mapping[str, Any] = yaml.safe_load((ROOT / "tests/cases/refresh.yaml").read_text(encoding="utf-8"))
TABLE = "data/tables/life.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE, tmp_path / "report"))


def set_origin(root: Path, origin: str) -> None:
    change(root, TABLE, "origin: ORIGIN\n", f"origin: {origin}\n")


def body_of(case: Mapping[str, Any]) -> bytes:
    """The body that a case describes, as the file is after it was accepted."""
    text = OLD.decode() if case.get("old") else case.get("body", "")
    for before, after in case.get("replace", {}).items():
        assert text.count(before) == 1
        text = text.replace(before, after)
    for year in range(1500, 1500 + 5 * case.get("grown", 0)):
        text += f"Grown,{year},12.345678\n"[: len("Grown,1500,") + 7] + "\n"
    return (text + case.get("more", "")).encode()


@pytest.mark.parametrize("name", CASES)
def test_an_answer(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[name]
    new = body_of(case["answer"])
    told = {key: value for key, value in case["answer"].items() if key in Answer.__dataclass_fields__}
    answer = Answer(**{**told, "body": gzip.compress(new) if case["answer"].get("packed") else new})
    with served(answer) as address:
        set_origin(root, f"{address}/life.csv")
        code = cli.main(["refresh", "--root", str(root), *case.get("arguments", [])])
        out, err = (text.replace(address, "ADDRESS") for text in capsys.readouterr())
    assert err == case.get("err", "")
    assert out.startswith(case["begins"]) if "begins" in case else out == case.get("out", "")
    assert code == case["code"]
    is_new = case.get("after") == "new"
    assert (root / "data/files/life.csv").read_bytes() == (new if is_new else OLD)
    assert (root / "data/origins.yaml").exists() == is_new
