"""Mentions in data/views/*.yaml: whose column each name in a step is, and what of that can't be followed with certainty.

A column that a step passes on is still that of its table; a step that makes one defines it. What a column of texts
holds is not known without its table, so that some renames are refused: `Doubt`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from yiwu_report.compute.formula import Formula, parse_formula
from yiwu_report.compute.formula.nodes import names_of
from yiwu_report.editor.analysis.entries import (
    column_key,
    column_word,
    entries_of,
    id_of,
    items_of,
    key_mention,
    texts_of_column,
    unit_and_source,
    word_mention,
)
from yiwu_report.editor.analysis.mentions_in_texts import (
    Mention,
    Named,
    NamedKind,
    Owner,
    TableNames,
    file_mention,
    formula_mentions,
)
from yiwu_report.model.node import ListNode, MappingEntry, MappingNode, Node
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text

_TABLES, _VIEWS = "data/tables/", "data/views/"
_ROW_ID = "id"  # how a view calls the ids of the rows of a table in YAML
_COLUMN_KEYS = {"of", "by", "within", "along", "values", "columns", "rows"}  # of steps: names of columns
_MAKERS = {  # steps that make a column of others -> the name that it has by default
    "column": "",
    "change": "",
    "percent_change": "",
    "index": "",
    "rolling": "",
    "bins": "",
    "share": "share",
    "rank": "rank",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A rename that can't be followed: of what `named` begins with, to one of these names or to any."""

    named: Named
    place: Place
    why: str
    remedy: str
    new: frozenset[str] | None = None  # None: whatever it will be called
    without: frozenset[str] = frozenset()  # what is certain
    of_plain_names: bool = False  # also to any name without a dot

    def is_of(self, named: Named, new: str) -> bool:
        """True if it prevents that this is renamed so."""
        begins = named.path[: len(self.named.path)] == self.named.path
        return (
            named.kind is self.named.kind
            and begins
            and named.path[-1] not in self.without
            and (self.new is None or new in self.new or (self.of_plain_names and "." not in new))
        )


@dataclass
class ViewColumns:
    """What the views of a project are made of."""

    documents: Mapping[str, Node]
    columns: dict[str, Mapping[str, Owner]]
    keys: dict[str, tuple[Owner, ...]]
    found: list[Mention] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    formulas: list[tuple[Text, Mapping[str, Owner]]] = field(default_factory=list)
    _making: set[str] = field(default_factory=set)

    @property
    def names(self) -> TableNames:
        """The names of all tables and their columns."""
        return TableNames(self.columns, {name: each for name, each in self.keys.items() if self.is_view(name)})

    def is_view(self, name: str) -> bool:
        """True for a view."""
        return f"{_VIEWS}{name}.yaml" in self.documents

    def rows_of(self, table: str) -> _RowKeys:
        """The columns and keys of a table or a view, as a view that starts from it has them; none while it is made."""
        if self.is_view(table) and table not in self._making and table not in self.keys:
            self._making.add(table)
            _ViewReader(table, self).read(self.documents[f"{_VIEWS}{table}.yaml"])
        columns = dict(self.columns.get(table, {}))
        is_written = f"{_TABLES}{table}.yaml" in self.documents and not self.keys.get(table)
        if is_written:
            columns[_ROW_ID] = table, ""
            return _RowKeys(columns, ((table, ""),))
        return _RowKeys(columns, self.keys.get(table, ()))


def read_view_columns(documents: Mapping[str, Node]) -> ViewColumns:
    """The columns of every table and view."""
    made = ViewColumns(documents, {}, {})
    for file, node in documents.items():
        if file.startswith(_TABLES):
            name, entries = _stem(file, _TABLES), entries_of(node)
            made.columns[name] = {column: (name, column) for column in entries_of(entries.get("columns"))}
            if "file" in entries:
                made.keys[name] = tuple((name, text.value.strip()) for text in items_of(entries.get("keys")))
    views = [_stem(file, _VIEWS) for file in documents if file.startswith(_VIEWS)]
    made.columns |= {view: made.columns.get(view, {}) for view in views}
    for view in views:
        made.rows_of(view)
    return made


