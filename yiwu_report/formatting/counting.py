"""What a language counts as a number in prose, so that none stands outside a reference."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from yiwu_report.model.fields import Word, fault
from yiwu_report.model.rules import Rule
from yiwu_report.model.spec import Spec


def _regular_expression(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise fault(
            Rule.BAD_VALUE, f'"{pattern}" is no regular expression: {error}', "write one that Python's re takes"
        ) from None
    return pattern


Expression = Annotated[Word, AfterValidator(_regular_expression)]


class Counting(Spec):
    """Numbers in prose, as regular expressions."""

    dates: list[Expression] = Field(
        [],
        description="digits that are a date or a year, and so no loose number; a group named amount marks one that may be an amount",
    )
    amounts: list[Expression] = Field(
        [], description="words that make an amount of such a date behind them in its sentence, e.g. grew (by 2000)"
    )
    years: list[Word] = Field([], description="how a year is written so that it is taken for one, e.g. in 2013,")
    words: list[Expression] = Field([], description="numbers written as words")
    claims: list[Expression] = Field(
        [], description="comparatives, multiples and superlatives, which a claim should cover"
    )
