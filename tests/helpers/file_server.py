"""A server on this machine that answers as it is told to: well, late, too little, with an error or with a page."""

from __future__ import annotations

import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


@dataclass
class Answer:
    """What the server gives for every path; `body` is cut after `sent_bytes`, though all of it is announced."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    sent_bytes: int | None = None
    wait_seconds: float = 0  # before the answer
    drip_seconds: float = 0  # after each byte of the body
    is_chunked: bool = False
    asked: list[Mapping[str, str]] = field(default_factory=list)  # the headers of each request


class _Handler(BaseHTTPRequestHandler):
    answer: Answer

    def do_GET(self) -> None:
        answer = self.answer
        answer.asked.append(dict(self.headers))
        time.sleep(answer.wait_seconds)
        etag = answer.headers.get("ETag")
        if etag and self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.is_chunked:
            self.protocol_version = "HTTP/1.1"
            self.send_header("Transfer-Encoding", "chunked")
        elif "Content-Length" not in answer.headers:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        try:
            self._send(answer)
        except OSError:
            self.close_connection = True

    def _send(self, answer: Answer) -> None:
        body = answer.body[: answer.sent_bytes]
        if answer.is_chunked:
            self.wfile.write(b"%x\r\n%s" % (len(answer.body), body))
        elif not answer.drip_seconds:
            self.wfile.write(body)
        else:
            for byte in body:
                self.wfile.write(bytes([byte]))
                time.sleep(answer.drip_seconds)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def certificate(folder: Path, name: str = "IP:127.0.0.1") -> Path:
    """A file with a certificate for this name that nobody else has signed, and its key."""
    path = folder / "certificate.pem"
    extensions = [
        f"subjectAltName={name}",
        "basicConstraints=critical,CA:TRUE",
        "keyUsage=critical,keyCertSign,digitalSignature",
    ]
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subject = ["-subj", "/CN=localhost", "-days", "2", "-keyout", str(path), "-out", str(folder / "only.pem")]
    added = [part for extension in extensions for part in ("-addext", extension)]
    subprocess.run([*made, *subject, *added], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + (folder / "only.pem").read_bytes())
    return path


@contextmanager
def served(answer: Answer, certificate: Path | None = None) -> Iterator[str]:
    """The address of a server that gives this answer, for as long as the block runs; https with a certificate."""
    handler = type("Handler", (_Handler,), {"answer": answer})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if certificate is not None:
        encrypted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        encrypted.load_cert_chain(certificate)
        server.socket = encrypted.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that hangs up
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
