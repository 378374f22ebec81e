"""Colours of a picture: as roles, which the page's style sheet fills, or as they are, for a file on its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

# A colour is only ever a whole attribute: texts carry no bare quotes.
_COLOUR = re.compile(r' (fill|stroke|stop-color)="(#[0-9a-f]{6})"')
_ROLE = re.compile(r' (fill|stroke|stop-color)="var\(--([a-z0-9_-]+)\)"')
_OPENING = re.compile(r"<svg ([^>]*)>")
_STYLE = "<style>text{text-autospace:no-autospace}</style>"  # widths are reckoned without it


def themed(svg: str, roles: Mapping[str, str]) -> str:
    """The picture with `var(--role)` in place of each colour that has a role; `roles`: light colour -> role."""
    by_colour = {colour.lower(): role for colour, role in roles.items()}

    def replaced(found: re.Match[str]) -> str:
        role = by_colour.get(found.group(2))
        return f' {found.group(1)}="var(--{role})"' if role else found.group()

    return _COLOUR.sub(replaced, svg)


def standalone(svg: str, roles: Mapping[str, str]) -> str:
    """The picture as a file of its own: its light colours on white paper, whatever page or program shows it."""
    by_role = {role: colour.lower() for colour, role in roles.items()}
    literal = _ROLE.sub(lambda found: f' {found.group(1)}="{by_role[found.group(2)]}"', svg)
    return _OPENING.sub(
        rf'<svg xmlns="http://www.w3.org/2000/svg" \1>{_STYLE}<rect width="100%" height="100%" fill="#ffffff"/>',
        literal,
        count=1,
    )
