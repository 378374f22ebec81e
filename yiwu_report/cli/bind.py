"""`bind`: list the typed numbers of an article that figures print, and put the references in their place."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from yiwu_report.cli.command import Command, Options, change_files
from yiwu_report.cli.terminal import Terminal, counted
from yiwu_report.model.problem import InvalidInput, Problem, UsageError, did_you_mean
from yiwu_report.model.rules import Rule

if TYPE_CHECKING:
    from yiwu_report.editor.bind import TypedNumber
    from yiwu_report.model.bound import BoundArticle
    from yiwu_report.resolve.candidates import Match
    from yiwu_report.site.report import Context


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "article", metavar="ARTICLE", help="the name of an article, in every language, or one of its files"
    )
    parser.add_argument(
        "--write", action="store_true", help="put the reference in place of each number that exactly one figure prints"
    )


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.build import Session  # noqa: PLC0415  # as in build.py
    from yiwu_report.editor.bind import typed_numbers  # noqa: PLC0415

    with terminal.progress() as progress, Session(options.root) as session:
        stages = session.run(progress)
    if stages.context is None:
        raise InvalidInput(stages.problems)
    context = stages.context
    typed = {
        article.article.file: typed_numbers(article, context) for article in _articles(options.own.article, context)
    }
    found = sorted((each for several in typed.values() for each in several), key=lambda each: each.place)
    terminal.show([_line(each, context) for each in found if each.matches])
    if options.own.write and any(each.reference for each in found):
        _write(typed, options, terminal)
    terminal.say(*_summary(found, has_written=options.own.write))


def _articles(name: str, context: Context) -> list[BoundArticle]:
    found = [each for each in context.bound.articles if name in {each.article.slug, each.article.file}]
    if not found:
        known = sorted({each.article.slug for each in context.bound.articles})
        instead = did_you_mean(name, known, "give the name of a folder in content/articles/")
        raise UsageError(f'bind: there is no article "{name}"; {instead}')
    return found


def _line(typed: TypedNumber, context: Context) -> str:
    """E.g. content/articles/index/en.md:9:28: "1,200 trees": {{ trees.planted }} (Trees planted)."""
    said = f'{typed.place}: "{typed.written}": {" or ".join(_named(match, typed, context) for match in typed.matches)}'
    if len(typed.matches) == 1 and typed.reference is None:
        said += "; not written: the text has to be in quotes for it"
    return said


def _named(match: Match, typed: TypedNumber, context: Context) -> str:
    """A reference with the title of its figure."""
    figure = match.form.figure
    title = context.bound.texts.get(("figure", figure.id, "title", typed.language))
    return f"{match.form.reference} ({title.plain if title else figure.title[typed.language].value})"


def _summary(found: Sequence[TypedNumber], *, has_written: bool) -> Iterator[str]:
    one = sum(each.reference is not None for each in found)
    several = sum(len(each.matches) > 1 for each in found)
    none = sum(not each.matches for each in found)
    if not found:
        yield "No typed numbers."
        return
    is_waiting = one and not has_written
    yield f"{counted(one, 'number')} {'replaced' if has_written else 'can be replaced'}{'; add --write' if is_waiting else ''}."
    if several:
        yield f"{counted(several, 'number')} that several figures print: write the reference that you mean."
    if none:
        yield f"{counted(none, 'number')} that no figure of the article prints with the same unit."


def _write(typed: dict[str, list[TypedNumber]], options: Options, terminal: Terminal) -> None:
    from yiwu_report import build  # noqa: PLC0415  # as in build.py
    from yiwu_report.editor.bind import reading_of, with_references  # noqa: PLC0415
    from yiwu_report.inputs.load.files import load_inputs  # noqa: PLC0415

    contents = load_inputs(options.root)
    changes: dict[str, bytes | None] = {file: with_references(contents[file], each) for file, each in typed.items()}
    with terminal.progress() as progress:
        trial = build.try_change(options.root, changes, progress=progress)
    known = {_key(each) for each in trial.before}
    if new := [each for each in trial.after if _key(each) not in known and each.rule is not Rule.LOOSE_NUMBER]:
        raise InvalidInput(new)
    before, after = (
        {each.article.file: reading_of(each) for each in (context.bound.articles if context else ())}
        for context in (trial.context_before, trial.context_after)
    )
    for file in changes:
        if before.get(file) != after.get(file):
            raise UsageError(f"bind: with these references, {file} would read differently; nothing was written")
    change_files(changes, options.root, "bind")


def _key(problem: Problem) -> tuple[str, Rule, str]:
    """A problem without its place, which references in the same line move."""
    return problem.place.file, problem.rule, problem.message


BIND = Command("bind", "list typed numbers that references can replace", _run, _add_options, "nothing was written")
