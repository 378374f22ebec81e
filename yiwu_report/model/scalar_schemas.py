"""JSON Schemas of the values of keys, for editors that complete and check YAML.

A tool reads YAML before it checks: `2020` is a number to it and `true` a truth, whatever the key. So each schema takes
what its text may look like then, in quotes or not. What only the generator can know (that an id leads somewhere, that
a month exists) is left to it: a schema never refuses what the generator accepts.
"""

from __future__ import annotations

from typing import Any

from yiwu_report.model.cell_name import CELL
from yiwu_report.quantity import VALUE_PATTERN

Schema = dict[str, Any]

_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_WHEN = rf"({_DATE}|[0-9]{{4}}-(H[12]|Q[1-4]|W[0-9]{{2}}))"  # as above, or a half-year, a quarter, a week
_TIME = rf"({_WHEN}|[0-9]{{4}}/[0-9]{{2}})"
_ID_PART = "[a-z][a-z0-9_]*"
ID_FORM = rf"{_ID_PART}(\.{_ID_PART})*"
LANGUAGE_FORM = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_DIGITS = "(0|[1-9][0-9]*)"
LOCALIZED = "x-localized"  # marks a text in every language; the report lists them


def _pattern(expression: str, said: str, *more: str) -> Schema:
    """Text of this form, with spaces around it or not; `more` are the other types that it can look like."""
    spaced = rf"^\s*({expression})\s*$"
    return {"type": ["string", *more], "pattern": spaced, "patternErrorMessage": said}


TEXT: Schema = {"not": {"type": ["object", "array", "null"]}, "errorMessage": "A single text."}
ID = _pattern(ID_FORM, "an id: lower-case letters, digits and _, parts joined by dots")
FIGURE_ID = _pattern(
    rf"(?:{ID_FORM}|{CELL})", 'the id of a figure, or a cell of a file by its keys, e.g. life["Swaziland", 2007].life'
)
ID_KEY: Schema = {"type": "string", "pattern": f"^{ID_FORM}$"}
ID_PART_KEY: Schema = {"type": "string", "pattern": f"^{_ID_PART}$"}
WEB_ADDRESS = _pattern(r"https?://\S+", "a web address that begins with https://")
LANGUAGE = _pattern(LANGUAGE_FORM, "the code of a language, e.g. zh or en")
FLAG: Schema = {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": r"^\s*(true|false)\s*$"}]}
WHOLE: Schema = _pattern(_DIGITS, "digits only", "integer") | {"minimum": 0}
COUNTING: Schema = _pattern("[1-9][0-9]*", "digits only, from 1 on", "integer") | {"minimum": 1}
NUMBER: Schema = _pattern(rf"-?{_DIGITS}(\.[0-9]+)?", "digits with at most one sign and one point", "number")
FACTOR: Schema = NUMBER | {"exclusiveMinimum": 0}
SHARE: Schema = NUMBER | {"exclusiveMinimum": 0, "exclusiveMaximum": 1}
VALUE = _pattern(
    f"{VALUE_PATTERN}|{_DATE}",
    "a number such as 71, over 1500, 200 odd, 3 to 4, without its unit; or null: not published",
    "number",
)
DATE = _pattern(_DATE, "a year, a month or a day: 2018-06", "integer")
DAY = _pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day: 2018-06-05")
PERIOD = _pattern(
    rf"{_WHEN}(\s*/\s*{_WHEN})?|{_TIME}(\s+vs\s+{_TIME})?|[A-Za-z][A-Za-z0-9 _-]*",
    "2019, 2020-10, 2018-06-05, 2020-H1, 2020-Q1, 2020-W07, 2016/2020, 2008/09 (a financial year), 2019 vs 2015, or a period named in site.yaml",
    "integer",
)
TEXTS: Schema = {"type": "object", "additionalProperties": TEXT, LOCALIZED: True}
