"""Recorded reads of a function, so that its result can be cached until one of them changes.

A preview works in this way: whatever depends on what was edited is made anew, and nothing else. The same records say
what each file of a site is made of.
"""

from yiwu_report.incremental.memo import Memo, Memory, NoMemory, same, settled
from yiwu_report.incremental.traced import ANY, EVERYTHING, KEYS, Has, Read, Traceable, traced, untraced

__all__ = [
    "ANY",
    "EVERYTHING",
    "KEYS",
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
