"""What a reference shows in one language: plain text and HTML, or a problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from yiwu_report.model.bound import BoundText, FigureHref, Html
from yiwu_report.model.cell_name import anchor_of, row_id
from yiwu_report.model.data import Data, Figure, fault_of_figure, text_of_cell
from yiwu_report.model.finding import Finding, Verdict, broken_words
from yiwu_report.model.output import ROOT, page_path
from yiwu_report.model.problem import Fault, Problem, Unusable, did_you_mean, is_unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.text import Text
from yiwu_report.quantity import DecimalsError
from yiwu_report.resolve.candidates import LooseInText
from yiwu_report.text.formatting import Language, format_figure, format_period, format_quantity, format_with_own
from yiwu_report.text.formatting.text_width import text_width_px
from yiwu_report.text.references import (
    FigurePart,
    Reference,
    ReferenceKind,
    Scan,
    loose_numbers,
    scan_text,
)


def _missing_part(figure: Figure, part: FigurePart, data: Data) -> tuple[str, str]:
    """What is wrong with a reference to an empty part of a figure, and what to do."""
    match part:
        case FigurePart.PERIOD:
            message = f"{figure.id} has no period{_why_no_period(figure, data)}"
            return message, f"add period: to it in {figure.place.file}"
        case FigurePart.SOURCE if figure.formula is not None:
            instead = f"{{{{ {next(iter(figure.inputs), 'figure.id')}:source }}}}"
            message = f"{figure.id} has no source, because it is calculated"
            return message, f"use the source of an input, e.g. {instead}"
        case FigurePart.SOURCE:
            return f"{figure.id} has no source", f"add source: to it in {figure.place.file}"
        case _:
            return f"the {part} of {figure.id} is empty in this language", f"omit :{part}"


def _why_no_period(figure: Figure, data: Data) -> str:
    """A derived figure has the period of its inputs if they have the same."""
    if figure.formula is None:
        return ""
    periods = {data.figures[each].period for each in figure.inputs if each in data.figures}
    if len(periods - {None}) > 1:
        return ", since its inputs have several"
    return ", since not all of its inputs have one" if periods - {None} else ", since its inputs have none"


LONGEST_EM = 11.0  # a longer one would leave a gap in narrow columns, or overflow them

# Between a minus sign and a currency's a line may end (UAX #14: both are of class PR).
_SIGNED = re.compile(r"−[^0-9\s<&]+[0-9][0-9,.]*")
_UNBROKEN = r'<span class="nb">\g<0></span>'


def figure_link(href: FigureHref, inner: str) -> Html:
    """A link to a figure that holds a text, `inner`, as HTML: a short one stays on one line, signs stay in all."""
    if text_width_px(unescape(inner), 1.0) > LONGEST_EM:
        return Html.of('<a class="n" ', href, f">{_SIGNED.sub(_UNBROKEN, inner)}</a>")
    return Html.of('<a class="n nb" ', href, f">{inner}</a>")


Marks = tuple[tuple[str, str, str], ...]  # kind, page and anchor of each


_DEFINED = "figures are defined in data/figures, data/tables and data/derived.yaml"
_OF_VALUES = {FigurePart.FULL, FigurePart.VALUE, FigurePart.UNIT}
_QUOTED = {FigurePart.TITLE, FigurePart.SOURCE}


@dataclass
class Binder:
    """Binds the texts of one language; gathers the problems it meets, and the loose numbers."""

    site: Site
    data: Data
    findings: Mapping[str, Finding]
    language: Language
    names: tuple[str, ...]  # names that contain digits
    marks: Mapping[str, Marks]  # figure id -> targets of the marks after it
    problems: list[Problem] = field(default_factory=list)
    loose: list[LooseInText] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)  # units already explained in the article
    claim: str | None = None  # the owner of these texts

    def link(self, page: str, anchor: str) -> str:
        """Address of an anchor on a page that every language has, e.g. a claim's on `checks`."""
        return f"{ROOT}{page_path(page, self.language.code, self.site.languages)}#{anchor}"

    def entry(self, figure_id: str) -> FigureHref:
        """Address of a figure's entry on the page of all figures."""
        return FigureHref(figure_id, self.link("figures", anchor_of(figure_id)))

    def text(self, text: Text, *, may_count: bool = False, is_prose: bool = False) -> BoundText:
        """A short text with its references replaced; loose numbers in it are problems, unless it `may_count`.

        `is_prose` says that it is read with the article, where a converted unit is explained when it first comes.
        """
        scan = scan_text(text)
        self.note_problems(text, scan, may_count=may_count)
        plain: list[str] = []
        html: list[str | Html] = []
        position = 0
        uses: set[str] = set()
        for reference in scan.references:
            before = text.value[position : reference.start]
            shown = self.show(reference, text, is_prose=is_prose)
            plain += [before, shown.plain]
            html += [escape(before, quote=False), shown.html]
            uses |= shown.uses
            position = reference.end
        rest = text.value[position:]
        return BoundText("".join([*plain, rest]), Html.of(*html, escape(rest, quote=False)), frozenset(uses))

    def refuse_references(self, text: Text) -> None:
        """Report every reference in a text that is shown unchanged."""
        for reference in scan_text(text).references:
            self._refuse(
                reference,
                text,
                Rule.REFERENCE_SYNTAX,
                "a reference in a label",
                "write it without {{ }}: labels are shown unchanged",
            )

    def note_problems(self, text: Text, scan: Scan, *, may_count: bool = False) -> None:
        """Gather what is wrong with the references of a text, and the numbers that are or may be loose."""
        self.problems += scan.problems
        if may_count or self.language.code in self.site.unread:  # 4.0 may be a name listed in the missing article
            return
        found = loose_numbers(text.value, scan, self.names, self.language.counting)
        self.loose += (LooseInText(number, text, scan) for number in found)

    def show(self, reference: Reference, text: Text, *, is_prose: bool = False) -> BoundText:
        """What an inline reference shows; empty with a problem (or silently, if the cause has one)."""
        if reference.kind is ReferenceKind.CLAIM:
            return self._claim(reference, text)
        if reference.kind is not ReferenceKind.FIGURE:
            return self._refuse(
                reference,
                text,
                Rule.REFERENCE_SYNTAX,
                f"{reference.kind} in a short text",
                "charts, tables and key figures can be placed in articles only",
            )
        words = text_of_cell(reference.id, self.data, self.language.code)
        if words is not None:
            if reference.part is not FigurePart.FULL or reference.decimals is not None:
                message = f"{reference.id} is a text, which has no parts"
                return self._refuse(reference, text, Rule.REFERENCE_SYNTAX, message, f"write {{{{ {reference.id} }}}}")
            return BoundText(words, Html.of(escape(words, quote=False)))
        figure = self.figure(reference.id, reference, text)
        return self._part(figure, reference, text, is_prose=is_prose) if figure else BoundText("", Html())

    def figure(self, figure_id: str, reference: Reference, text: Text) -> Figure | None:
        """The figure of this id; None with a problem, or silently where it is unusable."""
        if figure_id in self.data.figures:
            return self.data.figures[figure_id]
        if not is_unusable(figure_id, self.data.unusable):
            self._refuse(reference, text, Rule.UNKNOWN_REFERENCE, *self._unknown(figure_id))
        return None

    def _unknown(self, figure_id: str) -> tuple[str, str]:
        """What is wrong with the id of a figure that isn't there, and what to do."""
        fault = fault_of_figure(figure_id, self.data, _DEFINED)
        others = {"claim": self.site.claims, "chart": self.site.charts, "table": self.site.tables}
        for kind, entries in others.items():
            if figure_id in entries:
                return fault.message, f"it is a {kind}: write {{{{ {kind} {figure_id} }}}}"
        return fault.message, fault.remedy

    def known(self, kind: ReferenceKind, reference: Reference, text: Text, entries: Mapping[str, object]) -> bool:
        """True where a chart, table or claim is there and usable; else False, with a problem if it is unknown."""
        name = reference.id
        if name in entries:
            return not isinstance(entries[name], Unusable)
        rule = {"chart": Rule.UNKNOWN_CHART, "table": Rule.UNKNOWN_TABLE}.get(str(kind), Rule.UNKNOWN_CLAIM)
        folder = {"chart": "content/charts/", "table": "data/tables/ or content/tables/"}.get(
            str(kind), "data/claims.yaml"
        )
        remedy = did_you_mean(name, entries, f"it would be defined in {folder}")
        self._refuse(reference, text, rule, f'there is no {kind} "{name}"', remedy)
        return False

    def _refuse(self, reference: Reference, text: Text, rule: Rule, message: str, remedy: str) -> BoundText:
        place = text.place_of(reference.start, reference.end - reference.start)
        self.problems.append(Problem(place, rule, message, remedy))
        return BoundText("", Html())

    def _part(self, figure: Figure, reference: Reference, text: Text, *, is_prose: bool) -> BoundText:
        if not figure.is_published and reference.part in _OF_VALUES:
            message = f"{figure.id} is not published, so no sentence can show it"
            remedy = "rewrite the sentence without it, or show it in a table or chart"
            return self._refuse(reference, text, Rule.MISSING_VALUE, message, remedy)
        if reference.part in _QUOTED and "{{" in self._words(figure, reference):
            message = f"the {reference.part} of {figure.id} contains a reference itself"
            return self._refuse(reference, text, Rule.REFERENCE_SYNTAX, message, "write the text here instead")
        try:
            plain = (self._first_mention(figure, reference) if is_prose else None) or self._words(figure, reference)
        except DecimalsError as error:
            return self._refuse(reference, text, Rule.DECIMALS, error.message, error.remedy)
        if not plain.strip():
            return self._refuse(
                reference, text, Rule.EMPTY_REFERENCE, *_missing_part(figure, reference.part, self.data)
            )
        link = figure_link(self.entry(figure.id), escape(plain, quote=False))
        return BoundText(plain, Html.of(link, self._marks(figure.id)), frozenset({figure.id}))

    def _marks(self, figure_id: str) -> str:
        """Marks after a number: links to the finding that contradicts it and to its corrections."""
        return "".join(
            f'&#8288;<sup class="mark"><a href="{escape(self.link(*target))}" aria-label="{escape(self.language.word(f"mark_{kind}_label"))}">'
            f"{escape(self.language.word(f'mark_{kind}'), quote=False)}</a></sup>"
            for kind, *target in self.marks.get(figure_id, ())
        )

    def _first_mention(self, figure: Figure, reference: Reference) -> str | None:
        """The figure with its own unit beside it, e.g. hectares and mu, the first time that an article shows that unit."""
        if reference.part is not FigurePart.FULL or reference.decimals is not None or figure.unit_id in self.mentioned:
            return None
        shown = format_with_own(figure, self.language, self.data.units)
        if shown is not None:
            self.mentioned.add(figure.unit_id)
        return shown

    def _words(self, figure: Figure, reference: Reference) -> str:
        match reference.part:
            case FigurePart.TITLE:
                return figure.title[self.language.code].value
            case FigurePart.PERIOD:
                named = self.site.spec.periods
                return format_period(figure.period, self.language, named) if figure.period else ""
            case FigurePart.SOURCE:
                source = self.data.sources.get(figure.source or "")
                return source.title[self.language.code].value if source else ""
        if reference.decimals is not None and figure.full_quantity is not None:
            shown = format_quantity(
                figure.full_quantity, figure.unit, self.language, self.data.units, decimals=reference.decimals
            )
        else:
            shown = format_figure(figure, self.language, self.data.units)
        return {FigurePart.VALUE: shown.value, FigurePart.UNIT: shown.unit}.get(reference.part, shown.full)

    def _claim(self, reference: Reference, text: Text) -> BoundText:  # noqa: PLR0911  # a case each
        if not self.known(ReferenceKind.CLAIM, reference, text, self.site.claims):
            return BoundText("", Html())
        finding = self.findings.get(reference.id)
        if finding is None:  # it depends on something unusable
            return BoundText("", Html())
        if finding.claim.cases is not None:
            return self._case(finding, reference, text)
        if reference.keys or reference.end_of_view:
            message = f"the claim {reference.id} has no cases for rows"
            return self._refuse(
                reference, text, Rule.REFERENCE_SYNTAX, message, f"write {{{{ claim {reference.id} }}}}"
            )
        words = (finding.claim.words or {}).get(self.language.code)
        if words is None:
            return self._refuse(
                reference,
                text,
                Rule.UNKNOWN_CLAIM,
                f'the claim "{reference.id}" has no words',
                "give it words: in every language",
            )
        if not finding.holds and reference.id == self.claim:
            self.problems.append(broken_words(finding))
            return BoundText("", Html())
        if not finding.holds:
            return self._refuse(
                reference,
                text,
                Rule.BROKEN_WORDS,
                finding.refusal(f'the words "{words}"'),
                f"write {finding.sure}, or change the condition",
            )
        return self._said(words, finding)

    def _said(self, words: Text, finding: Finding) -> BoundText:
        link = escape(self.link("checks", finding.id))
        html = Html.of(f'<a class="claim" href="{link}">', f"{escape(words.value, quote=False)}</a>")
        return BoundText(words.value, html, frozenset({f"claim {finding.id}", *finding.inputs}))

    def _case(self, finding: Finding, reference: Reference, text: Text) -> BoundText:
        """The words of the case that holds, of the row that the reference names."""
        table = finding.claim.table
        if table is None and (reference.keys or reference.end_of_view):
            message = f"the claim {finding.id} has no table: whose rows it is about"
            return self._refuse(reference, text, Rule.REFERENCE_SYNTAX, message, f"write {{{{ claim {finding.id} }}}}")
        row = row_id(reference.keys)
        if reference.end_of_view:
            found = self.data.tables[table or ""].row_named(reference.end_of_view)
            if isinstance(found, Fault):
                return self._refuse(reference, text, Rule.UNKNOWN_CLAIM, found.message, found.remedy)
            row = found
        if row not in finding.said and len(reference.keys) == 1:
            row = reference.keys[0]  # the id of a row in YAML
        if row not in finding.said:
            known = list(finding.said)
            remedy = did_you_mean(row, known, f"write e.g. {{{{ claim {finding.id}[{known[0]}] }}}}" if known else "")
            message = (
                f"no row of {table} has the keys {row}" if row else f"the claim {finding.id} is about rows of {table}"
            )
            return self._refuse(reference, text, Rule.UNKNOWN_CLAIM, message, remedy)
        words = finding.said[row]
        if words is None:
            message = f"no case of the claim {finding.id} certainly holds for {row}"
            return self._refuse(reference, text, Rule.BROKEN_WORDS, message, "add a case for what is so")
        return self._said(words[self.language.code], finding)


def note_marks(site: Site, findings: Mapping[str, Finding]) -> Mapping[str, Marks]:
    """Figure id -> its marks: at claims that contradict what it says, and at its corrections."""
    marks: dict[str, Marks] = {}
    for finding in findings.values():
        if finding.verdict is Verdict.CONTRADICTS and finding.claim.says:
            marks[finding.claim.says] = (*marks.get(finding.claim.says, ()), ("finding", "checks", finding.id))
    for figure_id in dict.fromkeys(entry.figure for entry in site.corrections):
        marks[figure_id] = (*marks.get(figure_id, ()), ("correction", "corrections", anchor_of(figure_id)))
    return marks


def names_of(site: Site, language: str) -> tuple[str, ...]:
    """Every name of site.yaml and of the articles of this language, longest first, so that it covers shorter ones."""
    listed = [*site.spec.names, *(n for each in site.articles if each.language == language for n in each.front.names)]
    names = {name.value for name in listed}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def all_uses(texts: Iterable[BoundText | None]) -> frozenset[str]:
    """Everything these texts refer to."""
    return frozenset().union(*(text.uses for text in texts if text))
