"""Why a part of a figure is empty, and the remedy."""

from __future__ import annotations

from yiwu_report.model.data import Data, Figure
from yiwu_report.references import Part


def missing_part(figure: Figure, part: Part, data: Data) -> tuple[str, str]:
    """Message and remedy for an empty part of a figure."""
    match part:
        case Part.PERIOD:
            return (
                f"{figure.id} has no period{_why_no_period(figure, data)}",
                f"add period: to it in {figure.place.file}",
            )
        case Part.SOURCE if figure.formula is not None:
            why = f"{figure.id} has no source, because it is calculated"
            return (
                why,
                "use the source of an input, e.g. " + f"{{{{ {next(iter(figure.inputs), 'figure.id')}:source }}}}",
            )
        case Part.SOURCE:
            return f"{figure.id} has no source", f"add source: to it in {figure.place.file}"
        case _:
            return f"the {part} of {figure.id} is empty in this language", f"omit :{part}"


def _why_no_period(figure: Figure, data: Data) -> str:
    """A derived figure has the period of its inputs if they have the same."""
    if figure.formula is None:
        return ""
    periods = {data.figures[each].period for each in figure.inputs if each in data.figures}
    if len(periods - {None}) > 1:
        return ", since its inputs have several"
    return ", since not all of its inputs have one" if periods - {None} else ", since its inputs have none"
