"""The entries, texts and words of YAML trees, and the mentions that keys and words are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yiwu_report.editor.analysis.mentions_in_texts import (
    Mention,
    Named,
    NamedKind,
    Owner,
    mention,
    named_by,
    named_mention,
)
from yiwu_report.model.node import ListNode, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.text import Text


def entries_of(node: Node | MappingEntry | None) -> Mapping[str, MappingEntry]:
    """The entries of a mapping."""
    inside = node.node if isinstance(node, MappingEntry) else node
    return inside.entries if isinstance(inside, MappingNode) else {}


def id_of(entry: MappingEntry | None) -> Text | None:
    """The text of a single value."""
    return entry.node.text if entry and isinstance(entry.node, ScalarNode) else None


def items_of(entry: MappingEntry | None) -> Iterator[Text]:
    """The texts of a list, or the one text."""
    node = entry.node if entry else None
    items = node.items if isinstance(node, ListNode) else (node,)
    yield from (item.text for item in items if isinstance(item, ScalarNode) and item.text)


def key_mention(kind: NamedKind, path: tuple[str, ...], entry: MappingEntry, *, is_definition: bool = True) -> Mention:
    """The mention that a key is; a quote or a space before it is passed when the file is changed."""
    return Mention(Named(kind, path), entry.key, path[-1], is_definition)


def word_mention(kind: NamedKind, within: tuple[str, ...], text: Text) -> Mention:
    """The mention that a text of one word is, without the spaces around it; `within`: the path that it is below."""
    word = text.value.strip()
    return mention(kind, (*within, word), text, text.value.index(word))


def unit_and_source(node: Node | MappingEntry | None) -> Iterator[Mention]:
    """The unit and the source that an entry names."""
    entries = entries_of(node)
    for key, kind in (("unit", NamedKind.UNIT), ("source", NamedKind.SOURCE)):
        if text := id_of(entries.get(key)):
            yield word_mention(kind, (), text)


def column_word(columns: Mapping[str, Owner], table: str, text: Text) -> Iterator[Mention]:
    """The mention of a column that a word is; it may have the - of an order before it."""
    word = text.value.strip().removeprefix("-").strip()
    table, name = columns.get(word, (table, word))
    if name:
        yield mention(NamedKind.COLUMN, (table, name), text, text.value.index(word))


def column_key(owner: Owner, entry: MappingEntry) -> Iterator[Mention]:
    """The mention of a column that a key is."""
    if owner[1]:
        yield key_mention(NamedKind.COLUMN, owner, entry, is_definition=False)


def texts_of_column(owner: Owner, entry: MappingEntry) -> Iterator[Mention]:
    """The mentions of categories, or of rows, that the texts by which rows are selected are."""
    for text in items_of(entry):
        word = text.value.strip()
        yield from named_mention(named_by(owner, word), text, text.value.index(word))
