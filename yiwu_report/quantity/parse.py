"""The words of a value: `over 1500`, `200 odd`, `3 to 4`, in English or Chinese."""

from __future__ import annotations

import re

from yiwu_report.quantity.errors import QuantityError
from yiwu_report.quantity.mistyped import refuse_mistyped, unknown_word
from yiwu_report.quantity.number import NUMBER, parse_number
from yiwu_report.quantity.qualifier import Qualifier
from yiwu_report.quantity.quantity import Quantity

_N = "(.+?)"
# English words stand apart from the number; Chinese ones may.
_FORMS: tuple[tuple[Qualifier, re.Pattern[str]], ...] = tuple(
    (qualifier, re.compile(pattern))
    for qualifier, pattern in (
        (Qualifier.AT_LEAST, f"at least {_N}"),
        (Qualifier.AT_MOST, f"at most {_N}"),
        (Qualifier.OVER, f"over {_N}"),
        (Qualifier.UNDER, f"under {_N}"),
        (Qualifier.NEARLY, f"nearly {_N}"),
        (Qualifier.ABOUT, f"about {_N}"),
        (Qualifier.CLASS, f"class {_N}"),
        (Qualifier.ODD, f"{_N} odd"),
        (Qualifier.RANGE, f"{_N} to {_N}"),
        (Qualifier.AT_LEAST, f"{_N} ?以上"),
        (Qualifier.AT_MOST, f"{_N} ?以下"),
        (Qualifier.OVER, f"(?:超过|逾) ?{_N}"),
        (Qualifier.UNDER, f"不足 ?{_N}"),
        (Qualifier.NEARLY, f"近 ?{_N}"),
        (Qualifier.ABOUT, f"约 ?{_N}"),
        (Qualifier.CLASS, f"{_N} ?级"),
        (Qualifier.ODD, f"{_N} ?多"),
        (Qualifier.RANGE, f"{_N} ?[至～] ?{_N}"),
    )
)
# A value as one expression that JavaScript reads too, for editors; it takes all that `parse_quantity` takes.
VALUE_PATTERN = "|".join(
    [
        NUMBER.pattern,
        *(form.pattern.replace(_N, NUMBER.pattern).replace(" ?", r"\s*").replace(" ", r"\s+") for _, form in _FORMS),
    ]
)

# what people write instead, and the word that is meant
_OTHER_WORDS = {
    "more than": "over", "above": "over", "大于": "over", "高于": "over", ">": "over",
    "less than": "under", "fewer than": "under", "below": "under", "小于": "under", "低于": "under", "<": "under",
    "no less than": "at least", "至少": "at least", "不少于": "at least", ">=": "at least", "≥": "at least",
    "no more than": "at most", "up to": "at most", "至多": "at most", "最多": "at most", "<=": "at most", "≤": "at most",
    "almost": "nearly", "将近": "nearly", "接近": "nearly",
    "around": "about", "approximately": "about", "some": "about", "大约": "about", "~": "about", "≈": "about",
    "approx.": "about", "approx": "about", "circa": "about", "ca.": "about", "c.": "about", "roughly": "about",
    "exact": "", "exactly": "",
}  # fmt: skip
_OTHER_WORDS_BEHIND = {
    "+": "at least {}", "or more": "at least {}", "and more": "at least {}", "及以上": "at least {}",
    "or less": "at most {}", "or fewer": "at most {}", "及以下": "at most {}",
    "左右": "about {}", "上下": "about {}", "or so": "about {}", "余": "{} odd",
}  # fmt: skip
_WITHOUT_NUMBER = tuple(q for q in Qualifier if q not in {Qualifier.EXACT, Qualifier.ODD, Qualifier.RANGE})


def parse_quantity(text: str) -> Quantity:
    """The quantity that an editor writes, e.g. `at least 1`, `超过1500`; QuantityError says what to write instead."""
    words = " ".join(text.split())
    if not words:
        raise QuantityError("an empty value", "write a number, or null where the source gives no value")
    _refuse_other_words(words)
    qualifier, numbers = _split(words)
    for number in numbers:
        if qualifier is not Qualifier.EXACT and _split(number)[0] is not Qualifier.EXACT:
            raise QuantityError(f'"{words}" has two words for how sure it is', "keep one of them")
    return Quantity(qualifier, *(parse_number(number) for number in numbers))


def canonical(quantity: Quantity) -> str:
    """The quantity as an editor writes it in English; `parse_quantity` reads it back. A tolerance stands elsewhere."""
    number = format(quantity.number, "f")
    match quantity.qualifier:
        case Qualifier.EXACT:
            return number
        case Qualifier.ODD:
            return f"{number} odd"
        case Qualifier.RANGE:
            return f"{number} to {quantity.number_high:f}"
        case word:
            return f"{word} {number}"


def _split(words: str) -> tuple[Qualifier, tuple[str, ...]]:
    for qualifier, pattern in _FORMS:
        if match := pattern.fullmatch(words):
            return qualifier, match.groups()
    return Qualifier.EXACT, (words,)


def _refuse_other_words(words: str) -> None:
    if match := re.fullmatch(r"(-?[0-9.]+) ?[-–—~∼〜到] ?([0-9.]+)", words):
        raise QuantityError(f'"{words}" reads as a range', f"write {match[1]} to {match[2]}")
    lowered = words.lower()
    for word in sorted(_OTHER_WORDS, key=len, reverse=True):
        rest = lowered.removeprefix(word).strip()
        if rest != lowered and re.match("-?[0-9]", rest):
            raise unknown_word(word, f"{_OTHER_WORDS[word]} {rest}".strip())
    for word, meant in _OTHER_WORDS_BEHIND.items():
        rest = lowered.removesuffix(word).strip()
        if rest != lowered and re.fullmatch("-?[0-9.]+", rest):
            raise unknown_word(word, meant.format(rest))
    if lowered in _WITHOUT_NUMBER:
        raise QuantityError(f'"{words}" has no number', f"write one behind it, e.g. {lowered} {_example(lowered)}")
    spaced = re.sub(r"(?<=[a-z])(?=-?[0-9])", " ", lowered)  # over1500
    if spaced != words and _split(words)[0] is Qualifier.EXACT and _split(spaced)[0] is not Qualifier.EXACT:
        raise QuantityError(f'"{words}" is not how its words are written', f"write {spaced}")
    if _split(words)[0] is Qualifier.EXACT:
        refuse_mistyped(words)


def _example(word: str) -> int:
    return 1000 if word == Qualifier.CLASS else 5
