"""The skeleton in the languages that are wanted: it stands in all that the generator knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

_KEY = re.compile(r"\s*(?P<code>[a-z]{2}): ")
_COMMENT = re.compile(r"(?P<indent>\s*)#(?P<code>[a-z]{2})# (?P<text>.*)")


def in_languages(text: str, languages: Sequence[str], known: Sequence[str]) -> str:
    """A YAML file without the lines of other languages; comments are those of the first one.

    A text of a language is one line, "en: …"; a comment is one too, "#en# …".
    """
    lines = (_line(line, languages, known) for line in text.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _line(line: str, languages: Sequence[str], known: Sequence[str]) -> str | None:
    if comment := _COMMENT.fullmatch(line):
        return f"{comment['indent']}# {comment['text']}" if comment["code"] == languages[0] else None
    key = _KEY.match(line)
    if key and key["code"] in known and key["code"] not in languages:
        return None
    return line
