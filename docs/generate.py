"""Generate the pages of docs/reference from the code, and the pictures of charts.md; `make docs` runs it, a test checks that they are current."""

from __future__ import annotations

import types
import typing
from argparse import Action
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import chart_pictures
import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.cli.arguments import COMMANDS, make_parser
from yiwu_report.cli.command import EXIT_CODES
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.compute.views.steps.group import GroupedColumn
from yiwu_report.model import figures, origins, site, table_files, tile_layout, views
from yiwu_report.model.fields import Spec
from yiwu_report.model.rules import RULES, Rule
from yiwu_report.model.table_display import TableDisplay
from yiwu_report.text.formatting.language import Language

REFERENCE = Path(__file__).parent / "reference"
EXAMPLES = Path(__file__).parent / "rules_examples.yaml"

FILES: tuple[tuple[str, str, tuple[type[BaseModel], ...]], ...] = (
    ("content/site.yaml", "What the report is and who made it.", (site.SiteSpec, site.PersonSpec)),
    (
        "content/articles/&lt;slug&gt;/&lt;language&gt;.md",
        "The front matter, between two lines of `---` at the top of an article; the slug `index` is the front page.",
        (site.FrontMatter,),
    ),
    (
        "content/charts/&lt;id&gt;.yaml",
        "A chart; `kind` is its kind.",
        tuple(CHART_SPECS.values()),
    ),
    (
        "content/tables/&lt;id&gt;.yaml",
        "What readers see of a table of data: [Tables in articles](../how-to/show-a-table.md).",
        (TableDisplay,),
    ),
    ("data/sources.yaml", "Source id -> the document.", (figures.SourceSpec,)),
    (
        "data/units.yaml",
        (
            "Unit id -> the unit. Besides the keys below, each language of the report is a key: a pattern with `{n}`, "
            "or a mapping of forms (`one`, `other`, `currency`, `convert`, `own`, `first`, `axis`). `convert` "
            "is the unit to which a language converts it; `own` is then the pattern of the original unit, shown in brackets "
            "at first mention in an article: 453 hectares (6,800 mu)."
        ),
        (figures.UnitSpec,),
    ),
    (
        "data/figures/&lt;topic&gt;.yaml",
        "`defaults`, and `figures`: figure id -> the figure.",
        (figures.FigureSpec, figures.DefaultsSpec),
    ),
    (
        "data/tables/&lt;name&gt;.yaml",
        "A table whose `rows` are in this file.",
        (figures.TableSpec, figures.ColumnSpec, figures.CellSpec),
    ),
    (
        "data/tables/&lt;name&gt;.yaml with file:",
        "A table whose rows are those of a file in data/files/: [data files](data-files.md).",
        (table_files.FileTableSpec, table_files.FormatSpec, table_files.FileColumnSpec),
    ),
    (
        "data/views/&lt;name&gt;.yaml",
        "A table made from tables: [views](views.md). The columns of `group` are `GroupedColumn`.",
        (views.ViewSpec, views.ViewColumnSpec, *STEP_SPECS.values(), GroupedColumn),
    ),
    (
        "data/layouts/&lt;id&gt;.yaml",
        "The arrangement of a tile map: [tiles](charts.md#tiles).",
        (tile_layout.TileLayoutSpec, tile_layout.TileSpec),
    ),
    (
        "content/colours.yaml",
        "Name of a category or a series -> its colour in every chart, `c1` to `c8`: [colours](charts.md#colours).",
        (),
    ),
    ("data/derived.yaml", "Figure id -> its formula.", (figures.DerivedSpec,)),
    ("data/claims.yaml", "Claim id -> the claim.", (figures.ClaimSpec,)),
    ("data/corrections.yaml", "A list of corrections and revisions, the oldest first.", (figures.CorrectionSpec,)),
    (
        "data/origins.yaml",
        "A list of the files that [`refresh`](commands.md#refresh) fetched, written by it.",
        (origins.FetchedFileSpec,),
    ),
    (
        "templates/words/&lt;language&gt;.yaml",
        "Number formats and interface words of a language.",
        (Language,),
    ),
)

_HEAD = "<!-- Written by docs/generate.py from the models; change the descriptions there. -->\n"


def yaml_page() -> str:
    """The reference of every key of every YAML file."""
    lines = [_HEAD, "# Keys of the YAML files", ""]
    lines += ["A key in **bold** is required. Formats with examples: [the tutorial](../tutorial.md).", ""]
    for name, summary, specs in FILES:
        lines += [f"## {name}", "", summary, ""]
        for spec in specs:
            lines += [f"### {spec.__name__.removesuffix('Spec')}", "", _first_line(spec), "", *_table(spec), ""]
    return "\n".join(lines)


def _first_line(spec: type[BaseModel]) -> str:
    return (spec.__doc__ or "").strip().splitlines()[0]


