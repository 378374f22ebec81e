"""The stages in their order; the only module that knows them all."""

from yiwu_report.build.build import Built, build, make_site
from yiwu_report.build.session import Session, Trial, try_change
from yiwu_report.build.stages import Stages, require_valid, run_stages

__all__ = [
    "Built",
    "Session",
    "Stages",
    "Trial",
    "build",
    "make_site",
    "require_valid",
    "run_stages",
    "try_change",
]
