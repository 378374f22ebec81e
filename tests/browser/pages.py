"""What tests of pages share: which pages there are, what a page says and asks for, and where its parts stand."""

from __future__ import annotations

from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

NAMES = ("index.html", "figures/index.html", "checks/index.html", "methods/index.html", "corrections/index.html")
EMBEDS = ["charts/pv_investment/index.html", "en/charts/industry_shares/index.html"]  # of twenty
PAGES = [*NAMES, *(f"en/{name}" for name in NAMES), *EMBEDS, "404.html"]
ARTICLES = ["index.html", "en/index.html"]


def all_pages(report: Path) -> list[str]:
    """Every page that was built, those of single charts too."""
    return sorted(path.relative_to(report).as_posix() for path in report.rglob("*.html"))


class SilentHandler(SimpleHTTPRequestHandler):
    """Serves a folder; requests are none of the terminal's business."""

    def log_message(self, *_args: object) -> None:
        """Nothing."""


def until(page: Page, condition: str) -> None:
    """Wait for a condition; `wait_for_function` evaluates texts in the page, which its policy refuses."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def spot(element: Locator) -> dict[str, int]:
    """Where an element stands on its page, in px."""
    made: dict[str, int] = element.evaluate(
        """(each) => { const { left, top, width, height } = each.getBoundingClientRect();
             return { x: Math.round(left + scrollX), y: Math.round(top + scrollY),
                      width: Math.round(width), height: Math.round(height) }; }"""
    )
    return made


def open_chart(page: Page, at: int = 0) -> Locator:
    """Open the interactive version of a chart, and wait for it."""
    chart = page.locator("figure.chart").nth(at)
    chart.locator("[data-interactive]").click()
    chart.locator(".is-live .main-svg").first.wait_for()
    return chart


def without_script(browser: Browser, width: int = 1280) -> BrowserContext:
    return browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})


class Watch:
    """What a page says and asks for."""

    def __init__(self, page: Page, address: str) -> None:
        self.said: list[str] = []
        self.foreign: list[str] = []
        self.address = address
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", self._request)
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " (event) => console.error('refused: ' + event.violatedDirective + ' ' + event.blockedURI))"
        )

    def _console(self, message: ConsoleMessage) -> None:
        self.said.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)

    def assert_quiet(self) -> None:
        assert self.said == []
        assert self.foreign == []
