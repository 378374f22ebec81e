"""`{{ … }}` in a text, with its place, and numbers that stand outside of one."""

from yiwu_report.references.grammar import Part, Reference, ReferenceKind
from yiwu_report.references.loose_numbers import LooseNumber, loose_numbers
from yiwu_report.references.markdown_parts import MarkdownPart, PartKind
from yiwu_report.references.mask import MarkdownText, Mask, mask_markdown, read_markdown
from yiwu_report.references.scan import Scan, scan_markdown, scan_text

__all__ = [
    "LooseNumber",
    "MarkdownPart",
    "MarkdownText",
    "Mask",
    "Part",
    "PartKind",
    "Reference",
    "ReferenceKind",
    "Scan",
    "loose_numbers",
    "mask_markdown",
    "read_markdown",
    "scan_markdown",
    "scan_text",
]
