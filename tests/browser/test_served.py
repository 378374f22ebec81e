"""Under a path by nginx as we ship it, by Python's server, and from disk: nothing is refused, missing or asked of others.

Every control is used on every kind of page.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from nginx import free_port, serving
from pages import PAGES, Watch, open_chart, until
from playwright.sync_api import BrowserContext, Page


@pytest.fixture(scope="session")
def nginx(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The report's address at the root of an nginx, and below a path of another."""
    if not shutil.which("nginx", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no nginx: on Debian apt-get install nginx-light")
    root, above = tmp_path_factory.mktemp("nginx-root"), tmp_path_factory.mktemp("nginx-above")
    (above / "site" / "a").mkdir(parents=True)
    (above / "site" / "a" / "b").symlink_to(report)
    ports = free_port(), free_port()
    with serving(report, ports[0], root), serving(above / "site", ports[1], above):
        yield {"root": f"http://127.0.0.1:{ports[0]}/", "sub-path": f"http://127.0.0.1:{ports[1]}/a/b/"}


@pytest.fixture(params=["nginx", "sub-path", "disk"])
def address(request: pytest.FixtureRequest, addresses: dict[str, str]) -> str:
    if request.param == "nginx":
        return str(request.getfixturevalue("nginx")["sub-path"])
    return addresses[request.param]


def use_everything(page: Page) -> int:
    """Open every chart, fold, note, and use every filter; how many were used."""
    used = 0
    for at in range(page.locator("figure.chart [data-interactive]").count()):
        chart = open_chart(page, at)
        chart.locator("[data-interactive]").click()
        used += 1
    for summary in page.locator("summary").all():
        summary.click()
        used += 1
    for number in page.locator("main a[data-n]:visible").all()[::25]:
        number.click()
        page.get_by_role("dialog").locator("button").click()
        used += 1
    if page.locator("[data-filter]:visible").count():
        page.locator("[data-filter-text]").fill("2019")
        page.locator("[data-filter-status]").select_option("fact")
        page.locator("[data-sort]").select_option("title")
        used += 3
    for button in page.locator("button:visible:not([data-interactive])").all():
        button.click()
        used += 1
    return used


@pytest.mark.parametrize("path", [path for path in PAGES if path != "404.html"])
def test_every_control_can_be_used(path: str, address: str, context: BrowserContext) -> None:
    page = context.new_page()
    watch = Watch(page, address)
    missing: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    page.goto(address + path)
    used = use_everything(page)
    assert used >= {"index": 30, "figures": 3}.get(path.removeprefix("en/").partition("/")[0].removesuffix(".html"), 0)
    watch.assert_quiet()
    assert missing == []


@pytest.mark.parametrize("path", ["index.html", "en/figures/index.html"])
def test_every_download_comes(path: str, address: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(address + path)
    links = page.locator("a[download]:visible")
    assert links.count() >= 2
    for link in links.all()[:8]:
        if address.startswith("file:"):  # opened, not saved: each file is an origin of its own there
            file = Path(unquote(urlsplit(str(link.evaluate("(each) => each.href"))).path))
        else:
            with page.expect_download() as started:
                link.click()
            file = Path(started.value.path())
        assert file.stat().st_size > 100


def test_the_language_link_works_everywhere(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(address + "index.html")
    page.locator("[data-translation]").click()
    page.wait_for_url("**/en/index.html*")
    until(page, "document.documentElement.lang === 'en'")


def test_nginx_says_how_long_to_keep_what(nginx: dict[str, str], context: BrowserContext) -> None:
    page = context.new_page()
    headers: dict[str, dict[str, str]] = {}
    page.on("response", lambda response: headers.update({response.url: response.headers}))
    page.goto(nginx["root"])
    style = next(url for url in headers if url.endswith(".css"))
    assert headers[nginx["root"]]["cache-control"] == "no-cache"
    assert "immutable" in headers[style]["cache-control"]
    assert headers[style]["content-encoding"] == "gzip"
    assert headers[nginx["root"]]["x-content-type-options"] == "nosniff"


def test_nginx_lets_others_frame_single_charts_alone(nginx: dict[str, str], context: BrowserContext) -> None:
    frames = {}
    for path in (
        "index.html",
        "figures/",
        "charts/parks_completed/",
        "en/charts/parks_completed/index.html",
        "nowhere",
    ):
        response = context.request.get(nginx["sub-path"] + path)
        policy = response.headers["content-security-policy"]
        frames[path] = policy.rpartition("frame-ancestors ")[2]
    assert frames == {
        "index.html": "'self'",
        "figures/": "'self'",
        "charts/parks_completed/": "*",
        "en/charts/parks_completed/index.html": "*",
        "nowhere": "'self'",
    }
