"""Recorded reads of a function, so that its result can be cached until one of them changes.

A preview recomputes only what depends on an edit. The same records list the dependencies of each file of a site.
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
