"""data/origins.yaml: where every fetched file came from, when, and what it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from yiwu_report.editor.schema import modeline
from yiwu_report.model.origins import FetchedFileSpec

_HEAD = "# Written by refresh: where the files of data/files/ came from.\n"


def record_of(fetched: Mapping[str, FetchedFileSpec]) -> bytes:
    """The file for these entries, by the names of their files; the same entries give the same bytes."""
    entries = [_entry(fetched[name]) for name in sorted(fetched)]
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=1000)
    return f"{modeline('data/origins.yaml')}\n{_HEAD}{text}".encode()


def _entry(spec: FetchedFileSpec) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "file": spec.file_name,
        "origin": spec.address or list(spec.arguments),
        "fetched": spec.fetched,
        "size_bytes": spec.size_bytes,
        "sha256": spec.sha256,
    }
    kept = {"etag": spec.etag, "last_modified": spec.last_modified}
    return entry | {key: text.value for key, text in kept.items() if text}
