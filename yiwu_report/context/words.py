"""The words of the pages in one language, for templates and views."""

from __future__ import annotations

from dataclasses import dataclass

from yiwu_report.formatting import Language


@dataclass(frozen=True, slots=True)
class Words:
    """`words["contents"]` in a view, `words.contents` in a template; InvalidInput for a word that isn't there."""

    language: Language

    def __getitem__(self, key: str) -> str:
        return self(key)

    def __call__(self, key: str, **values: str) -> str:
        """The word of this key with its {placeholders} filled."""
        return self.language.word(key, **values)

    def colon(self, heading: str, text: str) -> str:
        """A heading and what it heads, as `来源：` and a title."""
        return self.language.joiners.colon.replace("{a}", heading).replace("{b}", text)
