"""Parsing of values: `over 1500`, `200 odd`, `3 to 4`, in English or Chinese."""

from __future__ import annotations

import re
from decimal import Decimal

from yiwu_report.quantity.interval import QuantityError
from yiwu_report.quantity.number import CURRENCIES, NUMBER, WRITE_DIGITS, NumberFault, read_number
from yiwu_report.quantity.quantity import Qualifier, Quantity
from yiwu_report.quantity.suggestions import meant_word, refuse_no_value

_N = "(.+?)"
# English words are separated from the number by a space; Chinese ones may be.
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

# common alternatives, and the qualifier meant
_OTHER_WORDS = {
    "more than": "over", "above": "over", "大于": "over", "高于": "over", ">": "over",
    "less than": "under", "fewer than": "under", "below": "under", "小于": "under", "低于": "under", "<": "under",
    "no less than": "at least", "至少": "at least", "不少于": "at least", ">=": "at least", "≥": "at least",
    "no more than": "at most", "up to": "at most", "至多": "at most", "最多": "at most", "<=": "at most", "≤": "at most",
    "almost": "nearly", "将近": "nearly", "接近": "nearly",
    "around": "about", "approximately": "about", "some": "about", "大约": "about", "~": "about", "≈": "about",
    "approx.": "about", "approx": "about", "circa": "about", "ca.": "about", "c.": "about", "roughly": "about",
    "not over": "at most", "not under": "at least", "不超过": "at most", "不低于": "at least", "不到": "under",
    "未满": "under", "exact": "", "exactly": "",
}  # fmt: skip
_OTHER_WORDS_BEHIND = {
    "+": "at least {}", "or more": "at least {}", "and more": "at least {}", "及以上": "at least {}",
    "or less": "at most {}", "or fewer": "at most {}", "及以下": "at most {}",
    "plus": "at least {}", "or above": "at least {}", "or higher": "at least {}", "or over": "at least {}",
    "or below": "at most {}", "or lower": "at most {}", "or under": "at most {}", "以内": "at most {}",
    "左右": "about {}", "上下": "about {}", "or so": "about {}", "余": "{} odd",
}  # fmt: skip
_WITHOUT_NUMBER = tuple(q for q in Qualifier if q not in {Qualifier.EXACT, Qualifier.ODD, Qualifier.RANGE})
_RANGE_WORDS = re.compile(r"(?:between |from )?(\S+) (?:and|ot|till?|until|through|t0) (\S+)", re.IGNORECASE)
_DASHED = re.compile(r"(-?[0-9.]+) ?[-–—~∼〜到] ?([0-9.]+)")
_BOTH_ENDS = "write both ends in digits, the smaller one first, e.g. 3 to 4"


def parse_quantity(text: str) -> Quantity:
    """The quantity that an editor writes, e.g. `at least 1`, `超过1500`; QuantityError has what to write instead.

    Its advice keeps the value: every number it proposes is the one that was written, with the same qualifier,
    or it asks which of two is meant.
    """
    words = " ".join(text.split())
    if not words:
        raise QuantityError("an empty value", "write a number, or null if the source gives no value")
    _refuse_other_words(words)
    qualifier, numbers = _split(words)
    for number in numbers:
        if qualifier is not Qualifier.EXACT and _split(number)[0] is not Qualifier.EXACT:
            raise QuantityError(f'"{words}" has two qualifiers', "keep one of them")
    read = [read_number(number) for number in numbers]
    fault = next((each for each in read if isinstance(each, NumberFault)), None)
    if fault is None:
        return Quantity(qualifier, *(number for number in read if isinstance(number, Decimal)))
    quoted = f'"{words if len(words) <= 40 else words[:40]}"'
    if qualifier is Qualifier.RANGE:
        raise QuantityError(f"{quoted} is a range with an end that {fault.message}", _range_remedy(read))
    raise QuantityError(f"{quoted} {fault.message}", _remedy(fault, _pattern(qualifier)))


def canonical(quantity: Quantity) -> str:
    """The quantity as an editor writes it in English; `parse_quantity` reads it back. The tolerance is a separate key."""
    number = format(quantity.number, "f")
    if quantity.qualifier is Qualifier.RANGE:
        return f"{number} to {quantity.number_high:f}"
    return _pattern(quantity.qualifier).format(number)


