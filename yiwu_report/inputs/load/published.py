"""The records of a published site's figures and claims, and the checksums of its files."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from yiwu_report.model.problem import UsageError
from yiwu_report.model.published import ClaimRecord, FiguresRecord, Published

FIGURES, CLAIMS = "figures.json", "claims.json"
_CLAIMS = TypeAdapter(tuple[ClaimRecord, ...])


def load_published(folder: Path) -> Published | None:
    """What the site in `folder` publishes; None without a site. UsageError if it can't be read."""
    file = folder / "data" / FIGURES
    if not file.exists():
        return None
    published = load_figures_json(file)
    return published if published.claims is not None else replace(published, claims={})


def load_figures_json(file: Path) -> Published:
    """The records of a figures.json, and of the claims.json beside it, if any; UsageError if they can't be read."""
    figures = read_figures_json(_bytes(file), file)
    claims = file.parent / CLAIMS
    return Published(figures, read_claims_json(_bytes(claims), claims) if claims.is_file() else None)


def read_figures_json(content: bytes, path: Path) -> FiguresRecord:
    """The records of a figures.json; `path` is for the message of UsageError."""
    try:
        return FiguresRecord.model_validate_json(content)
    except ValidationError as error:
        raise UsageError(f"{path}: {_what_is_wrong(error)}") from None


def read_claims_json(content: bytes, path: Path) -> dict[str, ClaimRecord]:
    """The claims of a claims.json by their ids; `path` is for the message of UsageError."""
    try:
        return {claim.id: claim for claim in _CLAIMS.validate_json(content)}
    except ValidationError as error:
        raise UsageError(f"{path}: {_what_is_wrong(error)}") from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or 'it cannot be read').lower()}") from None


def _what_is_wrong(error: ValidationError) -> str:
    """The first fault, e.g. "at figures.3.unit: Field required"."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"at {where}: {first['msg']}" if where else first["msg"]


def load_checksums(folder: Path) -> dict[str, str]:
    """Path -> SHA-256 in hex of every file of a site, but those whose names begin with a dot."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }
