"""Remarks for the editor: what is unused, overdue, or missing in a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yiwu_report.compute.derive.views import uses_of_view
from yiwu_report.editor.analysis.mentions_in_files import mentions
from yiwu_report.editor.analysis.mentions_in_texts import Mention, NamedKind
from yiwu_report.editor.analysis.usage import Usage, UsageKind, usages
from yiwu_report.model.figures import ClaimSpec
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Place, Problem, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import entry_of
from yiwu_report.model.table_files import FileTableSpec
from yiwu_report.model.views import ViewSpec
from yiwu_report.resolve.links import FRONT_PAGE
from yiwu_report.site.report import Context


def unused(context: Context) -> tuple[Problem, ...]:
    """A remark for each such chart, table, figure, source, claim with words and article, in the order of the files.

    What a draft contains is used. Figures and claims are on their own pages anyway, and in the downloads. The
    page of a chart for other sites is linked below the chart.
    """
    return tuple(sorted(_Unused(context).found()))


class _Unused:
    def __init__(self, context: Context) -> None:
        self._context, self._site = context, context.site
        self._placed = {
            (use, bound.article.language) for bound in context.bound.articles for use in bound.uses if " " in use
        }
        self._mentions = mentions(context.loaded)
        self._usages = usages(context, self._mentions)

    def found(self) -> Iterator[Problem]:
        yield from self._charts()
        yield from self._displays()
        yield from self._figures()
        yield from self._tables()
        yield from self._sources()
        yield from self._words()
        yield from self._articles()

    def _charts(self) -> Iterator[Problem]:
        for chart, spec in self._site.charts.items():
            missing = [code for code in self._site.languages if (f"chart {chart}", code) not in self._placed]
            if missing and not isinstance(spec, Unusable):
                whose = "no article" if len(missing) == len(self._site.languages) else f"no article in {_list(missing)}"
                remedy = f"write {{{{ chart {chart} }}}} on a line of its own, or delete the file"
                yield self._remark(("chart", chart), f"{whose} shows the chart {chart}", remedy)

    def _displays(self) -> Iterator[Problem]:
        for display, spec in self._site.displays.items():
            is_placed = any((f"display {display}", code) in self._placed for code in self._site.languages)
            if not isinstance(spec, Unusable) and not is_placed:
                remedy = f"write {{{{ table {display} }}}} on a line of its own, or delete the file"
                yield self._remark(("display", display), f"no article shows the table {display}", remedy)

    def _figures(self) -> Iterator[Problem]:
        in_views = {
            name for view in self._site.views.values() if isinstance(view, ViewSpec) for name in uses_of_view(view)
        }
        for figure in self._context.data.figures.values():
            if figure.id in in_views:
                continue
            if figure.table is None and not any(self._counts(use, figure.id) for use in self._usages[figure.id]):
                kind = "derived" if figure.is_derived else "figure"
                message = f"no text, chart, formula or claim uses the figure {figure.id}"
                yield self._remark((kind, figure.id), message, "use it, or remove it")

    def _counts(self, usage: Usage, figure: str) -> bool:
        """True for a use by something else than its own words, or by a chart that no article places."""
        owner, _, name = usage.subject.partition(" ")
        if usage.kind is UsageKind.TEXT and owner == "figure":
            return name.partition(" ")[0] != figure
        if owner == "chart":
            return any((usage.subject, code) in self._placed for code in self._site.languages)
        return True

    def _tables(self) -> Iterator[Problem]:
        drawn = {spec.table for spec in self._site.charts.values() if not isinstance(spec, Unusable)}
        views = {view: spec for view, spec in self._site.views.items() if isinstance(spec, ViewSpec)}
        drawn |= {name for spec in views.values() for name in uses_of_view(spec)}
        named = {each.named.path[0] for each in self._mentions if self._is_of_text(each)}
        for table, spec in (*self._site.tables.items(), *views.items()):
            if table in views and table in named:
                continue
            is_placed = any((f"table {table}", code) in self._placed for code in self._site.languages)
            if isinstance(spec, Unusable) or is_placed or table in drawn or self._is_used_elsewhere(table):
                continue
            kind = "view" if table in views else "table"
            message = f"no article places the {kind} {table}, and no chart, formula or claim uses it"
            yield self._remark((kind, table), message, f"write {{{{ table {table} }}}}, or delete the file")

    @staticmethod
    def _is_of_text(mention: Mention) -> bool:
        """True for a table that a reference, a formula, a chart or a list names: all but its own file."""
        return mention.named.kind is NamedKind.TABLE and mention.place.line > 0 and not mention.is_definition

    def _is_used_elsewhere(self, table: str) -> bool:
        """True if something outside the table uses one of its cells."""
        cells = self._context.data.cells.get(table, ())
        columns = {name for figure in self._context.data.figures.values() for name in figure.column_inputs}
        return any(name.partition(".")[0] == table for name in columns) or any(
            not usage.subject.removeprefix("figure ").startswith((f"{table}.", f"{table}["))
            and usage.kind is not UsageKind.TABLE
            for cell in cells
            for usage in self._usages[cell]
        )

    def _sources(self) -> Iterator[Problem]:
        named = {figure.source for figure in self._context.data.figures.values()}
        of_files = [spec for spec in self._site.tables.values() if isinstance(spec, FileTableSpec)]
        named |= {column.source for spec in of_files for column in spec.columns.values()}
        named |= {claim.source for claim in self._site.claims.values() if isinstance(claim, ClaimSpec)}
        for source in self._context.data.sources:
            if source not in named:
                message = f"no figure or claim uses the source {source}"
                yield self._remark(("source", source), message, "remove it: readers would look for its figures")

    def _words(self) -> Iterator[Problem]:
        said = {use.removeprefix("claim ") for use, _ in self._placed} | set(self._said_in_charts())
        for claim, spec in self._site.claims.items():
            if isinstance(spec, ClaimSpec) and (spec.words or spec.cases) and claim not in said:
                message = f"no text shows the words of the claim {claim}"
                yield self._remark(("claim", claim), message, f"write {{{{ claim {claim} }}}}, or remove its words:")

    def _said_in_charts(self) -> Iterator[str]:
        for chart in self._context.bound.charts.values():
            for text in (chart.title, chart.subtitle, chart.alt, chart.note):
                yield from (
                    use.removeprefix("claim ") for use in (text.uses if text else ()) if use.startswith("claim ")
                )

    def _articles(self) -> Iterator[Problem]:
        """Published articles that no chain of links from the front page of their language leads to."""
        published = {article.file: article for article in self._site.articles if not article.front.draft}
        links: dict[tuple[str, str], list[str]] = {}  # (slug, language) of an article -> the slugs it links to
        for each in self._mentions:
            if each.named.kind is NamedKind.ARTICLE and not each.is_definition and each.place.file in published:
                article = published[each.place.file]
                links.setdefault((article.slug, article.language), []).append(each.named.path[0])
        reached: set[tuple[str, str]] = set()
        following = [(FRONT_PAGE, code) for code in self._site.languages]
        while following:
            slug, code = following.pop()
            if (slug, code) not in reached:
                reached.add((slug, code))
                following += [(other, code) for other in links.get((slug, code), ())]
        for article in published.values():
            if (article.slug, article.language) not in reached:
                message = f'no links lead from the front page in "{article.language}" to the article {article.slug}'
                remedy = f"link to it with [text](@/{article.slug}), or make it a draft"
                yield Problem(Place(article.file), Rule.UNUSED, message, remedy)

    def _remark(self, key: tuple[str, str], message: str, remedy: str) -> Problem:
        entry = entry_of(self._site, *key)
        return Problem(entry.place if entry else Place("content"), Rule.UNUSED, message, remedy)


def _list(codes: list[str]) -> str:
    return " and ".join(f'"{code}"' for code in codes)


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark with the place of its subject."""

    place: str
    text: str


