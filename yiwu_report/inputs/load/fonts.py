"""Installed fonts for share images: those of the pages' own font stacks first (templates/assets/fonts.css).

A file is found by its usual name in systems and packages; its real content is then read from it.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from yiwu_report.model.drawn import Face, Faces

# The forms of Han that a language is written with, as the families of one collection are named. Others take the
# Korean family, whose quotation marks are as narrow as theirs.
_FORMS = (
    ("zh-hant-hk", "HK"),
    ("zh-hk", "HK"),
    ("zh-hant", "TC"),
    ("zh-tw", "TC"),
    ("zh", "SC"),
    ("ja", "JP"),
    ("ko", "KR"),
)
_LATIN_FORM = "KR"

_FAMILY_NAME_IDS = (1, 16)  # of the table "name"

# File and family, best first; {form} as above. Song, and serif for Latin texts.
_DISPLAY = (
    ("SourceHanSerif-Bold.ttc", "Source Han Serif {form}"),
    ("SourceHanSerif{form}-Bold.otf", "Source Han Serif {form}"),
    ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK {form}"),
    ("NotoSerif{form}-Bold.otf", "Noto Serif {form}"),
    ("NotoSerifCJK-VF.ttf.ttc", "Noto Serif CJK {form}"),
    ("NotoSerifCJK-Regular.ttc", "Noto Serif CJK {form}"),
    ("Songti.ttc", "Songti {form}"),
    ("simsun.ttc", "SimSun"),
    ("mingliu.ttc", "MingLiU"),
    ("georgiab.ttf", "Georgia"),
    ("Georgia Bold.ttf", "Georgia"),
    ("NotoSerif-Bold.ttf", "Noto Serif"),
    ("LiberationSerif-Bold.ttf", "Liberation Serif"),
    ("DejaVuSerif-Bold.ttf", "DejaVu Serif"),
)
# Hei, and sans serif for Latin texts; also used if there is no Song font.
_TEXT = (
    ("LiberationSans-Regular.ttf", "Liberation Sans"),
    ("arial.ttf", "Arial"),
    ("Arial.ttf", "Arial"),
    ("SourceHanSans-Regular.ttc", "Source Han Sans {form}"),
    ("SourceHanSans{form}-Regular.otf", "Source Han Sans {form}"),
    ("NotoSansCJK-Regular.ttc", "Noto Sans CJK {form}"),
    ("NotoSans{form}-Regular.otf", "Noto Sans {form}"),
    ("NotoSansCJK-VF.ttf.ttc", "Noto Sans CJK {form}"),
    ("PingFang.ttc", "PingFang {form}"),
    ("Hiragino Sans GB.ttc", "Hiragino Sans GB"),
    ("STHeiti Medium.ttc", "Heiti {form}"),
    ("STHeiti Light.ttc", "Heiti {form}"),
    ("msyh.ttc", "Microsoft YaHei"),
    ("simhei.ttf", "SimHei"),
    ("msjh.ttc", "Microsoft JhengHei"),
    ("wqy-microhei.ttc", "WenQuanYi Micro Hei"),
    ("wqy-zenhei.ttc", "WenQuanYi Zen Hei"),
    ("DroidSansFallbackFull.ttf", "Droid Sans Fallback"),
    ("NotoSans-Regular.ttf", "Noto Sans"),
    ("DejaVuSans.ttf", "DejaVu Sans"),
)
_NAMES = frozenset(
    file.replace("{form}", form) for file, _ in (*_DISPLAY, *_TEXT) for form in ("SC", "TC", "HK", "JP", "KR")
)


def find_faces(
    html_lang: str, display: frozenset[str], text: frozenset[str], folders: Sequence[Path] | None = None
) -> Faces | frozenset[str]:
    """Two fonts that have these characters, or the characters that no font has.

    `html_lang` decides on the forms of Han; `folders` are those of the system by default.
    """
    files = _installed(tuple(font_folders() if folders is None else folders))
    form = next((form for lang, form in _FORMS if html_lang.lower().startswith(lang)), _LATIN_FORM)
    heads, lacking = _first((*_DISPLAY, *_TEXT), form, display, files)
    words, also_lacking = _first((*_TEXT, *_DISPLAY), form, text, files)
    if heads is None or words is None:
        return (lacking if heads is None else frozenset()) | (also_lacking if words is None else frozenset())
    return Faces(heads, words)


def _first(
    candidates: Iterable[tuple[str, str]], form: str, characters: frozenset[str], files: dict[str, Path]
) -> tuple[Face | None, frozenset[str]]:
    """The first font that has all characters; without one, the characters that the best one lacks."""
    lacking = characters
    for file, family in candidates:
        path, name = files.get(file.replace("{form}", form)), family.replace("{form}", form)
        missing = missing_in(path, name, characters) if path else None
        if path and missing == frozenset():
            return Face(path, name), missing
        if missing is not None and len(missing) < len(lacking):
            lacking = missing
    return None, lacking


def missing_in(path: Path, family: str, characters: Iterable[str]) -> frozenset[str] | None:
    """Those characters that a family in a font file has no glyph for; None if there is no such family to read."""
    there = _code_points(path, family)
    return None if there is None else frozenset(each for each in characters if ord(each) not in there)


@cache
def _code_points(path: Path, family: str) -> frozenset[int] | None:
    """Those that a family in a font file has glyphs for; None if there is no such family to read."""
    from fontTools.ttLib import TTCollection, TTFont  # noqa: PLC0415  # builds that find every card drawn do without

    logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # a fault of a system's font is not the editor's to fix
    try:
        with path.open("rb") as file:
            is_collection = file.read(4) == b"ttcf"
            faces = TTCollection(file, lazy=True).fonts if is_collection else [TTFont(file, lazy=True)]
            face = next((face for face in faces if family in _families(face)), None)
            return None if face is None else _mapped(face)
    except Exception:  # noqa: BLE001  # no file, or not a font, for which fontTools raises various exceptions
        return None


def _families(face: Any) -> set[str]:
    return {str(record) for record in face["name"].names if record.nameID in _FAMILY_NAME_IDS}


def _mapped(face: Any) -> frozenset[int]:
    face.setGlyphOrder(range(0x10000))  # glyphs by their numbers: to read 65,000 names takes as long as all the rest
    try:
        return frozenset(code for code, glyph in (face.getBestCmap() or {}).items() if glyph)
    except Exception:  # noqa: BLE001  # as above
        return frozenset()


@cache
def _installed(folders: tuple[Path, ...]) -> dict[str, Path]:
    """Name -> path of each file that may be asked for; of two of one name the first folder's."""
    found: dict[str, Path] = {}
    for folder in folders:
        for above, below, names in os.walk(folder):
            below.sort()
            for name in _NAMES.intersection(names):
                found.setdefault(name, Path(above, name))
    return found


def font_folders() -> Iterator[Path]:
    """Where this system keeps its fonts, the user's own first."""
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"), "Microsoft", "Windows", "Fonts")
        yield Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")
    elif sys.platform == "darwin":
        yield from (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    else:
        yield Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share", "fonts")
        yield home / ".fonts"
        shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        yield from (Path(folder, "fonts") for folder in shared.split(":") if folder)


def font_state(font: Path) -> str | None:
    """Size and time of a font that can be read; it is opened, so that the build is known to depend on it."""
    try:
        with font.open("rb") as stream:
            status = os.fstat(stream.fileno())
    except OSError:
        return None
    return f"{status.st_size} {status.st_mtime_ns}"
