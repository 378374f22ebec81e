"""The types of value a key can have, as pydantic types over what `load` returns.

`load` gives every scalar as a `Text` (or None for null), every mapping as a dict with str keys and every
list as a list. Nothing is guessed: the type of a field determines how its text is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from keyword import iskeyword
from typing import Annotated, Any, Self
from unicodedata import normalize

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    PlainValidator,
    PrivateAttr,
    Tag,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from yiwu_report.model import scalar_schemas as schemas
from yiwu_report.model.cell_name import parse_cell
from yiwu_report.model.period import Period, PeriodError, PeriodKind, first_day, parse_period
from yiwu_report.model.problem import Fault, Place, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.quantity import Quantity, QuantityError, parse_quantity


def fault(rule: Rule, message: str, remedy: str) -> PydanticCustomError:
    """An error that `validate` turns into a Problem of this rule at the value's place."""
    return PydanticCustomError(str(rule), "{message}", {"message": message, "remedy": remedy})


def _text(value: object) -> Text:
    if isinstance(value, Text):
        if not value.value.strip():
            raise fault(Rule.BAD_VALUE, "an empty text", "write the text, or remove the key")
        return value
    if isinstance(value, _Lacking):
        raise fault(Rule.MISSING_TRANSLATION, f'no text in "{value.language}"', f"add {value.language}:")
    if isinstance(value, _Unlisted):
        raise unlisted_language(value.language, value.languages)
    raise fault(Rule.WRONG_SHAPE, f"{shape(value)} where a text is expected", "write a single text here")


def _without_references(text: Text) -> Text:
    if "{{" in text.value:
        raise fault(Rule.REFERENCE_SYNTAX, "a reference in a text that is shown unchanged", "write it without {{ }}")
    return text


def unlisted_language(language: str, languages: Sequence[str]) -> PydanticCustomError:
    """The fault of a text in a language that the report doesn't have."""
    remedy = did_you_mean(language, languages, "remove it, or list the language in content/site.yaml")
    return fault(Rule.UNKNOWN_LANGUAGE, f'the report has no language "{language}"', remedy)


def shape(value: object) -> str:
    """The shape of a value, for messages: nothing, a mapping, a list or a single value."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a single value"


@dataclass(frozen=True, slots=True)
class _Lacking:
    """Placeholder for a missing translation, so that it is reported with the other faults."""

    language: str


@dataclass(frozen=True, slots=True)
class _Unlisted:
    """Placeholder for a text in a language that the report doesn't have."""

    language: str
    languages: tuple[str, ...]


def _localized(value: object, info: ValidationInfo) -> object:
    """Texts by language, in the order of the report's languages: the validation context's `languages`, if known."""
    if not isinstance(value, dict):
        message = f"{shape(value)} where a text in every language is expected"
        raise fault(Rule.WRONG_SHAPE, message, "write the text under the key of each language, e.g. en:")
    context = info.context or {}
    languages: tuple[str, ...] | None = context.get("languages")
    if languages is None:
        return value
    lacking = {each: _Lacking(each) for each in languages if value.get(each) is None}
    others = [each for each in value if each not in languages]
    if context.get("others"):  # a language of the report has no words file: which one was meant is not known
        return {
            **{each: lacking.get(each) or value[each] for each in languages},
            **{each: value[each] for each in others},
        }
    unlisted = {each: _Unlisted(each, languages) for each in others}
    return {each: lacking.get(each) or value[each] for each in languages} | unlisted


def _reader(read: Callable[[str], Any]) -> BeforeValidator:
    def validator(value: object) -> Any:
        return read(normalize("NFC", _text(value).value.strip()))  # it may be compared with a name

    return BeforeValidator(validator)


def _word(text: str) -> str:
    return text


_ID = re.compile(schemas.ID_FORM)