def _table(spec: type[BaseModel]) -> Iterator[str]:
    yield "| key | meaning | default |"
    yield "| --- | --- | --- |"
    for name in spec.key_order() if issubclass(spec, Spec) else spec.model_fields:
        field = spec.model_fields[name]
        if name == "forms" or (name == "date" and spec in (figures.FigureSpec, figures.CellSpec)):
            continue  # the languages of a unit; what `value` of a date becomes
        written = field.alias or name
        key = f"**`{written}`**" if field.is_required() else f"`{written}`"
        yield f"| {key} | {_description(spec, name, field)} | {_default(field)} |"


def _description(spec: type[BaseModel], name: str, field: FieldInfo) -> str:
    text = field.description or ("the kind of chart" if name == "kind" else "")
    words = [str(word) for word in _choices(field.annotation) if str(word) not in text]
    text = f"{text}: {', '.join(words)}" if words else text
    if not text:
        raise ValueError(f"{spec.__name__}.{name} has no description")
    return text.replace("|", "\\|").replace("<", "&lt;")


def _choices(annotation: object) -> Iterator[object]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from annotation
    elif typing.get_origin(annotation) in {typing.Union, types.UnionType, typing.Annotated}:
        for each in typing.get_args(annotation):
            yield from _choices(each)
    elif typing.get_origin(annotation) is typing.Literal:
        yield from typing.get_args(annotation)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    default = field.get_default()
    if default is None or default is PydanticUndefined or default in ({}, [], ()):
        return "none"
    if isinstance(default, list) and all(isinstance(each, str) for each in default):
        listed = ", ".join(f'"{each}"' for each in default)
        return f"`[{listed}]`"
    return (
        f"`{str(default).lower()}`"
        if isinstance(default, bool | StrEnum | int)
        else f"`{default}`"
        if isinstance(default, str)
        else "the rest of this table"
    )


def rules_page() -> str:
    """The reference of every rule, with an example that violates it and the fix."""
    examples = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    lines = [_HEAD.replace("models", "models and docs/rules_examples.yaml"), "# Rules", ""]
    lines += ["Every problem ends with the id of the rule it violates, in brackets.", ""]
    lines += ["A test runs the examples on a small report about libraries: the first of each violates its rule only,"]
    lines += ["the second violates none.", ""]
    for rule in Rule:
        lines += [f"## {rule}", "", RULES[rule].replace("<", "&lt;"), ""]
        lines += _example(examples[str(rule)])
    return "\n".join(lines)


def _example(example: dict[str, Any]) -> Iterator[str]:
    if "instead" in example:
        yield from (example["instead"], "")
        return
    for title, key in (("Refused", "bad"), ("Fixed", "fixed")):
        other = example["fixed" if key == "bad" else "bad"]
        for name, text in example[key].items():
            if key == "fixed" and other.get(name) == text:
                continue  # shown above
            form = Path(name).suffix.removeprefix(".").replace("md", "markdown")
            yield from (f"{title}, `{name}`:", "", f"```{form}", text.strip("\n").replace("\t", "⇥"), "```", "")


def commands_page() -> str:
    """The reference of all commands, their arguments, and exit codes."""
    parser = make_parser()
    lines = [_HEAD.replace("the models", "the code"), "# Commands", ""]
    lines += ["`python build.py COMMAND`, or `yiwu-report COMMAND` if it is installed. The default command is `build`."]
    lines += ["General options can be given before or after the command, a command's own options after it.", ""]
    common = [each for each in parser.arguments if each.dest in {"help", "version", "root", "quiet"}]
    lines += ["## For every command", "", *_arguments(common), ""]
    for command in COMMANDS:
        below = parser.commands[command.name]
        lines += [f"## {command.name}", "", f"`python build.py {command.name}`: {command.summary}.", ""]
        own = [each for each in below.arguments if each.dest not in {shared.dest for shared in common}]
        lines += [*_arguments(own), ""] if own else []
    lines += ["## Exit codes", "", "| code | meaning |", "| --- | --- |"]
    lines += [f"| {code.value} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    return "\n".join([*lines, ""])


def _arguments(arguments: Iterable[Action]) -> Iterator[str]:
    yield from ("| argument | what it does |", "| --- | --- |")
    for each in arguments:
        value = f" {each.metavar}" if isinstance(each.metavar, str) else ""
        names = [f"`{name}{value}`" for name in each.option_strings] or [f"`{each.metavar or each.dest}`"]
        yield f"| {', '.join(names)} | {(each.help or '').replace('%%', '%').replace('|', chr(92) + '|')} |"


PAGES = {"yaml.md": yaml_page, "rules.md": rules_page, "commands.md": commands_page}


def main() -> None:
    """Write every page, and the pictures of charts."""
    REFERENCE.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8", newline="\n")
    chart_pictures.main()


if __name__ == "__main__":
    main()
