"""The only use of the network: a file from an address, or from a command, within limits of size and time."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import io
import os
import queue
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from yiwu_report import __version__
from yiwu_report.model.origins import FetchedFileSpec, is_local

_CHUNK_BYTES = 1 << 16
_TOLD_BYTES = 2000  # of what a command writes to its standard error
_MIB = 1024 * 1024


class DownloadError(Exception):
    """Why there is no file, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, and how long it may take."""

    size_bytes: int
    seconds: float

    def too_large(self) -> DownloadError:
        """What is told of a file above the limit."""
        return DownloadError(
            f"the file is larger than {self.size_bytes / _MIB:,.10g} MiB",
            "name an address or a command that gives the rows and columns that you need",
        )

    def too_slow(self) -> DownloadError:
        """What is told if the time is over."""
        message = f"the file did not come within {self.seconds:g} seconds"
        return DownloadError(message, "try again later, or allow more with --time-limit")


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it came; `content` is None if the server says that it is still the version that is known."""

    content: bytes | None
    etag: str | None = None
    last_modified: str | None = None


def download(address: str, limits: Limits, known: FetchedFileSpec | None = None) -> Download:
    """The file at an address, asked for only if it is not the version that is `known`; DownloadError.

    A redirect is followed to https only. Every answer but 200 is refused, and so is one that is shorter than announced
    (RFC 9110, 8.6). Proxies are those of the environment, never for addresses of this machine.
    """
    request = Request(_in_ascii(address), headers=_headers(known))  # noqa: S310  # https, or http of this machine
    opener = build_opener(_OnlyEncrypted(), *([ProxyHandler({})] if is_local(address) else []))
    try:
        return _in_time(lambda until: _answer(opener, request, limits, until), limits)
    except HTTPError as error:
        with error:
            if error.code == http.HTTPStatus.NOT_MODIFIED and known is not None:
                return Download(None)
            raise _refused(error) from None
    except TimeoutError:
        raise limits.too_slow() from None
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(error, limits) from None


def _headers(known: FetchedFileSpec | None) -> dict[str, str]:
    headers = {"User-Agent": f"yiwu_report/{__version__}", "Accept-Encoding": "identity"}
    if known is not None and known.etag:
        headers["If-None-Match"] = known.etag.value
    if known is not None and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified.value
    return headers


def _in_ascii(address: str) -> str:
    """The address as HTTP needs it: the host by IDNA, other characters by their bytes in UTF-8 (RFC 3987, 3.1)."""
    parts = urlsplit(address)
    try:
        host = parts.netloc.encode("idna").decode()
    except UnicodeError:
        raise DownloadError("the name of its host is not valid", "correct the address") from None
    path, query = (quote(each, safe="%/:=&?~+!$,;'@()*[]") for each in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))


