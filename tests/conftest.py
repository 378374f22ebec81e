"""What several test files share: the repository's own report, built once, and one Chromium."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent

_ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say in the end what was skipped and why, and what only a campaign runs whole."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput") or config.option.collectonly:
        return
    reporter.write_line(not_run(reporter.stats))


def not_run(stats: Mapping[str, Sequence[Any]]) -> str:
    """What a run left out, in one line, e.g. "2 skipped: rsync is not installed (test_recipes.py: 2)."."""
    files: dict[str, Counter[str]] = {}
    for report in stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        files.setdefault(reason, Counter())[Path(report.nodeid.partition("::")[0]).name] += 1
    reasons = [
        f"{reason} ({', '.join(f'{name}: {count}' for name, count in sorted(each.items()))})"
        for reason, each in sorted(files.items())
    ]
    skipped = f"{len(stats['skipped'])} skipped: {'; '.join(reasons)}." if reasons else "Nothing skipped."
    sampled = sum("campaign" in report.keywords and report.when == "call" for report in stats.get("passed", ()))
    is_whole = os.environ.get("CAMPAIGN") == "1"
    left = f" {sampled} tests tried a sample of their cases: `make campaign` tries all." if sampled else ""
    return skipped + ("" if is_whole else left)


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """What a build in this process left for the end of it, the collector of cycles takes up again."""
    yield
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A picture is drawn and a template compiled once for all tests; not so in processes that tests start."""
    if "yiwu_report.build" not in sys.modules:  # none of these tests builds a report
        yield
        return
    from kept import folder_of_all_workers, keeping_pictures, keeping_templates  # noqa: PLC0415  # it loads all that a build needs

    with keeping_pictures(folder_of_all_workers(tmp_path_factory) / "pictures"), keeping_templates():
        yield


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the repository's own report, built once for all workers. Tests never write to it."""
    from kept import folder_of_all_workers, one_at_a_time  # noqa: PLC0415  # only tests of the whole report wait for it

    from yiwu_report import build  # noqa: PLC0415

    folder = folder_of_all_workers(tmp_path_factory)
    built, out = folder / "report", folder / "building"
    with one_at_a_time(folder / "report.lock"):
        if not built.is_dir():
            build.build(ROOT, out / "public", progress=lambda _stage: None)
            out.rename(built)
    return built / "public"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium. Without one its tests are skipped, but never in CI."""
    path = find_chromium()
    if path is None:
        reason = "no Chromium or Google Chrome found: `make test` says how to get one"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A running Chromium; each test opens a context or a page of its own and closes it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # it takes its time

    is_root = sys.platform != "win32" and os.geteuid() == 0
    with sync_playwright() as playwright:
        arguments = [*_ARGUMENTS, *(["--no-sandbox"] if is_root else [])]
        running = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield running
        running.close()
