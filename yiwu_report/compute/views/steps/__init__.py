"""The steps of views, one file each; a new one is listed here and nowhere else."""

from __future__ import annotations

from typing import Final

from yiwu_report.compute.views.step import ViewStep
from yiwu_report.compute.views.steps.bins import BinsStep
from yiwu_report.compute.views.steps.change import ChangeStep
from yiwu_report.compute.views.steps.column import ColumnStep
from yiwu_report.compute.views.steps.fill import FillStep
from yiwu_report.compute.views.steps.group import GroupStep
from yiwu_report.compute.views.steps.index import IndexStep
from yiwu_report.compute.views.steps.join import JoinStep
from yiwu_report.compute.views.steps.percent_change import PercentChangeStep
from yiwu_report.compute.views.steps.pivot import PivotStep
from yiwu_report.compute.views.steps.rank import RankStep
from yiwu_report.compute.views.steps.rolling import RollingStep
from yiwu_report.compute.views.steps.select import SelectStep
from yiwu_report.compute.views.steps.share import ShareStep
from yiwu_report.compute.views.steps.sort import SortStep
from yiwu_report.compute.views.steps.top import TopStep
from yiwu_report.compute.views.steps.unpivot import UnpivotStep
from yiwu_report.compute.views.steps.where import WhereStep

_ALL: tuple[type[ViewStep], ...] = (
    WhereStep,
    SelectStep,
    PivotStep,
    UnpivotStep,
    JoinStep,
    GroupStep,
    ColumnStep,
    ShareStep,
    ChangeStep,
    PercentChangeStep,
    IndexStep,
    RollingStep,
    RankStep,
    SortStep,
    TopStep,
    BinsStep,
    FillStep,
)
STEP_SPECS: Final = {step.word: step for step in _ALL}
