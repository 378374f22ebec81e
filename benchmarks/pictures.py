"""The time to draw a picture, by our engine, plotly-mirage and Kaleido: `python benchmarks/pictures.py`.

The same ten figures, in one run, interleaved. Libraries that are not installed are omitted; Kaleido needs Chrome or Chromium
(BROWSER_PATH names one). First: from nothing to the first picture. Warm: a picture, once all ten were drawn.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

from picture_figures import figures  # noqa: E402  # found by the line above

NAMES = (
    *("bar_three_makers", "bar_long_han_labels", "bar_grouped", "bar_stacked", "bar_negative"),
    *("scatter_log_line", "scatter_lines_markers", "scatter_text", "layout_annotations", "pie_three"),
)
WIDTH_PX = 720

Draw = Callable[[dict[str, Any], int], str]


def ours() -> tuple[Draw, Callable[[], None]]:
    import plotly  # noqa: PLC0415  # imports are part of what is measured

    from yiwu_report.svg import Engine  # noqa: PLC0415

    bundle = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    engine = Engine(bundle.read_text("utf-8"))

    def draw(figure: dict[str, Any], height: int) -> str:
        return engine.draw(figure, WIDTH_PX, height, prefix="p", title="", description="")

    return draw, engine.close


def mirage() -> tuple[Draw, Callable[[], None]]:
    from mirage import to_svg  # noqa: PLC0415

    return lambda figure, height: str(to_svg(figure, width=WIDTH_PX, height=height)), lambda: None


def kaleido() -> tuple[Draw, Callable[[], None]]:
    import kaleido as browser  # noqa: PLC0415

    browser.start_sync_server()

    def draw(figure: dict[str, Any], height: int) -> str:
        options = {"format": "svg", "width": WIDTH_PX, "height": height}
        return str(browser.calc_fig_sync(figure, opts=options).decode())

    return draw, browser.stop_sync_server


def main() -> None:
    options = arguments()
    chosen = {name: figures()[name] for name in NAMES}
    contestants: dict[str, tuple[Draw, Callable[[], None]]] = {}
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {len(chosen)} figures, {options.rounds} rounds")
    print(f"{'':15}{'first':>10}{'warm: median':>16}{'least':>10}{'most':>10}")
    first: dict[str, float] = {}
    for name, start in {"ours": ours, "plotly-mirage": mirage, "kaleido": kaleido}.items():
        began = time.perf_counter()
        try:
            contestants[name] = start()
            timed(contestants[name][0], chosen[NAMES[0]])
        except ImportError:
            print(f"{name:15} is not installed")
            continue
        first[name] = (time.perf_counter() - began) * 1000
    for name, times in in_turns(contestants, chosen, options.rounds).items():
        each = (first[name], statistics.median(times), min(times), max(times))
        print(f"{name:15}{each[0]:>7.0f} ms{each[1]:>13.1f} ms{each[2]:>7.1f} ms{each[3]:>7.1f} ms")
    for _, close in contestants.values():
        close()


def in_turns(
    contestants: dict[str, tuple[Draw, Callable[[], None]]], chosen: dict[str, Any], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of every picture after the first round, by contestant."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, (draw, _) in contestants.items():
            drawn = [timed(draw, figure) for figure in chosen.values()]
            if number:
                times[name] += drawn
    return times


def timed(draw: Draw, figure: dict[str, Any]) -> float:
    began = time.perf_counter()
    if "<svg" not in draw(figure, figure["layout"]["height"]):
        sys.exit("a contestant drew nothing: its time says nothing")
    return (time.perf_counter() - began) * 1000


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=10, help="how often each figure is drawn (default: 10)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
