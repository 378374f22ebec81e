"""Read an external file in a given encoding."""

from __future__ import annotations

import codecs
from pathlib import Path

from yiwu_report.inputs.load.source import LARGEST_MIB, Source
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule

_OTHERS = ("gb18030", "cp1252")  # tried in this order; suggested, never applied automatically
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_csv_source(path: Path, encoding: str) -> Source | Problem:
    """The text of a file with every line end as a newline, or why it cannot be read."""
    name = path.as_posix()
    try:
        content = path.read_bytes()
        codecs.lookup(encoding)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        return Problem(Place(name), Rule.MISSING_FILE, f"the file cannot be read ({reason})", "check the file name")
    except LookupError:
        return Problem(Place(name), Rule.ENCODING, f'there is no encoding "{encoding}"', "use one such as gb18030")
    if len(content) > LARGEST_MIB * 1024 * 1024:
        return Problem(
            Place(name),
            Rule.FILE_TOO_LARGE,
            f"the file is larger than {LARGEST_MIB} MiB",
            "extract the rows you need",
        )
    marked = next((each for mark, each in _MARKS.items() if content.startswith(mark)), None)
    if marked and codecs.lookup(encoding).name == "utf-8":
        return Problem(Place(name), Rule.ENCODING, "the file begins with a byte order mark", f"add --encoding {marked}")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"the byte 0x{content[error.start]:02x} is not {encoding}"
        return Problem(Place(name, line), Rule.ENCODING, message, _other(content, encoding))
    return Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))


def _other(content: bytes, encoding: str) -> str:
    """The encodings that the file could be in."""
    readable = [each for each in _OTHERS if each != encoding and _is_readable(content, each)]
    return (
        f"add --encoding {' or '.join(readable)}, whichever is right"
        if readable
        else "name its encoding with --encoding"
    )


def _is_readable(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
