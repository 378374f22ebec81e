"""How Node, Java and nginx get onto a machine that has none, with a package manager of the test's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from programs import add

TESTS = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no apt on Windows")


def run(programs: Path) -> subprocess.CompletedProcess[str]:
    code = (
        f"import os, runpy, sys; sys.path[:0] = [{str(TESTS / 'helpers')!r}, {str(TESTS)!r}]; os.geteuid = lambda: 0;"
        f"runpy.run_path({str(TESTS / 'validate' / 'tools.py')!r}, run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code], env={"PATH": str(programs)}, capture_output=True, text=True, check=False
    )


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    for name in ("node", "npm", "java", "nginx"):
        add(tmp_path, name, "")
    add(tmp_path, "apt-get", "exit 1")
    done = run(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_missing_is_installed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    add(tmp_path, "nginx", "")
    made = "; ".join(f": > {tmp_path}/{name}; /bin/chmod +x {tmp_path}/{name}" for name in ("node", "npm", "java"))
    add(tmp_path, "apt-get", f'echo "$@" >> {log}; {made}')
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "installing nodejs npm default-jre-headless for validation\n"
    assert log.read_text(encoding="utf-8").splitlines() == [
        "update",
        "install --yes --no-install-recommends nodejs npm default-jre-headless",
    ]


def test_without_a_package_manager_it_says_what_to_do(tmp_path: Path) -> None:
    add(tmp_path, "nginx", "")
    done = run(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "validation needs node and npm and java; on Debian and Ubuntu: apt-get install nodejs npm default-jre-headless\n"
    )
