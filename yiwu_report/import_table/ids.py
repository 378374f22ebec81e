"""Ids made from names, where they are asked for."""

from __future__ import annotations

import re
import unicodedata
from keyword import iskeyword


def make_id(name: str) -> str | None:
    """An id that looks like a name: "São Tomé" is sao_tome, "lifeExp" life_exp, "2007" y2007; None for 义乌."""
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name))
    plain = "".join(each for each in plain if not unicodedata.combining(each)).replace("ß", "ss")
    if re.search(r"[^\W\d_]", re.sub("[A-Za-z]", "", plain)):
        return None  # letters that have no place in an id: what is left would be another name
    made = re.sub("[^a-z0-9]+", "_", plain.lower()).strip("_")
    if not made:
        return None
    if made[0].isdigit():
        made = f"y{made}" if re.fullmatch("(19|20)[0-9]{2}", made) else f"n{made}"
    return f"{made}_" if iskeyword(made) or made in {"true", "false", "null"} else made
