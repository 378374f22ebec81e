"""Where data files come from: `origin:` of tables, and the record that `refresh` keeps in data/origins.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yiwu_report.inputs.tabular.containers import kind_by_name
from yiwu_report.inputs.validate.collector import Collector, Reading
from yiwu_report.inputs.validate.messages import wrong_shape
from yiwu_report.inputs.validate.to_python import to_python
from yiwu_report.model.figures import TableSpec
from yiwu_report.model.node import BrokenNode, ListNode, Loaded, MappingEntry, MappingNode, Node
from yiwu_report.model.origins import FetchedFileSpec, OriginSpec
from yiwu_report.model.problem import Place, Problem, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FileTableSpec

RECORD = "data/origins.yaml"
_FOLDER = "data/tables/"


@dataclass(frozen=True)
class OriginsRead:
    """Table -> where its file comes from, for those that say it; file -> how it came; every problem of both."""

    tables: Mapping[str, OriginSpec]
    fetched: Mapping[str, FetchedFileSpec]
    problems: tuple[Problem, ...]


def read_origins(loaded: Loaded) -> OriginsRead:
    """The origins of a project's tables, whatever else is wrong with them: their files may not be there yet."""
    collector, tables = Collector(), {}
    for file, node in loaded.documents.items():
        if not (file.startswith(_FOLDER) and isinstance(node, MappingNode)):
            continue
        data = {key: value for key, value in to_python(node).items() if key in OriginSpec.model_fields}
        if data.get("origin") is None:
            continue
        spec = collector.read(OriginSpec, MappingEntry(Place(file), node), Reading(data))
        if spec and _is_file_name(spec, collector):
            tables[file.removeprefix(_FOLDER).removesuffix(".yaml")] = spec
    check_origins(tables, collector)
    fetched = read_fetched(loaded.documents.get(RECORD), collector)
    return OriginsRead(tables, {each.file_name: each for each in fetched}, tuple(collector.problems))


def _is_file_name(spec: OriginSpec, collector: Collector) -> bool:
    """True for a name that a file in data/files/ can have; a problem for any other, such as a path."""
    name = spec.file_name
    if kind_by_name(name) and not name.startswith(".") and not set(name) & set("/\\:"):
        return True
    message = f'"{name}" is not the name of a data file'
    collector.refuse(spec.place_of("file"), Rule.TABLE_FILE, message, "write a name without a folder, e.g. towns.csv")
    return False


def check_origins(
    tables: Mapping[str, OriginSpec] | Mapping[str, TableSpec | FileTableSpec | Unusable], collector: Collector
) -> None:
    """A problem for every table whose file has another origin in a table before it."""
    first: dict[str, tuple[str, object]] = {}
    for name, spec in tables.items():
        if not isinstance(spec, FileTableSpec | OriginSpec) or spec.origin is None:
            continue
        origin = spec.origin if isinstance(spec.origin, str) else tuple(each.value for each in spec.origin)
        other, known = first.setdefault(spec.file_name, (name, origin))
        if origin != known:
            message = f"{spec.file_name} has another origin in {_FOLDER}{other}.yaml"
            collector.refuse(spec.place_of("origin"), Rule.ORIGIN, message, "write it once, or the same in both")


def read_fetched(node: Node | None, collector: Collector) -> Sequence[FetchedFileSpec]:
    """The entries of data/origins.yaml; faulty ones are omitted, with problems."""
    if node is None or isinstance(node, BrokenNode):
        return ()
    if not isinstance(node, ListNode):
        collector.refuse(node.place, *wrong_shape(to_python(node), "a list", "let refresh write this file"))
        return ()
    read = (collector.read(FetchedFileSpec, MappingEntry(item.place, item)) for item in node.items)
    return [each for each in read if each is not None]
