"""What pages tell search engines, feed readers and those who share them: heads, sitemap, feeds, robots.txt."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from html_reading import Element, read_html
from project import ROOT, change, context_of, files_of, problems_of
from reviewed import assert_reviewed

from yiwu_report.site.pages.listings import MOST_ENTRIES
from yiwu_report.site.pages.structured_data import temporal_coverage
from yiwu_report.site.plan import left_out
from yiwu_report.site.report.pages import article_dates, report_dates

NEWSROOM = ROOT / "tests" / "sites" / "newsroom"
MINIMAL = ROOT / "tests" / "sites" / "minimal"
BASE = "https://example.org/town/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PAGES = ["index.html", "readers/index.html", "figures/index.html", "checks/index.html", "corrections/index.html"]


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return files_of(NEWSROOM)


@pytest.fixture(scope="module")
def pages(files: Mapping[str, bytes]) -> Mapping[str, Element]:
    return {path: read_html(content) for path, content in files.items() if is_page(path)}


def is_page(path: str) -> bool:
    """Of pages that are to be listed: 404.html and those of single charts are not."""
    return path.endswith("index.html") and "charts/" not in path


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    return Path(shutil.copytree(NEWSROOM, tmp_path / "newsroom"))


@pytest.fixture
def unaddressed(newsroom: Path) -> Path:
    change(newsroom, "content/site.yaml", f"base_url: {BASE}\n", "")
    return newsroom


def path_of(address: str) -> str:
    """The file that a server sends for an address of the site."""
    assert address.startswith(BASE), address
    path = address.removeprefix(BASE)
    return f"{path}index.html" if not path or path.endswith("/") else path


def listed(page: Element) -> list[Element]:
    return list(page.one("head").all("meta", "link"))


def properties(page: Element) -> dict[str, str]:
    """Open Graph and Twitter's own; each stands once, but for other locales."""
    found = [
        (each.attributes.get("property") or each.attributes["name"], each.attributes["content"])
        for each in listed(page)
        if "property" in each.attributes or each.attributes.get("name", "").startswith("twitter:")
    ]
    names = [name for name, _ in found]
    assert len(names) == len(set(names))
    return dict(found)


def structured(page: Element) -> Mapping[str, Any]:
    made: Mapping[str, Any] = json.loads(page.one("script", type="application/ld+json").text)
    return made


def article_of(page: Element) -> Mapping[str, Any]:
    made = structured(page)
    return next(thing for thing in made.get("@graph", [made]) if thing["@type"] == "NewsArticle")


@pytest.mark.parametrize(
    "path", ["en/index.html", "readers/index.html", "en/figures/index.html", "en/checks/index.html"]
)
def test_the_head_is_what_was_reviewed(path: str, files: Mapping[str, bytes]) -> None:
    """Without the hashes of assets; JSON-LD with a key a line."""
    head = files[path].decode().partition("<head>\n")[2].partition("</head>")[0]
    head = re.sub(r"\.[0-9a-f]{10}\.", ".", head)
    head = re.sub(
        r"(ld\+json\">)(.*)(</script>)",
        lambda found: found[1] + json.dumps(json.loads(found[2]), indent=1, ensure_ascii=False) + found[3],
        head,
    )
    assert_reviewed(head, f"sharing/{path.removesuffix('/index.html').replace('/', '-')}.head.html")


@pytest.mark.parametrize("path", ["feed.xml", "en/feed.xml", "sitemap.xml", "robots.txt"])
def test_what_lists_the_pages_is_what_was_reviewed(path: str, files: Mapping[str, bytes]) -> None:
    assert_reviewed(files[path].decode(), f"sharing/{path.replace('/', '-')}")


def test_every_page_has_its_address_and_names_every_edition(pages: Mapping[str, Element]) -> None:
    for path, page in pages.items():
        links = [each.attributes for each in listed(page) if "hreflang" in each.attributes]
        canonical = page.one("head").one("link", rel="canonical").attributes["href"]
        assert path_of(canonical) == path
        assert properties(page)["og:url"] == canonical
        named = {each["hreflang"]: path_of(each["href"]) for each in links}
        own = page.attributes["lang"]
        assert named[own] == path
        assert set(named) == {"zh-Hans", "en", "x-default"}
        assert named["x-default"] == named["zh-Hans"]
        assert len(links) == len(named)
        for other in named.values():  # each names the same in return
            back = [each.attributes for each in listed(pages[other]) if "hreflang" in each.attributes]
            assert {each["hreflang"]: path_of(each["href"]) for each in back} == named


