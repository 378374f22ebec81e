"""Local access only: pages of other sites cannot reach the preview.

A browser sends the name that a page was asked for as Host, and where a request comes from as Origin. A site that lets
its own name lead to 127.0.0.1 (DNS rebinding) shows in the first, a page that sends requests here in the second.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

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
    """True where Host is a name of this machine, and Origin, if there is one, is the preview itself."""
    host = headers.get("host", "")
    origin = headers.get("origin")
    return _name(f"//{host}") in _LOCAL and (origin is None or origin == f"http://{host}")


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
