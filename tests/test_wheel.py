"""The installed command works from any folder: a wheel is built, installed into a fresh environment and used."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from project import ROOT

_BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`yiwu-report` in an environment that has the wheel, and beside it only what the tests' environment has."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-c", _BUILD, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    fresh = folder / "venv"
    venv.create(fresh, with_pip=False, symlinks=os.name != "nt")
    scripts = fresh / ("Scripts" if os.name == "nt" else "bin")
    python = next(scripts.glob("python*"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "--python", str(python)]
    wheel = folder / built.stdout.split()[-1]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)
    there = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    Path(there, "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return next(scripts.glob("yiwu-report*"))


def run(command: Path, folder: Path, *arguments: str) -> str:
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [command, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_report_is_made_and_built_away_from_the_repository(command: Path, tmp_path: Path) -> None:
    assert run(command, tmp_path, "--version").startswith("yiwu_report ")
    assert "yiwu-report --root report" in run(command, tmp_path, "new", "report", "report", "--with-templates")
    copied = {path.relative_to(tmp_path / "report/templates") for path in (tmp_path / "report/templates").rglob("*")}
    assert copied >= {Path("base.html"), Path("words/en.yaml"), Path("assets/base.css"), Path("layouts/us_states.yaml")}
    run(command, tmp_path, "new", "report", "plain")
    assert "The report is in public: " in run(command, tmp_path / "plain")
    assert (tmp_path / "plain/public/index.html").is_file()
    assert "No problems." in run(command, tmp_path, "check", "--root", "report")
    assert "16 unchanged" in run(command, tmp_path / "plain", "schema")


def test_the_generator_is_the_installed_one(command: Path, tmp_path: Path) -> None:
    python = next(command.parent.glob("python*"))
    found = subprocess.run(
        [python, "-c", "import yiwu_report; print(yiwu_report.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert command.parent.parent in Path(found.strip()).parents
