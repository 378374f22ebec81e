"""What each output shows: ids of figures, "table <id>", "chart <id>" and "claim <id>", those in its notes too.

All dependencies of an output, which are more, are the recorded reads (`why`, `uses`, previews).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from yiwu_report.model.bound import BoundText
from yiwu_report.model.output import Output, OutputId, OutputKind
from yiwu_report.site.report import Context

Ids = frozenset[str]
_DATA = ("figure", "table", "column")


class ShownIds:
    """What the outputs of a site show. Texts and corrections are indexed once, by their owner."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._texts: dict[str, dict[str, list[tuple[str, str, Ids]]]] = defaultdict(lambda: defaultdict(list))
        for key, text in context.bound.texts.items():
            if text.uses:
                self._texts[key[0]][key[1]].append((key[-2], key[-1], text.uses))
        self._corrections: dict[str, list[str]] = defaultdict(list)  # figure id -> numbers of its corrections
        for number, entry in enumerate(context.site.corrections):
            self._corrections[entry.figure].append(str(number))

    def of(self, output: Output) -> Ids:
        """The ids of everything that an output shows."""
        of_kind = _OF_KINDS.get(output.id.kind)
        return of_kind(self, output.id) if of_kind else frozenset()

    def article(self, output: OutputId) -> Ids:
        """An article with the notes at its end: their formulas' inputs, their checks, their corrections, sources."""
        context, code = self._context, output.language or ""
        uses = context.articles[output.name, code].uses
        figures = [context.data.figures[name] for name in uses if name in context.data.figures]
        noted = {each.id for each in figures}
        inputs = {name for each in figures for name in each.inputs}
        charts = (name.removeprefix("chart ") for name in uses if name.startswith("chart "))
        return _all(
            uses,
            inputs,
            (f"claim {finding.id}" for name in noted for finding in context.checks.get(name, ())),
            self._of_texts("figure", noted | inputs, code),
            self._of_texts("source", {each.source for each in figures if each.source is not None}, code),
            self._of_corrections(noted & self._corrections.keys(), code),
            self._frames[code],
            *(self._percentages(chart, code) for chart in charts),
        )

    def data(self, output: OutputId) -> Ids:
        """Every figure and table, with what their words show."""
        return self._everything[output.language]

    def checks(self, output: OutputId) -> Ids:
        """Every claim with its inputs and its words."""
        return self._claims[output.language]

    def methods(self, output: OutputId) -> Ids:
        """The sources and the corrections with their words."""
        return self._of_texts("source", None, output.language) | self.corrections(output)

    def corrections(self, output: OutputId) -> Ids:
        """Every correction with its reason."""
        return self._of_corrections(self._corrections.keys(), output.language) | self._frames[output.language]

    def data_package(self, _output: OutputId) -> Ids:
        """All of these, in every language."""
        whole = OutputId(OutputKind.DATA_PACKAGE)
        return self._everything[None] | self._claims[None] | self.corrections(whole)

    def feed(self, output: OutputId) -> Ids:
        """The headlines of a language, and the corrections."""
        articles = (each for each in self._context.published if each.article.language == output.language)
        return _all(self._corrections, *(_of_bound(each.title, each.standfirst) for each in articles))

    def chart_script(self, output: OutputId) -> Ids:
        """A chart's data."""
        return self._context.charts[output.name, output.language or ""].uses | {f"chart {output.name}"}

    def oembed(self, output: OutputId) -> Ids:
        """A chart's title."""
        bound = self._context.bound.charts[output.name, output.language or ""]
        return _of_bound(bound.title) | {f"chart {output.name}"}

    def chart_file(self, output: OutputId) -> Ids:
        """A chart's data (csv), with title and description (svg), or with all its words (json)."""
        bound = self._context.bound.charts[output.name, output.language or ""]
        shown = self.chart_script(output)
        if output.form == "svg":
            return shown | _of_bound(bound.title, bound.alt)
        shown |= self._percentages(output.name, output.language or "")
        return shown if output.form == "csv" else shown | self._chart_words(output)

    def embed(self, output: OutputId) -> Ids:
        """A chart with all its words, and what every page has around its content."""
        percentages = self._percentages(output.name, output.language or "")
        return self.chart_script(output) | percentages | self._chart_words(output) | self._frames[output.language]

    def card(self, output: OutputId) -> Ids:
        """An article's headline and its key figure."""
        return self._context.cards[output.name, output.language or ""].uses

    def _chart_words(self, output: OutputId) -> Ids:
        key = output.name, output.language or ""
        bound = self._context.bound.charts[key]
        sources = self._of_texts("source", self._context.charts[key].sources, None)
        return sources | _of_bound(bound.title, bound.subtitle, bound.alt, bound.note)

    def _percentages(self, chart: str, language: str) -> Ids:
        """What the notes on a chart's percentages show."""
        drawn = self._context.charts.get((chart, language))
        return self._of_texts("figure", drawn.uses, language, "percent_of") if drawn else frozenset()

    def _of_corrections(self, figures: Collection[str], language: str | None) -> Ids:
        """Corrections of these figures, with their reasons."""
        numbers = [number for figure in figures for number in self._corrections[figure]]
        reasons = self._of_texts("correction", numbers, language)
        return _all(figures, self._of_texts("figure", figures, language), reasons)

    @cached_property
    def _frames(self) -> Mapping[str | None, Ids]:
        """What every page of a language has around its content; None: in all of them."""
        return {code: self._of_texts("site", None, code) for code in self._codes}

    @cached_property
    def _everything(self) -> Mapping[str | None, Ids]:
        data = self._context.data
        ids = {*data.figures, *(f"table {table}" for table in data.tables)}
        return {
            code: _all(ids, self._frames[code], *(self._of_texts(kind, None, code) for kind in _DATA))
            for code in self._codes
        }

    @cached_property
    def _claims(self) -> Mapping[str | None, Ids]:
        findings = self._context.findings.values()
        figures = {name for finding in findings for name in (*finding.inputs, finding.claim.says) if name}
        claims = {f"claim {name}" for name in self._context.findings}
        return {
            code: _all(
                claims,
                figures,
                self._of_texts("claim", None, code),
                self._of_texts("figure", figures, code),
                self._frames[code],
            )
            for code in self._codes
        }

    @property
    def _codes(self) -> tuple[str | None, ...]:
        return (None, *self._context.site.languages)

    def _of_texts(self, kind: str, owners: Iterable[str] | None, language: str | None, name: str = "") -> Ids:
        """What the texts of these (None: all of this kind) show, in one language or in all; of one name."""
        texts = self._texts[kind]
        return _all(
            *(
                uses
                for owner in (texts if owners is None else owners)
                for each, code, uses in texts.get(owner, ())
                if language in {None, code} and name in {"", each}
            )
        )


_OF_KINDS: Mapping[OutputKind, Callable[[ShownIds, OutputId], Ids]] = {
    OutputKind.ARTICLE: ShownIds.article,
    OutputKind.FIGURES: ShownIds.data,
    OutputKind.CHECKS: ShownIds.checks,
    OutputKind.METHODS: ShownIds.methods,
    OutputKind.CORRECTIONS: ShownIds.corrections,
    OutputKind.EMBED: ShownIds.embed,
    OutputKind.FEED: ShownIds.feed,
    OutputKind.OEMBED: ShownIds.oembed,
    OutputKind.FIGURES_CSV: ShownIds.data,
    OutputKind.FIGURES_JSON: ShownIds.data,
    OutputKind.CLAIMS_JSON: ShownIds.checks,
    OutputKind.DATA_PACKAGE: ShownIds.data_package,
    OutputKind.CHART_FILE: ShownIds.chart_file,
    OutputKind.CHART_SCRIPT: ShownIds.chart_script,
    OutputKind.CARD: ShownIds.card,
}


def _of_bound(*texts: BoundText | None) -> Ids:
    return _all(*(text.uses for text in texts if text))


def _all(*several: Iterable[str]) -> Ids:
    return frozenset().union(*several)
