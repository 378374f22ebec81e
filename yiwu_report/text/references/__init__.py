"""`{{ … }}` in a text, with its place, and loose numbers."""

from yiwu_report.text.references.grammar import FigurePart, Reference, ReferenceKind
from yiwu_report.text.references.loose_numbers import LooseNumber, Qualifying, Surroundings, composed, loose_numbers
from yiwu_report.text.references.markdown_parts import MarkdownPart, PartKind
from yiwu_report.text.references.scan import (
    MarkdownText,
    Mask,
    Scan,
    mask_markdown,
    read_markdown,
    scan_markdown,
    scan_text,
)

__all__ = [
    "FigurePart",
    "LooseNumber",
    "MarkdownPart",
    "MarkdownText",
    "Mask",
    "PartKind",
    "Qualifying",
    "Reference",
    "ReferenceKind",
    "Scan",
    "Surroundings",
    "composed",
    "loose_numbers",
    "mask_markdown",
    "read_markdown",
    "scan_markdown",
    "scan_text",
]
