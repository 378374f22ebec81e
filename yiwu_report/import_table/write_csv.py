"""The rows of a table as comma-separated values (RFC 4180, with line feeds)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def as_csv(ids: Sequence[str], columns: Mapping[str, Sequence[str]]) -> str:
    """A line of headings, then a line a row; the ids come first."""
    lines = [["id", *columns]]
    lines += [[row, *(cells[number] for cells in columns.values())] for number, row in enumerate(ids)]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in ',"\n\r') or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell
