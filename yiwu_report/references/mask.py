"""Which stretches of a Markdown text are not prose: code, links' addresses, HTML, attribute lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

Span = tuple[int, int]

_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>")
_LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\((?:[^()]|\([^()]*\))*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:[^\n]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{(?!\{):?[ \t]*[#.][^{}\n]*\}")
_ENTITY = re.compile(r"&#?[A-Za-z0-9]+;")


@dataclass(frozen=True, slots=True)
class Mask:
    """Stretches of a text, in order, that are not prose. In `code` braces are shown as they are."""

    code: tuple[Span, ...] = ()
    other: tuple[Span, ...] = ()

    def hides(self, offset: int) -> bool:
        """True where `offset` lies in any masked stretch."""
        return self.is_code(offset) or _holds(self.other, offset)

    def is_code(self, offset: int) -> bool:
        """True where `offset` lies in code."""
        return _holds(self.code, offset)


def _holds(spans: tuple[Span, ...], offset: int) -> bool:
    return any(start <= offset < end for start, end in spans)


def mask_markdown(text: str) -> Mask:
    """The mask of a Markdown text: code first, since nothing inside it means anything else."""
    code = [match.span() for match in _FENCE.finditer(text)]
    code += [m.span() for m in _CODE.finditer(text) if not _holds(tuple(code), m.start())]
    blanked = _blank(text, code)
    other = [
        match.span()
        for pattern in (_COMMENT, _AUTOLINK, _TAG, _LINK, _DEFINITION, _ATTRIBUTES, _ENTITY)
        for match in pattern.finditer(blanked)
    ]
    return Mask(tuple(sorted(code)), tuple(sorted(other)))


def _blank(text: str, spans: list[Span]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)
