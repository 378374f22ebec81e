"""`refresh`: what it says and does with every kind of answer; nothing else uses the network."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from file_server import Answer, certificate, served
from html_reading import read_html
from project import ROOT, change, files_of

from yiwu_report import cli
from yiwu_report.cli.download import DownloadError, Limits, download, run_command

SITE = ROOT / "tests" / "sites" / "refreshed"
OLD = (SITE / "data/files/life.csv").read_bytes()
CASES: Mapping[str, Any] = yaml.safe_load((ROOT / "tests/cases/refresh.yaml").read_text(encoding="utf-8"))
TABLE = "data/tables/life.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE, tmp_path / "report"))


def set_origin(root: Path, origin: str) -> None:
    change(root, TABLE, "origin: https://example.org/life.csv\n", f"origin: {origin}\n")


def body_of(case: Mapping[str, Any]) -> bytes:
    """The body that a case describes, as the file is after it was accepted."""
    text = OLD.decode() if case.get("old") else case.get("body", "")
    for before, after in case.get("replace", {}).items():
        assert text.count(before) == 1
        text = text.replace(before, after)
    for year in range(1500, 1500 + 5 * case.get("grown", 0)):
        text += f"Grown,{year},12.345678\n"[: len("Grown,1500,") + 7] + "\n"
    return (text + case.get("more", "")).encode()


@pytest.mark.parametrize("name", CASES)
def test_an_answer(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[name]
    new = body_of(case["answer"])
    told = {key: value for key, value in case["answer"].items() if key in Answer.__dataclass_fields__}
    answer = Answer(**{**told, "body": gzip.compress(new) if case["answer"].get("packed") else new})
    with served(answer) as address:
        set_origin(root, f"{address}/life.csv")
        code = cli.main(["refresh", "--root", str(root), *case.get("arguments", [])])
        out, err = (text.replace(address, "ADDRESS") for text in capsys.readouterr())
    assert err == case.get("err", "")
    assert out.startswith(case["begins"]) if "begins" in case else out == case.get("out", "")
    assert code == case["code"]
    is_new = case.get("after") == "new"
    assert (root / "data/files/life.csv").read_bytes() == (new if is_new else OLD)
    assert (root / "data/origins.yaml").exists() == is_new


def refresh(root: Path, *arguments: str) -> int:
    return cli.main(["refresh", "--root", str(root), *arguments])


def test_what_was_accepted_is_recorded_and_asked_for_by_its_version(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Answer(
        OLD + b"Cordia,2007,70\n", headers={"ETag": '"a1"', "Last-Modified": "Sat, 31 Jan 2026 09:30:00 GMT"}
    )
    with served(answer) as address:
        set_origin(root, f"{address}/life.csv")
        assert refresh(root, "--accept") == 0
        record = root / "data/origins.yaml"
        [entry] = yaml.safe_load(record.read_bytes())
        assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.pop("fetched"))
        assert entry == {
            "file": "life.csv",
            "origin": f"{address}/life.csv",
            "size_bytes": len(answer.body),
            "sha256": hashlib.sha256(answer.body).hexdigest(),
            "etag": '"a1"',
            "last_modified": "Sat, 31 Jan 2026 09:30:00 GMT",
        }
        assert not (root / ".cache/refresh").exists()
        before = record.read_bytes()
        capsys.readouterr()
        assert refresh(root, "--accept") == 0
        assert capsys.readouterr().out == f"data/files/life.csv from {address}/life.csv\n  unchanged\n"
        assert answer.asked[1]["If-None-Match"] == '"a1"'
        assert record.read_bytes() == before
        change(root, "data/files/life.csv", "Cordia,2007,70\n", "Cordia,2007,71\n")  # by hand: it is fetched again
        assert refresh(root) == 1
        assert "If-None-Match" not in answer.asked[2]
        assert 'life["Cordia", 2007].life: 71 → 70' in capsys.readouterr().out
    assert cli.main(["check", "--root", str(root)]) == 0


NOT_TRUSTED = "data/tables/life.yaml:3:9: ADDRESS/life.csv: the certificate of the server is not trusted ("
REMEDY = (
    "); correct the address; or, if you know the server and who issued its certificate, set SSL_CERT_FILE to the file "
    "of that issuer [origin]\n1 problem; nothing was replaced\n"
)
OF_ANOTHER = "IP address mismatch, certificate is not valid for '127.0.0.1'"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates")
@pytest.mark.parametrize(
    ("name", "is_trusted", "said"),
    [
        ("IP:127.0.0.1", False, f"{NOT_TRUSTED}self-signed certificate{REMEDY}"),
        ("DNS:example.org", True, f"{NOT_TRUSTED}{OF_ANOTHER}{REMEDY}"),
        ("IP:127.0.0.1", True, ""),
    ],
)
def test_a_server_is_who_its_certificate_says(  # noqa: PLR0913, PLR0917  # a case of three, and what it is tried with
    name: str,
    is_trusted: bool,
    said: str,
    root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = certificate(tmp_path, name)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "only.pem"))
    with served(Answer(body=OLD), made) as address:
        set_origin(root, f"{address}/life.csv")
        code = refresh(root, "--accept")
    assert capsys.readouterr().err.replace(address, "ADDRESS") == said
    assert code == bool(said)
    assert (root / "data/origins.yaml").exists() == (not said)


def test_an_address_that_is_not_encrypted_after_all(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with served(Answer(body=OLD)) as address:
        set_origin(root, f"{address.replace('http', 'https')}/life.csv")
        assert refresh(root) == 1
    assert "no encrypted connection to the server" in capsys.readouterr().err


def test_readers_see_where_a_file_came_from_as_long_as_it_is_that_file(root: Path) -> None:
    record = root / "data/origins.yaml"
    known = {"file": "life.csv", "origin": "https://example.org/life.csv", "fetched": "2026-01-31T09:30:00Z"}
    record.write_text(
        yaml.safe_dump([{**known, "size_bytes": len(OLD), "sha256": hashlib.sha256(OLD).hexdigest()}]), encoding="utf-8"
    )
    said = {path: read_html(page).text for path, page in files_of(root).items() if path.endswith("methods/index.html")}
    assert said
    digest = hashlib.sha256(OLD).hexdigest()
    for text in said.values():
        assert all(each in text for each in ("https://example.org/life.csv", "09:30", f"{len(OLD)}", digest))
    change(root, "data/origins.yaml", digest, "0" * 64)
    for path in said:
        text = read_html(files_of(root)[path]).text
        assert digest in text
        assert "09:30" not in text
        assert "https://example.org/life.csv" not in text
    change(root, "data/origins.yaml", "0" * 64, digest)
    change(root, "data/origins.yaml", "https://example.org/life.csv", "[cat, /home/somebody/life.csv]")
    assert all("somebody" not in read_html(files_of(root)[path]).text for path in said)


def test_a_file_that_is_not_there_yet(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "data/files/life.csv").unlink()
    with served(Answer(OLD)) as address:
        set_origin(root, f"{address}/life.csv")
        assert refresh(root, "--accept") == 0
    assert (root / "data/files/life.csv").read_bytes() == OLD
    assert "  91 bytes\n  table life: 0 rows → 4 rows\n    4 rows new\n" in capsys.readouterr().out


def test_a_file_that_is_already_as_served_is_recorded(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with served(Answer(OLD)) as address:
        set_origin(root, f"{address}/life.csv")
        assert refresh(root, "--accept") == 0
    assert capsys.readouterr().out.endswith("  unchanged\n\ndata/origins.yaml says where it came from.\n")


def test_a_packed_file_stays_packed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "data/files/life.csv").unlink()
    (root / "data/files/life.csv.gz").write_bytes(gzip.compress(OLD, mtime=0))
    change(root, TABLE, "file: life.csv\n", "file: life.csv.gz\n")
    new = gzip.compress(OLD.replace(b"58.477", b"58.5"), mtime=0)
    # some servers say of every .gz file that it was packed for the way
    with served(Answer(new, headers={"Content-Encoding": "gzip"})) as address:
        set_origin(root, f"{address}/life.csv.gz")
        assert refresh(root, "--accept") == 0
    assert (root / "data/files/life.csv.gz").read_bytes() == new
    capsys.readouterr()
    with served(Answer(gzip.compress(b"<html><body>Sign in</body></html>"))) as address:
        change(root, TABLE, f"origin: {read_origin(root)}\n", f"origin: {address}/life.csv.gz\n")
        assert refresh(root, "--accept") == 1
    assert 'it is a web page, which begins with "<html"' in capsys.readouterr().err


def read_origin(root: Path) -> Any:
    return yaml.safe_load((root / TABLE).read_bytes())["origin"]


PYTHON = f'"{sys.executable}"'


def command(code: str) -> str:
    """A command that runs some Python, as `origin:` names it."""
    return f"[{PYTHON}, -c, {json.dumps(code)}]"


def test_a_command_is_not_run_unless_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_origin(root, "[touch, 'ran;ran']")
    assert refresh(root, "--accept") == 2
    assert capsys.readouterr().err == "refresh: add --run-commands to run life: touch 'ran;ran'\n"
    assert not (root / "ran;ran").exists()


def test_a_command_prints_the_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "tools").mkdir()
    (root / "tools/fetch.py").write_text("import sys\nprint(open(sys.argv[1]).read() + 'Cordia,2007,70')\n")
    set_origin(root, f"[{PYTHON}, tools/fetch.py, data/files/life.csv]")
    assert refresh(root, "--accept", "--run-commands", "--quiet") == 0
    shown = shlex.join([sys.executable, "tools/fetch.py", "data/files/life.csv"])
    assert capsys.readouterr().err == f"running {shown}\n"
    assert (root / "data/files/life.csv").read_text() == OLD.decode() + "Cordia,2007,70\n"
    [entry] = yaml.safe_load((root / "data/origins.yaml").read_bytes())
    assert entry["origin"] == [sys.executable, "tools/fetch.py", "data/files/life.csv"]
    assert cli.main(["check", "--root", str(root)]) == 0


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (
            command("import sys; print('half'); sys.exit('no key; set KEY')"),
            "the command ended with code 1: no key; set KEY",
        ),
        (command("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"), "the command ended with code -9"),
        (command("import time; time.sleep(60)"), "the file did not come within 1 seconds"),
        (command("import os, time; os.close(1); time.sleep(60)"), "the file did not come within 1 seconds"),
        (command("print('<!doctype HTML><p>Sorry')"), 'it is a web page, which begins with "<!doctype HTML"'),
        ("[not-a-program-of-anyone]", "not-a-program-of-anyone cannot be run (no such file or directory)"),
    ],
)
def test_a_command_that_gives_no_file(root: Path, capsys: pytest.CaptureFixture[str], origin: str, said: str) -> None:
    set_origin(root, origin)
    assert refresh(root, "--accept", "--run-commands", "--time-limit", "1") == 1
    running, problem, count = capsys.readouterr().err.splitlines()
    assert running.startswith("running ")
    assert problem.startswith(f"{TABLE}:3:1: ")
    assert f": {said}; " in problem
    assert count == "1 problem; nothing was replaced"
    assert (root / "data/files/life.csv").read_bytes() == OLD


def test_what_a_command_started_is_ended_with_it(tmp_path: Path) -> None:
    code = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print('x')"
    with pytest.raises(DownloadError, match=r"did not come within 0\.5 seconds"):  # the output stays open
        run_command([sys.executable, "-c", code], tmp_path, Limits(100, 0.5))


def test_the_limit_of_size_holds_for_what_is_not_announced(tmp_path: Path) -> None:
    message = "the file is larger than 0.0009765625 MiB"
    with pytest.raises(DownloadError, match=message):
        run_command([sys.executable, "-c", "while True: print('x' * 1000)"], tmp_path, Limits(1024, 20))
    for answer in (
        Answer(b"x" * 2000, headers={"Content-Length": "many"}),
        Answer(b"x" * 2000, is_chunked=True),
        Answer(gzip.compress(b"x" * 2000), headers={"Content-Encoding": "gzip"}),
    ):
        with served(answer) as address, pytest.raises(DownloadError, match=message):
            download(f"{address}/life.csv", Limits(1024, 20))


def test_an_address_with_other_letters() -> None:
    with served(Answer(b"a,b\n")) as address:
        assert download(f"{address}/数据/a b%20c.csv?q=é", Limits(100, 20)).content == b"a,b\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lief"], 'refresh: there is no table "lief" with an origin:; did you mean "life"?'),
        (["--with-problems"], "refresh: --with-problems is for --accept; add it"),
    ],
)
def test_usage(root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    set_origin(root, "https://example.org/life.csv")
    assert refresh(root, *arguments) == 2
    assert capsys.readouterr().err == f"{said}\n"


def test_without_any_origin(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, TABLE, "origin: https://example.org/life.csv\n", "")
    assert refresh(root) == 2
    assert capsys.readouterr().err == (
        "refresh: no table of data/tables/ has an origin:; add one with the address of its file\n"
    )


def test_an_origin_that_is_none(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of them, as a build tells them: tests/sites_invalid/origins."""
    set_origin(root, "http://example.org/life.csv")
    assert refresh(root) == 1
    assert capsys.readouterr().err.startswith(f'{TABLE}:3:9: "http://example.org/life.csv" is not encrypted')


