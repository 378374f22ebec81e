"""Drawn cards: what stands on them fits, is no surer than its source, and is never a box in a word's place."""

from __future__ import annotations

import itertools
import shutil
import struct
import xml.etree.ElementTree as ET
import zlib
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from html_reading import read_html
from project import ROOT, change, context_of, silent

from yiwu_report import build, cli
from yiwu_report.build.build import render_all
from yiwu_report.build.share_image_stage import CardPainter
from yiwu_report.inputs.load import fonts
from yiwu_report.inputs.load.fonts import find_faces, missing_in
from yiwu_report.model.drawn import HEIGHT_PX, WIDTH_PX, Faces
from yiwu_report.model.figures import Status
from yiwu_report.publish.cache import FolderCache
from yiwu_report.site import social_cards
from yiwu_report.site.plan import left_out
from yiwu_report.site.report import Context
from yiwu_report.site.report.tokens import read_tokens
from yiwu_report.site.social_cards import CardText, KeyFigure, card_text, lay_out
from yiwu_report.text.formatting.numbers import number_parts

NEWSROOM = ROOT / "tests" / "sites" / "newsroom"
BASE = "https://example.org/town/"
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/cards.yaml").read_text(encoding="utf-8"))
SVG = "{http://www.w3.org/2000/svg}"
TOKENS, _ = read_tokens((ROOT / "templates/assets/tokens.css").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("shown", "numbers"),
    [
        ("−398.0毫米", ["−398.0"]),
        ("more than −¥320 million", ["−¥320"]),
        ("−5 to 3 percentage points", ["−5", "3"]),
        ("−5%～−3%", ["−5%～−3%"]),
        ("¥20-odd billion", ["¥20"]),
    ],
)
def test_a_sign_stands_with_its_number(shown: str, numbers: list[str]) -> None:
    parts = number_parts(shown)
    assert [text for text, is_number in parts if is_number] == numbers
    assert "".join(text for text, _ in parts) == shown


def a_card(case: dict[str, Any]) -> CardText:
    figure = None
    if "value" in case:
        parts = number_parts(case["value"])
        figure = KeyFigure(parts, case["figure"], Status(case["status"]), case["about"])
    return CardText("A site 站点", case["headline"], "A desk 编辑组", figure, "", frozenset())


def faces_for(lang: str, made: social_cards.CardLayout) -> Faces:
    found = find_faces(lang, made.display, made.text)
    if isinstance(found, frozenset):
        pytest.skip(f"no font here has {''.join(sorted(found))[:20]}")
    return found


def pixels(svg: str, faces: Faces, width: int) -> list[list[tuple[int, int, int]]]:
    """The drawing at a small size, as rows of colours: a reader of what resvg's PNGs are (8 bits, RGBA)."""
    import resvg_py  # noqa: PLC0415

    text = svg.replace(social_cards.DISPLAY, faces.display.family).replace(social_cards.TEXT, faces.text.family)
    files = [str(faces.display.path), str(faces.text.path)]
    png = resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True, font_files=files, width=width)
    columns, rows = struct.unpack(">II", png[16:24])
    assert png[24:26] == b"\x08\x06"
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    return list(unfiltered(zlib.decompress(data), columns, rows))


