"""Files of data and assets: what a site holds beside its pages."""

from yiwu_report.export.compressed import compressed
from yiwu_report.export.export import export

__all__ = ["compressed", "export"]
