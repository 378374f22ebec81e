"""Ids that look like the names that a file has, and names without their units."""

from __future__ import annotations

import re
import unicodedata
from keyword import iskeyword

_DATE = re.compile("(18|19|20)[0-9]{2}(_(0[1-9]|1[0-2])(_[0-3][0-9])?)?")  # a year, a month or a day


def make_id(name: str) -> str | None:
    """An id that looks like a name: "São Tomé" is sao_tome, "lifeExp" life_exp, "2012-01" y2012_01; None for 义乌."""
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name))
    plain = "".join(each for each in plain if not unicodedata.combining(each)).replace("ß", "ss")
    if re.search(r"[^\W\d_]", re.sub("[A-Za-z]", "", plain)):
        return None  # letters that have no place in an id: what is left would be another name
    made = re.sub("[^a-z0-9]+", "_", plain.lower()).strip("_")
    if not made:
        return None
    if made[0].isdigit():
        made = f"y{made}" if _DATE.fullmatch(made) else f"n{made}"
    return f"{made}_" if iskeyword(made) or made in {"true", "false", "null"} else made


_BRACKETS = re.compile(r"(?P<name>.*\S)\s*[(\[（［](?P<unit>[^()\[\]（）［］]{1,16})[)\]）］]")


def without_unit(heading: str) -> str | None:
    """The heading without what stands in brackets at its end, e.g. "Mean high" of "Mean high (°C)"; None without it."""
    found = _BRACKETS.fullmatch(heading.strip())
    return found["name"] if found else None
