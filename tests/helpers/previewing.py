"""A preview of a project in a process of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

_PATIENCE_SECONDS = 120


class Preview:
    """Runs `serve` until its block ends; `address` ends with a slash."""

    def __init__(self, root: Path, *options: str) -> None:
        command = [
            sys.executable,
            "-u",
            "-m",
            "yiwu_report",
            "serve",
            "--root",
            str(root),
            *(options or ("--port", "0")),
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.said: list[str] = []
        self.address = ""
        self.exit_code: int | None = None
        self.seconds_to_end = 0.0

    def __enter__(self) -> Self:
        assert self._process.stdout is not None
        patience = threading.Timer(_PATIENCE_SECONDS, self._process.kill)  # its output ends, and the loop with it
        patience.start()
        for line in self._process.stdout:
            self.said.append(line)
            found = re.search(r"preview is at (\S+)", line)
            if found:
                self.address = found[1]
            if line.startswith("Press Ctrl-C"):
                patience.cancel()
                return self
        raise AssertionError("".join(self.said))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self, by: signal.Signals = signal.SIGINT) -> None:
        """End it as Ctrl-C does, or by another signal."""
        if self.exit_code is None:
            start = time.monotonic()
            self._process.send_signal(by)
            rest, _ = self._process.communicate(timeout=20)
            self.seconds_to_end = time.monotonic() - start
            self.said += rest.splitlines(keepends=True)
            self.exit_code = self._process.returncode