def view_mentions(views: ViewColumns) -> Iterator[Mention]:
    """The mentions of all views."""
    yield from views.found
    for formula, columns in views.formulas:
        yield from formula_mentions(formula, views.names, columns)


def _stem(file: str, folder: str) -> str:
    return file.removeprefix(folder).rpartition(".")[0]


@dataclass(frozen=True)
class _RowKeys:
    """The columns at a step, by name."""

    columns: Mapping[str, Owner]
    keys: tuple[Owner, ...]
    is_open: bool = False  # it may have others, which are named after texts

    def with_columns(self, added: Mapping[str, Owner]) -> _RowKeys:
        return replace(self, columns={**self.columns, **added})

    def only(self, names: list[str]) -> _RowKeys:
        columns = {name: owner for name, owner in self.columns.items() if name in names}
        return replace(self, columns=columns, keys=tuple(each for each in self.keys if each in columns.values()))


class _ViewReader:
    """Follows the steps of a view."""

    def __init__(self, view: str, views: ViewColumns) -> None:
        self._view, self._views = view, views
        self._found, self._doubts = views.found, views.doubts

    def read(self, node: Node) -> None:
        entries = entries_of(node)
        self._found.append(file_mention(NamedKind.TABLE, self._view, f"{_VIEWS}{self._view}.yaml"))
        source = id_of(entries.get("from"))
        rows = self._other(source) if source else _RowKeys({}, ())
        steps = entries["steps"].node if "steps" in entries else None
        for step in steps.items if isinstance(steps, ListNode) else ():
            for word, entry in entries_of(step).items():
                rows = self._step(word, entry, rows)
        for name, entry in entries_of(entries.get("columns")).items():
            self._found += column_key(self._owner(rows, name), entry)
        if unit := id_of(entries.get("rows")):
            self._found.append(word_mention(NamedKind.UNIT, (), unit))
        self._views.columns[self._view] = rows.columns
        self._views.keys[self._view] = rows.keys

    def _other(self, text: Text) -> _RowKeys:
        self._found.append(word_mention(NamedKind.TABLE, (), text))
        return self._views.rows_of(text.value.strip())

    def _owner(self, rows: _RowKeys, name: str) -> Owner:
        return rows.columns.get(name, (self._view, name))

    def _step(self, word: str, entry: MappingEntry, rows: _RowKeys) -> _RowKeys:
        """The columns after a step."""
        inside = entries_of(entry)
        self._found += unit_and_source(entry)
        if word in {"sort", "select"} and not inside:
            inside = {"by" if word == "sort" else "columns": entry}
        if word == "join":
            return self._join(entry, inside, rows)
        for key in _COLUMN_KEYS - ({"values"} if word == "unpivot" else set()):
            for text in items_of(inside.get(key)):
                self._found += column_word(rows.columns, self._view, text)
        for name, each in (
            inside if word == "where" else entries_of(inside.get("names")) if word == "fill" else {}
        ).items():
            self._found += column_key(self._owner(rows, name), each)
            self._found += texts_of_column(self._owner(rows, name), each) if word == "where" else ()
        if word == "column" and (formula := id_of(inside.get("formula"))):
            self._formula(formula, rows)
        return self._after(word, entry, inside, rows)

    def _after(self, word: str, step: MappingEntry, inside: Mapping[str, MappingEntry], rows: _RowKeys) -> _RowKeys:
        match word:
            case "select":
                return rows.only([text.value.strip() for text in items_of(inside.get("columns"))])
            case "pivot":
                return self._pivot(step, inside, rows)
            case "unpivot":
                return self._unpivot(step, inside, rows)
            case "group":
                return self._group(inside, rows)
        return self._made(inside.get("name"), _MAKERS[word], rows) if word in _MAKERS else rows

    def _made(self, entry: MappingEntry | None, otherwise: str, rows: _RowKeys) -> _RowKeys:
        name = self._defined(entry, otherwise)
        return rows.with_columns({name: (self._view, name)}) if name else rows

    def _defined(self, entry: MappingEntry | None, otherwise: str) -> str:
        """The column that a step names, as this view's own."""
        text = id_of(entry)
        if text is None:
            return otherwise
        self._found.append(replace(word_mention(NamedKind.COLUMN, (self._view,), text), is_definition=True))
        return text.value.strip()

    def _formula(self, formula: Text, rows: _RowKeys) -> None:
        """Bare names are columns of the row; of what is none, figures: a new name of one must not be that of the other."""
        self._views.formulas.append((formula, rows.columns))
        parsed = parse_formula(formula)
        names = list(names_of(parsed.root)) if isinstance(parsed, Formula) else []
        figures = {each.id for each in names if not each.keys and each.id not in rows.columns}
        why, remedy = (
            "a name in this formula would mean another column or figure",
            "choose another id, or one with a dot",
        )
        for name in figures:
            doubt = Doubt(Named(NamedKind.FIGURE, (name,)), formula.start, why, remedy, frozenset(rows.columns))
            self._doubt(replace(doubt, of_plain_names=rows.is_open))
        for table, column in rows.columns.values() if figures else ():
            named = Named(NamedKind.COLUMN, (table, column))
            self._doubt(Doubt(named, formula.start, why, remedy, frozenset(figures)))

    def _pivot(self, step: MappingEntry, inside: Mapping[str, MappingEntry], rows: _RowKeys) -> _RowKeys:
        by, values = id_of(inside.get("columns")), id_of(inside.get("values"))
        names = entries_of(inside.get("names"))
        gone = {each.value.strip() for each in (by, values) if each}
        if by is not None:
            table, column = self._owner(rows, by.value.strip())
            for key in ("names", "titles"):
                for text, each in entries_of(inside.get(key)).items():
                    kind, path = (
                        (NamedKind.CATEGORY, (table, column, text)) if column else (NamedKind.ROW, (table, text))
                    )
                    self._found.append(key_mention(kind, path, each, is_definition=False))
            self._doubt_texts(
                (table, column), step.key, "its columns are named after it", "add names: to this step first", names
            )
        made: dict[str, Owner] = {}
        for each in names.values():
            if self._defined(each, ""):
                made |= {text.value.strip(): (self._view, text.value.strip()) for text in items_of(each)}
        kept = {name: owner for name, owner in rows.columns.items() if name not in gone}
        keys = tuple(each for each in rows.keys if each in kept.values())
        return _RowKeys({**kept, **made}, keys, is_open=True)

    def _unpivot(self, step: MappingEntry, inside: Mapping[str, MappingEntry], rows: _RowKeys) -> _RowKeys:
        columns = [text.value.strip() for text in items_of(inside.get("columns"))]
        for name, each in entries_of(inside.get("periods")).items():
            self._found += column_key(self._owner(rows, name), each)
        if "periods" not in inside:
            for name in columns:
                why, remedy = "rows of this step are named after the column", "add periods: to this step first"
                self._doubt(Doubt(Named(NamedKind.COLUMN, self._owner(rows, name)), step.key, why, remedy))
        name, values = self._defined(inside.get("name"), ""), self._defined(inside.get("values"), "value")
        kept = {each: owner for each, owner in rows.columns.items() if each not in columns}
        made = {each: (self._view, each) for each in (name, values) if each}
        return _RowKeys({**kept, **made}, (*rows.keys, (self._view, name)), rows.is_open)

    def _join(self, step: MappingEntry, inside: Mapping[str, MappingEntry], rows: _RowKeys) -> _RowKeys:
        table, on = id_of(inside.get("table")), inside.get("on")
        other = self._other(table) if table else _RowKeys({}, ())
        name_of = table.value.strip() if table else ""
        pairs: dict[str, str] = {}
        for here, each in entries_of(on).items():
            self._found += column_key(self._owner(rows, here), each)
            if text := id_of(each):
                self._found += column_word(other.columns, name_of, text)
                pairs[here] = text.value.strip()
        for text in items_of(on) if on and not isinstance(on.node, MappingNode) else ():
            name = pairs[text.value.strip()] = text.value.strip()
            self._found += column_word(rows.columns, self._view, text)
            both = {self._owner(rows, name), other.columns.get(name, (name_of, name))}
            for owner in both if len(both) > 1 else ():
                why = f"on: names the column {name} of both tables"
                remedy = f"write on: {{{name}: {name}}} first"
                self._doubt(Doubt(Named(NamedKind.COLUMN, owner), text.start, why, remedy))
        for here, there in pairs.items():
            both = {self._owner(rows, here), other.columns.get(there, (name_of, there))}
            for owner in both if len(both) > 1 else ():
                self._doubt_texts(
                    owner,
                    step.key,
                    "rows are joined by this text with those of another table",
                    "join them by other columns first",
                )
        added = [text.value.strip() for text in items_of(inside.get("columns"))]
        for text in items_of(inside.get("columns")):
            self._found += column_word(other.columns, name_of, text)
        if "columns" not in inside:
            self._doubt_default(step, rows, other, set(pairs.values()))
            added = [name for name in other.columns if name not in {*pairs.values(), *rows.columns}]
        joined = {name: other.columns.get(name, (name_of, name)) for name in added}
        return replace(rows.with_columns(joined), is_open=rows.is_open or other.is_open)

    def _doubt_default(self, step: MappingEntry, rows: _RowKeys, other: _RowKeys, on: set[str]) -> None:
        """A join without `columns:` adds those whose names are not there yet: names decide which."""
        why, remedy = "the join adds columns by their names", "list columns: of this join first"
        for one, two in ((rows, other), (other, rows)):
            for name, owner in one.columns.items():
                is_both = name in two.columns and name not in on and two.columns[name] != owner
                new = None if is_both else frozenset(two.columns) - {name}
                self._doubt(Doubt(Named(NamedKind.COLUMN, owner), step.key, why, remedy, new))

    def _group(self, inside: Mapping[str, MappingEntry], rows: _RowKeys) -> _RowKeys:
        by = [text.value.strip() for text in items_of(inside.get("by"))]
        made: dict[str, Owner] = {}
        for name, each in entries_of(inside.get("columns")).items():
            said = entries_of(each)
            function = id_of(said.get("function")) or id_of(each)
            self._found += unit_and_source(each)
            for key in ("of", "weights"):
                for text in items_of(said.get(key)):
                    self._found += column_word(rows.columns, self._view, text)
            is_own = "of" in said or (function is not None and function.value.strip() == "count")
            made[name] = (self._view, name) if is_own else self._owner(rows, name)  # else it keeps the name
            self._found.append(key_mention(NamedKind.COLUMN, made[name], each, is_definition=is_own))
        keys = tuple(self._owner(rows, name) for name in by)
        return _RowKeys({**rows.columns, **made}, keys, rows.is_open)

    def _doubt(self, doubt: Doubt) -> None:
        if doubt.named.path[-1]:
            self._doubts.append(doubt)

    def _doubt_texts(
        self, owner: Owner, place: Place, why: str, remedy: str, certain: Mapping[str, object] | None = None
    ) -> None:
        """Of the categories of a column, or of the rows of a table."""
        kind, path = (NamedKind.CATEGORY, owner) if owner[1] else (NamedKind.ROW, owner[:1])
        self._doubts.append(Doubt(Named(kind, path), place, why, remedy, without=frozenset(certain or ())))
