"""Footnotes say in the language of the edition where their links lead."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element  # built by bind/article_tree, never parsed

from yiwu_report.formatting import Language
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule

_CALL, _BACK = "footnote_call", "footnote_back"


def put_words(root: Element, language: Language) -> Iterator[Problem]:
    """Give every link to a footnote, and every one back, its words; a problem for words that the language lacks."""
    calls = [link for link in root.iter("a") if link.get("class") == "footnote-ref"]
    missing = [word for word in (_CALL, _BACK) if word not in language.ui]
    if calls and missing:
        place = Place(f"templates/words/{language.code}.yaml")
        for word in missing:
            yield Problem(place, Rule.TEMPLATE, f'no word "{word}" for the pages', f"add {word}: under ui:")
        return
    for link in calls:
        link.set("aria-label", language.word(_CALL, n=link.text or ""))
    for notes in root.iter("div"):
        items = [item for each in notes.iter("ol") for item in each] if notes.get("class") == "footnote" else []
        for number, item in enumerate(items, 1):
            for link in item.iter("a"):
                if link.get("class") == "footnote-backref":
                    link.set("title", language.word(_BACK, n=str(number)))
