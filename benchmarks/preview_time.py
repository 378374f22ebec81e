"""From saving an input to the updated page, in Chromium: every figure of a report, and a sentence of each article.

    .venv/bin/python benchmarks/preview_time.py [--figures N] [--prose N] [--repeat N]
    .venv/bin/python benchmarks/preview_time.py --place data/figures/parks.yaml:19 --repeat 20 --prose 0

A preview runs in a separate process on a copy of the report; an edit changes one value by one unit of its last
digit, or a word of the prose. The clock starts before the file is written and stops when the page shows the new
state. Edits that cause problems (a claim that is no longer true, a missing correction) are timed too, until the
overlay appears, and counted separately. The slowest figure is named, by the median of its times.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

from chromium import find_chromium  # noqa: E402  # of the tests
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from previewing import Preview  # noqa: E402

_VALUE = re.compile(r"(?m)^(\s+(?:value|[a-z_0-9]+): (?:[a-z ]+ )?)([0-9]+(?:\.[0-9]+)?)((?: odd)?)$")
_NOT_VALUES = re.compile(r"\s+(?:paragraph|period|tolerance|decimals|factor|accessed)")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--figures", type=int, default=1000, metavar="N", help="at most so many (default: all)")
    arguments.add_argument("--prose", type=int, default=20, metavar="N", help="edits of prose (default: 20)")
    arguments.add_argument("--repeat", type=int, default=1, metavar="N", help="edits of each figure (default: 1)")
    arguments.add_argument("--place", default="", metavar="FILE:LINE", help="only the figure there")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("content", "data", "templates"):
            shutil.copytree(ROOT / name, root / name)
        with Preview(root) as preview, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(preview.address)
            page.locator("html[data-preview-version]").wait_for(state="attached")
            by_figure = _figures(root, page, options)
            prose = [*_prose(root, page, options.prose)]
            browser.close()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}; milliseconds from save to page")
    print(f"{'':24}{'edits':>6}{'median':>8}{'least':>8}{'most':>8}")
    _report("a figure", [timed for times in by_figure.values() for timed in times])
    slowest = max(by_figure, key=lambda place: _median(by_figure[place]))
    print(f"{'the slowest of them':24}{len(by_figure[slowest]):6}{_median(by_figure[slowest]):8.0f}  {slowest}")
    _report("a sentence", prose)


Timed = tuple[float, bool]  # milliseconds, and whether the save made a problem


def _figures(root: Path, page: Page, options: argparse.Namespace) -> dict[str, list[Timed]]:
    """file:line -> a value moved by one unit of its last digit and back, so many times; only the first way is timed."""
    found = [
        (path, match.start(2), match[2])
        for path in sorted(root.glob("data/figures/*.yaml")) + sorted(root.glob("data/tables/*.yaml"))
        for match in _VALUE.finditer(path.read_text("utf-8"))
        if not _NOT_VALUES.match(match[1])
    ]
    timed: dict[str, list[Timed]] = {}
    for path, at, number in found[: options.figures] * options.repeat:
        text = path.read_text("utf-8")
        place = f"{path.relative_to(root).as_posix()}:{text.count(chr(10), 0, at) + 1}"
        if options.place not in {"", place}:
            continue
        moved = str(Decimal(number) + Decimal(1).scaleb(Decimal(number).as_tuple().exponent))  # type: ignore[arg-type]
        timed.setdefault(place, []).append(_save(path, text[:at] + moved + text[at + len(number) :], page))
        _save(path, text, page)
    return timed


def _median(timed: list[Timed]) -> float:
    return statistics.median(took for took, _ in timed)


def _prose(root: Path, page: Page, count: int) -> Iterator[Timed]:
    """A word more in a paragraph, each time in another one."""
    path = root / "content/articles/index/zh.md"
    lines = path.read_text("utf-8").split("\n")
    paragraphs = [number for number, line in enumerate(lines) if line.endswith("。") and "{{" in line]
    for number in (paragraphs * count)[:count]:
        changed = [*lines]
        changed[number] = changed[number][:-1] + "，如上。"
        yield _save(path, "\n".join(changed), page)
        _save(path, "\n".join(lines), page)


def _save(path: Path, text: str, page: Page) -> Timed:
    version = page.evaluate("document.documentElement.dataset.previewVersion")
    start = time.perf_counter()
    path.write_text(text, "utf-8")
    page.evaluate(
        """(version) => new Promise((done) => {
             const { documentElement: root } = document;
             const look = () => root.dataset.previewVersion !== version && done();
             new MutationObserver(look).observe(root, { attributes: true });
             look();
           })""",
        version,
    )
    took = (time.perf_counter() - start) * 1000
    return took, page.locator("#preview-problems").count() > 0


def _report(name: str, timed: list[Timed]) -> None:
    for words, wanted in ((name, False), (f"{name}, refused", True)):
        times = [each for each, is_problem in timed if is_problem is wanted]
        if times:
            print(f"{words:24}{len(times):6}{statistics.median(times):8.0f}{min(times):8.0f}{max(times):8.0f}")


if __name__ == "__main__":
    main()
