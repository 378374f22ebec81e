"""Shows in what two builds of a site differ: the words that changed, and everything else that did.

    python tests/helpers/changed_words.py BEFORE AFTER

Words are those in texts of HTML, SVG, XML, JSON, CSV and Markdown, alone or in an archive, and in attributes that people
read. Hashes in names of assets, checksums, and comments of scripts and styles are no difference. Ends with 1 if anything
but words differs, or a word with digits does.
"""

from __future__ import annotations

import difflib
import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Piece = tuple[bool, str]  # whether it is text that people read
_HASHED = re.compile(r"\.[0-9a-f]{10}(?=\.(?:js|css|png)\b)")
_CHECKSUM = re.compile(r"\b[0-9a-f]{64}\b|sha256-[A-Za-z0-9+/=]+")
_COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=\s))//[^\n]*", re.DOTALL)
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_READ_ATTRIBUTE = re.compile(
    r'(?<=\s)((?:alt|title|aria-label|aria-description|content|placeholder|data-[\w-]+)=")([^"]*)'
)
_STRING = re.compile(r'("(?:[^"\\]|\\.)*"\s*:)|"(?:[^"\\]|\\.)*"')  # of JSON; a key (1) is markup
_SHORT = 60
_WORD = re.compile(r"[A-Za-z0-9’'-]+|\s+|.", re.DOTALL)


def files_of_site(folder: Path) -> dict[str, bytes]:
    """Path without hashes -> content; of archives each file in them. Manifests are lists of checksums."""
    found: dict[str, bytes] = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file() and each.name != ".manifest.json"):
        name, content = _HASHED.sub("", path.relative_to(folder).as_posix()), path.read_bytes()
        if path.suffix == ".zip":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found |= {f"{name}/{each}": archive.read(each) for each in archive.namelist()}
        else:
            found[name] = content
    return found


def compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[Counter[tuple[str, str]], list[str]]:
    """How often which words became which, and a line for every other difference."""
    words: Counter[tuple[str, str]] = Counter()
    others = [f"{path}: missing" for path in sorted(before.keys() - after.keys())]
    others += [f"{path}: new" for path in sorted(after.keys() - before.keys())]
    for path in sorted(before.keys() & after.keys()):
        if before[path] == after[path]:
            continue
        try:
            pieces = [list(_pieces(path, content.decode())) for content in (before[path], after[path])]
        except UnicodeDecodeError:
            others.append(f"{path}: other bytes")
            continue
        for was, now in _changed(*pieces):
            if len(was) == len(now) and all(each[0] for each in (*was, *now)):
                for (_, old), (_, new) in zip(was, now, strict=True):
                    words.update(_changed_words(old, new))
            else:
                others.append(f"{path}: {_shown(was)} -> {_shown(now)}")
    return words, others


def _pieces(path: str, text: str) -> Iterator[Piece]:
    text = _CHECKSUM.sub("", _HASHED.sub("", text))
    if path.endswith((".js", ".css")):
        text = " ".join(_COMMENT.sub("", text).split())
        yield from (
            _split(_STRING, text) if path.endswith(".js") else ((False, rule) for rule in re.split("(?<=})", text))
        )
    elif path.endswith(".json"):
        yield from _split(_STRING, text)
    elif path.endswith((".html", ".svg", ".xml")):
        is_script = False
        for is_text, part in _split(_MARKUP, text, is_text=False):
            if is_text:
                yield from _split(_STRING, part) if is_script else [(True, part)]
            else:
                is_script = part.startswith("<script")
                yield from _split(_READ_ATTRIBUTE, part, group=2)
    else:
        yield from ((True, part) for part in re.split(r"[,\n]" if path.endswith(".csv") else r"\n", text) if part)


def _split(form: re.Pattern[str], text: str, *, group: int = 0, is_text: bool = True) -> Iterator[Piece]:
    """The text cut at each match; what matches is text (or markup), what stands between is the other."""
    end = 0
    for match in form.finditer(text):
        if match.start(group) > end:
            yield not is_text, text[end : match.start(group)]
        yield is_text and not (form is _STRING and match[1]), match[group]
        end = match.end(group)
    if end < len(text):
        yield not is_text, text[end:]


def _changed(before: list[Piece], after: list[Piece]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """The stretches that differ; a text at the same place of the same markup is compared with that one alone."""
    keys = [["" if is_text else text for is_text, text in pieces] for pieces in (before, after)]
    matcher = difflib.SequenceMatcher(None, *keys, autojunk=False)
    for kind, i, j, m, n in [("equal", 0, len(before), 0, len(after))] if keys[0] == keys[1] else matcher.get_opcodes():
        if kind != "equal":
            yield before[i:j], after[m:n]
        else:
            yield from (([was], [now]) for was, now in zip(before[i:j], after[m:n], strict=True) if was != now)


def _changed_words(before: str, after: str) -> Iterator[tuple[str, str]]:
    """A short text as a whole; of a longer one what changed in it, where changes that only spaces part are one."""
    if max(len(before), len(after)) <= _SHORT:
        yield " ".join(before.split()), " ".join(after.split())
        return
    old, new = (_WORD.findall(text) for text in (before, after))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    ranges: list[list[int]] = []
    for kind, i, j, m, n in matcher.get_opcodes():
        if kind == "equal":
            continue
        if ranges and not "".join(old[ranges[-1][1] : i]).strip():
            ranges[-1][1], ranges[-1][3] = j, n
        else:
            ranges.append([i, j, m, n])
    for i, j, m, n in ranges:
        yield " ".join("".join(old[i:j]).split()), " ".join("".join(new[m:n]).split())


def _shown(pieces: Iterable[Piece]) -> str:
    text = "".join(part for _, part in pieces)
    return repr(text if len(text) <= 160 else f"{text[:160]}…")


def main(before: str, after: str) -> int:
    """Print the words, then the other differences."""
    words, others = compare(files_of_site(Path(before)), files_of_site(Path(after)))
    for (old, new), times in words.most_common():
        print(f"{times:5}  {old or '(nothing)'} -> {new or '(nothing)'}")  # what it is for
    print(f"{len(words)} changes of words; {len(others)} other differences", *others, sep="\n")
    return int(bool(others) or any(re.search("[0-9]", old + new) for old, new in words))


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
