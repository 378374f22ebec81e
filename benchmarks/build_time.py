"""Wall time, CPU time and memory of builds: `python benchmarks/build_time.py`.

Each run is a separate process. Cold: no output folder and no cache. Warm: both exist and nothing has changed.
One changed: one figure differs from the run before. `--imports` lists what a build loads, slowest first.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ("content", "data", "templates")
CHANGED = "data/figures/parks.yaml"
VALUES = ("value: 71\n", "value: 72\n")
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Run:
    """What one process took."""

    wall_seconds: float
    cpu_seconds: float
    peak_mebibytes: float


def main() -> None:
    options = arguments()
    if options.imports:
        print_imports()
    elif sys.platform == "win32":
        sys.exit("Windows does not report what a process used: run this on Linux or macOS")
    else:
        print_times(options.root, options.runs)


def print_times(root: Path, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of(root, Path(folder))
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {runs} runs each")
        print(f"{'':12} {'wall s':>22} {'CPU s':>22} {'peak MiB':>22}")
        print(f"{'':12}" + f" {'min':>7}{'median':>8}{'max':>7}" * 3)
        report("start", [measure(["--version"], project) for _ in range(runs)])
        for name, prepare in {"cold": make_cold, "warm": nothing, "one changed": change_one}.items():
            report(name, list(builds(project, prepare, runs)))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7, help="how often each is measured (default: 7)")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project to build (default: this one)")
    parser.add_argument("--imports", action="store_true", help="list the slowest imports of a build instead")
    return parser.parse_args()


def copy_of(root: Path, folder: Path) -> Path:
    """A copy of a project's inputs, so that measuring changes nothing."""
    for name in INPUTS:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name)
    return folder


def builds(project: Path, prepare: Callable[[Path], None], runs: int) -> list[Run]:
    """The runs, after one that isn't counted and brings the files into memory."""
    taken = []
    for _ in range(runs + 1):
        prepare(project)
        taken.append(measure(["build", "--quiet"], project))
    return taken[1:]


def make_cold(project: Path) -> None:
    for name in ("public", ".cache"):
        shutil.rmtree(project / name, ignore_errors=True)


def nothing(_project: Path) -> None:
    """Leave everything as the last run left it."""


def change_one(project: Path) -> None:
    """Change one figure, there and back."""
    path = project / CHANGED
    text = path.read_text("utf-8")
    before, after = VALUES if VALUES[0] in text else VALUES[::-1]
    path.write_text(text.replace(before, after), "utf-8")


def measure(words: Sequence[str], project: Path) -> Run:
    """Run the command in a separate process, which must succeed."""
    command = [sys.executable, "-m", "yiwu_report", "--root", str(project), *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit("the build failed: fix it first")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes elsewhere
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / MEBIBYTE)


def report(name: str, runs: Sequence[Run]) -> None:
    cells = [
        cell([run.wall_seconds for run in runs], decimals=2),
        cell([run.cpu_seconds for run in runs], decimals=2),
        cell([run.peak_mebibytes for run in runs], decimals=0),
    ]
    print(f"{name:12} {' '.join(cells)}")


def cell(values: Sequence[float], *, decimals: int) -> str:
    shown = (min(values), statistics.median(values), max(values))
    return "".join(f"{value:{width}.{decimals}f}" for value, width in zip(shown, (7, 8, 7), strict=True))


def print_imports() -> None:
    """The modules that take most of the time to import, with all that they import themselves."""
    command = [sys.executable, "-X", "importtime", "-c", "import yiwu_report.build"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = [
        line.removeprefix("import time:").split("|") for line in done.stderr.splitlines()[1:] if line.count("|") == 2
    ]
    slowest = sorted(((int(total), int(own), name.strip()) for own, total, name in rows), reverse=True)
    print(f"{'total ms':>9} {'own ms':>9}  module")
    for total, own, name in slowest[:25]:
        print(f"{total / 1000:>9.1f} {own / 1000:>9.1f}  {name}")


if __name__ == "__main__":
    main()