def fault_of_id(text: str, *, dots: bool = True) -> Fault | None:
    """What is wrong with an id and what to do; None for a good one. Rows, columns and tables have ids without dots."""
    if not _ID.fullmatch(text):
        remedy = "use lower-case letters, digits and _ (parts joined by dots), a letter first"
        return Fault(Rule.BAD_ID, f'"{text}" is not a valid id', remedy)
    if "." in text and not dots:
        return Fault(Rule.BAD_ID, f'"{text}" is an id with a dot', "write _ instead: dots join table, row and column")
    if text in {"true", "false", "null"}:
        return Fault(Rule.BAD_ID, f'"{text}" is not an id: YAML reads it as another type', "choose another word")
    for part in text.split("."):
        if iskeyword(part):
            return Fault(Rule.BAD_ID, f'"{text}" is not an id: {part} is reserved in formulas', "choose another word")
    return None


def _id(text: str) -> str:
    wrong = fault_of_id(text)
    if wrong:
        raise fault(*wrong)
    return text


def _figure_id(text: str) -> str:
    return cell.id if (cell := parse_cell(text)) else _id(text)


def _id_in(file: str, what: str) -> Callable[[str], str]:
    """Reads an id of something that people also know by a name."""

    def read(text: str) -> str:
        if fault_of_id(text):
            raise fault(
                Rule.BAD_ID, f'"{text}" is not the id of a {what}', f"write the key that the {what} has in {file}"
            )
        return text

    return read


def _if(is_good: Callable[[Any], object], rule: Rule, what: str, remedy: str) -> Callable[[Any], Any]:
    """Reads a value that `is_good`, and refuses any other: "value" what; remedy."""

    def read(value: Any) -> Any:
        if is_good(value):
            return value
        raise fault(rule, f'"{value}" {what}', remedy)

    return read


_WEB = re.compile(r"""https?://[^\s/?#<>"'\\]+([/?#][^\s<>"'\\]*)?""")
_MAIL = re.compile(r"""[^\s@<>"'\\:/]+@[^\s@<>"'\\:/]+\.[^\s@<>"'\\:/]+""")
_LANGUAGE = re.compile(schemas.LANGUAGE_FORM)
_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?")

_web_address = _if(_WEB.fullmatch, Rule.BAD_VALUE, "is not a web address", "write one that begins with https://")
_contact = _if(
    lambda text: _WEB.fullmatch(text) or _MAIL.fullmatch(text),
    Rule.BAD_VALUE,
    "is neither an e-mail address nor a web address",
    "write desk@example.org or https://example.org/contact",
)
_language = _if(_LANGUAGE.fullmatch, Rule.BAD_VALUE, "is not a language code", "write one such as zh or en")
_flag = _if({"true", "false"}.__contains__, Rule.BAD_VALUE, "is neither true nor false", "write true or false")
_digits = _if(_WHOLE.fullmatch, Rule.NUMBER_FORM, "is not a whole number", "write digits only, e.g. 16")
_from_one = _if(lambda number: number >= 1, Rule.BAD_VALUE, "where a number from 1 on is required", "write 1 or more")
_above_zero = _if(lambda number: number > 0, Rule.BAD_VALUE, "is not above zero", "write a number above zero")
_share = _if(
    lambda number: 0 < number < 1,
    Rule.BAD_VALUE,
    "is not between 0 and 1",
    "write a share, e.g. 0.05 for a twentieth",
)
_decimal = _if(
    _NUMBER.fullmatch,
    Rule.NUMBER_FORM,
    "is not a number",
    "write digits with at most one sign and one point, e.g. 666.6667",
)


def _base_url(text: str) -> str:
    if _web_address(text).endswith("/") and "?" not in text and "#" not in text:
        return text
    raise fault(Rule.BAD_VALUE, f'"{text}" does not end with /', "end it with /, e.g. https://example.org/report/")


def is_language(text: str) -> bool:
    """True for what has the form of a language's code."""
    return _LANGUAGE.fullmatch(text) is not None


