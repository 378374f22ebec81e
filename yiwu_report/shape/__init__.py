"""Figures with their quantities, pandas tables, and derived figures in the order of their dependencies."""

from yiwu_report.shape.scope import DataScope
from yiwu_report.shape.shape import shape
from yiwu_report.shape.store import store_of

__all__ = ["DataScope", "shape", "store_of"]
