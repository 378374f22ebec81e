"""A cache whose folder may vanish, be damaged, or be shared by builds that run at once."""

from __future__ import annotations

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from yiwu_report.publish.cache import FolderCache

KEY = "ab" * 32
TEXT = "<svg>义乌\r\n</svg>\n"


@pytest.fixture
def cache(tmp_path: Path) -> FolderCache:
    return FolderCache(tmp_path / "cache")


def kept(folder: Path) -> Path:
    (file,) = (path for path in folder.rglob("*") if path.is_file())
    return file


def test_keeps_a_text(cache: FolderCache) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, TEXT)
    assert cache.get(KEY) == TEXT
    cache.put(KEY, "anew")
    assert cache.get(KEY) == "anew"


def test_another_build_finds_it(cache: FolderCache, tmp_path: Path) -> None:
    cache.put(KEY, TEXT)
    assert FolderCache(tmp_path / "cache").get(KEY) == TEXT


def test_the_folder_may_be_deleted_at_any_time(cache: FolderCache, tmp_path: Path) -> None:
    cache.put(KEY, TEXT)
    shutil.rmtree(tmp_path / "cache")
    assert cache.get(KEY) is None
    cache.put(KEY, TEXT)
    assert cache.get(KEY) == TEXT


@pytest.mark.parametrize("damage", ["truncated", "changed", "emptied", "not text", "a folder"])
def test_a_damaged_text_is_no_text(cache: FolderCache, tmp_path: Path, damage: str) -> None:
    cache.put(KEY, TEXT)
    file = kept(tmp_path / "cache")
    content = file.read_bytes()
    if damage == "a folder":
        file.unlink()
        file.mkdir()
    else:
        ruined = {"truncated": content[:-3], "changed": content.replace(b"svg", b"SVG"), "emptied": b""}
        file.write_bytes(ruined.get(damage, b"\xff\xfe"))
    assert cache.get(KEY) is None


def test_a_folder_that_cannot_be_written_to_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in its place")
    cache = FolderCache(tmp_path / "cache")
    cache.put(KEY, TEXT)
    assert cache.get(KEY) is None


def test_builds_at_once_never_read_half_a_text(cache: FolderCache, tmp_path: Path) -> None:
    texts = [str(number) * 200_000 for number in range(4)]

    def write_and_read(text: str) -> set[str | None]:
        found = set()
        for _ in range(20):
            cache.put(KEY, text)
            found.add(cache.get(KEY))
        return found

    with ThreadPoolExecutor(4) as pool:
        found = set[str | None]().union(*pool.map(write_and_read, texts))
    assert found <= set(texts)
    assert kept(tmp_path / "cache").name == KEY  # nothing temporary is left


def _age(folder: Path, key: str, days: float) -> None:
    path = folder / "cache" / key[:2] / key
    then = time.time() - days * 24 * 60 * 60
    os.utime(path, (then, then))


def test_what_no_build_asked_for_is_dropped(cache: FolderCache, tmp_path: Path) -> None:
    for key, days in (("aa1", 31), ("aa2", 29), ("bb3", 400), ("bb4", 0)):
        cache.put(key, TEXT)
        _age(tmp_path, key, days)
    cache.trim()
    assert [key for key in ("aa1", "aa2", "bb3", "bb4") if cache.get(key)] == ["aa2", "bb4"]


def test_what_was_asked_for_stays(cache: FolderCache, tmp_path: Path) -> None:
    cache.put(KEY, TEXT)
    _age(tmp_path, KEY, 29)
    assert cache.get(KEY) == TEXT
    cache.trim(unused_days=2)
    assert cache.get(KEY) == TEXT


def test_a_folder_has_a_largest_size_and_drops_the_oldest(cache: FolderCache, tmp_path: Path) -> None:
    for at in range(10):
        cache.put(f"{at}{at}key", "x" * 1000)
        _age(tmp_path, f"{at}{at}key", at)
    cache.trim(most_bytes=5 * 1100)
    assert [at for at in range(10) if cache.get(f"{at}{at}key")] == [0, 1, 2, 3, 4]


def test_a_folder_that_is_not_there_is_trimmed(tmp_path: Path) -> None:
    FolderCache(tmp_path / "nowhere").trim()
