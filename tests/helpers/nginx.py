"""A report served by nginx (Debian's is enough) with the configuration that docs/how-to/host.md ships."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOW_TO = ROOT / "docs" / "how-to" / "host.md"
_SERVER = re.compile(r"```nginx\n(server \{.*?\n\})\n```", re.DOTALL)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def shipped_server() -> str:
    """The server block of the how-to, as it stands there."""
    found = _SERVER.search(HOW_TO.read_text(encoding="utf-8"))
    assert found, f"{HOW_TO} has no server block"
    return found[1]


@contextmanager
def serving(folder: Path, port: int, scratch: Path) -> Iterator[None]:
    """A running nginx with the shipped server block, which listens on `port` and whose root is `folder`."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    server = shipped_server()
    server = re.sub(r"listen [^;]*;", f"listen 127.0.0.1:{port};", server)
    server = re.sub(r"root [^;]*;", f"root {folder};", server, count=1)
    temporary = "".join(
        f"{name}_temp_path {scratch}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = scratch / "nginx.conf"
    config.write_text(
        f"user root;\npid {scratch}/pid;\nerror_log {scratch}/error.log;\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{temporary}{server}\n}}\n",
        encoding="utf-8",
    )
    running = subprocess.Popen([program, "-e", f"{scratch}/error.log", "-c", str(config), "-g", "daemon off;"])
    try:
        _wait(port, running, scratch)
        yield
    finally:
        running.terminate()
        running.wait(timeout=10)


def _wait(port: int, running: subprocess.Popen[bytes], scratch: Path) -> None:
    for _ in range(100):
        assert running.poll() is None, (scratch / "error.log").read_text(encoding="utf-8")
        with socket.socket() as client:
            client.settimeout(0.1)
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")