def test_a_page_of_one_edition_names_no_other(newsroom: Path) -> None:
    change(newsroom, "content/articles/readers/en.md", "title: Where", "draft: true\ntitle: Where")
    files = files_of(newsroom)
    assert b"en/readers/" not in b"".join(files[name] for name in ("sitemap.xml", "feed.xml", "en/feed.xml"))
    page = read_html(files["readers/index.html"])
    assert not [each for each in listed(page) if "hreflang" in each.attributes]
    assert [link.attributes["href"] for link in page.all("a") if "data-translation" in link.attributes] == [
        "../en/index.html"
    ]
    assert "og:locale:alternate" not in properties(page)


def test_drafts_are_named_nowhere(files: Mapping[str, bytes]) -> None:
    assert not [path for path, content in files.items() if b"Not yet" in content or b"later/" in content]


def test_titles_and_descriptions_are_those_of_the_page(pages: Mapping[str, Element]) -> None:
    for path, page in pages.items():
        said = properties(page)
        assert page.one("head").one("title").text.startswith(said["og:title"])
        assert said.get("og:description") == page.one("meta", name="description").attributes["content"]
        assert said["og:type"] == ("article" if path.removeprefix("en/") in PAGES[:2] else "website")
        assert page.one("meta", name="robots").attributes["content"] == "max-image-preview:large"
        assert said["og:locale"] == ("en_GB" if path.startswith("en/") else "zh_CN")


def test_texts_keep_their_own_signs(pages: Mapping[str, Element]) -> None:
    """A title or reason with < or & is neither broken nor escaped twice, and ends no element."""
    page = pages["en/index.html"]
    corrected = article_of(page)["correction"][0]
    assert corrected["text"] == "Libraries: 11 libraries → 12 libraries. The <north> branch & its annex were left out."
    description = "A small town's libraries <& their readers>, in numbers."
    assert properties(pages["en/readers/index.html"])["og:description"] == description


def test_only_our_own_mistakes_are_corrections(pages: Mapping[str, Element]) -> None:
    """A revision by the source is none; it still makes the article a changed one."""
    article = article_of(pages["index.html"])
    assert [each["datePublished"] for each in article["correction"]] == ["2026-02-10"]
    assert (article["datePublished"], article["dateModified"]) == ("2026-01-15", "2026-02-20")
    assert "correction" not in article_of(pages["readers/index.html"])


def test_people_and_desks_are_told_apart(pages: Mapping[str, Element]) -> None:
    authors = article_of(pages["en/index.html"])["author"]
    assert [(each["@type"], each["name"], each.get("url")) for each in authors] == [
        ("Person", "Lin Yi", "https://example.org/lin"),
        ("Organization", "Data desk", None),
    ]
    byline = pages["en/index.html"].one("dl", class_="byline")
    assert byline.one("a", rel="author").attributes["href"] == "https://example.org/lin"


def test_values_of_the_dataset_are_as_sure_as_on_the_page(pages: Mapping[str, Element]) -> None:
    made = structured(pages["en/figures/index.html"])
    values = {each["propertyID"]: each for each in made["variableMeasured"]}
    assert values["books.total"]["value"] == "more than 40,000 books"
    assert values["books.planned"]["name"] == "Books planned (planned)"
    assert values["books.lent"]["value"] == "not published"
    assert made["temporalCoverage"] == "2025/2026-12"
    assert {each["contentUrl"] for each in made["distribution"]} >= {f"{BASE}data/figures.csv"}


def test_a_dataset_covers_the_whole_of_its_last_year() -> None:
    context = context_of(ROOT)
    assert temporal_coverage(context.data.figures.values()) == "2015/2020"
    assert temporal_coverage([]) is None


def addresses(value: object) -> Iterator[str]:
    """Every address in JSON-LD that may be one of the site's own."""
    if isinstance(value, dict):
        for key, each in value.items():
            is_one = key in {"url", "contentUrl", "mainEntityOfPage", "correctionsPolicy", "publishingPrinciples"}
            yield from [each] if is_one and isinstance(each, str) else addresses(each)
    elif isinstance(value, list):
        for each in value:
            yield from addresses(each)


