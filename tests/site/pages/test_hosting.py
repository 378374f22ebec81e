"""What servers are told of a site: _headers as hosts read it, the shipped server block of nginx, compressed files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import brotli
import pytest
from html_reading import read_html
from nginx import shipped_server
from project import ROOT, change, copy_report, files_of, silent

from yiwu_report import build
from yiwu_report.model.output import Output, OutputId, OutputKind, Rendered, Stage
from yiwu_report.publish.cache import FolderCache
from yiwu_report.publish.manifest import read_manifest
from yiwu_report.site.downloads.compressed import compressed, gzip
from yiwu_report.site.pages.frame import content_policy

NEWSROOM = ROOT / "tests" / "sites" / "newsroom"
MINIMAL = ROOT / "tests" / "sites" / "minimal"
TEXT = ("0123456789 零一二三四五六七八九\n" * 200).encode()


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return files_of(NEWSROOM)


def rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """The rules of a _headers file."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        assert len(line) <= 2000
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[-1][1][name] = value
        else:
            found.append((line, {}))
    assert len(found) <= 100
    return found


def headers_of(path: str, text: str, *, is_lenient: bool) -> dict[str, list[str]]:
    """Every value that a host sends for a path. Netlify, the lenient one, minds no slash at the end."""
    sent: dict[str, list[str]] = {}
    for rule, headers in rules(text):
        form = re.sub(r":[a-z]+", "[^/]+", re.escape(rule).replace(r"\*", ".*").replace(r"\:", ":"))
        form, wanted = (f"{form.rstrip('/')}/?", path) if is_lenient else (form, path)
        if re.fullmatch(form, wanted):
            for name, value in headers.items():
                sent.setdefault(name, []).append(value)
    return sent


def addresses(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each page with the ways it is asked for."""
    for path in files:
        if path.endswith("index.html"):
            yield path, f"/{path}"
            yield path, f"/{path.removesuffix('index.html')}"


@pytest.mark.parametrize("is_lenient", [False, True], ids=["Cloudflare Pages", "Netlify"])
def test_hosts_send_each_page_one_policy(is_lenient: bool, files: Mapping[str, bytes]) -> None:
    text = files["_headers"].decode()
    for path, address in addresses(files):
        sent = headers_of(address, text, is_lenient=is_lenient)
        policies = set(sent["Content-Security-Policy"])
        assert len(policies) == 1, address
        policy, _, frames = policies.pop().partition("; frame-ancestors ")
        assert frames == ("*" if "charts/" in path else "'self'"), address
        own = read_html(files[path]).one("meta", http_equiv="Content-Security-Policy").attributes["content"]
        assert allowed(own) == {key: value - {lost_readers_style(files)} for key, value in allowed(policy).items()}
        assert set(sent["Cache-Control"]) == {"no-cache"}
        assert sent["X-Content-Type-Options"] == ["nosniff"]


def allowed(policy: str) -> dict[str, set[str]]:
    parts = [part.split() for part in policy.split("; ")]
    return {part[0]: set(part[1:]) for part in parts}


def lost_readers_style(files: Mapping[str, bytes]) -> str:
    """The source of the style that 404.html holds: it is sent at any path, with the headers of that."""
    page = read_html(files["404.html"])
    policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    return (allowed(policy)["style-src"] - allowed(content_policy())["style-src"]).pop()


def test_hosts_keep_what_never_changes(files: Mapping[str, bytes]) -> None:
    text = files["_headers"].decode()
    for path in files:
        sent = headers_of(f"/{path}", text, is_lenient=False)
        is_kept = any("immutable" in value for value in sent.get("Cache-Control", []))
        assert is_kept is bool(re.fullmatch(r"assets/.*\.[0-9a-f]{10}\.[a-z]+", path)), path
        assert ("Access-Control-Allow-Origin" in sent) is path.startswith("data/")


def test_nginx_sends_the_policy_of_the_pages() -> None:
    server = shipped_server()
    assert f'set $policy "{content_policy()}; ";' in server
    for location in re.findall(r"location [^{]*\{(.*)\}", server):
        assert "add_header" not in location  # it would take the place of all others


@pytest.fixture(scope="module")
def no_charts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report without plotly.js, which takes long to compress."""
    root = Path(shutil.copytree(MINIMAL, tmp_path_factory.mktemp("compress") / "minimal"))
    for code in ("zh", "en"):
        change(root, f"content/articles/index/{code}.md", "{{ chart visits }}\n", "")
    return root


def listing(out: Path) -> dict[str, bytes]:
    """Every file that readers can ask for."""
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}


