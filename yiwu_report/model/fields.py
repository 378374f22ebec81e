"""The kinds of value a key can hold, as pydantic types over what `load` hands on.

`load` gives every scalar as a `Text` (or None for null), every mapping as a dict with str keys and every
list as a list. Nothing is guessed: a field says by its type how its text is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from yiwu_report.model.period import Period, PeriodError, parse_period
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.quantity import Quantity, QuantityError, parse_quantity


def fault(rule: Rule, message: str, remedy: str) -> PydanticCustomError:
    """An error that `validate` turns into a Problem of this rule at the value's place."""
    return PydanticCustomError(str(rule), "{message}", {"message": message, "remedy": remedy})


def _text(value: object) -> Text:
    if isinstance(value, Text):
        if not value.value.strip():
            raise fault(Rule.BAD_VALUE, "an empty text", "write the text, or leave the key out")
        return value
    raise fault(Rule.WRONG_SHAPE, f"{_shape(value)} where a text belongs", "write one text here")


def _shape(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a single value"


def _reader(read: Callable[[str], Any]) -> BeforeValidator:
    def validator(value: object) -> Any:
        return read(_text(value).value.strip())

    return BeforeValidator(validator)


def _word(text: str) -> str:
    return text


_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


def _id(text: str) -> str:
    if _ID.fullmatch(text):
        return text
    raise fault(
        Rule.BAD_ID, f'"{text}" is no id', "use lower-case letters, digits and _ (parts joined by dots), a letter first"
    )


def _flag(text: str) -> bool:
    if text in {"true", "false"}:
        return text == "true"
    raise fault(Rule.BAD_VALUE, f'"{text}" is neither true nor false', "write true or false")


_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")


def _whole(text: str) -> int:
    if _WHOLE.fullmatch(text):
        return int(text)
    raise fault(Rule.NUMBER_FORM, f'"{text}" is no whole number', "write digits only, e.g. 16")


_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?")


def _decimal(text: str) -> Decimal:
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    raise fault(
        Rule.NUMBER_FORM, f'"{text}" is no number', "write digits with at most one sign and one point, e.g. 666.6667"
    )


def _quantity(text: str) -> Quantity:
    try:
        return parse_quantity(text)
    except QuantityError as error:
        raise fault(Rule.NUMBER_FORM, error.message, error.remedy) from None


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except PeriodError as error:
        raise fault(Rule.BAD_VALUE, error.message, error.remedy) from None


TextField = Annotated[Text, BeforeValidator(_text), WithJsonSchema({"type": "string"})]
Word = Annotated[str, _reader(_word), WithJsonSchema({"type": "string"})]
Id = Annotated[str, _reader(_id), WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$"})]
Flag = Annotated[bool, _reader(_flag), WithJsonSchema({"type": "boolean"})]
Whole = Annotated[int, _reader(_whole), WithJsonSchema({"type": "integer"})]
Number = Annotated[Decimal, _reader(_decimal), WithJsonSchema({"type": "number"})]
QuantityField = Annotated[Quantity, _reader(_quantity), WithJsonSchema({"type": ["number", "string"]})]
PeriodField = Annotated[Period, _reader(_period), WithJsonSchema({"type": ["string", "integer"]})]
LocalizedField = dict[str, TextField]
