"""The interface words in one language, for templates and views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from yiwu_report.formatting import Language, fill


@dataclass(frozen=True, slots=True)
class Words:
    """`words["contents"]` in a view, `words.contents` in a template; InvalidInput for a word that isn't there."""

    language: Language

    def __getitem__(self, key: str) -> str:
        return self(key)

    def __call__(self, key: str, **values: str) -> str:
        """The word of this key with its {placeholders} filled; markup where one of the values is."""
        return _filled(self.language.word(key), values)

    def colon(self, heading: str, text: str) -> str:
        """A heading and what it heads, as `来源：` and a title."""
        return _filled(self.language.joiners.colon, {"a": heading, "b": text})


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its {placeholders} filled; escaped once, where one of the values is markup."""
    if not any(isinstance(value, Markup) for value in values.values()):
        return fill(pattern, **values)
    filled = fill(str(escape(pattern)), **{name: str(escape(value)) for name, value in values.items()})
    return Markup(filled)  # noqa: S704  # each part of it is escaped
