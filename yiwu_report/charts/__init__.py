"""Charts: from what an editor declares to Plotly figures in each language, at two widths."""

from yiwu_report.charts.draw import draw_charts

__all__ = ["draw_charts"]
