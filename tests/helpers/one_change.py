"""Files and sentences of a site, to compare; run, it writes tests/cases/one_change.yaml again: review its diff."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from project import change, copy_report, files_of, text_of

HEAD = "# What changes when parks.completed goes from 71 to 72: every file, and every sentence of the article\n"


def unhashed(path: str) -> str:
    """A path without the hash of its content, which changes with it."""
    return re.sub(r"\.[0-9a-f]{10}\.", ".", path)


def by_name(files: Mapping[str, bytes]) -> dict[str, str]:
    """The files by name, without the hashes of others that stand in them."""
    return {
        unhashed(path): re.sub(r"\.[0-9a-f]{10}\.(js|css)", r".\1", text_of(path, content))
        for path, content in files.items()
    }


def sentences(page: str) -> list[str]:
    """The sentences a reader reads: runs of text between block elements, cut at full stops."""
    body = page[page.index("<main") : page.index("</main>")]
    blocks = re.split(
        r"</?(?:p|li|h[1-6]|td|th|tr|dt|dd|figcaption|caption|summary|div|section|figure|text)\b[^>]*>", body
    )
    texts = (re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", block)).strip() for block in blocks)
    return [part for text in texts for part in re.split(r"(?<=[。！？；])|(?<=[.!?;]) ", text) if part]


def effects(old: Mapping[str, bytes], new: Mapping[str, bytes], pages: Iterable[str]) -> dict[str, object]:
    """The files of two builds that differ, and the sentences of these pages that do, as they were and as they are."""
    before, after = by_name(old), by_name(new)
    pairs = {page: zip(sentences(before[page]), sentences(after[page]), strict=True) for page in pages}
    return {
        "files": sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)),
        "sentences": {page: [{"from": a, "to": b} for a, b in pair if a != b] for page, pair in pairs.items()},
    }


def main() -> None:
    """Build the report twice and write what differs."""
    root = copy_report(Path(tempfile.mkdtemp()))
    old = files_of(root)
    change(root, "data/figures/parks.yaml", "    value: 71\n", "    value: 72\n")
    found = effects(old, files_of(root), ("index.html", "en/index.html"))
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=1000)
    (Path(__file__).parent.parent / "cases" / "one_change.yaml").write_text(HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    main()
