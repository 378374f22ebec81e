"""The pictures of docs/reference/charts.md: its examples as a report, built, and each chart's drawing below its YAML."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from yiwu_report import cli

PAGE = Path(__file__).parent / "reference" / "charts.md"
PICTURES = Path(__file__).parent / "images" / "charts"

_BLOCK = re.compile(r"^```(?:yaml|html)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CHART = re.compile(r"^```yaml\n# content/charts/([\w-]+)\.yaml\n.*?^```\n", re.MULTILINE | re.DOTALL)
_SHOWN = re.compile(r"\n!\[[^\n]*\]\(\.\./images/charts/[\w-]+\.svg\)\n")
_DESCRIPTION = re.compile(r"<desc [^>]*>(.*?)</desc>", re.DOTALL)


@dataclass(frozen=True)
class ExampleFile:
    """A file that a page shows."""

    name: str
    text: str


def example_files(page: str) -> Iterator[ExampleFile]:
    """The files a page shows: named in a comment in their first line, or right before."""
    for block in _BLOCK.finditer(page):
        first, _, rest = block[1].partition("\n")
        if first.startswith("# "):
            yield ExampleFile(first.removeprefix("# "), rest)
        else:
            yield ExampleFile(re.findall(r"`(templates/[\w./-]+)`:", page[: block.start()])[-1], block[1])


def new_report_with(files: Iterable[ExampleFile], root: Path) -> None:
    """What `new report` makes, and these files; one in data/ that is there already gets more entries."""
    if cli.main(["new", "report", str(root), "--quiet"]) != 0:
        raise RuntimeError(f"`new report {root}` failed")
    for file in files:
        path = root / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        there = path.read_text(encoding="utf-8") if path.exists() and file.name.startswith("data/") else ""
        path.write_text(there + file.text, encoding="utf-8")


def chart_pictures(page: str) -> Mapping[str, str]:
    """Chart id -> the wide SVG, of every chart that the page shows as YAML."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "report"
        new_report_with(example_files(page), root)
        charts = [chart[1] for chart in _CHART.finditer(page)]
        article = root / "content" / "articles" / "index" / "en.md"  # a chart is drawn where an article shows it
        shown = "".join(f"\n{{{{ chart {chart} }}}}\n" for chart in charts)
        article.write_text(article.read_text(encoding="utf-8") + shown, encoding="utf-8")
        if cli.main(["build", "--root", str(root), "--quiet"]) != 0:
            raise RuntimeError(f"the examples of {PAGE} are no report")
        drawn = root / "public" / "data" / "charts"
        return {chart: (drawn / f"{chart}.en.svg").read_text(encoding="utf-8") for chart in charts}


def with_pictures(page: str, pictures: Mapping[str, str]) -> str:
    """The page with the picture of each chart below its YAML, and its composed description as the alternative text."""

    def shown(chart: re.Match[str]) -> str:
        return f"{chart[0]}\n![{_description(pictures[chart[1]])}](../images/charts/{chart[1]}.svg)\n"

    return _CHART.sub(shown, _SHOWN.sub("", page))


def _description(picture: str) -> str:
    found = _DESCRIPTION.search(picture)
    if found is None:
        raise ValueError("a picture has no description")
    return re.sub(r"([\\\[\]*_`<])", r"\\\1", unescape(" ".join(found[1].split())))


def main() -> None:
    """Write the pictures, and the page that shows them."""
    page = PAGE.read_text(encoding="utf-8")
    pictures = chart_pictures(page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for path in PICTURES.glob("*.svg"):
        if path.stem not in pictures:
            path.unlink()
    for chart, picture in pictures.items():
        (PICTURES / f"{chart}.svg").write_text(picture, encoding="utf-8", newline="\n")
    PAGE.write_text(with_pictures(page, pictures), encoding="utf-8", newline="\n")
