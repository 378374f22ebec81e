"""Files of data and assets: what a site holds beside its pages."""

from yiwu_report.site.downloads.compressed import compressed

__all__ = ["compressed"]
