"""The nouns: every frozen type that the stages pass on, with `Problem` and `InvalidInput`.

Pydantic models stand for what editors write (`*Spec`), frozen dataclasses for what is computed from it.
"""
