"""Which files of the site changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from hashlib import sha256

from yiwu_report.context.assets import HASH_DIGITS
from yiwu_report.diff.difference import ChangedOutput, Kind
from yiwu_report.diff.shown_ids import ShownIds
from yiwu_report.model.output import Output, Rendered

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
            kind = Kind.CHANGED if name in before else Kind.ADDED
            found.append(ChangedOutput(name, kind, str(file.output.stage), str(file.output.id)))
    gone = [ChangedOutput(name, Kind.REMOVED, _sort_of(name), "") for name in before.keys() - seen]
    return tuple(sorted([*found, *gone]))


def _is_compressed(path: str, old: Container[str]) -> bool:
    """True for what `build --compress` wrote beside a file."""
    stem, _, ending = path.rpartition(".")
    return ending in {"gz", "br"} and stem in old


def _sort_of(path: str) -> str:
    return _SORTS.get(path.rpartition(".")[2], "data")


def of_ours(checksums: Mapping[str, str], files: Iterable[Rendered]) -> dict[str, str]:
    """Those of the files of a folder that today's site has too: the others may not be ours."""
    names = {_unhashed(file.output.path) for file in files}
    return {path: checksum for path, checksum in checksums.items() if _unhashed(path) in names}


def outputs_that_show(outputs: Iterable[Output], ids: Collection[str], shown: ShownIds) -> tuple[ChangedOutput, ...]:
    """Every output that shows one of these figures, claims or charts: all that may have changed if bytes are unknown."""
    return tuple(
        sorted(
            ChangedOutput(_unhashed(output.path), Kind.CHANGED, str(output.stage), str(output.id))
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