@pytest.mark.parametrize("name", ["../life.csv", "/tmp/life.csv", "..\\life.csv", ".life.csv", "life.txt"])
def test_a_file_is_written_to_its_folder_only(root: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    change(root, TABLE, "file: life.csv\n", f"file: {name}\n")
    set_origin(root, "http://localhost:9/life.csv")
    assert refresh(root, "--accept") == 1
    assert capsys.readouterr().err.startswith(f'{TABLE}:2:7: "{name}" is not the name of a data file; ')


def test_tables_of_one_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are fetched once, and can't have two origins."""
    shutil.copyfile(root / TABLE, root / "data/tables/lives.yaml")
    change(root, "data/tables/lives.yaml", "keys: [country, year]", "keys: [year, country]")
    answer = Answer(OLD.replace(b"60.2", b"60.3"))
    with served(answer) as address:
        set_origin(root, f"{address}/life.csv")
        change(
            root, "data/tables/lives.yaml", "origin: https://example.org/life.csv\n", f"origin: {address}/life.csv\n"
        )
        assert refresh(root, "lives") == 1
    assert len(answer.asked) == 1
    out = capsys.readouterr().out
    assert 'life["Borduria", 1992].life: 60.2 → 60.3' in out
    assert 'lives[1992, "Borduria"].life: 60.2 → 60.3' in out
    change(root, TABLE, f"origin: {address}/life.csv\n", "origin: https://example.org/other.csv\n")
    for arguments in (["refresh"], ["check"]):
        assert cli.main([*arguments, "--root", str(root)]) == 1
        assert (
            "data/tables/lives.yaml:3:9: life.csv has another origin in data/tables/life.yaml"
            in capsys.readouterr().err
        )


def test_a_record_that_is_damaged_is_a_problem(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_origin(root, "https://example.org/life.csv")
    (root / "data/origins.yaml").write_text("- file: life.csv\n  origin: https://example.org/life.csv\n  sha256: abc\n")
    for arguments in (["refresh"], ["check"]):
        assert cli.main([*arguments, "--root", str(root)]) == 1
        lines = capsys.readouterr().err.splitlines()
        assert [line.partition(": ")[0] for line in lines[:-1]] == ["data/origins.yaml:1:3"] * 2 + [
            "data/origins.yaml:3:11"
        ]


WITHOUT_NETWORK = """
import socket, sys

OF_THE_MACHINE = {getattr(socket, "AF_UNIX", None)}  # a pipe to itself, as asyncio has it

def refuse(event, arguments):
    is_pipe = event == "socket.__new__" and arguments[1] in OF_THE_MACHINE
    if event.startswith(("socket.", "urllib.", "http.client.")) and not is_pipe:
        raise SystemExit(f"the network is used: {event} {arguments}")

sys.addaudithook(refuse)
from yiwu_report import cli
raise SystemExit(cli.main(sys.argv[1:]))
"""


def test_a_build_never_uses_the_network(root: Path) -> None:
    """Whatever the origins are: Python's audit events tell of every socket (PEP 578)."""
    set_origin(root, "http://127.0.0.1:9/life.csv")
    for arguments in ([], ["check"], ["diff"], ["uses", 'life["Aland", 2007].life']):
        process = [sys.executable, "-c", WITHOUT_NETWORK, *arguments, "--root", str(root)]
        done = subprocess.run(process, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    process = [sys.executable, "-c", WITHOUT_NETWORK, "refresh", "--root", str(root)]
    done = subprocess.run(process, capture_output=True, text=True, check=False)
    assert "the network is used: " in done.stderr


def test_only_the_download_imports_what_uses_the_network() -> None:
    clients = re.compile(
        r"^\s*(?:import|from) (?:socket|ssl|http\.client|urllib\.request|requests|httpx?|ftplib)\b", re.MULTILINE
    )
    package = ROOT / "yiwu_report"
    found = {path.relative_to(package).as_posix() for path in package.rglob("*.py") if clients.search(path.read_text())}
    assert found == {"cli/download.py", "editor/preview/server.py"}
    users = [path.name for path in package.rglob("*.py") if "cli.download import" in path.read_text()]
    assert users == ["refresh.py"]