def test_compressed_files_stand_beside_texts_and_go_again(no_charts: Path, tmp_path: Path) -> None:
    out = tmp_path / "public"
    plain = build.build(no_charts, out, progress=silent)
    (out / "index.html.zst").write_bytes(b"somebody else's")
    both = build.build(no_charts, out, progress=silent, compress=True)
    assert both.pages == plain.pages
    found = listing(out)
    texts = [path for path in found if path.endswith((".html", ".css", ".js", ".json", ".csv", ".svg", ".xml", ".txt"))]
    assert len(texts) > 15
    for path in texts:
        small, smaller = found.get(f"{path}.gz"), found.get(f"{path}.br")
        assert small or len(found[path]) < 200, path
        if small and smaller:
            assert zlib.decompress(small, wbits=31) == brotli.decompress(smaller) == found[path]
            assert len(smaller) < len(small) < len(found[path])
    assert not [path for path in found if path.endswith((".zip.gz", ".png.gz", ".gz.br"))]
    assert {path for path in found if path.endswith((".gz", ".br"))} <= set(read_manifest(out))
    change(no_charts, "content/site.yaml", "en: Libraries by the numbers", "en: Libraries in numbers")
    build.build(no_charts, out, progress=silent, compress=True)
    again = listing(out)
    assert again["en/index.html.br"] != found["en/index.html.br"]
    assert brotli.decompress(again["en/index.html.br"]) == again["en/index.html"]
    build.build(no_charts, out, progress=silent)
    assert not [path for path in listing(out) if path.endswith((".gz", ".br"))]
    assert (out / "index.html.zst").read_bytes() == b"somebody else's"


def test_a_file_of_others_is_not_written_over(no_charts: Path, tmp_path: Path) -> None:
    out = tmp_path / "public"
    out.mkdir()
    (out / "index.html.gz").write_bytes(b"somebody else's")
    done = subprocess.run(
        [sys.executable, "-m", "yiwu_report", "--root", str(no_charts), "--out", str(out), "--compress"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 1
    assert "index.html.gz" in done.stderr
    assert "[output-clash]" in done.stderr
    assert (out / "index.html.gz").read_bytes() == b"somebody else's"


def test_gzip_says_nothing_of_time_and_place() -> None:
    made = gzip(TEXT)
    assert made[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    assert zlib.decompress(made, wbits=31) == TEXT
    assert gzip(TEXT) == made


X = OutputId(OutputKind.ASSET, "x")


def test_what_was_compressed_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FolderCache(tmp_path / "cache")
    files = [Rendered(Output("a.txt", X, Stage.DATA), TEXT)]
    made = compressed(files, cache)
    assert [(each.output.path, str(each.output.id), each.output.stage) for each in made] == [
        ("a.txt.gz", "gz asset x", Stage.DATA),
        ("a.txt.br", "br asset x", Stage.DATA),
    ]
    monkeypatch.setattr("brotli.compress", lambda *_arguments, **_settings: pytest.fail("it was kept"))
    assert compressed(files, cache) == made
    small = [Rendered(Output("b.txt", X, Stage.DATA), b"x"), Rendered(Output("c.zip", X, Stage.DATA), TEXT)]
    assert compressed(small[1:], cache) == ()


def test_a_diff_does_not_mind_compressed_files(tmp_path: Path) -> None:
    """What is published compressed beside its files has not gone since."""
    from yiwu_report.editor import diff  # noqa: PLC0415
    from yiwu_report.inputs.load.revisions import find_revision  # noqa: PLC0415

    root = copy_report(tmp_path)
    out = root / "public"
    build.build(root, out, progress=silent)
    manifest = out / ".manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"404.html":', '"404.html.gz": "0",\n"404.html.br": "0",\n"404.html":'), "utf-8")
    old = find_revision(None, root, out)
    today = diff.today_of(root, progress=silent)
    difference = diff.compare(today, diff.published_of(old, root, today, progress=silent), old.name)
    assert difference.outputs == ()
