"""Staged publication: the last stage of a build, and the only one that changes the disk.

`publish` makes the output folder hold a site; `folder_problems` and `path_problems` say beforehand what would
keep it from that; `recover` completes what a killed run had begun.
"""

from yiwu_report.publish.paths import folder_problems, path_problems
from yiwu_report.publish.publish import Changes, publish, recover
from yiwu_report.publish.transaction import Disk, Effects

__all__ = ["Changes", "Disk", "Effects", "folder_problems", "path_problems", "publish", "recover"]
