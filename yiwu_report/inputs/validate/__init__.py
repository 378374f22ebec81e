"""From trees of nodes to models, or problems. Pure: nothing here touches disk."""

from yiwu_report.inputs.validate.validate import validate

__all__ = ["validate"]
