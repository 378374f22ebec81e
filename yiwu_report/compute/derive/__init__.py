"""Figures with their quantities, pandas tables, and derived figures in the order of their dependencies."""

from yiwu_report.compute.derive.scope import DataScope
from yiwu_report.compute.derive.shape import shape
from yiwu_report.compute.derive.store import store_of

__all__ = ["DataScope", "shape", "store_of"]