def _pattern(qualifier: Qualifier) -> str:
    """How a value with this word is written around its number."""
    match qualifier:
        case Qualifier.EXACT:
            return "{}"
        case Qualifier.ODD:
            return "{} odd"
        case word:
            return f"{word} {{}}"


def _split(words: str) -> tuple[Qualifier, tuple[str, ...]]:
    for qualifier, pattern in _FORMS:
        if match := pattern.fullmatch(words):
            return qualifier, match.groups()
    return Qualifier.EXACT, (words,)


def _remedy(fault: NumberFault, pattern: str) -> str:
    """The fault's advice for the complete value; general advice if that would not be a value."""
    whole = [pattern.format(number) for number in fault.numbers]
    if any(not _is_good(each) for each in whole):
        return WRITE_DIGITS
    return fault.remedy.format(*whole)


def _range_remedy(ends: list[Decimal | NumberFault]) -> str:
    """Both ends written out if each can only be one number and has no unit: 1 to 2万 is not 1 to 20000."""
    written = []
    for end in ends:
        if isinstance(end, NumberFault) and (len(end.numbers) != 1 or end.remedy != "write {0}"):
            return _BOTH_ENDS
        written.append(end.numbers[0] if isinstance(end, NumberFault) else format(end, "f"))
    whole = " to ".join(written)
    return f"write {whole}" if _is_good(whole) else _BOTH_ENDS


def _is_good(written: str) -> bool:
    """True for a value that `parse_quantity` takes."""
    qualifier, numbers = _split(written)
    read = [read_number(number) for number in numbers]
    try:
        Quantity(qualifier, *(number for number in read if isinstance(number, Decimal)))
    except (QuantityError, TypeError):
        return False
    return not any(isinstance(number, NumberFault) for number in read)


def _refuse_other_words(words: str) -> None:
    if match := _DASHED.fullmatch(words):
        raise _range_error(words, match[1], match[2])
    _refuse_synonyms(words)
    lowered = words.lower()
    if lowered in _WITHOUT_NUMBER:
        raise QuantityError(f'"{words}" has no number', f"write one after it, e.g. {lowered} {_example(lowered)}")
    if _split(words)[0] is not Qualifier.EXACT:
        return
    spaced = re.sub(r"^([a-z ]+)(?=-?[0-9])", lambda match: f"{match[0].lower().strip()} ", words, flags=re.IGNORECASE)
    if spaced != words and _split(spaced)[0] is not Qualifier.EXACT:  # over1500
        raise _meant(f'"{words}" is not spaced correctly', spaced)
    refuse_no_value(words)
    if found := meant_word(words):
        raise _meant(f'"{found[0]}" is not a known qualifier', found[1])
    if match := _RANGE_WORDS.fullmatch(words):
        raise _range_error(words, match[1], match[2])


def _refuse_synonyms(words: str) -> None:
    lowered = words.lower()
    for word in sorted(_OTHER_WORDS, key=len, reverse=True):
        rest = words[len(word) :].strip()
        if lowered.startswith(word) and re.match(rf"[-−+.(]*[A-Z]{{0,3}}[{CURRENCIES}]? ?[-−.]?\d", rest):
            raise _meant(f'"{word}" is not a known qualifier', f"{_OTHER_WORDS[word]} {rest}".strip())
    for word in sorted(_OTHER_WORDS_BEHIND, key=len, reverse=True):
        rest = words[: -len(word)].strip()
        if lowered.endswith(word) and re.match(r"[-−]?\d", rest):
            raise _meant(f'"{word}" is not a known qualifier', _OTHER_WORDS_BEHIND[word].format(rest))


def _meant(message: str, written: str) -> QuantityError:
    """The error with this as its remedy, or with what is still wrong with it."""
    try:
        parse_quantity(written)
    except QuantityError as error:
        return QuantityError(message, error.remedy)
    return QuantityError(message, f"write {written}")


def _range_error(words: str, low: str, high: str) -> QuantityError:
    return QuantityError(f'"{words}" looks like a range', _range_remedy([read_number(low), read_number(high)]))


def _example(word: str) -> int:
    return 1000 if word == Qualifier.CLASS else 5
