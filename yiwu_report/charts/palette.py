"""The colours of charts by role, on light and dark backgrounds. Drawn figures contain the light ones.

c1 to c4 are the UK Government Analysis Function's categorical palette on white, and our own palette on dark,
where neighbours differ in lightness as they do on white. c5 to c8 are those that are farthest from all before them in
Oklab, for normal vision and for protanopia, deuteranopia and tritanopia as Machado, Oliveira and Fernandes simulate
them (2009), whichever of the four is nearest. s1 to s5 and d1 to d7 are classes of a value (charts/marks/
colour_classes.py), with constant hues and even steps of lightness in Oklab; text on them has 4.5:1. Every other mark, by its fill or by its outline, and all text
have contrasts of 3:1 and 4.5:1 to their background; tests/site/pages/test_contrast.py calculates it.
"""

from __future__ import annotations

from typing import Final

from yiwu_report.model.charts import ChartColour
from yiwu_report.model.figures import Status

# role -> (on a light background, on a dark one). Each light colour occurs once: a picture turns it into var(--role).
PALETTE: Final[dict[str, tuple[str, str]]] = {
    "paper": ("#FFFFFF", "#14161A"),
    "ink": ("#16181D", "#EBE9E4"),  # labels and values
    "muted": ("#5F6570", "#A3A8B2"),  # ticks, "not published"
    "axis": ("#7F858F", "#7B818D"),  # the zero line, edges that carry meaning
    "grid": ("#E1E3E7", "#30343C"),  # decoration
    "context": ("#C3C7CE", "#4A4F59"),  # marks that only surround others
    "c1": ("#12436D", "#8FC1F2"),
    "c2": ("#28A197", "#128577"),
    "c3": ("#801650", "#F5B5D5"),
    "c4": ("#F46A25", "#E0641F"),
    "c5": ("#7541B8", "#8451C9"),
    "c6": ("#B32517", "#C53829"),
    "c7": ("#392C01", "#BDAD83"),
    "c8": ("#B767D9", "#C77DF0"),
    "total": ("#3D3D3D", "#C9C9C9"),
    "before": ("#7C8490", "#8D95A1"),  # the earlier of two values
    "c1_plan": ("#9BB0C2", "#485E75"),  # a plan: two fifths of the colour, inside an outline of all of it
    "c2_plan": ("#A5D8D3", "#134541"),
    "c3_plan": ("#CA9DB6", "#725969"),
    "c4_plan": ("#FAC0A3", "#6A371C"),
    "c5_plan": ("#C5AFE1", "#432F64"),
    "c6_plan": ("#DFA39E", "#5E2420"),
    "c7_plan": ("#ACA694", "#5B5546"),
    "c8_plan": ("#E1BFEF", "#5F4174"),
    "total_plan": ("#AEAEAE", "#606164"),
    "before_plan": ("#C8CBD0", "#474B53"),
    "c1_forecast": ("#D0D9E2", "#2D3845"),  # a forecast: a fifth, inside a dashed outline
    "c2_forecast": ("#D4ECEA", "#142C2D"),
    "c3_forecast": ("#E6D0DC", "#41363F"),
    "c4_forecast": ("#FDE1D3", "#3D261B"),
    "c5_forecast": ("#E3D9F1", "#2A223D"),
    "c6_forecast": ("#F0D3D1", "#371D1D"),
    "c7_forecast": ("#D7D5CC", "#36342F"),
    "c8_forecast": ("#F1E1F7", "#382B45"),
    "total_forecast": ("#D8D8D8", "#383A3D"),
    "before_forecast": ("#E5E6E9", "#2C2F35"),
    "s1": ("#D7EBFA", "#1C2F44"),  # classes of a value, from low to high: lightness grows or falls steadily
    "s2": ("#98CBF0", "#2B5074"),
    "s3": ("#5CA6DD", "#3A6B99"),
    "s4": ("#2470AD", "#6AA8DC"),
    "s5": ("#133F68", "#B4DEFC"),
    "d1": ("#773A10", "#F7CC9B"),  # classes on both sides of a middle, which is d4
    "d2": ("#B25E21", "#D28C50"),
    "d3": ("#EAB07D", "#7F4D28"),
    "d4": ("#E5E8EC", "#2B2E32"),
    "d5": ("#91C5EA", "#335B83"),
    "d6": ("#3476AE", "#67A5D9"),
    "d7": ("#154470", "#B1DAF8"),
}
COLOURS: Final = tuple(str(each) for each in ChartColour)
OTHERS: Final = "before"  # the grey of what is beyond them; `context` has no shades for plans and forecasts
SEQUENTIAL: Final = ("s1", "s2", "s3", "s4", "s5")
DIVERGING: Final = ("d1", "d2", "d3", "d4", "d5", "d6", "d7")


def light(role: str) -> str:
    """The colour of a role on a light background, e.g. "#12436D"."""
    return PALETTE[role][0]


def fill_role(role: str, status: Status) -> str:
    """The role that fills a mark of this colour and status: c1, c1_plan or c1_forecast."""
    return role if status is Status.FACT else f"{role}_{status}"
