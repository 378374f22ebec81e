"""The preview as a server: who is answered, what with, and how it ends. What a reader sees is in browser/."""

from __future__ import annotations

import contextlib
import http.client
import json
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from previewing import Preview
from project import ROOT, change

from yiwu_report import cli
from yiwu_report.editor.preview.preview import ExcerptLine, passage
from yiwu_report.model.problem import Place

MINIMAL = ROOT / "tests" / "sites" / "minimal"
FIGURES = "data/figures/libraries.yaml"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path_factory.mktemp("preview") / "report"))


@pytest.fixture(scope="module")
def preview(root: Path) -> Iterator[Preview]:
    with Preview(root) as running:
        yield running


def ask(preview: Preview, path: str, **headers: str) -> tuple[int, str, bytes]:
    """Status, type and body of an answer."""
    connection = http.client.HTTPConnection(urlsplit(preview.address).netloc, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, answer.headers.get_content_type(), answer.read()
    connection.close()
    return found


def test_files_of_the_site_are_answered(preview: Preview) -> None:
    status, kind, body = ask(preview, "/en/")
    assert (status, kind) == (200, "text/html")
    assert "The town has" in body.decode()
    assert ask(preview, "/en/index.html")[2] == body
    assert ask(preview, "/data/figures.json")[1] == "application/json"
    status, kind, body = ask(preview, "/nowhere/at/all")
    assert (status, kind) == (404, "text/html")
    assert "页面不存在" in body.decode()


def test_pages_have_the_preview_s_script_and_other_files_are_as_they_are_published(
    preview: Preview, root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "public"
    assert cli.main(["--root", str(root), "--out", str(out), "--quiet"]) == 0
    files = [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() and path.name[0] != "."]
    assert len(files) > 20
    for file in files:
        _, kind, body = ask(preview, f"/{file}")
        published = (out / file).read_bytes()
        assert b"/-/preview" not in published
        if kind == "text/html":
            assert b"/-/preview.js" in body
        else:
            assert body == published


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "localhost:1"}, 200),
        ({"Host": "127.0.0.1"}, 200),
        ({"Host": "[::1]:1"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example:8000"}, 403),
        ({"Host": "[::1"}, 403),
        ({"Host": ""}, 403),
        ({"Host": "localhost:1", "Origin": "http://localhost:1"}, 200),
        ({"Host": "localhost:1", "Origin": "http://localhost:2"}, 403),
        ({"Host": "localhost:1", "Origin": "https://evil.example"}, 403),
        ({"Host": "localhost:1", "Origin": "null"}, 403),
    ],
)
def test_only_this_machine_is_answered(preview: Preview, headers: dict[str, str], status: int) -> None:
    for path in ("/", "/-/desk", "/-/preview.js"):
        assert ask(preview, path, **headers)[0] == status


def test_nothing_but_its_own_files_stands_below_its_address(preview: Preview) -> None:
    assert ask(preview, "/-/preview.css")[1] == "text/css"
    for path in ("/-/nothing.js", "/-/../server.py", "/-/assets/preview.js", "/-/%2e%2e/server.py", "/-/"):
        assert ask(preview, path)[0] == 404


@contextmanager
def news(preview: Preview) -> Iterator[http.client.HTTPResponse]:
    """The stream of states that an open window gets."""
    connection = http.client.HTTPConnection(urlsplit(preview.address).netloc, timeout=20)
    with contextlib.closing(connection):
        connection.request("GET", "/-/news?path=/en/")
        with connection.getresponse() as answer:
            yield answer


def test_a_window_gets_the_state_as_soon_as_it_asks(preview: Preview) -> None:
    with news(preview) as answer:
        assert answer.headers.get_content_type() == "text/event-stream"
        line = answer.readline().decode()
    assert json.loads(line.removeprefix("data: ")) == {"version": 1, "problems": []}


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_though_windows_are_open(by: signal.Signals, root: Path) -> None:
    with Preview(root) as running, news(running) as answer:
        assert answer.readline()
        running.end(by)
        assert running.exit_code == 0
        assert running.said[-1] == "The preview has stopped.\n"
        assert "Traceback" not in "".join(running.said)
        assert running.seconds_to_end < 10


def test_it_begins_with_problems_too(root: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(root, tmp_path / "broken"))
    change(broken, FIGURES, "value: 12\n", "value: 12 libraries\n")
    with Preview(broken) as running:
        status, kind, body = ask(running, "/en/")
        assert (status, kind) == (200, "text/html")
        assert b"/-/preview.js" in body
        assert ask(running, "/-/desk")[0] == 200
    assert f"{FIGURES}:6:12: " in "".join(running.said)


def test_a_port_that_is_taken(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert cli.main(["serve", "--root", str(root), "--port", port]) == 2
    assert cli.main(["serve", "--root", str(root), "--port", "70000"]) == 2


def test_the_lines_around_a_place(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("one\ntwo\nthree\n" + "x" * 500 + "\n", "utf-8")
    assert passage(Place("a.yaml", 1, 2), tmp_path) == (
        ExcerptLine(1, "one", 1),
        ExcerptLine(2, "two"),
        ExcerptLine(3, "three"),
    )
    line = passage(Place("a.yaml", 4, 301), tmp_path)[-1]
    assert line.number == 4
    assert line.text == "…" + "x" * 160 + "…"
    assert line.at == 81
    assert passage(Place("nothing.yaml"), tmp_path) == ()
