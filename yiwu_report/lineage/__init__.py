"""What each file of a site is made of, down to the inputs of an editor; and where each figure goes."""

from yiwu_report.lineage.inputs import Input, inputs_of
from yiwu_report.lineage.uses import Use, uses_of

__all__ = ["Input", "Use", "inputs_of", "uses_of"]
