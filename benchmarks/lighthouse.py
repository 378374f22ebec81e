"""Lighthouse scores (mobile preset) of every kind of page, served by nginx: `python benchmarks/lighthouse.py`.

Builds the report with a base_url for the test, serves it with the server block of docs/how-to/host.md, and prints a
table: scores, bytes as sent, requests, largest paint, time blocked, layout shift. Needs Node 18.16 or later, npm, nginx
and Chromium; `npm ci --prefix benchmarks/lighthouse` installs Lighthouse. Medians of `--runs`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from chromium import find_chromium  # noqa: E402  # the tests' own, found from here
from nginx import free_port, serving  # noqa: E402

CATEGORIES = {"performance": "perf", "accessibility": "a11y", "best-practices": "best", "seo": "SEO"}
PAGES = ("", "figures/", "checks/", "methods/", "corrections/")
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def main() -> int:
    """0 where every score is 100."""
    options = arguments()
    lighthouse = HERE / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not lighthouse.is_file():
        sys.exit("Lighthouse is not installed: npm ci --prefix benchmarks/lighthouse --ignore-scripts")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        port = free_port()
        site = build(scratch, f"http://127.0.0.1:{port}/")
        with serving(site, port, scratch):
            rows = {
                path: median(
                    [measure(lighthouse, f"http://127.0.0.1:{port}/{path}", scratch) for _ in range(options.runs)]
                )
                for path in options.pages or pages_of(site)
            }
    print_table(rows)
    return 0 if all(score == 100 for row in rows.values() for score in scores(row).values()) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="how often each page is measured (default: 3)")
    parser.add_argument("pages", nargs="*", help="which pages, e.g. en/figures/ (default: one of each kind)")
    return parser.parse_args()


def build(scratch: Path, base_url: str) -> Path:
    """The report as it would be published at `base_url`, with what `--compress` adds where the command has it."""
    for part in ("content", "data"):
        shutil.copytree(ROOT / part, scratch / part)
    with (scratch / "content" / "site.yaml").open("a", encoding="utf-8") as config:
        config.write(f"\nbase_url: {base_url}\n")
    out = scratch / "public"
    command = [sys.executable, "-m", "yiwu_report", "build", "--quiet", "--root", str(scratch), "--out", str(out)]
    offers = subprocess.run([*command[:4], "--help"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    subprocess.run([*command, *(["--compress"] if "--compress" in offers else [])], check=True, cwd=ROOT)
    return out


def pages_of(site: Path) -> list[str]:
    """The pages of each kind in both languages, and one embedded chart of each."""
    paths = [f"{language}{page}" for page in PAGES for language in ("", "en/")]
    embeds = [
        next(iter(sorted(path.relative_to(site).as_posix() for path in site.glob(pattern))), None)
        for pattern in ("charts/*/index.html", "en/charts/*/index.html")
    ]
    return [*paths, *(embed.removesuffix("index.html") for embed in embeds if embed)]


def measure(lighthouse: Path, address: str, scratch: Path) -> dict[str, Any]:
    """One run's report."""
    out = scratch / "lighthouse.json"
    command = ["node", str(lighthouse), address, "--quiet", "--output=json", f"--output-path={out}"]
    environment = {**os.environ, "CHROME_PATH": find_chromium() or ""}
    subprocess.run([*command, f"--chrome-flags={FLAGS}"], check=True, env=environment)
    return dict(json.loads(out.read_text(encoding="utf-8")))


def median(runs: Sequence[Mapping[str, Any]]) -> dict[str, float | None]:
    """The median of each measure; a score is None where the page is not to be found by search."""
    requests = [run["audits"]["network-requests"]["details"]["items"] for run in runs]
    numbers = {
        "kB": [sum(each.get("transferSize", 0) for each in items) / 1000 for items in requests],
        "requests": [len([each for each in items if not each["url"].startswith("data:")]) for items in requests],
        "LCP s": [run["audits"]["largest-contentful-paint"]["numericValue"] / 1000 for run in runs],
        "TBT ms": [run["audits"]["total-blocking-time"]["numericValue"] for run in runs],
        "CLS": [run["audits"]["cumulative-layout-shift"]["numericValue"] for run in runs],
    }
    row: dict[str, float | None] = {}
    for category, name in CATEGORIES.items():
        kept = is_for_search(runs[0]) or category != "seo"
        row[name] = statistics.median(run["categories"][category]["score"] * 100 for run in runs) if kept else None
        for fault in faults(runs[0], category) if kept else []:
            print(f"{runs[0]['finalDisplayedUrl']}: {name}: {fault}", file=sys.stderr)
    return row | {name: statistics.median(values) for name, values in numbers.items()}


def is_for_search(run: Mapping[str, Any]) -> bool:
    return run["audits"]["is-crawlable"]["score"] != 0


def faults(run: Mapping[str, Any], category: str) -> list[str]:
    """What cost points."""
    counted = [each["id"] for each in run["categories"][category]["auditRefs"] if each["weight"]]
    audits = {name: run["audits"][name] for name in counted}
    return [
        f"{name}: {audit['title']}"
        for name, audit in audits.items()
        if (audit["score"] or 1) < 0.9 or audit["score"] == 0
    ]


def scores(row: Mapping[str, float | None]) -> dict[str, float]:
    return {name: value for name in CATEGORIES.values() if (value := row[name]) is not None}


def print_table(rows: Mapping[str, Mapping[str, float | None]]) -> None:
    """The table as Markdown, for docs/performance.md."""
    heads = list(next(iter(rows.values())))
    digits = {"kB": 1, "LCP s": 2, "CLS": 3}
    print("| page |", " | ".join(heads), "|")
    print("|---|" + "---:|" * len(heads))
    for path, row in rows.items():
        cells = ["—" if row[head] is None else f"{row[head]:.{digits.get(head, 0)}f}" for head in heads]
        print(f"| `/{path}` |", " | ".join(cells), "|")


if __name__ == "__main__":
    raise SystemExit(main())
