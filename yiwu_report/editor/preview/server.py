"""The preview's server, on this machine only: the site with a script in every page, notifications, and the overview.

A browser sends the requested host name as Host, and the site a request comes from as Origin. A site that lets
its own name lead to 127.0.0.1 (DNS rebinding) shows in the first, a page that sends requests here in the second.
"""

from __future__ import annotations

import asyncio
import errno
import mimetypes
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from yiwu_report.editor.preview.overview import overview_page
from yiwu_report.editor.preview.preview import Preview
from yiwu_report.editor.preview.preview_session import PreviewSession, State
from yiwu_report.model.problem import UsageError

_LOCAL = {"localhost", "127.0.0.1", "::1"}


class LocalOnly:
    """Refuses requests whose Host or Origin isn't local."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or answer 403."""
        if scope["type"] == "http" and not is_local(Headers(scope=scope)):
            answer = PlainTextResponse("The preview is available on this computer only.\n", 403)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def is_local(headers: Headers) -> bool:
    """True if Host is a name of this machine, and Origin, if there is one, is the preview itself."""
    host = headers.get("host", "")
    origin = headers.get("origin")
    return _name(f"//{host}") in _LOCAL and (origin is None or origin == f"http://{host}")


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


_OWN = "/-/"  # the preview's own pages; no output begins with a hyphen
_HEAD = (
    f'<link rel="stylesheet" href="{_OWN}preview.css" data-preview>'
    f'<script src="{_OWN}preview.js" defer data-preview></script>'
)
_NOTHING_YET = f"<!doctype html><html lang=en><meta charset=utf-8><title>Preview</title>{_HEAD}<body></body></html>"
_FRESH = {"Cache-Control": "no-store"}


def make_app(preview: Preview) -> Starlette:
    """The application; it starts and stops the preview with itself."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        preview.start()
        yield
        await preview.stop()

    async def news(request: Request) -> StreamingResponse:
        stream = preview.news(request.query_params.get("path", "/"))
        return StreamingResponse(stream, media_type="text/event-stream", headers=_FRESH)

    async def overview(_request: Request) -> Response:
        page = await preview.on_thread(lambda: overview_page(preview.session))
        return HTMLResponse(with_script(page), headers=_FRESH)

    async def own(request: Request) -> Response:
        name = request.path_params["name"]
        asset = files("yiwu_report.editor.preview").joinpath("assets", name)
        if "/" in name or not asset.is_file():
            return PlainTextResponse("File not found.\n", 404)
        return Response(asset.read_bytes(), media_type=_type_of(name), headers=_FRESH)

    async def site(request: Request) -> Response:
        path = request.path_params["path"]
        found = await preview.on_thread(lambda: preview.session.content(path))
        status = 200
        if found is None:
            found, status = await preview.on_thread(lambda: preview.session.content("404.html")), 404
        if found is None:
            return HTMLResponse(_NOTHING_YET, headers=_FRESH)
        output, content = found
        media_type = _type_of(output.path)
        if media_type == "text/html":
            return HTMLResponse(with_script(content.decode()), status, headers=_FRESH)
        return Response(content, status, media_type=media_type, headers=_FRESH)

    routes = [
        Route(f"{_OWN}news", news),
        Route(f"{_OWN}desk", overview),
        Route(f"{_OWN}{{name:path}}", own),
        Route("/{path:path}", site),
    ]
    return Starlette(routes=routes, middleware=[Middleware(LocalOnly)], lifespan=lifespan)


def with_script(page: str) -> str:
    """The page with the preview's style and script, before its own scripts."""
    start = page.find("<script")
    at = start if 0 <= start < page.find("</head>") else page.find("</head>")
    return page[:at] + _HEAD + page[at:]


def _type_of(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


HOST = "127.0.0.1"
_OTHER_PORTS = 20  # that are tried if the requested one is in use


def serve(
    root: Path, port: int, *, is_port_fixed: bool, ready: Callable[[str], None], tell: Callable[[State], None]
) -> None:
    """Show the report of `root` until interrupted; `ready` is called with its address, `tell` with each new state.

    UsageError if the port is in use, and, unless it is fixed, those that follow it.
    """
    listening = _listen(port, 1 if is_port_fixed else _OTHER_PORTS)
    session = PreviewSession(root)
    tell(session.update())
    ready(f"http://{HOST}:{listening.getsockname()[1]}/")
    asyncio.run(_serve(session, listening, tell))


async def _serve(session: PreviewSession, listening: socket.socket, tell: Callable[[State], None]) -> None:
    preview = Preview(session, tell)
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
        """As uvicorn does it, without open streams to wait for."""
        self._preview.end_news()
        await super().shutdown(sockets)


def _listen(port: int, attempts: int) -> socket.socket:
    for number in range(port, port + attempts):
        try:
            return socket.create_server((HOST, number))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
    raise UsageError(f"the port {port} is in use")
