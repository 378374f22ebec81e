"""The stages in their order; the only module that knows them all."""

from yiwu_report.pipeline.build import Built, build, check, list_words, make_site
from yiwu_report.pipeline.session import Session
from yiwu_report.pipeline.stages import Stages, run_stages, whole

__all__ = ["Built", "Session", "Stages", "build", "check", "list_words", "make_site", "run_stages", "whole"]
