"""The numbers of a language in the order in which they are read, each with its details."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from yiwu_report.context import Context
from yiwu_report.context.words import Words
from yiwu_report.copyedit.sheet import Number, Piece, Shown
from yiwu_report.formatting import Language
from yiwu_report.model.data import Figure
from yiwu_report.render.claim_view import claim_title
from yiwu_report.render.figure_view import view_figure
from yiwu_report.render.formula_view import formula_in_numbers


@dataclass
class Numbers:
    """Numbers what is shown, and gives the details of each figure at its first appearance."""

    context: Context
    language: Language
    count: int = 0
    first: dict[str, int] = field(default_factory=dict)  # id -> mark of its first appearance

    def show(self, name: str, text: str) -> tuple[Piece, Number]:
        """A figure or "claim <id>" as a text shows it, and its line."""
        self.count += 1
        again = self.first.setdefault(name, self.count)
        details = self.details(name) if again == self.count else ()
        number = Number(self.count, text, name, details, None if again == self.count else again, self._place(name))
        return Shown(self.count, text), number

    def details(self, name: str) -> tuple[str, ...]:
        """What is known of a figure or a claim, in words."""
        kind, _, claim = name.partition(" ")
        if kind == "claim" and claim:
            return self._of_claim(claim)
        return tuple(self._of_figure(self.context.data.figures[name]))

    def _of_figure(self, figure: Figure) -> list[str]:
        words, view = Words(self.language), view_figure(figure, self.language, self.context)
        said = [plain(view.title), view.status_word, view.period, view.basis]
        if view.printed:
            said.append(self._headed(words["printed"], words("quoted", text=view.printed)))
        if view.source:
            said += [view.source.title, view.source.paragraph]
        if figure.formula is not None:
            row = f"{figure.table}.{figure.row}" if figure.table else None
            reckoned = plain(formula_in_numbers(figure.formula.value, self.language, self.context, row))
            said += [self._headed(words["formula"], figure.formula.value), f"= {reckoned}"]
        if view.percent_of:
            said.append(plain(view.percent_of).rstrip(".。"))
        note = self.context.bound.texts.get(("figure", figure.id, "note", self.language.code))
        return [each for each in [*said, note.plain if note else None] if each]

    def _headed(self, head: str, text: str) -> str:
        return self.language.joiners.colon.format(a=head, b=text)

    def _of_claim(self, claim: str) -> tuple[str, ...]:
        finding = self.context.findings[claim]
        words = Words(self.language)
        condition = finding.claim.holds or finding.claim.counts or finding.claim.formula
        said = [
            plain(claim_title(finding, self.language, self.context)),
            words[f"verdict_{finding.verdict.name.lower()}"],
        ]
        return (*said, condition.value) if condition else tuple(said)

    def _place(self, name: str) -> str:
        figure = self.context.data.figures.get(name)
        place = figure.place if figure else self.context.site.places.get(("claim", name.removeprefix("claim ")))
        return str(place) if place else ""


def plain(text: Markup) -> str:
    """A text of a page without its links."""
    return str(text.striptags())
