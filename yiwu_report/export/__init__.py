"""Files of data and assets: what a site holds beside its pages."""

from yiwu_report.export.compressed import compressed

__all__ = ["compressed"]
