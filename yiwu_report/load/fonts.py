"""The faces that a machine has for cards: those of the pages' own font stacks first (templates/assets/fonts.css).

A file is known by its name, as systems and their packages give it; what it really holds is looked up in it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from yiwu_report.load.font_file import missing_in
from yiwu_report.model.card import Face, Faces

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
# Hei, and sans serif for Latin texts; for want of a Song it stands for that too.
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
    """Two faces that have these characters, or else the characters that no face has.

    `html_lang` decides on the forms of Han; `folders` are those of the system, unless told otherwise.
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
    """The first face that has all characters; with none, those that the best one lacks."""
    lacking = characters
    for file, family in candidates:
        path, name = files.get(file.replace("{form}", form)), family.replace("{form}", form)
        missing = missing_in(path, name, characters) if path else None
        if path and missing == frozenset():
            return Face(path, name), missing
        if missing is not None and len(missing) < len(lacking):
            lacking = missing
    return None, lacking


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
