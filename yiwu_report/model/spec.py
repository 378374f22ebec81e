"""What every spec is: frozen, strict about keys, and aware of where it stands."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Spec(BaseModel):
    """Base of the models of input files. Unknown keys are refused; descriptions feed schemas and the reference."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True)