def _quantity(text: str) -> Quantity:
    try:
        return parse_quantity(text)
    except QuantityError as error:
        if _CALENDAR.fullmatch(text):
            raise fault(
                Rule.NUMBER_FORM, f'"{text}" is a date', "give it a unit of kind date, or write a number"
            ) from None
        raise fault(Rule.NUMBER_FORM, error.message, error.remedy) from None


_CALENDAR = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


def _period(text: str) -> Period:
    try:
        period = parse_period(text)
    except PeriodError as error:
        raise fault(Rule.BAD_VALUE, error.message, error.remedy) from None
    if period.kind is PeriodKind.SPAN and _ends_early(*period.parts):
        raise fault(Rule.BAD_VALUE, f'"{text}" ends before it begins', f"write {period.parts[1]}/{period.parts[0]}")
    return period


def _ends_early(start: str, end: str) -> bool:
    """True where a span ends before it begins; 2019 to 2019-06 does: it is written from month to month."""
    return (first_day(start), start) > (first_day(end), end)


def _date(text: str) -> Period:
    return _of_kind(
        text, {PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.DAY}, "date", "a year, a month or a day: 2018-06"
    )


def _day(text: str) -> Period:
    return _of_kind(text, {PeriodKind.DAY}, "day", "year, month and day: 2018-06-05")


def _of_kind(text: str, kinds: set[PeriodKind], name: str, form: str) -> Period:
    try:
        period = parse_period(text)
    except PeriodError:
        period = None
    if period is None or period.kind not in kinds:
        raise fault(Rule.BAD_VALUE, f'"{text}" is not a valid {name}', f"write {form}")
    return period


def _corrected(value: object) -> Quantity | Period | None:
    """A value as a figure can have it: a number, a date, or null if nothing was published."""
    if value is None:
        return None
    text = _text(value).value.strip()
    try:
        return parse_quantity(text)
    except QuantityError as error:
        try:
            return _date(text)
        except PydanticCustomError:
            raise fault(Rule.NUMBER_FORM, error.message, error.remedy) from None


def _is_mapping(value: object) -> str:
    return "<mapping>" if isinstance(value, dict) else "<other>"


def _is_list(value: object) -> str:
    return "<list>" if isinstance(value, list) else "<other>"


