"""README.md of the package: contents, meaning of the numbers, sources, licence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yiwu_report.model.figures import Status
from yiwu_report.model.output import page_path
from yiwu_report.site.downloads.data_package.descriptor import Resource
from yiwu_report.site.downloads.records import RecordScope
from yiwu_report.site.report.citation import cite, site_text
from yiwu_report.site.report.context import Words
from yiwu_report.site.report.pages import report_dates
from yiwu_report.site.report.qualifier_examples import qualifier_examples
from yiwu_report.text.formatting import Language, format_period, join


def readme(resources: Sequence[Resource], scope: RecordScope, language: Language) -> str:
    """The text, in Markdown."""
    words = Words(language)
    sections = [
        (words["package_files"], _files(resources, language)),
        (words["methods_reading"], _reading(scope, language)),
        (words["package_columns"], _columns(resources)),
        (words["methods_status"], _statuses(scope, language)),
        (words["sources"], _sources(scope, language)),
        (words["methods_reuse"], _reuse(scope, language)),
        (words["cite"], _citation(scope, language)),
    ]
    lines = [*_head(scope, language)]
    for heading, body in sections:
        lines += ["", f"## {heading}", "", *body]
    return "\n".join(lines) + "\n"


def _head(scope: RecordScope, language: Language) -> Iterator[str]:
    context, code = scope.context, language.code
    title = site_text("title", code, context) or ""
    changed = format_period(report_dates(context).last_change, language, context.site.spec.periods)
    yield f"# {_safe(title)}"
    yield ""
    description = site_text("description", code, context)
    yield join(language.joiners.sentences, [description or "", Words(language)("package_lead", date=changed)])


def _files(resources: Sequence[Resource], language: Language) -> Iterator[str]:
    for resource in resources:
        yield "- " + join(language.joiners.colon, [f"`{resource.path}`", _safe(resource.title)])


def _reading(scope: RecordScope, language: Language) -> Iterator[str]:
    words = Words(language)
    examples = qualifier_examples(scope.context.traits, language)
    said = [words["methods_reading_text"], words["methods_reading_words"] if examples else ""]
    yield join(language.joiners.sentences, said)
    yield ""
    yield words["package_numbers"]
    if examples:
        yield ""
        yield from _table([words["qualifier_shown"], words["qualifier_stands_for"], words["qualifier_meaning"]])
    for each in examples:
        yield _line([each.example, each.stands_for, each.meaning])


def _columns(resources: Sequence[Resource]) -> Iterator[str]:
    """The columns of each table."""
    tables = [(resource.path, resource.schema["fields"]) for resource in resources if resource.schema is not None]
    for number, (path, fields) in enumerate(tables):
        yield from [""] if number else []
        yield from (f"`{path}`", "")
        yield from map(_column, fields)


def _column(field: Mapping[str, Any]) -> str:
    """A line about a column; what a view calculated says how."""
    told = f"- `{field['name']}`: {_safe(field['title'])}"
    return f"{told} ({_safe(field['description'])})" if "description" in field else told


def _statuses(scope: RecordScope, language: Language) -> Iterator[str]:
    words = Words(language)
    for status in (each for each in Status if each in scope.context.traits.statuses):
        named = join(language.joiners.parenthesis, [f"`{status}`", language.status[status]])
        yield "- " + join(language.joiners.colon, [named, words[f"methods_status_{status}"]])


def _sources(scope: RecordScope, language: Language) -> Iterator[str]:
    words = Words(language)
    for key, source in scope.context.data.sources.items():
        titles = scope.texts(("source", key, "title"), source.title) or {}
        licence = source.licence.value if source.licence else words["source_no_licence"]
        facts = [words.colon(words["source_licence"], licence), source.url or ""]
        title = join(language.joiners.colon, [f"`{key}`", _safe(titles.get(language.code, key))])
        yield "- " + join(language.joiners.clauses, [title, *facts])


def _reuse(scope: RecordScope, language: Language) -> Iterator[str]:
    words = Words(language)
    context, code = scope.context, language.code
    licence, address = site_text("licence", code, context), context.site.spec.licence_url
    if licence:
        yield f"{words['licence']}{_safe(licence)}" + (f" <{address}>" if address else "")
    else:
        yield words["package_no_licence"]
    yield ""
    yield words["package_sources_text"]
    if context.site.spec.contact:
        yield ""
        yield f"{words['report_errors']}<{context.site.spec.contact}>"


def _citation(scope: RecordScope, language: Language) -> Iterator[str]:
    context, code = scope.context, language.code
    path = page_path("figures", code, context.site.languages)
    title = join(language.joiners.colon, [site_text("title", code, context) or "", Words(language)["figures_page"]])
    citation = cite(title, path, report_dates(context).last_change, language, context)
    yield _safe(citation.standard)
    yield ""
    yield from ("```bibtex", *citation.bibtex.splitlines(), "```")


def _table(head: Sequence[str]) -> Iterator[str]:
    yield _line(head)
    yield _line(["---"] * len(head))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_safe(cell).replace("|", "\\|") for cell in cells) + " |"


def _safe(text: str) -> str:
    """The text where Markdown would take it for HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
