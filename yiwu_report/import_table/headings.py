"""What a heading says beside a name: a unit in brackets, which the column's unit says already."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yiwu_report.import_table.ids import make_id

_BRACKETS = re.compile(r"(?P<name>.*\S)\s*[(\[（［](?P<unit>[^()\[\]（）［］]{1,16})[)\]）］]")


def without_unit(heading: str) -> str | None:
    """The heading without what stands in brackets at its end, e.g. "Mean high" of "Mean high (°C)"; None without it."""
    found = _BRACKETS.fullmatch(heading.strip())
    return found["name"] if found else None


def proposed_id(heading: str, headings: Sequence[str]) -> str:
    """An id for a column of figures: of its name alone, unless another column has the same name."""
    bare = [make_id(without_unit(each) or each) for each in headings]
    own = make_id(without_unit(heading) or heading)
    return (own if bare.count(own) == 1 else make_id(heading)) or "ID"
