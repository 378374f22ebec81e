"""The server of the preview, on this machine only."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from yiwu_report.serve.app import make_app
from yiwu_report.serve.preview import Preview
from yiwu_report.serve.workshop import State, Workshop

HOST = "127.0.0.1"
_OTHER_PORTS = 20  # that are tried where the one asked for is taken


class NoPortError(Exception):
    """No port is free; says which was asked for."""


def serve(
    root: Path, port: int, *, is_port_fixed: bool, ready: Callable[[str], None], tell: Callable[[State], None]
) -> None:
    """Show the report of `root` until interrupted; `ready` gets its address, `tell` each new state.

    NoPortError where the port is taken, and, unless it is fixed, those that follow it.
    """
    listening = _listen(port, 1 if is_port_fixed else _OTHER_PORTS)
    workshop = Workshop(root)
    tell(workshop.update())
    ready(f"http://{HOST}:{listening.getsockname()[1]}/")
    asyncio.run(_serve(workshop, listening, tell))


async def _serve(workshop: Workshop, listening: socket.socket, tell: Callable[[State], None]) -> None:
    preview = Preview(workshop, tell)
    config = uvicorn.Config(
        make_app(preview), log_level="warning", access_log=False, ws="none", timeout_graceful_shutdown=2
    )
    await _Server(config, preview).serve(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends the streams of news first: windows that are open would keep it waiting."""

    def __init__(self, config: uvicorn.Config, preview: Preview) -> None:
        super().__init__(config)
        self._preview = preview

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does it, with nobody left to wait for."""
        self._preview.end_news()
        await super().shutdown(sockets)


def _listen(port: int, attempts: int) -> socket.socket:
    for number in range(port, port + attempts):
        try:
            return socket.create_server((HOST, number))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
    raise NoPortError(f"the port {port} is taken")
