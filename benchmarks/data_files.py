"""A million rows of five numeric columns: a check of a report with such a file beside pandas.read_csv(dtype=str).

`python benchmarks/data_files.py` prints CPU time and peak memory of each, in a process of its own, with the same
string storage: Python's own strings, as the columns of a table have them.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROWS = 1_000_000
_PANDAS = """
import pandas as pd, resource, sys
before = resource.getrusage(resource.RUSAGE_SELF)
pd.set_option("mode.string_storage", "python")
pd.read_csv(sys.argv[1], dtype=str)
"""
_CHECK = """
import resource, sys
from yiwu_report.cli import main
before = None
sys.argv[1:] = ["check", "--root", sys.argv[1], "--quiet"]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
"""
_PRINT = """
used = resource.getrusage(resource.RUSAGE_SELF)
start = before.ru_utime + before.ru_stime if before else 0
print(used.ru_utime + used.ru_stime - start, used.ru_maxrss / 1024)
"""
_DESCRIPTION = """\
title: {en: Rows}
file: rows.csv
keys: [id]
defaults: {unit: tree, source: example}
columns:
  id: {kind: label}
  a: {title: {en: A}}
  b: {title: {en: B}}
  c: {title: {en: C}}
  d: {title: {en: D}}
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "report"
        new = [sys.executable, "-m", "yiwu_report", "new", "report", str(root), "--language", "en", "--title", "T"]
        subprocess.run([*new, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        bytecode = Path(folder) / "bytecode"
        _measured(_CHECK, root, bytecode)  # modules are compiled once, as after an installation
        path = root / "data/files/rows.csv"
        path.parent.mkdir(parents=True)
        path.write_text("\n".join(_lines()), encoding="utf-8")
        (root / "data/tables/rows.yaml").write_text(_DESCRIPTION, encoding="utf-8")
        pandas = _measured(_PANDAS, path, bytecode)
        check = _measured(_CHECK, root, bytecode)
    print(f"{ROWS:,} rows           CPU seconds   peak MiB")
    print(f"pandas.read_csv     {pandas[0]:11.2f} {pandas[1]:10.0f}")
    print(f"check, whole        {check[0]:11.2f} {check[1]:10.0f}")
    print(f"times as long       {check[0] / pandas[0]:11.1f}")


def _lines() -> list[str]:
    chance = random.Random(1)
    rows = (
        f"{number},{chance.randint(0, 10**6)},{chance.uniform(-1e4, 1e4):.2f},{chance.random():.6f},{chance.uniform(0, 1e6):.1f}"
        for number in range(ROWS)
    )
    return ["id,a,b,c,d", *rows, ""]


def _measured(code: str, argument: Path, bytecode: Path) -> tuple[float, float]:
    """CPU seconds, and peak memory in MiB."""
    command = [sys.executable, "-c", code + _PRINT, str(argument)]
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    variables["PYTHONPYCACHEPREFIX"] = str(bytecode)
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=variables)
    printed = done.stdout.split()
    return float(printed[-2]), float(printed[-1])


if __name__ == "__main__":
    main()
