"""data/derived.yaml, claims.yaml and corrections.yaml: derived figures, claims and corrections."""

from __future__ import annotations

from yiwu_report.inputs.validate.collector import Collector, read_entries
from yiwu_report.inputs.validate.messages import wrong_shape
from yiwu_report.inputs.validate.to_python import to_python
from yiwu_report.model.figures import ClaimSpec, CorrectionSpec, DerivedSpec
from yiwu_report.model.node import BrokenNode, ListNode, MappingEntry, Node
from yiwu_report.model.problem import Fault, Unusable
from yiwu_report.model.rules import Rule


def read_derived(node: Node | None, collector: Collector) -> dict[str, DerivedSpec | Unusable]:
    """Every derived figure by its id."""
    return read_entries(node, "derived", collector, lambda _, entry: collector.read(DerivedSpec, entry))


def read_claims(node: Node | None, collector: Collector) -> dict[str, ClaimSpec | Unusable]:
    """Every claim by its id."""
    return read_entries(node, "claim", collector, lambda _, entry: _read_claim(entry, collector))


def _read_claim(entry: MappingEntry, collector: Collector) -> ClaimSpec | None:
    claim = collector.read(ClaimSpec, entry)
    if claim is None:
        return None
    wrong = _form_fault(claim)
    if wrong:
        collector.refuse(entry.key, Rule.WRONG_SHAPE, *wrong)
        return None
    return claim


_FORMS = "write says: and formula:, or holds:, or counts:, or cases:, or not_checkable:"


def _form_fault(claim: ClaimSpec) -> tuple[str, str] | None:  # noqa: PLR0911  # a case each
    if (claim.says is None) is not (claim.formula is None):
        lacking = "formula" if claim.formula is None else "says"
        return f"a claim with {'says' if claim.says else 'formula'} and no {lacking}", f"add {lacking}:"
    names = ("says", "holds", "counts", "cases", "not_checkable")
    written = [name for name in names if getattr(claim, name) is not None]
    if not written:
        return "a claim without says:, holds:, counts:, cases: or not_checkable:", _FORMS
    if len(written) > 1:
        return f"a claim with both {written[0]} and {written[1]}", "keep one, or make two claims"
    if claim.cases is not None and claim.words is not None:
        return "a claim with both cases and words", "write the words in each case"
    if claim.table is not None and claim.cases is None:
        return "a claim with table: and no cases", "remove table:"
    if claim.not_checkable and claim.not_comparable:
        return "a claim with both not_checkable and not_comparable", "keep not_checkable if there is no formula"
    return None


def read_corrections(node: Node | None, collector: Collector) -> list[tuple[str, CorrectionSpec]]:
    """Every correction with its number in the file; faulty ones are omitted, with problems."""
    if node is None or isinstance(node, BrokenNode):
        return []
    if not isinstance(node, ListNode):
        collector.refuse(node.place, *wrong_shape(to_python(node), "a list", 'begin each correction with "- "'))
        return []
    corrections: list[tuple[str, CorrectionSpec]] = []
    for number, item in enumerate(node.items):
        entry = MappingEntry(item.place, item)
        collector.remember(("correction", str(number)), entry)
        correction = collector.read(CorrectionSpec, entry)
        if correction and correction.before == correction.after:
            fault = Fault(Rule.BAD_VALUE, "a correction that changes nothing", "write the current value")
            collector.refuse_at(("correction", str(number), "after"), fault)
        elif correction:
            corrections.append((str(number), correction))
    return corrections
