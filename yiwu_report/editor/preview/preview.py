"""The running preview: rebuilds at every save, and notifies every open window."""

from __future__ import annotations

import asyncio
import json
import traceback
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from yiwu_report.editor.preview.preview_session import PreviewSession, State, saves
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule

_AROUND = 2  # lines before and after
_WIDEST = 160  # characters; of a longer line, those around the place


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """A line, with its number from 1, and where in it the place is (from 0), if it is in it."""

    number: int
    text: str
    at: int | None = None


def passage(place: Place, root: Path) -> tuple[ExcerptLine, ...]:
    """The lines around a place; none if the file can't be read."""
    try:
        lines = (root / place.file).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    first = max(0, place.line - 1 - _AROUND)
    return tuple(
        _cut(number, text, place.column - 1 if number == place.line else None)
        for number, text in enumerate(lines[first : place.line + _AROUND], first + 1)
    )


def _cut(number: int, text: str, at: int | None) -> ExcerptLine:
    start = 0 if at is None else max(0, at - _WIDEST // 2)
    cut = text[start : start + _WIDEST]
    before, after = "…" if start else "", "…" if start + _WIDEST < len(text) else ""
    return ExcerptLine(number, f"{before}{cut}{after}", None if at is None else at - start + len(before))


T = TypeVar("T")
Tell = Callable[[State], None]


class Preview:
    """Keeps the session on its own thread and notifies windows of each new state, until it is stopped."""

    def __init__(self, session: PreviewSession, tell: Tell) -> None:
        self.session = session
        self.stopping = asyncio.Event()
        self._tell = tell
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="session")
        self._windows: dict[asyncio.Queue[State], str] = {}  # what each waits for, and the path it shows
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to watch for saves."""
        self._begin(self._watch())
        self._begin(self._make_rest())

    def end_news(self) -> None:
        """End every stream."""
        self.stopping.set()
        for queue in self._windows:
            queue.put_nowait(self.session.state)

    async def stop(self) -> None:
        """End every stream and task, then the thread."""
        self.end_news()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.on_thread(self.session.close)
        self._thread.shutdown()

    async def on_thread(self, work: Callable[[], T]) -> T:
        """The result of some work on the session, which belongs to one thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def news(self, path: str) -> AsyncIterator[str]:
        """A server-sent event for the current state and for each new one; `path` is the page in the window."""
        queue: asyncio.Queue[State] = asyncio.Queue()
        self._windows[queue] = path
        try:
            yield await self._event(self.session.state)
            while not self.stopping.is_set():
                state = await queue.get()
                if not self.stopping.is_set():
                    yield await self._event(state)
        finally:
            del self._windows[queue]

    async def _event(self, state: State) -> str:
        root = self.session.root
        problems = await self.on_thread(lambda: [_as_json(each, root) for each in state.problems])
        data = json.dumps({"version": state.version, "problems": problems}, ensure_ascii=False)
        return f"data: {data}\n\n"

    async def _watch(self) -> None:
        async for _ in saves(self.session.root, self.stopping):
            await self._update()
            self._begin(self._make_rest())

    async def _update(self) -> None:
        paths = set(self._windows.values())
        try:
            state = await self.on_thread(lambda: self.session.update(paths))
        except Exception:  # noqa: BLE001  # a bug must not end an editor's preview
            traceback.print_exc()
            state = await self.on_thread(lambda: self.session.tell((_FAULT,)))
        self._announce(state)

    async def _make_rest(self) -> None:
        """Render the other pages, until something is saved."""
        before = self.session.state
        rest = self.session.rest()
        while await self.on_thread(lambda: next(rest, _DONE)) is not _DONE:
            if self.session.state is not before:
                return
        if self.session.state is not before:
            self._announce(self.session.state)

    def _announce(self, state: State) -> None:
        self._tell(state)
        for queue in self._windows:
            queue.put_nowait(state)

    def _begin(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


_DONE = object()
_FAULT = Problem(
    Place("yiwu_report"), Rule.TEMPLATE, "the generator failed", "see the terminal, and report this as a bug"
)


def _as_json(problem: Problem, root: Any) -> dict[str, Any]:
    place = problem.place
    return {
        "place": str(place),
        "message": problem.message,
        "remedy": problem.remedy,
        "rule": str(problem.rule),
        "lines": [{"number": line.number, "text": line.text, "at": line.at} for line in passage(place, root)],
    }
