"""Dependencies of each output, down to the inputs; and where each figure is used."""

from yiwu_report.lineage.inputs import Input, inputs_of
from yiwu_report.lineage.uses import Use, uses_of

__all__ = ["Input", "Use", "inputs_of", "uses_of"]
