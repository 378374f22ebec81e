"""The same bytes in every time zone and language, with and without fonts, whatever the seed of hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
PROGRAM = """
import hashlib
from pathlib import Path
import plotly
from picture_figures import figures
from yiwu_report.svg import Engine

bundle = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
digest = hashlib.sha256()
with Engine(bundle.read_text("utf-8")) as engine:
    for name, figure in figures().items():
        digest.update(engine.draw(figure, 360, figure["layout"]["height"], prefix=name, title=name, description="").encode())
print(digest.hexdigest())
"""


def digest(**environment: str) -> str:
    paths = os.pathsep.join([str(TESTS / "helpers"), str(TESTS.parent)])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": paths, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def usual() -> str:
    return digest(TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="0")


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "7"},
        {"FONTCONFIG_FILE": "/nonexistent", "FONTCONFIG_PATH": "/nonexistent", "HOME": "/nonexistent"},
    ],
    ids=["in Shanghai", "in Los Angeles, in German", "without fonts"],
)
def test_pictures_do_not_depend_on_the_machine(usual: str, environment: dict[str, str]) -> None:
    assert digest(**environment) == usual
