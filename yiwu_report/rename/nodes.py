"""Access to possibly faulty trees of nodes; missing parts are empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yiwu_report.model.node import Entry, ListNode, MappingNode, Node, ScalarNode
from yiwu_report.model.text import Text
from yiwu_report.rename.mention import Kind, Mention, Named, mention


def entries_of(node: Node | Entry | None) -> Mapping[str, Entry]:
    """The entries of a mapping."""
    inside = node.node if isinstance(node, Entry) else node
    return inside.entries if isinstance(inside, MappingNode) else {}


def id_of(entry: Entry | None) -> Text | None:
    """The text of a single value."""
    return entry.node.text if entry and isinstance(entry.node, ScalarNode) else None


def items_of(entry: Entry | None) -> Iterator[Text]:
    """The texts of a list, or the one text."""
    node = entry.node if entry else None
    items = node.items if isinstance(node, ListNode) else (node,)
    yield from (item.text for item in items if isinstance(item, ScalarNode) and item.text)


def key_mention(kind: Kind, path: tuple[str, ...], entry: Entry, *, is_definition: bool = True) -> Mention:
    """The mention that a key is; a quote or a space before it is passed when the file is changed."""
    return Mention(Named(kind, path), entry.key, path[-1], is_definition)


def word_mention(kind: Kind, within: tuple[str, ...], text: Text) -> Mention:
    """The mention that a text of one word is, without the spaces around it; `within`: the path that it is below."""
    word = text.value.strip()
    return mention(kind, (*within, word), text, text.value.index(word))


def unit_and_source(node: Node | Entry | None) -> Iterator[Mention]:
    """The unit and the source that an entry names."""
    entries = entries_of(node)
    for key, kind in (("unit", Kind.UNIT), ("source", Kind.SOURCE)):
        if text := id_of(entries.get(key)):
            yield word_mention(kind, (), text)
