"""Why a figure has nothing to show for a part that a reference names, and what to do."""

from __future__ import annotations

from yiwu_report.model.data import Data, Figure
from yiwu_report.references import Part


def missing_part(figure: Figure, part: Part, data: Data) -> tuple[str, str]:
    """What is wrong, and what to do, where this part of the figure comes out empty."""
    match part:
        case Part.PERIOD:
            return (
                f"{figure.id} has no period{_why_no_period(figure, data)}",
                f"add period: to it in {figure.place.file}",
            )
        case Part.SOURCE if figure.formula is not None:
            why = f"{figure.id} has no source, since it is computed"
            return why, "name that of an input, e.g. " + f"{{{{ {next(iter(figure.inputs), 'figure.id')}:source }}}}"
        case Part.SOURCE:
            return f"{figure.id} has no source", f"add source: to it in {figure.place.file}"
        case _:
            return f"the {part} of {figure.id} is empty: it is written without one", f"leave :{part} out"


def _why_no_period(figure: Figure, data: Data) -> str:
    """A computed figure has the period that all of its inputs have."""
    if figure.formula is None:
        return ""
    periods = {data.figures[each].period for each in figure.inputs if each in data.figures}
    if len(periods - {None}) > 1:
        return ", since its inputs have several"
    return ", since not all of its inputs have one" if periods - {None} else ", since its inputs have none"
