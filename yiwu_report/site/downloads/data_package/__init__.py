"""Everything in one file: a data package after the standard of that name (datapackage.org, version 2), as a zip."""

from yiwu_report.site.downloads.data_package.package import data_package

__all__ = ["data_package"]
