"""Staged publication: the last stage of a build, and the only one that changes the disk.

`publish` writes a site to the output folder; `folder_problems` and `path_problems` report beforehand what would
prevent it; `recover` completes an interrupted publication.
"""

from yiwu_report.publish.paths import folder_problems, path_problems
from yiwu_report.publish.publish import Changes, publish, recover
from yiwu_report.publish.transaction import Disk, Effects

__all__ = ["Changes", "Disk", "Effects", "folder_problems", "path_problems", "publish", "recover"]
