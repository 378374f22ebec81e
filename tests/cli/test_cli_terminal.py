"""What a terminal, a pipe and a log really get, from real processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals in its library")

LONG = "data/figures/parks.yaml:12:5: " + "义乌 wide and long 🙂 :smile: [bold] " * 20 + "; mend it [unknown-key]"
SCRIPT = f"""
import sys, time, types
import yiwu_report
from yiwu_report.model.problem import Place
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.publish import Changes

def build(root, out, *, progress, strict, compress, engine):
    progress("drawing 12 charts")
    time.sleep({{pause}})
    if {{fails}}:
        message = {LONG.partition(": ")[2].rpartition("; ")[0]!r}
        raise InvalidInput([Problem(Place("data/figures/parks.yaml", 12, 5), Rule.UNKNOWN_KEY, message, "mend it")])
    return types.SimpleNamespace(changes=Changes(), out=out, pages=1, notes=(), is_final=True)

yiwu_report.build = sys.modules["yiwu_report.build"] = types.SimpleNamespace(build=build)
from yiwu_report.cli import up_to_date, early_engine, main
early_engine.early_engine = lambda _: None
up_to_date.Again.stands = up_to_date.Again.note = lambda *_: None
raise SystemExit(main())
"""
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def command(*, fails: bool, pause: float = 0.0) -> list[str]:
    return [sys.executable, "-c", SCRIPT.format(fails=fails, pause=pause)]


def environment(**changes: str) -> dict[str, str]:
    apart = {"NO_COLOR", "TERM", "FORCE_COLOR", "COLUMNS"}
    return {
        **{key: value for key, value in os.environ.items() if key not in apart},
        "TERM": "xterm-256color",
        **changes,
    }


def on_a_terminal(*, fails: bool, pause: float = 0.0, changes: Mapping[str, str] = {}) -> str:
    """All that a terminal of 80 columns gets."""
    import pty  # noqa: PLC0415  # not on Windows

    master, slave = pty.openpty()
    process = subprocess.Popen(
        command(fails=fails, pause=pause), stdin=slave, stdout=slave, stderr=slave, env=environment(**changes)
    )
    os.close(slave)
    got = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # Linux: nobody holds the other end any more
            break
        if not part:
            break
        got += part
    os.close(master)
    assert process.wait() == (1 if fails else 0)
    return got.decode().replace("\r\n", "\n")


def test_a_problem_on_a_terminal_has_the_same_characters() -> None:
    got = on_a_terminal(fails=True)
    assert "\x1b[1mdata/figures/parks.yaml:12:5\x1b[0m" in got
    assert LONG in ESCAPE.sub("", got).splitlines()


@pytest.mark.parametrize("changes", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colour(changes: dict[str, str]) -> None:
    got = on_a_terminal(fails=True, changes=changes)
    assert LONG in ESCAPE.sub("", got).splitlines()
    assert not re.search(r"\x1b\[[0-9;]*m", got)


def test_a_terminal_sees_what_is_being_done_and_then_no_more_of_it() -> None:
    got = on_a_terminal(fails=False, pause=0.5)
    assert "drawing 12 charts" in got
    assert got.rstrip().endswith("http://127.0.0.1:8000/")
    assert "\x1b[?25h" in got, "the cursor is shown again"


def test_a_log_gets_plain_lines_and_no_progress() -> None:
    done = subprocess.run(command(fails=True), capture_output=True, env=environment(PYTHONUTF8="1"), check=False)
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [LONG, "1 problem; nothing was published"]


def test_a_log_that_cannot_hold_chinese_gets_escapes_and_no_traceback() -> None:
    narrow = environment(PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    out = ["--out", "义乌"]
    done = subprocess.run([*command(fails=False), *out], capture_output=True, env=narrow, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u4e49" in done.stdout


@pytest.mark.parametrize(("fails", "code"), [(True, 1), (False, 0)])
def test_a_reader_who_has_gone_changes_nothing(tmp_path: Path, fails: bool, code: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    err = tmp_path / "err"
    with err.open("wb") as file:
        process = subprocess.run(
            command(fails=fails), stdout=writing, stderr=writing if fails else file, env=environment(), check=False
        )
    os.close(writing)
    assert process.returncode == code
    assert err.read_bytes() == b""
