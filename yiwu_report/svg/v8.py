"""One context of V8 that has loaded our small DOM and plotly.js. Importing this module loads V8: 0.1 s."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final
from weakref import finalize

from py_mini_racer import JSEvalException, JSOOMException, JSTimeoutException, MiniRacer, init_mini_racer

from yiwu_report.svg.bundle import CannotDraw

LOAD_SECONDS: Final = 60.0
DRAW_SECONDS: Final = 10.0
MEMORY_BYTES: Final = 512 * 1024 * 1024

# V8 would guard its code by a right that only threads have which descend from the one that started it: a second
# context, made from another thread, crashes. Its slowest compiler costs more than a few hundred pictures give back.
# mini-racer's default, all on one thread, is slower by a quarter.
_FLAGS: Final = ("--no-memory-protection-keys", "--no-opt")

_ERROR = re.compile(r"^(?:Uncaught )?\w*Error: (.*)$", re.MULTILINE)


class V8:
    """Runs JavaScript within limits of time and memory. To be made and used by one thread, without an event loop."""

    def __init__(self) -> None:
        init_mini_racer(flags=_FLAGS, ignore_duplicate_init=True)
        self._context = MiniRacer()
        self._context.set_hard_memory_limit(MEMORY_BYTES)
        self._finish = finalize(self, self._context.close)  # one that is still open would keep the process from ending

    def load(self, program: str) -> None:
        """Run a program for its side effects."""
        self._within_limits(lambda: self._context.eval(f"{program}\n;0", timeout_sec=LOAD_SECONDS))

    def call(self, function: str, *arguments: Any) -> Any:
        """What a function of the loaded programs returns, called with plain JSON data."""
        call = f"{function}({','.join(json.dumps(argument) for argument in arguments)})"
        return self._within_limits(lambda: self._context.eval(call, timeout_sec=DRAW_SECONDS))

    def close(self) -> None:
        """Give its memory back."""
        self._finish()

    @property
    def is_closed(self) -> bool:
        """Whether it was closed, explicitly or because it exceeded a limit."""
        return not self._finish.alive

    def _within_limits(self, run: Callable[[], Any]) -> Any:
        """The result, or `CannotDraw`; a context whose limits were exceeded is closed."""
        try:
            return run()
        except JSTimeoutException as error:
            self._context.eval("0")  # returns once V8 has stopped: closing it before would be too early
            self.close()
            raise CannotDraw(f"drawing it takes longer than {DRAW_SECONDS:.0f} seconds") from error
        except JSOOMException as error:
            self.close()
            raise CannotDraw(f"drawing it takes more than {MEMORY_BYTES // 1024**2} MiB of memory") from error
        except JSEvalException as error:
            raise CannotDraw(_said(error)) from error


def _said(error: JSEvalException) -> str:
    """The message of a JavaScript error, without the code around it."""
    found: list[str] = _ERROR.findall(str(error))
    return found[-1] if found else str(error)[-200:]
