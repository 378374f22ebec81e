"""The data model: every frozen type passed between stages, with `Problem` and `InvalidInput`.

Pydantic models represent what editors write (`*Spec`), frozen dataclasses what is computed from it.
"""
