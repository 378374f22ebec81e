"""The position of a number among the words around it, in a language with spaces between words."""

from __future__ import annotations

from dataclasses import dataclass, field

from yiwu_report.model.number_words import NumberWords
from yiwu_report.text.references.loose_numbers.tokens import Token, TokenKind

_NOTHING = Token(TokenKind.BREAK, "", -1, -1)
_ENDS = frozenset(".!?:;•")
_OPENINGS = frozenset("\"“”„«»'‘’([#>-+")
_DASHES = frozenset("–—-‑/~&,")
_MODIFIERS = 3  # at most so many words between a number and the noun it counts


@dataclass(frozen=True)
class Sentence:
    """The tokens of a text, and questions about one of them by its index."""

    tokens: list[Token]
    words: NumberWords
    _chains: dict[int, tuple[int, int]] = field(default_factory=dict)  # found once for all members of one

    def at(self, index: int) -> Token:
        """The token; an empty one before the first and after the last."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else _NOTHING

    def word(self, index: int) -> str:
        """The text of a token."""
        return self.at(index).text

    def has(self, name: str, index: int) -> bool:
        """True if the list of this name contains the token's text."""
        return self.at(index).kind in {TokenKind.WORD, TokenKind.MARK} and self.words.has(name, self.word(index))

    def touches(self, index: int) -> bool:
        """True if a token follows directly after the one before it."""
        return self.at(index - 1).end == self.at(index).start

    def begins(self, index: int) -> bool:
        """True for the first token of a sentence."""
        before = index - 1
        while self.word(before) in _OPENINGS:
            before -= 1
        return self.at(before).kind is TokenKind.BREAK or self.word(before) in _ENDS

    def begins_clause(self, index: int) -> bool:
        """True for the first token of a sentence, or after a comma, a dash or a conjunction."""
        before = index - 1
        return self.begins(index) or self.word(before) in {",", "–", "—", "("} or self._is_conjunction(before)

    def _is_conjunction(self, index: int) -> bool:
        return self.has("joiners", index) or (self.has("function_words", index) and not self.is_determiner(index))

    def is_number(self, index: int) -> bool:
        """True for digits and for a number in words."""
        return self.at(index).kind is TokenKind.NUMBER or self.is_number_word(index)

    def is_number_word(self, index: int) -> bool:
        """True for one, three, hundreds."""
        return any(self.has(name, index) for name in ("one_two", "numbers", "magnitudes"))

    def is_determiner(self, index: int) -> bool:
        """True for the, its, China's, the mills’."""
        token = self.at(index)
        if token.kind is not TokenKind.WORD:
            return False
        return self.has("determiners", index) or token.text.endswith(("'s", "’s", "s'", "s’"))

    def is_plain_word(self, index: int) -> bool:
        """True for a noun, an adjective or a verb that no list names."""
        if self.at(index).kind is not TokenKind.WORD or self.is_determiner(index) or self.is_number_word(index):
            return False
        lists = ("function_words", "year_introducers", "joiners", "verbs", "counting_verbs", "approximations", "months")
        return not any(self.has(name, index) for name in lists)

    def is_plural(self, index: int) -> bool:
        """True for a plural noun, judged by its ending, or for a reference that shows words."""
        token = self.at(index)
        if token.kind in {TokenKind.UNIT, TokenKind.NAME}:
            return True
        if token.kind is not TokenKind.WORD or self.has("no_plurals", index):
            return False
        if not (self.is_plain_word(index) or self.has("counting_verbs", index)):
            return False
        if self.has("countables", index) or self.has("units", index):
            return True
        text = token.text.lower()
        has_ending = len(text) > 2 and text.endswith(tuple(self.words.plural_endings or ("\n",)))
        return has_ending and not text.endswith(("ss", "us", "is"))

    def counted(self, index: int) -> int | None:
        """Index of the plural noun that a number before `index` counts, behind at most three adjectives."""
        if not 0 <= index < len(self.tokens):
            return None
        for noun in range(index, index + _MODIFIERS + 1):
            if self.is_plural(noun):
                return noun + 1 if self.is_plural(noun + 1) and self.at(noun + 1).kind is TokenKind.WORD else noun
            is_verb = noun > index and self.word(noun).endswith("ed") and not self.word(noun - 1).endswith("ly")
            if is_verb or not (self.is_plain_word(noun) or self.word(noun) == "-"):
                return None
        return None

    def is_unit(self, index: int) -> bool:
        """True for what only follows amounts: a unit, a magnitude, a currency, a percent sign."""
        if self.word(index) in {"%", "％", "‰", "°", "℃", "℉", "×", "²", "³", "+"}:
            return True
        is_listed = any(self.has(name, index) for name in ("units", "magnitudes", "currencies"))
        return is_listed or self.words.has("units", f"{self.word(index)} {self.word(index + 1)}")

    def chain(self, index: int) -> tuple[int, int]:
        """First and last number of those joined with this one: 4 and 5, 1954, 1981 and 1998."""
        if index not in self._chains:
            first = last = index
            while (before := self._joined(first, -1)) is not None:
                first = before
            while (after := self._joined(last, 1)) is not None:
                last = after
            self._chains.update(dict.fromkeys(range(first, last + 1), (first, last)))
        return self._chains[index]

    def _joined(self, index: int, step: int) -> int | None:
        """Index of the number that is joined to this one on one side; both are years, or none is."""
        other = index + step
        if self.word(other) in _DASHES or self.has("joiners", other):
            other += step
            if self.has("joiners", other) and self.word(other - step) == ",":
                other += step
        else:
            return None
        if self.at(other).kind is not TokenKind.NUMBER and not self.is_number_word(other):
            return None
        is_alike = self.at(other).is_year == self.at(index).is_year and self.at(other).kind is self.at(index).kind
        return other if is_alike and not self.at(other).suffix else None
