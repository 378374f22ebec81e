"""How the browser gets onto a machine that has none: with a package manager of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from programs import add

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no apt on Windows")

SCRIPT = Path(__file__).parent / "helpers" / "chromium.py"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The folder of all commands of a Debian on which nothing is installed; apt's log is beside it."""
    programs = tmp_path / "bin"
    programs.mkdir()
    add(programs, "dpkg-query", "exit 1")
    return programs


def run(programs: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(programs), **changes}
    code = f"import os, runpy; os.geteuid = lambda: 0; runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


def test_what_is_there_is_left_alone(machine: Path) -> None:
    add(machine, "chromium", "")
    add(machine, "dpkg-query", "printf installed")
    add(machine, "apt-get", "exit 1")
    done = run(machine)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_missing_is_installed_and_apt_is_quiet(machine: Path) -> None:
    log = machine.parent / "log"
    browser = machine / "chromium"
    add(machine, "apt-get", f'echo noise; echo "$@" >> {log}; : > {browser}; /bin/chmod +x {browser}')
    done = run(machine)
    words = "chromium fonts-liberation fonts-noto-cjk libatomic1"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"installing {words} for the browser tests\n"
    assert log.read_text(encoding="utf-8") == f"update\ninstall --yes --no-install-recommends {words}\n"


def test_a_failure_says_what_apt_said_and_what_to_do(machine: Path) -> None:
    add(machine, "apt-get", "echo 'no network' >&2; exit 100")
    done = run(machine, CI="true")
    assert done.returncode == 1
    assert "apt-get update failed:\nno network\n" in done.stderr
    assert "make test CHROMIUM=/path/to/chromium" in done.stderr


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_without_a_package_manager_it_says_what_to_do(machine: Path, ci: str, code: int) -> None:
    done = run(machine, CI=ci)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("The browser tests need Chromium or Google Chrome, and none was found.\n")
    assert done.stderr.endswith("The other tests run without one.\n") == (not ci)


def test_a_browser_can_be_named(machine: Path) -> None:
    add(machine, "dpkg-query", "printf installed")
    add(machine, "my-browser", "")
    assert run(machine, CHROMIUM=str(machine / "my-browser")).returncode == 0
    assert run(machine, CHROMIUM=os.devnull + "/no", CI="true").returncode == 1
