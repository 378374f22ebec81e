"""Omitted outputs and how to add them: not problems, but notes for the editor."""

from __future__ import annotations

from yiwu_report.context import Context

_NO_ADDRESS = """\
Omitted because base_url is not set: sitemap.xml, the feeds, canonical and hreflang links and others.
To add them, set base_url: https://… in content/site.yaml."""

_NO_FACE = """\
Omitted because a font is missing: share images in {language}. No installed font has the characters {characters}
Install one, such as Noto Serif CJK and Noto Sans CJK (Debian: apt-get install fonts-noto-cjk), and build again."""
_SHOWN = 12  # characters


def left_out(context: Context) -> tuple[str, ...]:
    """A text for each thing that readers would have if the project or the machine gave what it needs."""
    address = (_NO_ADDRESS,) if context.site.spec.base_url is None else ()
    return (*address, *(_no_card(code, characters, context) for code, characters in context.cards_without.items()))


def _no_card(code: str, characters: str, context: Context) -> str:
    shown = characters[:_SHOWN] + ("…" if len(characters) > _SHOWN else "")
    return _NO_FACE.format(language=context.languages[code].name, characters=shown)
