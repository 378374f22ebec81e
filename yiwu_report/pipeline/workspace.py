"""What is cached between runs of the stages: nothing in a build, everything possible in a preview."""

from __future__ import annotations

from typing import TypeVar, cast

from yiwu_report.load.load import Parsed
from yiwu_report.tracing import Memo, Memory, NoMemory, settled

T = TypeVar("T")


class Workspace:
    """Of a build: each thing is made once, and nothing is kept."""

    def __init__(self) -> None:
        self.memory: Memory = NoMemory()
        self.parsed: Parsed = {}

    def settled(self, name: str, value: T) -> T:  # noqa: ARG002  # for those that keep it
        """The value, made of what was there before as far as that is the same."""
        return value


class KeepingWorkspace(Workspace):
    """Of a preview: what was read, bound, drawn and rendered stays until something that it was made of changes."""

    def __init__(self) -> None:
        super().__init__()
        self.memo = self.memory = Memo()
        self._last: dict[str, object] = {}

    def settled(self, name: str, value: T) -> T:
        """As in a build; where nothing at all is new, the very object of the last run."""
        kept = self._last[name] = settled(value, cast("T", self._last[name])) if name in self._last else value
        return kept