def overdue(context: Context, today: date) -> tuple[Remark, ...]:
    """Figures whose update is overdue."""
    return tuple(
        Remark(str(figure.place), f"{figure.id}: a newer value was due {figure.update_due.written}")
        for figure in context.data.figures.values()
        if figure.update_due is not None and _is_past(figure.update_due, today)
    )


def _is_past(due: Period, today: date) -> bool:
    """True once the day, month or year is over; ISO dates of equal precision compare as texts."""
    written = due.parts[-1]
    return today.isoformat()[: len(written)] > written


def untranslated(context: Context) -> tuple[Remark, ...]:
    """Articles that some language of the report doesn't have."""
    languages = context.site.languages
    found: dict[str, list[str]] = {}
    for article in context.site.articles:
        found.setdefault(article.slug, []).append(article.language)
    return tuple(
        Remark(f"content/articles/{slug}/", f"only in {', '.join(there)}; not in {', '.join(missing)}")
        for slug, there in found.items()
        if (missing := [code for code in languages if code not in there])
    )


def drafts(context: Context) -> tuple[Remark, ...]:
    """Drafts: articles that are checked but not published."""
    return tuple(
        Remark(article.file, "a draft, not published") for article in context.site.articles if article.front.draft
    )


def without_use(context: Context) -> tuple[Remark, ...]:
    """Unused entries, as listed by `check`."""
    return tuple(Remark(str(each.place), each.message) for each in unused(context))