def test_every_address_leads_to_a_file_and_an_anchor(files: Mapping[str, bytes], pages: Mapping[str, Element]) -> None:
    found = [address for page in pages.values() for link in page.all("script") for address in _of_script(link)]
    found += re.findall(r'"(https://example\.org/town/[^"]*)"', files["en/feed.xml"].decode())
    found += [each.text or "" for each in ET.fromstring(files["sitemap.xml"]).iter(f"{SITEMAP}loc")]
    assert len(found) > 40
    for address in found:
        if not address.startswith(BASE):
            assert address in {"https://example.org/lin", "https://example.org/report"}
            continue
        whole, _, anchor = address.partition("#")
        path = path_of(whole)
        assert path in files, address
        if anchor:
            assert anchor in {each.attributes.get("id") for each in pages[path].all()}, address


def _of_script(script: Element) -> list[str]:
    is_data = script.attributes.get("type") == "application/ld+json"
    return list(addresses(json.loads(script.text))) if is_data else []


def test_the_sitemap_lists_every_page_with_its_editions(
    files: Mapping[str, bytes], pages: Mapping[str, Element]
) -> None:
    urls = list(ET.fromstring(files["sitemap.xml"]).iter(f"{SITEMAP}url"))
    places = {path_of(url.findtext(f"{SITEMAP}loc") or ""): url for url in urls}
    assert set(places) == set(pages)
    for path, url in places.items():
        named = {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(f"{XHTML}link")}
        in_head = {
            each.attributes["hreflang"]: each.attributes["href"]
            for each in listed(pages[path])
            if "hreflang" in each.attributes
        }
        assert named == in_head
    assert places["en/index.html"].findtext(f"{SITEMAP}lastmod") == "2026-02-20"
    assert places["readers/index.html"].findtext(f"{SITEMAP}lastmod") == "2026-03-01"


