"""Data files and other downloads of a site."""

from yiwu_report.site.downloads.compressed import compressed

__all__ = ["compressed"]
