"""Which files of the site, which charts and which verdicts changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from hashlib import sha256

from yiwu_report.editor.diff.difference import ChangedChart, ChangedOutput, ChangeKind, MovedClaim
from yiwu_report.editor.diff.rebuild import View
from yiwu_report.editor.diff.shown_ids import ShownIds
from yiwu_report.model.bound import BoundChart, BoundText
from yiwu_report.model.output import Output, Rendered
from yiwu_report.model.problem import Place, Unusable
from yiwu_report.model.published import ClaimRecord
from yiwu_report.site.report import Context
from yiwu_report.site.report.assets import HASH_DIGITS

_HASH = re.compile(rf"\.[0-9a-f]{{{HASH_DIGITS}}}(?=\.[a-z0-9]+$)")
_SORTS = {"html": "page", "js": "asset", "css": "asset"}


def checksums_of(files: Iterable[Rendered]) -> dict[str, str]:
    """Path -> SHA-256 in hex, as a published site's manifest has it."""
    return {file.output.path: sha256(file.content).hexdigest() for file in files}


def changed_outputs(old: Mapping[str, str], files: Iterable[Rendered]) -> tuple[ChangedOutput, ...]:
    """Every file whose bytes changed, by path; an asset with a new hash is a changed file."""
    before = {_unhashed(path): checksum for path, checksum in old.items() if not _is_compressed(path, old)}
    found, seen = [], set()
    for file in files:
        name = _unhashed(file.output.path)
        seen.add(name)
        if before.get(name) != sha256(file.content).hexdigest():
            kind = ChangeKind.CHANGED if name in before else ChangeKind.ADDED
            found.append(ChangedOutput(name, kind, str(file.output.stage), str(file.output.id)))
    gone = [ChangedOutput(name, ChangeKind.REMOVED, _sort_of(name), "") for name in before.keys() - seen]
    return tuple(sorted([*found, *gone]))


def _is_compressed(path: str, old: Container[str]) -> bool:
    """True for what `build --compress` wrote beside a file."""
    stem, _, ending = path.rpartition(".")
    return ending in {"gz", "br"} and stem in old


def _sort_of(path: str) -> str:
    return _SORTS.get(path.rpartition(".")[2], "data")


def of_ours(checksums: Mapping[str, str], files: Iterable[Rendered]) -> dict[str, str]:
    """The files of a folder that are in today's site too: others may not be ours."""
    names = {_unhashed(file.output.path) for file in files}
    return {path: checksum for path, checksum in checksums.items() if _unhashed(path) in names}


def outputs_that_show(outputs: Iterable[Output], ids: Collection[str], shown: ShownIds) -> tuple[ChangedOutput, ...]:
    """Every output that shows one of these figures, claims or charts: all that may have changed if bytes are unknown."""
    return tuple(
        sorted(
            ChangedOutput(_unhashed(output.path), ChangeKind.CHANGED, str(output.stage), str(output.id))
            for output in outputs
            if not shown.of(output).isdisjoint(ids)
        )
    )


def paths_by_id(outputs: Iterable[Output], shown: ShownIds) -> Mapping[str, Sequence[str]]:
    """Id of what is shown -> the sorted paths, without hashes, of the outputs that show it."""
    found: dict[str, list[str]] = {}
    for output in sorted(outputs, key=lambda each: _unhashed(each.path)):
        for each in shown.of(output):
            found.setdefault(each, []).append(_unhashed(output.path))
    return found


def _unhashed(path: str) -> str:
    return _HASH.sub("", path)


def changed_charts(old: View, new: View) -> tuple[ChangedChart, ...]:
    """Every such chart with its languages; one that could not be drawn before is added."""
    found = []
    for chart_id, spec in new.site.charts.items():
        if isinstance(spec, Unusable):
            continue
        languages = tuple(code for code in new.site.languages if _is_changed(chart_id, code, old, new))
        if languages:
            was_there = any((chart_id, code) in old.charts for code in languages)
            place = Place(f"content/charts/{chart_id}.yaml")
            found.append(
                ChangedChart(chart_id, languages, place, ChangeKind.CHANGED if was_there else ChangeKind.ADDED)
            )
    return tuple(sorted(found))


def _is_changed(chart_id: str, code: str, old: View, new: View) -> bool:
    key = chart_id, code
    if old.charts.get(key) != new.charts.get(key):
        return True
    return _texts(old.bound.charts.get(key)) != _texts(new.bound.charts.get(key))


def _texts(chart: BoundChart | None) -> tuple[BoundText | None, ...]:
    return () if chart is None else (chart.title, chart.subtitle, chart.alt, chart.note)


def moved_claims(old: Mapping[str, ClaimRecord] | None, context: Context, language: str) -> tuple[MovedClaim, ...]:
    """Every claim whose verdict changed, in the order of their ids, including new and removed ones.

    None if the earlier verdicts are not known.
    """
    if old is None:
        return ()
    moved = []
    for claim_id in sorted({*old, *context.findings}):
        before, finding = old.get(claim_id), context.findings.get(claim_id)
        was = before.verdict if before else None
        now = str(finding.verdict) if finding else None
        if was == now:
            continue
        title = context.bound.texts.get(("claim", claim_id, "title", language))
        words = title.plain if title else (before.title or {}).get(language, "") if before else ""
        place = finding.place if finding else None
        moved.append(MovedClaim(claim_id, words, place, was, now, finding.now if finding else ""))
    return tuple(moved)
