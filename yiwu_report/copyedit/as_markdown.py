"""The proof as Markdown with task lists."""

from __future__ import annotations

from collections.abc import Iterator

from yiwu_report.copyedit.sheet import Check, CheckList, Number, Part, Passage, Sheet, Shown

MARK = "<!-- written by yiwu_report copyedit -->"  # a file with this marker may be overwritten


def as_markdown(sheet: Sheet) -> str:
    """The text of the proof."""
    lines = [MARK, "", f"# {sheet.title}", "", sheet.state, ""]
    for part in sheet.parts:
        lines += _part(part)
    return "\n".join(lines).rstrip("\n") + "\n"


def _part(part: Part) -> Iterator[str]:
    yield from (f"## {part.language}", "", part.words["copy_how"], "")
    for chapter in part.chapters:
        yield from (f"### {chapter.title}", "")
        if chapter.remark:
            yield from (f"*{chapter.remark}*", "")
        for passage in chapter.passages:
            yield from _passage(passage, part)
    for each in part.lists:
        yield from _list(each)


def _passage(passage: Passage, part: Part) -> Iterator[str]:
    text = "".join(f"{piece.text} [{piece.mark}]" if isinstance(piece, Shown) else piece for piece in passage.pieces)
    yield f"**{passage.kind}** {text}" if passage.kind else text
    yield ""
    for number in passage.numbers:
        yield f"- [ ] [{number.mark}] {_number(number, part)}"
    if passage.numbers:
        yield ""


def _number(number: Number, part: Part) -> str:
    if number.again is not None:
        return f"{number.text}: {part.words['copy_again'].format(n=number.again)}"
    details = part.words["semicolon"].join(_line(each) for each in number.details)
    return f"{number.text}: {details} (`{number.id}`, {number.place})"


def _list(each: CheckList) -> Iterator[str]:
    yield from (f"### {each.title}", "")
    yield from (f"- [ ] {_check(check)}" for check in each.checks)
    yield ""


def _check(check: Check) -> str:
    said = ": ".join(
        [_line(check.text), *(["; ".join(_line(each) for each in check.details)] if check.details else [])]
    )
    return f"{said} ({check.place})" if check.place else said


def _line(text: str) -> str:
    return " ".join(text.split())
