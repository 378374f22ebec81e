"""The characters of a file: UTF-8, with or without a byte order mark, whatever its line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule

LARGEST_MIB = 8
LARGEST_DATA_MIB = 512  # of a file in data/files/


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text with every line end as a newline, without its byte order mark."""

    file: str  # as in `Place`
    text: str

    def place(self, position: int) -> Place:
        """The place of the character at `position`."""
        line = self.text.count("\n", 0, position) + 1
        return Place(self.file, line, position - self.text.rfind("\n", 0, position))


def decode(file: str, content: bytes) -> tuple[Source, Problem | None]:
    """The text of a file, or, with a problem, as much as can be decoded."""
    if len(content) > LARGEST_MIB * 1024 * 1024:
        message = f"the file is larger than {LARGEST_MIB} MiB"
        return Source(file, ""), Problem(
            Place(file), Rule.FILE_TOO_LARGE, message, "split it, or remove what is not text"
        )
    try:
        source = Source(file, _newlines(content.decode("utf-8")))
    except UnicodeDecodeError as error:
        before = _newlines(content[: error.start].decode("utf-8"))
        place = Source(file, before).place(len(before))
        problem = Problem(place, Rule.ENCODING, _not_utf8(content, error.start), "save the file as UTF-8")
        return Source(file, _newlines(content.decode("utf-8", errors="replace"))), problem
    return source, _control_character(source)


def _newlines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(content: bytes, position: int) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "the file is in UTF-16"
    return f"the byte 0x{content[position]:02x} is not UTF-8"


# Control characters, line ends that no editor shows as such, noncharacters, and a byte order mark within the text.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _control_character(source: Source) -> Problem | None:
    match = _UNSEEN.search(source.text)
    if match is None:
        return None
    message = f"the invisible character U+{ord(match[0]):04X}"
    return Problem(source.place(match.start()), Rule.ENCODING, message, "remove it")
