"""The preview server: the site with an added script in every page, server-sent events, and the overview."""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from yiwu_report.serve.desk import desk_page
from yiwu_report.serve.local_only import LocalOnly
from yiwu_report.serve.preview import Preview

_OWN = "/-/"  # below it stands what is the preview's own; no output begins with a hyphen
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

    async def desk(_request: Request) -> Response:
        page = await preview.on_thread(lambda: desk_page(preview.workshop))
        return HTMLResponse(with_script(page), headers=_FRESH)

    async def own(request: Request) -> Response:
        name = request.path_params["name"]
        asset = files("yiwu_report.serve").joinpath("assets", name)
        if "/" in name or not asset.is_file():
            return PlainTextResponse("File not found.\n", 404)
        return Response(asset.read_bytes(), media_type=_type_of(name), headers=_FRESH)

    async def site(request: Request) -> Response:
        path = request.path_params["path"]
        found = await preview.on_thread(lambda: preview.workshop.content(path))
        status = 200
        if found is None:
            found, status = await preview.on_thread(lambda: preview.workshop.content("404.html")), 404
        if found is None:
            return HTMLResponse(_NOTHING_YET, headers=_FRESH)
        output, content = found
        media_type = _type_of(output.path)
        if media_type == "text/html":
            return HTMLResponse(with_script(content.decode()), status, headers=_FRESH)
        return Response(content, status, media_type=media_type, headers=_FRESH)

    routes = [
        Route(f"{_OWN}news", news),
        Route(f"{_OWN}desk", desk),
        Route(f"{_OWN}{{name:path}}", own),
        Route("/{path:path}", site),
    ]
    return Starlette(routes=routes, middleware=[Middleware(LocalOnly)], lifespan=lifespan)


def with_script(page: str) -> str:
    """The page with the preview's own style and script, before any of its own script."""
    start = page.find("<script")
    at = start if 0 <= start < page.find("</head>") else page.find("</head>")
    return page[:at] + _HEAD + page[at:]


def _type_of(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