@pytest.mark.parametrize("name", ["feed.xml", "en/feed.xml"])
def test_the_feed_is_atom(name: str, files: Mapping[str, bytes]) -> None:
    """What RFC 4287 asks for: one id, title and updated each, an author everywhere, no id twice, whole addresses."""
    feed = ET.fromstring(files[name])
    entries = list(feed.iter(f"{ATOM}entry"))
    assert len(entries) == 4
    for each in (feed, *entries):
        for tag in ("id", "title", "updated"):
            assert len(each.findall(f"{ATOM}{tag}")) == 1
        assert urlsplit(each.findtext(f"{ATOM}id") or "").scheme == "https"
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00Z", each.findtext(f"{ATOM}updated") or "")
    assert feed.find(f"{ATOM}author") is not None
    ids = [each.findtext(f"{ATOM}id") for each in (feed, *entries)]
    assert len(ids) == len(set(ids))
    changed = [each.findtext(f"{ATOM}updated") or "" for each in entries]
    assert changed == sorted(changed, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == changed[0]
    own = [each.attrib["href"] for each in feed.findall(f"{ATOM}link") if each.attrib["rel"] == "self"]
    assert own == [BASE + name]


def test_a_feed_is_found_from_every_page(pages: Mapping[str, Element]) -> None:
    for path, page in pages.items():
        up = "../" * path.removeprefix("en/").count("/")
        link = page.one("head").one("link", type="application/atom+xml")
        assert link.attributes["href"] == f"{up}feed.xml"
        assert [each.attributes["href"] for each in page.one("footer").all("a") if "type" in each.attributes] == [
            f"{up}feed.xml"
        ]


def test_a_long_list_of_articles_is_cut_in_the_feed_alone(newsroom: Path) -> None:
    for number in range(MOST_ENTRIES):
        folder = newsroom / "content/articles" / f"old-{number:03}"
        folder.mkdir()
        for code in ("zh", "en"):
            folder.joinpath(f"{code}.md").write_text("---\ntitle: Old\npublished: 2026-01-16\n---\n\nOld.\n", "utf-8")
    files = files_of(newsroom)
    entries = list(ET.fromstring(files["en/feed.xml"]).iter(f"{ATOM}entry"))
    assert len(entries) == MOST_ENTRIES
    assert entries[0].findtext(f"{ATOM}id") == f"{BASE}en/readers/"
    assert files["sitemap.xml"].count(b"<loc>") == 12 + 2 * MOST_ENTRIES


def test_without_an_address_nothing_pretends_to_one(unaddressed: Path) -> None:
    """What needs an address is left out, the rest is right, and the build says so."""
    context = context_of(unaddressed)
    (note,) = left_out(context)
    assert "base_url" in note
    files = files_of(unaddressed)
    assert not {"sitemap.xml", "feed.xml", "en/feed.xml"} & set(files)
    assert files["robots.txt"] == b"User-agent: *\nDisallow:\n"
    for path, content in files.items():
        if not is_page(path):
            continue
        page = read_html(content)
        assert not [each for each in listed(page) if each.attributes.get("rel") in {"canonical", "alternate"}]
        assert "og:url" not in properties(page)
        assert properties(page)["og:title"]
        for script in page.all("script"):
            for address in _of_script(script):
                target = address.partition("#")[0]
                if "://" not in target:
                    assert (Path("/", path).parent / target).resolve().as_posix()[1:] in files


def test_with_an_address_nothing_is_left_out() -> None:
    assert left_out(context_of(NEWSROOM)) == ()


def test_a_report_that_names_nobody(tmp_path: Path) -> None:
    """No publisher, no people, no licence, no description, no corrections: nothing is invented for them."""
    root = Path(shutil.copytree(MINIMAL, tmp_path / "minimal"))
    change(root, "content/site.yaml", "published:", f"base_url: {BASE}\npublished:")
    files = files_of(root)
    article = article_of(read_html(files["en/index.html"]))
    assert not {"author", "publisher", "license", "correction", "description", "articleSection"} & set(article)
    feed = ET.fromstring(files["en/feed.xml"])
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Libraries by the numbers"
    assert feed.find(f"{ATOM}rights") is None


def test_an_article_has_its_own_days(newsroom: Path) -> None:
    change(newsroom, "content/articles/readers/en.md", "published: 2026-03-01", "published: 2026-01-20")
    context = context_of(newsroom)
    dates = {(each.article.slug, each.article.language): article_dates(each, context) for each in context.published}
    changed = dates["readers", "en"].updated
    assert changed is not None
    assert changed.written == "2026-02-20"  # that of the correction; site.yaml's own day is earlier
    assert dates["readers", "zh"].updated is None
    assert report_dates(context).last_change.written == "2026-03-01"


def test_an_article_is_not_updated_before_it_is_there(newsroom: Path) -> None:
    change(newsroom, "content/articles/readers/en.md", "title: ", "updated: 2026-02-28\ntitle: ")
    change(newsroom, "content/articles/index/en.md", "title: ", "updated: 2026-01-14\ntitle: ")
    assert problems_of(newsroom) == [
        "content/articles/index/en.md:2:10: updated on 2026-01-14, before it was published; "
        "write a date from 2026-01-15 on, or remove it [bad-value]",
        "content/articles/readers/en.md:2:10: updated on 2026-02-28, before it was published; "
        "write a date from 2026-03-01 on, or remove it [bad-value]",
    ]


def test_a_report_in_one_language_has_no_trace_of_a_second(newsroom: Path) -> None:
    for article in (newsroom / "content/articles").iterdir():
        (article / "zh.md").unlink()
    for path in newsroom.rglob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.strip().startswith(("zh:", "- zh", 'printed: "12家"'))]
        path.write_text("".join(kept), encoding="utf-8")
    files = files_of(newsroom)
    assert {"feed.xml", "sitemap.xml", "charts/visits/oembed.json", "data/data-package.en.zip"} <= set(files)
    for path, content in files.items():
        if path.startswith("assets/plotly") or path.endswith(".css"):
            continue  # plotly's own, and the fonts of all languages
        text = content.decode(errors="replace")
        assert not re.search("[\u4e00-\u9fff]", text), path
        assert "xhtml:link" not in text
        assert "x-default" not in text
        assert "og:locale:alternate" not in text
        assert not path.startswith(("en/", "zh/"))
        assert ".zh." not in path
