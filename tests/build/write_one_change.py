"""Write tests/cases/one_change.yaml anew: look at its difference before it is committed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from project import change, copy_report, files_of
from test_one_change import by_name, sentences

HEAD = "# What changes when parks.completed goes from 71 to 72: every file, and every sentence of the article\n"


def main() -> None:
    """Build the report twice and write what differs."""
    root = copy_report(Path(tempfile.mkdtemp()))
    old = files_of(root)
    change(root, "data/figures/parks.yaml", "    value: 71\n", "    value: 72\n")
    new = files_of(root)
    before, after = by_name(old), by_name(new)
    pairs = {
        page: zip(sentences(before[page]), sentences(after[page]), strict=True)
        for page in ("index.html", "en/index.html")
    }
    found = {
        "files": sorted(name for name in before if before[name] != after[name]),
        "sentences": {page: [{"from": a, "to": b} for a, b in pair if a != b] for page, pair in pairs.items()},
    }
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=1000)
    (Path(__file__).parent.parent / "cases" / "one_change.yaml").write_text(HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    main()
