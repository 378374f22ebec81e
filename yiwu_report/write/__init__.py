"""Staged publication: the last stage of a build, and the only one that changes the disk.

`publish` makes the output folder hold a site; `folder_problems` and `path_problems` say beforehand what would
keep it from that; `recover` completes what a killed run had begun.
"""

from yiwu_report.write.changes import Changes
from yiwu_report.write.effects import Disk, Effects
from yiwu_report.write.folder import folder_problems
from yiwu_report.write.paths import path_problems
from yiwu_report.write.publish import publish, recover

__all__ = ["Changes", "Disk", "Effects", "folder_problems", "path_problems", "publish", "recover"]
