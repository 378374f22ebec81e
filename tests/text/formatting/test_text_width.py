"""Widths of texts, as laid down: Arial's advances, Han one em."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from yiwu_report.text.formatting import liberation_sans
from yiwu_report.text.formatting.text_width import RANGES, character_em, text_width_px, widths_as_json


@pytest.mark.parametrize(
    ("text", "bold", "em"),
    [
        ("0123456789", False, 10 * 1139 / 2048),  # all digits are equally wide: columns of numbers align
        ("0123456789", True, 10 * 1139 / 2048),
        ("Wi", False, (1933 + 455) / 2048),
        ("Wi", True, (1933 + 569) / 2048),
        ("义乌，２０％", False, 6.0),
        ("义乌", True, 2.0),
        ("¥20亿元", False, 3 * 1139 / 2048 + 2),
        ("e\u0301", False, 1139 / 2048),  # an accent stands on its letter
        ("مصر", False, 3 * 0.7),  # another script: the stated rule
        ("", False, 0.0),
    ],
)
def test_width_of_a_text(text: str, bold: bool, em: float) -> None:
    assert text_width_px(text, 16, bold=bold) == pytest.approx(16 * em)


def test_every_character_is_ruled_once() -> None:
    for widths in (liberation_sans.REGULAR, liberation_sans.BOLD):
        characters = "".join(widths.values())
        assert len(characters) == len(set(characters)) == 598
        for first, last, _ in RANGES:
            assert not [character for character in characters if first <= ord(character) <= last]
    assert list(RANGES) == sorted(RANGES)
    assert all(left[1] < right[0] for left, right in pairwise(RANGES))


def test_javascript_gets_the_same_rule() -> None:
    table = json.loads(json.dumps(widths_as_json(), ensure_ascii=False))
    for weight, bold in (("regular", False), ("bold", True)):
        for width, characters in table[weight].items():
            for character in characters:
                assert character_em(character, bold=bold) == int(width) / table["unitsPerEm"]
    for first, last, em in table["ranges"]:
        assert character_em(chr(first)) == character_em(chr(last)) == em
    assert character_em("\u0e01") == table["other"]
