"""content/site.yaml, and the words of its languages."""

from __future__ import annotations

from yiwu_report.inputs.validate.collector import Collector
from yiwu_report.model.fields import is_language
from yiwu_report.model.node import ListNode, Loaded, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.period import PeriodError, PeriodKind, parse_period
from yiwu_report.model.problem import Fault, Place, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import SiteSpec
from yiwu_report.model.text import Text
from yiwu_report.text.formatting import Language

FILE = "content/site.yaml"
_WORDS = "templates/words/"


def languages_in(node: Node | None) -> tuple[str, ...] | None:
    """The languages that site.yaml lists, even if it has other faults; None if it doesn't list any."""
    listed = node.get("languages") if isinstance(node, MappingNode) else None
    if not isinstance(listed, ListNode):
        return None
    texts = [item.text for item in listed.items if isinstance(item, ScalarNode) and item.text]
    return tuple(dict.fromkeys(text.value.strip() for text in texts)) or None


def collector_for(loaded: Loaded) -> Collector:
    """A collector that knows the report's languages that have words files."""
    listed = languages_in(loaded.documents.get(FILE))
    if listed is None:
        return Collector()
    usable = tuple(code for code in listed if f"{_WORDS}{code}.yaml" in loaded.documents)
    return Collector(usable or None, others=len(usable) < len(listed))


def read_site(loaded: Loaded, collector: Collector) -> SiteSpec | None:
    """The content of site.yaml, or the valid part of a faulty one; None if that is not enough to continue."""
    node = loaded.documents.get(FILE)
    if node is None:
        return None
    entry = MappingEntry(Place(FILE), node)
    spec = collector.read(SiteSpec, entry) or _sound_part(entry, collector)
    collector.remember(("site",), entry)
    if isinstance(node, MappingNode):
        _check_languages(node, collector)
        _check_names_of_periods(node, collector)
    if spec and spec.updated and spec.updated.written < spec.published.written:
        collector.refuse(
            collector.places["site", "updated"],
            Rule.BAD_VALUE,
            f"updated on {spec.updated}, before it was published",
            f"write a date from {spec.published} on, or remove it",
        )
    return spec


def _sound_part(entry: MappingEntry, collector: Collector) -> SiteSpec | None:
    languages = collector.languages or ()
    stand_ins = {
        "title": {code: Text("?", entry.key, "?") for code in languages},
        "languages": [Text(code, entry.key, code) for code in languages],
        "published": Text("2000-01-01", entry.key, ""),
    }
    spec = collector.sound_part(SiteSpec, entry, stand_ins)
    periods = entry.node.get("periods") if isinstance(entry.node, MappingNode) else None
    return None if spec and periods and not spec.periods else spec


def _check_languages(node: MappingNode, collector: Collector) -> None:
    listed = node.get("languages")
    for item in listed.items if isinstance(listed, ListNode) else ():
        code = item.text.value.strip() if isinstance(item, ScalarNode) and item.text else None
        if code and ("language", code) in collector.places:
            collector.refuse(item.place, Rule.ID_CLASH, f'the language "{code}" is listed twice', "keep one")
        elif code:
            collector.places["language", code] = item.place


def _check_names_of_periods(node: MappingNode, collector: Collector) -> None:
    periods = node.get("periods")
    for name, entry in periods.entries.items() if isinstance(periods, MappingNode) else ():
        try:
            is_name = parse_period(name).kind is PeriodKind.NAMED
        except PeriodError:
            is_name = False
        if not is_name:
            remedy = "use Latin letters, digits and spaces, a letter first, e.g. at full production"
            collector.refuse(entry.key, Rule.BAD_ID, f'"{name}" is not a valid name of a period', remedy)


def read_words(loaded: Loaded, collector: Collector) -> dict[str, Language]:
    """The languages of the report that templates/words/ has usable words for."""
    files = {
        name.removeprefix(_WORDS).removesuffix(".yaml"): node
        for name, node in loaded.documents.items()
        if name.startswith(_WORDS)
    }
    languages: dict[str, Language] = {}
    for code in languages_in(loaded.documents.get(FILE)) or ():
        if code not in files and is_language(code):
            remedy = did_you_mean(code, files, f"write {_WORDS}{code}.yaml, or use one of {', '.join(files)}")
            fault = Fault(Rule.UNKNOWN_LANGUAGE, f'there is no words file for the language "{code}"', remedy)
            collector.refuse_at(("language", code), fault)
        elif code in files and (language := _language(code, files[code], collector)):
            languages[code] = language
    return languages


def _language(code: str, node: Node, collector: Collector) -> Language | None:
    entry = MappingEntry(Place(f"{_WORDS}{code}.yaml"), node)
    collector.remember(("words", code), entry)
    language = collector.read(Language, entry)
    if language and language.code != code:
        fault = Fault(Rule.BAD_VALUE, f'code "{language.code}" in the file for "{code}"', f"write {code}")
        collector.refuse_at(("words", code, "code"), fault)
        return None
    return language
