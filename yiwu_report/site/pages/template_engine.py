"""Templates filled with values, and links made relative to their page."""

from __future__ import annotations

import re
import traceback
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, pass_context
from jinja2.runtime import Context as JinjaContext
from markupsafe import Markup

from yiwu_report.incremental import untraced
from yiwu_report.model.bound import BoundText, FigureHref, Html
from yiwu_report.model.output import relative
from yiwu_report.model.problem import InvalidInput, Place, Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.site.report import Context


def environment(context: Context) -> Environment:
    """The template environment of a page; texts are escaped, an undefined name is an error.

    One for each page, so that its reads of templates are recorded; compiled templates stay in the context.
    """
    return Environment(
        loader=FunctionLoader(lambda name: (found, name, None) if (found := context.templates.get(name)) else None),
        bytecode_cache=untraced(context).compiled,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        finalize=_shown,
        extensions=["jinja2.ext.do"],
    )


@pass_context
def _shown(template: JinjaContext, value: Any) -> Any:
    """What `{{ value }}` writes: on a page that has `notes`, links to figures lead to them."""
    if not isinstance(value, BoundText | Html | FigureHref) or not (notes := template.get("notes")):
        return value
    pieces = (
        (value,) if isinstance(value, FigureHref) else (value.html if isinstance(value, BoundText) else value).pieces
    )
    shown = [piece if isinstance(piece, str) else notes.href(piece) for piece in pieces]
    return Markup("".join(shown))  # noqa: S704  # bound HTML is already escaped


def fill_template(name: str, values: dict[str, Any], context: Context) -> str:
    """The template with these values; InvalidInput with file and line if it fails."""
    try:
        return environment(context).get_template(name).render(values)
    except TemplateError as error:
        raise InvalidInput([template_problem(name, error, context)]) from None


def check_templates(context: Context) -> tuple[Problem, ...]:
    """Syntax errors of the templates."""
    problems = []
    templates = environment(context)
    for name in sorted(context.templates):
        try:
            templates.get_template(name)
        except TemplateSyntaxError as error:
            problems.append(template_problem(name, error, context))
    return tuple(problems)


def template_problem(name: str, error: TemplateError, context: Context) -> Problem:
    """The error as a problem at the line of the template it happened in."""
    if isinstance(error, TemplateSyntaxError):
        place = Place(f"templates/{error.name or name}", error.lineno)
        return Problem(place, Rule.TEMPLATE, _lower(error.message or "a syntax error"), "fix the template's syntax")
    if type(error).__name__ == "TemplateNotFound":
        missing = str(error.message)
        remedy = did_you_mean(missing, context.templates, "it would be in templates/")
        return Problem(Place(f"templates/{name}"), Rule.TEMPLATE, f'there is no template "{missing}"', remedy)
    file, line = _where(error, name, context)
    return Problem(
        Place(f"templates/{file}", line),
        Rule.TEMPLATE,
        _lower(error.message or "it cannot be rendered"),
        "use a variable that the page provides",
    )


def _where(error: TemplateError, name: str, context: Context) -> tuple[str, int]:
    """The innermost template and line of the error's traceback: jinja2 gives its frames the template's name."""
    found = (name, 1)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename in context.templates and frame.lineno:
            found = (frame.filename, frame.lineno)
    return found


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


# A tag with its attributes in double quotes; in running text every < is escaped, so nothing else matches.
_TAG = re.compile(r"<[a-zA-Z][^\s<>/]*(?:\s+[^\s<>=\"']+(?:=\"[^\"]*\")?)*\s*/?>")
_LINK = re.compile(r'(\s[a-z-]+=")@/([^"]*)"')


def make_relative(html: str, page: str) -> str:
    """The HTML with each attribute that begins with `@/` seen from the page at `page`."""

    def in_tag(tag: re.Match[str]) -> str:
        if '"@/' not in tag[0]:
            return tag[0]
        return _LINK.sub(lambda link: f'{link[1]}{relative(link[2], page)}"', tag[0])

    return _TAG.sub(in_tag, html)
