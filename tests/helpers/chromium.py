"""Chromium for the browser tests: where it is, and how it gets there.

`python tests/helpers/chromium.py` makes sure of it: it looks for one, installs Debian's where it may, or says what to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)
_BESIDES = ("fonts-liberation", "fonts-noto-cjk", "libatomic1")  # Arial's widths, Chinese, and what playwright needs
_HOW = (
    "The browser tests need Chromium or Google Chrome, and none was found.\n"
    f"Install one (Debian and Ubuntu: apt-get install {' '.join(('chromium', *_BESIDES))}),\n"
    "or name one that is there: make test CHROMIUM=/path/to/chromium"
)


def find_chromium() -> str | None:
    """The path of the browser that $CHROMIUM names, or of the first one that is installed."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def main() -> int:
    """Install what is missing where that can be done without asking, or say how. 1 without a browser in CI, else 0."""
    missing = [*([] if find_chromium() else ["chromium"]), *_missing_besides()]
    apt = apt_command()
    if missing and apt:
        print(f"installing {' '.join(missing)} for the browser tests", flush=True)
        install_packages(apt, missing)
    if find_chromium():
        return 0
    print(_HOW, file=sys.stderr)
    if os.environ.get("CI"):
        return 1
    print("The other tests run without one.", file=sys.stderr)
    return 0


def _missing_besides() -> list[str]:
    if not shutil.which("dpkg-query"):
        return []
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}"]
    states = {
        package: subprocess.run([*query, package], capture_output=True, text=True, check=False) for package in _BESIDES
    }
    return [package for package, state in states.items() if state.stdout != "installed"]


def apt_command() -> list[str] | None:
    """The words before `update` and `install`, where we may say them."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n", "apt-get"]
    return None


def install_packages(apt: list[str], packages: list[str]) -> None:
    """Install Debian's packages; what apt says is shown only where it fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run([*apt, *words], capture_output=True, text=True, env=environment, check=False)
        if done.returncode:
            print(f"{' '.join([*apt, *words])} failed:\n{done.stderr.strip()}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
