"""Where the report can be opened, and windows to open it in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from pages import SilentHandler
from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="session")
def addresses(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The report's address at the root of a server, below a path of it, and on disk."""
    above = tmp_path_factory.mktemp("above")
    (above / "a").mkdir()
    (above / "a" / "b").symlink_to(report)
    servers = [
        ThreadingHTTPServer(("127.0.0.1", 0), partial(SilentHandler, directory=str(folder)))
        for folder in (report, above)
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    root, below = (f"http://127.0.0.1:{server.server_address[1]}/" for server in servers)
    yield {"root": root, "sub-path": f"{below}a/b/", "disk": f"{report.as_uri()}/"}
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()
