"""Builds reports and asks tools that are not ours about them: `make validate`.

Prints a line a problem, and what was looked at; 1 where there is a problem. HTML and SVG: the Nu checker and
html-validate. JSON-LD: jsonld, and the types of schema.org. Sitemap: its XML schema. Feeds: feedparser. Data package:
frictionless. Links and anchors: every one that leads to the site itself.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from addresses import lost_links
from data_package import package_faults
from feeds import feed_faults, sitemap_faults

from yiwu_report import build

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BASE_URL = "https://example.org/news/yiwu/"


@dataclass(frozen=True, slots=True)
class Site:
    """A built site, and the address it is built for."""

    name: str
    folder: Path
    base_url: str | None


def main() -> int:
    """What to do with the findings: print them."""
    with tempfile.TemporaryDirectory() as scratch:
        sites = [
            _built("the report", ROOT, Path(scratch) / "report", BASE_URL),
            _built("a small report", ROOT / "tests" / "sites" / "minimal", Path(scratch) / "small", None),
        ]
        problems = [problem for site in sites for problem in _asked(site)]
    print("\n".join(problems) or "no problem found")
    return 1 if problems else 0


def _built(name: str, root: Path, scratch: Path, base_url: str | None) -> Site:
    """The report of `root`, with another base_url, built anew."""
    for part in ("content", "data"):
        shutil.copytree(root / part, scratch / part)
    config = scratch / "content" / "site.yaml"
    lines = [line for line in config.read_text(encoding="utf-8").splitlines() if not line.startswith("base_url:")]
    config.write_text("\n".join([*lines, *([f"base_url: {base_url}"] if base_url else []), ""]), encoding="utf-8")
    build.build(scratch, scratch / "public", progress=lambda _stage: None)
    return Site(name, scratch / "public", base_url)


def _asked(site: Site) -> Iterator[str]:
    """What each tool says of the site, with the tool's name in front."""
    for name, ask in CHECKS.items():
        faults = ask(site)
        print(f"{site.name}: {name}: {len(faults) or 'no'} problem{'' if len(faults) == 1 else 's'}", flush=True)
        yield from (f"{site.name}: {name}: {fault}" for fault in faults)


def _nu(site: Site) -> list[str]:
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ["--errors-only", "--also-check-svg", "--skip-non-html", "--format", "gnu", str(site.folder)]
    return _lines(["java", "-Xss8m", "-jar", str(jar), *options], site)


def _html_validate(site: Site) -> list[str]:
    program = HERE / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    return _lines(
        ["node", str(program), "--config", "html-validate.json", "--formatter", "text", f"{site.folder}/**/*.html"],
        site,
    )


def _json_ld(site: Site) -> list[str]:
    said = _lines(["node", "json_ld.mjs", str(site.folder)], site, always=True)
    count = int(said[-1].split()[0])
    missing = ["no page has any JSON-LD"] if site.base_url and not count else []
    return [*said[:-1], *missing]


def _lines(command: list[str], site: Site, *, always: bool = False) -> list[str]:
    """What a tool prints; that it found nothing is believed only of one that says so by its exit code."""
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    said = [line.replace(f"file:{site.folder}/", "").replace(f"{site.folder}/", "") for line in _both(done)]
    if done.returncode == 0:
        return said if always else []
    return said or [f"{command[0]} failed with {done.returncode}"]


def _both(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in f"{done.stdout}\n{done.stderr}".splitlines() if line.strip()]


CHECKS: dict[str, Callable[[Site], list[str]]] = {
    "Nu checker": _nu,
    "html-validate": _html_validate,
    "JSON-LD": _json_ld,
    "sitemap": lambda site: sitemap_faults(site.folder, site.base_url, HERE / "node_modules" / "sitemap" / "schema"),
    "feeds": lambda site: feed_faults(site.folder, site.base_url),
    "data package": lambda site: package_faults(site.folder),
    "links": lambda site: lost_links(site.folder, site.base_url),
}

if __name__ == "__main__":
    sys.exit(main())
