"""What a publication leaves in the output folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from publication import NEW, OLD, Unsynced, readable, rendered, tree

from yiwu_report.model.problem import InvalidInput
from yiwu_report.publish import Changes, publish


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "project" / "public"


def put(files: dict[str, bytes], out: Path) -> Changes:
    return publish(rendered(files), out, root=out.parent, effects=Unsynced())


def problems_of(files: dict[str, bytes], out: Path) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        put(files, out)
    return [str(problem).replace(out.as_posix(), "public") for problem in caught.value.problems]


def test_first_publication_makes_the_folder_and_says_what_it_wrote(out: Path) -> None:
    changes = publish(rendered(OLD), out, root=out.parent)  # on the real disk, synced
    assert readable(out) == OLD
    assert sorted(changes.written) == sorted(OLD)
    assert (changes.unchanged, changes.removed) == (0, ())
    assert sorted(tree(out)) == sorted([*OLD, ".manifest.json"])


def test_assets_come_first_then_data_then_pages(out: Path) -> None:
    tops = [path.split("/")[0] for path in put(NEW, out).written]
    assert tops == ["assets", "assets", "data", "data", "en", "figures", "index.html"]


def test_second_publication_writes_what_changed_and_removes_what_is_gone(out: Path) -> None:
    put(OLD, out)
    changes = put(NEW, out)
    assert readable(out) == NEW
    assert changes.unchanged == 1
    assert changes.removed == ("assets/gone.png", "assets/site.1.css", "gone/deep/index.html")
    assert not (out / "gone").exists()


def test_unchanged_files_are_not_touched(out: Path) -> None:
    put(OLD, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    for path in before:
        os.utime(path, ns=(1, 1))
    assert put(OLD, out) == Changes((), len(OLD), ())
    assert {path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()} == {1}


def test_what_is_left_does_not_depend_on_what_was_there(out: Path, tmp_path: Path) -> None:
    put(OLD, out)
    put(NEW, out)
    fresh = tmp_path / "other" / "public"
    put(NEW, fresh)
    assert tree(out) == tree(fresh)


def test_manifest_names_every_file_and_no_time_or_place(out: Path) -> None:
    put(OLD, out)
    record = json.loads((out / ".manifest.json").read_text(encoding="utf-8"))
    assert list(record) == ["format", "files"]
    assert list(record["files"]) == sorted(OLD)


def test_files_of_others_stay(out: Path) -> None:
    put(OLD, out)
    (out / "gone" / "notes.txt").write_bytes(b"mine")
    (out / "CNAME").write_bytes(b"example.org")
    put(NEW, out)
    assert readable(out) == {**NEW, "gone/notes.txt": b"mine", "CNAME": b"example.org"}
    put(OLD, out)
    assert readable(out) == {**OLD, "gone/notes.txt": b"mine", "CNAME": b"example.org"}


def test_a_file_that_somebody_changed_is_not_removed(out: Path) -> None:
    put(OLD, out)
    (out / "gone/deep/index.html").write_bytes(b"edited by hand")
    changes = put(NEW, out)
    assert "gone/deep/index.html" not in changes.removed
    assert readable(out) == {**NEW, "gone/deep/index.html": b"edited by hand"}


def test_a_file_of_ours_that_somebody_changed_is_mended(out: Path) -> None:
    put(OLD, out)
    (out / "index.html").write_bytes(b"edited by hand")
    (out / "en/index.html").unlink()
    assert put(OLD, out).written == ("en/index.html", "index.html")
    assert readable(out) == OLD


def test_a_file_of_others_is_not_written_over(out: Path) -> None:
    out.mkdir(parents=True)
    (out / "index.html").write_bytes(b"my home page")
    (out / "en").write_bytes(b"a file")
    before = tree(out)
    assert problems_of(OLD, out) == [
        'public/en:1:1: "en" is a file where en/index.html needs a folder; '
        "move it, or choose another folder with --out [output-clash]",
        'public/index.html:1:1: "index.html" already exists and was not written by this generator; '
        "move it, or choose another folder with --out [output-clash]",
    ]
    assert tree(out) == before


def test_a_folder_of_others_is_not_written_over(out: Path) -> None:
    (out / "index.html" / "empty").mkdir(parents=True)
    assert problems_of(OLD, out) == [
        'public/index.html:1:1: "index.html" is a folder, not a file; '
        "move it, or choose another folder with --out [output-clash]",
    ]


def test_the_same_file_made_by_somebody_else_is_taken_over(out: Path) -> None:
    out.mkdir(parents=True)
    (out / "index.html").write_bytes(OLD["index.html"])
    assert put(OLD, out).unchanged == 1
    put({}, out)
    assert readable(out) == {}


def test_a_file_becomes_a_folder_and_back(out: Path) -> None:
    put({"method": b"file", "en/index.html": b"page"}, out)
    put({"method/index.html": b"page", "en": b"file"}, out)
    assert readable(out) == {"method/index.html": b"page", "en": b"file"}
    put({"method": b"file", "en/index.html": b"page"}, out)
    assert readable(out) == {"method": b"file", "en/index.html": b"page"}


def test_a_folder_with_a_file_of_others_does_not_become_a_file(out: Path) -> None:
    put({"en/index.html": b"page"}, out)
    (out / "en/notes.txt").write_bytes(b"mine")
    assert len(problems_of({"en": b"file"}, out)) == 1
    assert readable(out) == {"en/index.html": b"page", "en/notes.txt": b"mine"}


def test_links_are_replaced_and_never_followed(out: Path, tmp_path: Path) -> None:
    put(OLD, out)
    precious = tmp_path / "precious.html"
    precious.write_bytes(b"elsewhere")
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(precious)
    (out / "assets/gone.png").unlink()
    (out / "assets/gone.png").symlink_to(precious)
    put(NEW, out)
    assert precious.read_bytes() == b"elsewhere"
    assert not (out / "index.html").is_symlink()
    assert (out / "assets/gone.png").is_symlink()


def test_a_manifest_cannot_lead_outside_the_folder(out: Path) -> None:
    put(OLD, out)
    victim = out.parent / "victim.txt"
    victim.write_bytes(b"same")
    manifest = out / ".manifest.json"
    record = json.loads(manifest.read_text(encoding="utf-8"))
    record["files"]["../victim.txt"] = record["files"]["assets/same.js"]
    manifest.write_text(json.dumps(record), encoding="utf-8")
    assert "../victim.txt" not in put(NEW, out).removed
    assert victim.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"format": 9, "files": {"index.html": ""}}'])
def test_without_a_readable_manifest_nothing_is_taken_for_ours(out: Path, content: bytes) -> None:
    put(OLD, out)
    (out / ".manifest.json").write_bytes(content)
    before = tree(out)
    assert len(problems_of(NEW, out)) == 3  # the pages and the data that differ
    assert tree(out) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_files_can_be_read_by_the_web_server(out: Path) -> None:
    before = os.umask(0o022)
    try:
        put(OLD, out)
    finally:
        os.umask(before)
    assert {oct(path.stat().st_mode & 0o777) for path in out.rglob("*") if path.is_file()} == {"0o644"}
