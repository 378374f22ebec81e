"""Every file that a build opens is one whose change makes a build necessary."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT

MINIMAL = ROOT / "tests" / "sites" / "minimal"
# Builds, changes each file of the project that was opened, one at a time, and prints those whose change is not seen.
PROGRAM = """
import json, os, sys
from pathlib import Path
root, out = Path(sys.argv[1]), Path(sys.argv[2])
opened = set()
def hear(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and str(arguments[1] or "r").startswith("r"):
        opened.add(os.path.realpath(arguments[0]))
sys.addaudithook(hear)
from yiwu_report.cli import main
from yiwu_report.cli.up_to_date import Again
from yiwu_report.cli.command import Options
code = main(["build", "--root", str(root), "--out", str(out), "--quiet"])
assert not code, code
options = Options(root=root, out=out, quiet=True)
assert Again(options).stands()
changed, unseen = [], []
for name in sorted(opened):
    path = Path(name)
    inside = path.is_relative_to(root) and ".cache" not in path.parts and not path.is_relative_to(out)
    if not inside or not path.is_file():
        continue
    before, times = path.read_bytes(), path.stat()
    path.write_bytes(before + b" ")
    changed.append(path.relative_to(root).as_posix())
    if Again(options).stands():
        unseen.append(changed[-1])
    path.write_bytes(before)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
assert Again(options).stands()
stamp = json.loads((root / ".cache" / "built.json").read_text())
print(json.dumps({"changed": changed, "unseen": unseen, "read": sorted(stamp["read"])}))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    root = tmp_path_factory.mktemp("reads") / "project"
    shutil.copytree(MINIMAL, root)
    site = root / "content" / "site.yaml"
    bundle = Path(sys.prefix).glob("lib/python*/site-packages/plotly/package_data/plotly.min.js")
    (root / "vendor").mkdir()
    shutil.copy(next(bundle), root / "vendor" / "plotly.js")
    site.write_text(f"{site.read_text(encoding='utf-8')}plotly_js: vendor/plotly.js\n", encoding="utf-8")
    templates = root / "templates"
    shutil.copytree(ROOT / "templates" / "words", templates / "words")
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(root), str(root / "public")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, list[str]] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_a_change_of_any_file_that_was_opened_is_seen(said: dict[str, list[str]]) -> None:
    assert said["unseen"] == []
    assert {"content/site.yaml", "data/units.yaml", "templates/words/en.yaml", "vendor/plotly.js"} <= set(
        said["changed"]
    )


def test_files_outside_of_the_project_are_known(said: dict[str, list[str]]) -> None:
    names = {Path(path).name for path in said["read"]}
    assert "plotly.min.js" in names
    assert "plotly.js" in names