_WHOLE_NUMBER = _reader(lambda text: int(_digits(text)))
_DECIMAL = _reader(lambda text: Decimal(_decimal(text)))
TextField = Annotated[Text, BeforeValidator(_text), WithJsonSchema(schemas.TEXT)]
Word = Annotated[str, _reader(_word), WithJsonSchema(schemas.TEXT)]
WORD = _reader(_word)  # before an enum: its member's word
Id = Annotated[str, _reader(_id), WithJsonSchema(schemas.ID)]
FigureId = Annotated[str, _reader(_figure_id), WithJsonSchema(schemas.FIGURE_ID)]
UnitId = Annotated[str, _reader(_id_in("data/units.yaml", "unit")), WithJsonSchema(schemas.ID)]
SourceId = Annotated[str, _reader(_id_in("data/sources.yaml", "source")), WithJsonSchema(schemas.ID)]
IdKey = Annotated[str, AfterValidator(_id), WithJsonSchema(schemas.ID_KEY)]  # an id that is a key
WebAddress = Annotated[str, _reader(_web_address), WithJsonSchema(schemas.WEB_ADDRESS)]
BaseUrl = Annotated[str, _reader(_base_url), WithJsonSchema(schemas.WEB_ADDRESS)]
Contact = Annotated[str, _reader(_contact), WithJsonSchema(schemas.TEXT)]
LanguageCode = Annotated[str, _reader(_language), WithJsonSchema(schemas.LANGUAGE)]
Flag = Annotated[bool, _reader(lambda text: _flag(text) == "true"), WithJsonSchema(schemas.FLAG)]
WholeNumber = Annotated[int, _WHOLE_NUMBER, WithJsonSchema(schemas.WHOLE)]  # from 0 on
PositiveWhole = Annotated[int, AfterValidator(_from_one), _WHOLE_NUMBER, WithJsonSchema(schemas.COUNTING)]
DecimalNumber = Annotated[Decimal, _DECIMAL, WithJsonSchema(schemas.NUMBER)]
Factor = Annotated[Decimal, AfterValidator(_above_zero), _DECIMAL, WithJsonSchema(schemas.FACTOR)]
Share = Annotated[Decimal, AfterValidator(_share), _DECIMAL, WithJsonSchema(schemas.SHARE)]
QuantityField = Annotated[Quantity, _reader(_quantity), WithJsonSchema(schemas.VALUE)]
CorrectedField = Annotated[
    Quantity | Period | None,
    PlainValidator(_corrected),
    WithJsonSchema({"anyOf": [schemas.VALUE, {"type": "null"}]}),
]
PeriodField = Annotated[Period, _reader(_period), WithJsonSchema(schemas.PERIOD)]
DateField = Annotated[Period, _reader(_date), WithJsonSchema(schemas.DATE)]  # a year, a month or a day
DayField = Annotated[Period, _reader(_day), WithJsonSchema(schemas.DAY)]
LocalizedField = Annotated[dict[str, TextField], BeforeValidator(_localized), WithJsonSchema(schemas.TEXTS)]
# names, not prose
PlainText = Annotated[Text, AfterValidator(_without_references), BeforeValidator(_text), WithJsonSchema(schemas.TEXT)]
PlainLocalized = Annotated[dict[str, PlainText], BeforeValidator(_localized), WithJsonSchema(schemas.TEXTS)]
PlainLocalizedOrText = Annotated[
    Annotated[PlainLocalized, Tag("<mapping>")] | Annotated[PlainText, Tag("<other>")], Discriminator(_is_mapping)
]
IdOrIds = Annotated[Annotated[list[Id], Tag("<list>")] | Annotated[Id, Tag("<other>")], Discriminator(_is_list)]


_Keys = tuple[str, ...]
_NO_FILE = Place("data")  # of an entry that is in no file


class Spec(BaseModel):
    """Base of the models of input files. Unknown keys are refused; descriptions feed schemas and the reference."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True)

    _places: Mapping[_Keys, Place] = PrivateAttr(default_factory=dict)
    _default_places: Mapping[_Keys, Place] = PrivateAttr(default_factory=dict)

    def located(self, places: Mapping[_Keys, Place], defaults: Mapping[_Keys, Place] | None = None) -> Self:
        """The entry itself, which now knows its place (`()`) and those of its keys, here and in a file's defaults."""
        self._places, self._default_places = places, defaults or {}
        return self

    def located_as(self, outer: Spec, names: Collection[str]) -> Self:
        """The entry itself, which now knows the places in `outer` of the keys it inherits."""

        def with_those_of(outer: Mapping[_Keys, Place], own: Mapping[_Keys, Place]) -> Mapping[_Keys, Place]:
            return {**{(name,): outer[name,] for name in names if (name,) in outer}, **own}

        places = with_those_of(outer._places, self._places)
        return self.located(places, with_those_of(outer._default_places, self._default_places))

    @property
    def place(self) -> Place:
        """The place of the entry: at its own key, or at the top of its file."""
        return self.place_of()

    def place_of(self, *keys: str, otherwise: Place | None = None) -> Place:
        """The place of the value under these keys; without one, `otherwise` or the entry's own place."""
        place = self._places.get(keys) or self._default_places.get(keys)
        return place or otherwise or self._places.get((), _NO_FILE)

    def is_default(self, key: str) -> bool:
        """True if the defaults of the file have this key."""
        return (key,) not in self._places and (key,) in self._default_places

    @classmethod
    def key_order(cls) -> tuple[str, ...]:
        """The names of its fields, in the order in which pages and messages list them."""
        return tuple(cls.model_fields)
