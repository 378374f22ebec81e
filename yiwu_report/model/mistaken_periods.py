"""Common invalid notations of periods, with the valid one."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPAN = re.compile(r"(\d{4})年?\s*(?:[-–—~～至到]|to|until)\s*(\d{4})年?", re.IGNORECASE)
_SEASON = re.compile(r"(?:FY ?)?(\d{4})[–—](\d{2})(?: ?财年)?", re.IGNORECASE)
_AGAINST = re.compile(r"(\d{4})年?\s*(?:vs\.?|versus|against|比|较|on)\s*(\d{4})年?", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(\d{1,2}))?\s*[月日号]?")
_YEAR = re.compile(r"(\d{4})\s*年")
_ENGLISH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.? (?:(\d{1,2}),? )?(\d{4})", re.IGNORECASE)


def meant_period(text: str) -> str | None:
    """The form that is meant, e.g. 2020-10 for 2020年10月 or October 2020; None where it can't be told."""
    if (match := _SPAN.fullmatch(text)) or (match := _season(text)):
        return f"{match[1]}/{match[2]}"
    if match := _AGAINST.fullmatch(text):
        return f"{match[1]} vs {match[2]}"
    if match := _YEAR.fullmatch(text):
        return match[1]
    if match := _DATE.fullmatch(text):
        return _written(match[1], int(match[2]), match[3])
    if (match := _ENGLISH.fullmatch(text)) and match[2][:3].lower() in _MONTHS:
        return _written(match[4], _MONTHS.index(match[2][:3].lower()) + 1, match[1] or match[3])
    return None


def _season(text: str) -> re.Match[str] | None:
    """A financial year with a dash, 2008–09; 2008–12 is none."""
    match = _SEASON.fullmatch(text)
    return match if match and (int(match[1]) + 1) % 100 == int(match[2]) else None


def _written(year: str, month: int, day: str | None) -> str | None:
    if not 1 <= month <= 12:
        return None
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
