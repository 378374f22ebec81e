"""The stages in their order; the only module that knows them all."""

from yiwu_report.pipeline.build import Built, build, check, list_words, make_site
from yiwu_report.pipeline.session import Session
from yiwu_report.pipeline.stages import Stages, run_stages, whole
from yiwu_report.pipeline.trial import Trial, try_change

__all__ = [
    "Built",
    "Session",
    "Stages",
    "Trial",
    "build",
    "check",
    "list_words",
    "make_site",
    "run_stages",
    "try_change",
    "whole",
]