def unfiltered(data: bytes, columns: int, rows: int) -> Any:
    """PNG's rows without their filters (ISO 15948, 9)."""
    above = bytearray(4 * columns)
    for row in range(rows):
        start = row * (4 * columns + 1)
        kind, line = data[start], bytearray(data[start + 1 : start + 1 + 4 * columns])
        for at in range(len(line)):
            left, up, corner = (line[at - 4], above[at], above[at - 4]) if at >= 4 else (0, above[at], 0)
            nearest = min((left, up, corner), key=lambda each: abs(left + up - corner - each))
            line[at] = (line[at] + (0, left, up, (left + up) // 2, nearest)[kind]) & 255
        yield [tuple(line[at : at + 3]) for at in range(0, len(line), 4)]
        above = line


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_everything_stands_within_the_margins(case: dict[str, Any]) -> None:
    made = lay_out(a_card(case), TOKENS)
    faces = faces_for(case["lang"], made)
    scale = 4
    rows = pixels(made.svg, faces, WIDTH_PX // scale)
    for y, row in enumerate(rows):
        drawn = [x * scale for x, colour in enumerate(row) if colour != (255, 255, 255)]
        if drawn:
            assert drawn[0] >= 72 - 8, (y * scale, drawn[0])
            assert drawn[-1] <= WIDTH_PX - 72 + 4, (y * scale, drawn[-1])
            assert 40 <= y * scale <= HEIGHT_PX - 20


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_no_line_runs_over_another(case: dict[str, Any]) -> None:
    lines = []
    for text in ET.fromstring(lay_out(a_card(case), TOKENS).svg).iter(f"{SVG}text"):
        sizes = [float(each.attrib["font-size"]) for each in (text, *text) if "font-size" in each.attrib]
        lines.append((float(text.attrib["y"]), max(sizes)))
    lines.sort()
    assert all(below - size * 0.78 >= above for (above, _), (below, size) in itertools.pairwise(lines))


def test_a_headline_without_end_is_cut_and_says_so() -> None:
    case = next(case for case in CASES if case["title"] == "no figure and no end")
    texts = [text.text for text in ET.fromstring(lay_out(a_card(case), TOKENS).svg).iter(f"{SVG}text")]
    assert sum(str(text).endswith("…") for text in texts) == 1


@pytest.fixture(scope="module")
def context() -> Context:
    return context_of(NEWSROOM)


def text_of(context: Context, slug: str, code: str) -> CardText:
    return card_text(context.articles[slug, code], context.site, context.data, context.bound, context.languages[code])


def test_a_card_is_no_surer_than_its_figure(context: Context, tmp_path: Path) -> None:
    exact = text_of(context, "index", "en")
    assert exact.figure is not None
    assert "".join(text for text, _ in exact.figure.parts) == "12 libraries"
    assert exact.uses == {"libraries.open"}
    root = Path(shutil.copytree(NEWSROOM, tmp_path / "newsroom"))
    change(root, "content/articles/index/en.md", "  - libraries.open\n", "  - books.lent\n  - books.planned\n")
    planned = text_of(context_of(root), "index", "en")
    assert planned.figure is not None  # the first is not published
    assert planned.figure.status is Status.PLAN
    assert planned.figure.about == "planned, December 2026"
    assert planned.alt == "The town has 12 libraries: Books planned: 45,000 books (planned, December 2026)"
    change(root, "content/articles/index/en.md", "  - books.planned\n  - books.total", "  - books.total")
    open_ended = text_of(context_of(root), "index", "en")
    assert open_ended.figure is not None
    assert open_ended.figure.parts == (("more than ", False), ("40,000", True), (" books", False))


def test_an_article_without_key_figures_has_its_headline(context: Context) -> None:
    card = text_of(context, "readers", "en")
    assert (card.figure, card.alt) == (None, "Where readers go")


def with_cards(root: Path, painter: CardPainter) -> Context:
    stages = build.run_stages(root, silent, painter=painter)
    assert not stages.problems
    assert stages.context is not None
    return stages.context


@pytest.fixture
def painter(tmp_path: Path) -> CardPainter:
    return CardPainter(FolderCache(tmp_path / "cache"))


@pytest.fixture
def drawn(painter: CardPainter) -> Context:
    made = with_cards(NEWSROOM, painter)
    if made.cards_without:
        pytest.skip(f"no font here for {', '.join(made.cards_without)}")
    return made


def test_each_article_has_a_card_in_each_language(drawn: Context) -> None:
    files = {file.output.path: file.content for file in render_all(drawn)}
    assert set(drawn.cards) == {(slug, code) for slug in ("index", "readers") for code in ("zh", "en")}
    for (slug, code), card in drawn.cards.items():
        assert files[card.path] == card.png
        assert struct.unpack(">II", card.png[16:24]) == (WIDTH_PX, HEIGHT_PX)
        assert len(card.png) < 100_000
        folder = "" if code == "zh" else "en/"
        page = read_html(files[f"{folder}{'' if slug == 'index' else f'{slug}/'}index.html"])
        said = {
            each.attributes["property"]: each.attributes["content"]
            for each in page.all("meta")
            if "property" in each.attributes
        }
        assert said["og:image"] == BASE + card.path
        assert said["og:image:alt"] == card.alt
        assert page.one("meta", name="twitter:card").attributes["content"] == "summary_large_image"
        links = [link.attributes["href"] for link in page.all("a") if link.attributes["href"].endswith(".png")]
        assert [link.replace("../", "") for link in links] == [card.path]
    other = files["en/figures/index.html"].decode()
    assert f'<meta property="og:image" content="{BASE}{drawn.cards["index", "en"].path}">' in other
    assert f'"image":["{BASE}{drawn.cards["index", "en"].path}"]' in files["en/index.html"].decode()


def test_without_an_address_the_card_is_there_to_be_taken(painter: CardPainter, tmp_path: Path) -> None:
    root = Path(shutil.copytree(NEWSROOM, tmp_path / "newsroom"))
    change(root, "content/site.yaml", f"base_url: {BASE}\n", "")
    made = with_cards(root, painter)
    files = {file.output.path: file.content for file in render_all(made)}
    page = files["en/index.html"].decode()
    assert "og:image" not in page
    assert '<meta name="twitter:card" content="summary">' in page
    assert all(card.path in files and card.path in page for key, card in made.cards.items() if key == ("index", "en"))


def test_a_card_is_named_by_what_is_on_it(drawn: Context, painter: CardPainter, tmp_path: Path) -> None:
    root = Path(shutil.copytree(NEWSROOM, tmp_path / "newsroom"))
    change(root, "data/figures/libraries.yaml", "value: 12\n", "value: 13\n")
    change(root, "data/figures/libraries.yaml", "12家", "13家")
    change(root, "data/corrections.yaml", "after: 12\n", "after: 13\n")
    after = with_cards(root, painter)
    changed = {key for key, card in drawn.cards.items() if after.cards[key].path != card.path}
    assert changed == {("index", "zh"), ("index", "en")}


def test_a_card_is_drawn_once(painter: CardPainter, drawn: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yiwu_report.build.share_image_stage.draw_card", lambda *_: pytest.fail("it is kept"))
    again = with_cards(NEWSROOM, CardPainter(painter.cache, lambda *_: pytest.fail("no font is asked for")))
    assert again.cards == drawn.cards


@pytest.fixture
def latin_only(tmp_path: Path) -> Path:
    """A folder of fonts without Han, as a small server has them."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for face in ("LiberationSerif-Bold.ttf", "LiberationSans-Regular.ttf"):
        path = next((above / face for above in Path("/usr/share/fonts").rglob("liberation*") if above.is_dir()), None)
        if path is None or not path.is_file():
            pytest.skip("no Liberation fonts here")
        shutil.copy(path, folder)
    return folder


def test_a_machine_without_han_says_so_and_draws_no_boxes(latin_only: Path, tmp_path: Path) -> None:
    painter = CardPainter(FolderCache(tmp_path / "cache"), partial(find_faces, folders=[latin_only]))
    made = with_cards(NEWSROOM, painter)
    assert {code for _, code in made.cards} == {"en"}
    assert set(made.cards_without) == {"zh"}
    assert "馆" in made.cards_without["zh"]
    (note,) = left_out(made)
    assert note.startswith("Omitted because a font is missing: share images in 中文.")
    assert "fonts-noto-cjk" in note
    files = {file.output.path: file.content for file in render_all(made)}
    assert b"og:image" not in files["index.html"]
    assert b'<meta name="twitter:card" content="summary">' in files["index.html"]
    assert b"og:image" in files["en/index.html"]
    assert not [path for path in files if ".zh." in path and path.endswith(".png")]


def test_a_build_looks_for_a_font_again(
    latin_only: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A font that is installed later is found, though nothing in the project changed."""
    root = Path(shutil.copytree(NEWSROOM, tmp_path / "newsroom"))
    with monkeypatch.context() as patch:
        patch.setattr(fonts, "font_folders", lambda: iter([latin_only]))
        assert cli.main(["--root", str(root)]) == 0
        assert "Omitted because a font is missing" in capsys.readouterr().out
    faces_for("zh-Hans", lay_out(text_of(context_of(root), "index", "zh"), TOKENS))
    assert cli.main(["--root", str(root)]) == 0
    assert "Left out" not in capsys.readouterr().out
    assert list((root / "public/assets/cards").glob("index.zh.*.png"))


def test_a_preview_is_a_build(tmp_path: Path) -> None:
    root = Path(shutil.copytree(NEWSROOM, tmp_path / "newsroom"))
    with build.Session(root) as session:
        stages = session.run()
        assert stages.context is not None
        shown = {output.path: session.content(output, stages.context) for output in stages.outputs}
    build.build(root, root / "public", progress=silent)
    assert all((root / "public" / path).read_bytes() == content for path, content in shown.items())


SERIF_CJK = next(Path("/usr/share/fonts").rglob("NotoSerifCJK-Bold.ttc"), None)


@pytest.mark.skipif(SERIF_CJK is None, reason="no Noto Serif CJK here")
def test_a_collection_is_read_by_family() -> None:
    assert SERIF_CJK is not None
    assert missing_in(SERIF_CJK, "Noto Serif CJK SC", "义乌512¥’𠮷") == frozenset()
    assert missing_in(SERIF_CJK, "Noto Serif CJK SC", "义\ue000\U0010fffd") == {"\ue000", "\U0010fffd"}
    assert missing_in(SERIF_CJK, "Noto Serif CJK XX", "义") is None


def test_a_font_of_the_older_form(latin_only: Path) -> None:
    path = latin_only / "LiberationSerif-Bold.ttf"
    assert missing_in(path, "Liberation Serif", "Aé€ﬁ义\U0001f600") == {"义", "\U0001f600"}


def small_font(subtable: bytes, key: tuple[int, int] = (3, 10)) -> bytes:
    """A font with a name and a cmap, and nothing else."""
    family = "Tiny".encode("utf-16-be")
    name = struct.pack(">HHH", 0, 1, 18) + struct.pack(">6H", 3, 1, 0x409, 1, len(family), 0) + family
    cmap = struct.pack(">HHHHI", 0, 1, *key, 12) + subtable
    at = 12 + 2 * 16
    head = struct.pack(">IHHHH", 0x00010000, 2, 0, 0, 0)
    tables = struct.pack(">4sIII", b"cmap", 0, at, len(cmap))
    tables += struct.pack(">4sIII", b"name", 0, at + len(cmap), len(name))
    return head + tables + cmap + name


GROUPS = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, 0x4E00, 0x4E01, 0)  # the first of two stands for no glyph
SEGMENTS = (  # a to c by a shift, d by an array whose glyph is none, e by one that is
    struct.pack(">7H", 4, 44, 0, 6, 0, 0, 0)
    + struct.pack(">3H", ord("c"), ord("e"), 0xFFFF)
    + bytes(2)
    + struct.pack(">3H", ord("a"), ord("d"), 0xFFFF)
    + struct.pack(">3H", 1, 0, 1)
    + struct.pack(">3H", 0, 4, 0)
    + struct.pack(">2H", 0, 7)
)


@pytest.mark.parametrize(
    ("subtable", "key", "missing"),
    [
        (GROUPS, (3, 10), set("一abcdez") | {"\U0001f600"}),
        (SEGMENTS, (3, 1), set("一丁dz") | {"\U0001f600"}),
        (b"\x00\x06", (3, 1), set("一丁abcdez") | {"\U0001f600"}),  # a form that is not read
        (GROUPS, (1, 0), set("一丁abcdez") | {"\U0001f600"}),  # a coding that is not Unicode
    ],
)
def test_characters_without_a_glyph(subtable: bytes, key: tuple[int, int], missing: set[str], tmp_path: Path) -> None:
    path = tmp_path / "tiny.ttf"
    path.write_bytes(small_font(subtable, key))
    assert missing_in(path, "Tiny", "一丁abcdez\U0001f600") == missing


@pytest.mark.parametrize("content", [b"", b"x", b"ttcf" + b"\xff" * 40, small_font(GROUPS)[:50], bytes(200)])
def test_what_is_no_font_has_no_face(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    assert missing_in(path, "Tiny", "a") is None
    assert missing_in(tmp_path / "nowhere.ttf", "Tiny", "a") is None


def test_faces_follow_the_language(tmp_path: Path) -> None:
    if SERIF_CJK is None:
        pytest.skip("no Noto Serif CJK here")
    found = {lang: find_faces(lang, frozenset("a"), frozenset("a")) for lang in ("zh-Hans", "zh-Hant", "ja", "fr")}
    families = {lang: faces.display.family for lang, faces in found.items() if isinstance(faces, Faces)}
    assert [families[lang][-2:] for lang in ("zh-Hans", "zh-Hant", "ja", "fr")] == ["SC", "TC", "JP", "KR"]
    assert find_faces("zh", frozenset("义"), frozenset("乌"), [tmp_path]) == frozenset("义乌")