class _OnlyEncrypted(HTTPRedirectHandler):
    """Follows redirects to https only."""

    def redirect_request(  # noqa: PLR0913, PLR0917  # as the library has it
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme.lower() != "https":
            fp.close()
            raise _not_encrypted(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _not_encrypted(target: str) -> DownloadError:
    return DownloadError(f"it redirects to {target}, which is not https", "write the https address that has the file")


def _refused(error: HTTPError) -> DownloadError:
    target = error.headers.get("Location") if error.headers else None
    if 300 <= error.code < 400 and target:
        if urlsplit(target).scheme.lower() not in {"", "https"}:
            return _not_encrypted(target)
        return DownloadError("it redirects again and again", "write the address that has the file")
    return DownloadError(
        f"the server answers {error.code} ({error.reason})", "open the address in a browser, and correct it"
    )


def _unreachable(error: Exception, limits: Limits) -> DownloadError:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return limits.too_slow()
    if isinstance(reason, http.client.IncompleteRead):
        return _truncated(len(reason.partial), None)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return DownloadError(
            f"the certificate of the server is not trusted ({reason.verify_message.rstrip('.')})",
            "correct the address; or, if you know the server and who issued its certificate, set SSL_CERT_FILE to the file of that issuer",
        )
    if isinstance(reason, ssl.SSLError):
        what = (reason.reason or str(reason)).replace("_", " ").lower()
        return DownloadError(f"no encrypted connection to the server ({what})", "correct the address or its port")
    said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return DownloadError(f"the server cannot be reached ({said})", "check the address and the network, and try again")


def _truncated(size: int, announced: int | None) -> DownloadError:
    of = f" of {announced:,}" if announced is not None else ""
    return DownloadError(f"the file ended after {size:,}{of} bytes", "try again: the connection was lost")


def _answer(opener: OpenerDirector, request: Request, limits: Limits, until: float) -> Download:
    with opener.open(request, timeout=limits.seconds) as answer:
        if answer.status != http.HTTPStatus.OK:
            raise DownloadError(f"the server answers {answer.status} ({answer.reason})", "correct the address")
        length: str = answer.headers.get("Content-Length", "")
        announced = int(length) if length.isascii() and length.isdigit() else None
        if announced is not None and announced > limits.size_bytes:
            raise limits.too_large()
        content = _read(answer, limits, until)
        if announced is not None and len(content) < announced:
            raise _truncated(len(content), announced)
        encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
        content = _decoded(content, encoding, urlsplit(request.full_url).path, limits)
        return Download(content, answer.headers.get("ETag"), answer.headers.get("Last-Modified"))


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes | None: ...


def _read(stream: _Readable, limits: Limits, until: float) -> bytes:
    """All of a stream; DownloadError above the limits."""
    parts: list[bytes] = []
    size = 0
    read = getattr(stream, "read1", stream.read)  # what has come, without waiting for more
    while True:
        try:
            part = read(_CHUNK_BYTES)
        except http.client.IncompleteRead as error:
            raise _truncated(size + len(error.partial), None) from None
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > limits.size_bytes:
            raise limits.too_large()
        if time.monotonic() > until:
            raise limits.too_slow()


def _decoded(content: bytes, encoding: str, path: str, limits: Limits) -> bytes:
    """The file in an answer that was packed for the way, though that wasn't asked for; .gz files stay packed."""
    if encoding in {"", "identity"} or path.lower().endswith(".gz"):
        return content
    if encoding not in {"gzip", "x-gzip"}:
        raise DownloadError(f'the answer is packed as "{encoding}"', "name an address that gives the file itself")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            unpacked = packed.read(limits.size_bytes + 1)
    except (OSError, EOFError, zlib.error):
        raise DownloadError("the packed answer is damaged", "try again") from None
    if len(unpacked) > limits.size_bytes:
        raise limits.too_large()
    return unpacked


T = TypeVar("T")


def _in_time(work: Callable[[float], T], limits: Limits) -> T:
    """What `work` returns or raises; DownloadError after the time limit, whatever it waits for: a name, an answer."""
    until = time.monotonic() + limits.seconds
    done: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(until), None))
        except BaseException as error:  # noqa: BLE001  # it is raised where it is waited for
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        result, error = done.get(timeout=limits.seconds)
    except queue.Empty:
        raise limits.too_slow() from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # only None with an error


def run_command(arguments: Sequence[str], folder: Path, limits: Limits) -> Download:
    """What a command prints to its standard output, run in a folder without a shell; DownloadError.

    At the limits it is ended, with every process that it started.
    """
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(  # noqa: S603  # no shell; the editor asked for it
                list(arguments),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                bufsize=0,
                start_new_session=True,
            )
        except OSError as error:
            message = f"{arguments[0]} cannot be run ({(error.strerror or str(error)).lower()})"
            raise DownloadError(message, "install it, or correct the command") from None
        output = process.stdout
        assert output is not None  # noqa: S101  # it is a pipe
        until = time.monotonic() + limits.seconds
        try:
            content = _in_time(lambda _until: _read(output, limits, until), limits)
            code = process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            raise limits.too_slow() from None
        finally:
            _end(process)
            output.close()
        if code:
            raise DownloadError(f"the command ended with code {code}{_last_line(errors)}", "correct the command")
        return Download(content)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command and what it started; nothing if they have ended."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _last_line(errors: IO[bytes]) -> str:
    """The last line that a command wrote to its standard error."""
    errors.seek(max(errors.seek(0, os.SEEK_END) - _TOLD_BYTES, 0))
    lines = [line for line in errors.read().decode(errors="replace").splitlines() if line.strip()]
    return f": {lines[-1].strip()}" if lines else ""
