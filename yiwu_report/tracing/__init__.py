"""Recorded reads of a function, so that its result can be cached until one of them changes.

A preview works in this way: whatever depends on what was edited is made anew, and nothing else. The same records say
what each file of a site is made of.
"""

from yiwu_report.tracing.memo import Memo, Memory, NoMemory
from yiwu_report.tracing.same import same, settled
from yiwu_report.tracing.traced import ANY, KEYS, WHOLE, Has, Read, Traceable, traced, untraced

__all__ = [
    "ANY",
    "KEYS",
    "WHOLE",
    "Has",
    "Memo",
    "Memory",
    "NoMemory",
    "Read",
    "Traceable",
    "same",
    "settled",
    "traced",
    "untraced",
]
