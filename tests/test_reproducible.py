"""The same input gives the same bytes, on any machine: path, clock, locale, time zone, hash seed, user and home.

For this report and for one that is made of views, which have many cells in one place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from gapminder import EXAMPLE, gapminder_report

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ("content", "data", "templates")

# Before anything is imported: another clock, and files listed in another order.
SCRIPT = """
import datetime, os, sys, time

shift = float(sys.argv.pop(1))
for name, factor in {"time": 1, "time_ns": 10**9}.items():
    setattr(time, name, lambda real=getattr(time, name), by=type(getattr(time, name)())(shift * factor): real() + by)
for name in ("localtime", "gmtime", "ctime"):
    setattr(time, name, lambda seconds=None, real=getattr(time, name): real(time.time() if seconds is None else seconds))

if sys.argv.pop(1) == "backwards":
    real_listdir, real_scandir = os.listdir, os.scandir
    os.listdir = lambda *arguments: sorted(real_listdir(*arguments), reverse=True)

    class Backwards:
        def __init__(self, *arguments):
            with real_scandir(*arguments) as entries:
                self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))
        def __iter__(self): return self
        def __next__(self): return next(self.entries)
        def __enter__(self): return self
        def __exit__(self, *_): return None
        def close(self): pass

    os.scandir = Backwards

from yiwu_report.cli import main
raise SystemExit(main(sys.argv[1:]))
"""


def build(
    report: Path, project: Path, environment: Mapping[str, str], *, shift_seconds: float = 0, order: str = "forwards"
) -> Path:
    """The output folder of a build of a copy of a report, by a process of its own."""
    for name in INPUTS:
        if (report / name).exists():
            shutil.copytree(report / name, project / name)
    arguments = [sys.executable, "-c", SCRIPT, str(shift_seconds), order, "--root", ".", "--quiet"]
    everything = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(arguments, cwd=project, env=everything, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return project / "public"


def checksums(folder: Path) -> dict[str, str]:
    """Every file, our own records too, and a checksum of its bytes; drawn cards are the one exception."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".png"]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module", params=["this report", "views"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "this report":
        return ROOT
    return gapminder_report(tmp_path_factory.mktemp("views") / "report", EXAMPLE)


@pytest.fixture(scope="module")
def first(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a") / "project"
    folder.mkdir()
    return build(report, folder, {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"})


def test_two_builds_are_the_same_bytes(report: Path, first: Path, tmp_path: Path) -> None:
    project = tmp_path / "在 another, much longer path" / "project"
    project.mkdir(parents=True)
    elsewhere = {
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "de_DE.UTF-8",
        "LANG": "de_DE.UTF-8",
        "LANGUAGE": "de",
        "HOME": str(tmp_path),
        "USER": "somebody",
        "COLUMNS": "40",
    }
    ten_years = 10 * 365.25 * 86400
    second = build(report, project, elsewhere, shift_seconds=ten_years, order="backwards")
    assert checksums(second) == checksums(first)
    assert len(checksums(first)) > 10


def test_no_output_tells_where_it_was_built(first: Path) -> None:
    project = str(first.parent).encode()
    telling = (project, str(ROOT).encode(), str(Path.home()).encode() + b"/")
    for path in first.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert [word for word in telling if word in content] == [], path.relative_to(first).as_posix()
