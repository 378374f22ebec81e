"""Where a data file comes from: `origin:` of a table, and the record of the file that was fetched from there."""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Discriminator, Field, Tag, WithJsonSchema

from yiwu_report.model import scalar_schemas as schemas
from yiwu_report.model.fields import Spec, TextField, WebAddress, WholeNumber, Word, fault
from yiwu_report.model.rules import Rule

_LOCAL = re.compile(r"http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?([/?#].*)?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def is_local(address: str) -> bool:
    """True for an http address of this machine."""
    return _LOCAL.fullmatch(address) is not None


def _fetchable(address: str) -> str:
    """An https address, or one of this machine; without a password, which would be published with the project."""
    if not (address.startswith("https://") or is_local(address)):
        message = f'"{address}" is not encrypted: http is only for localhost'
        raise fault(Rule.BAD_VALUE, message, "write the address that begins with https://")
    if "@" in re.split(r"[/?#]", address.partition("://")[2])[0]:  # it is not repeated here: logs are read by others
        message, remedy = "an address with a name or a password in it", "use a command that reads it from elsewhere"
        raise fault(Rule.BAD_VALUE, message, remedy)
    return address


def _digest(text: str) -> str:
    if _DIGEST.fullmatch(text):
        return text
    raise fault(Rule.BAD_VALUE, f'"{text}" is not a SHA-256', "let refresh write this file")


def _moment(text: str) -> str:
    try:
        datetime.strptime(text, _MOMENT)  # noqa: DTZ007  # Z is UTC
    except ValueError:
        raise fault(Rule.BAD_VALUE, f'"{text}" is not a time', "write it as 2026-01-31T09:30:00Z") from None
    return text


def moment(when: datetime) -> str:
    """A time in UTC, to the second, e.g. 2026-01-31T09:30:00Z."""
    return when.strftime(_MOMENT)


def _is_list(value: object) -> str:
    return "<list>" if isinstance(value, list) else "<other>"


_ADDRESS_SCHEMA: dict[str, Any] = {
    "type": "string",
    "pattern": r"^\s*(https://|http://(localhost|127\.0\.0\.1|\[::1\]))",
    "errorMessage": "A web address that begins with https://.",
}
_Address = Annotated[WebAddress, AfterValidator(_fetchable), WithJsonSchema(_ADDRESS_SCHEMA)]
_Arguments = Annotated[list[TextField], Field(min_length=1)]
OriginField = Annotated[
    Annotated[_Arguments, Tag("<list>")] | Annotated[_Address, Tag("<other>")], Discriminator(_is_list)
]
ORIGIN: Final = (
    "where `refresh` fetches the file: an https address (http only for localhost), or a command as a list of its "
    "arguments, which prints the file"
)


class OriginSpec(Spec):
    """What `refresh` needs to know of a table, before its file can be read."""

    file: TextField
    origin: OriginField = Field(description=ORIGIN)

    @property
    def file_name(self) -> str:
        """The name of its file in data/files/."""
        return self.file.value.strip()

    @property
    def address(self) -> str | None:
        """The web address; None for a command."""
        return self.origin if isinstance(self.origin, str) else None

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments of a command, its program first; none for an address."""
        return () if isinstance(self.origin, str) else tuple(each.value for each in self.origin)

    @property
    def shown(self) -> str:
        """The address, or the command as a shell would need it."""
        return self.address or shlex.join(self.arguments)


class FetchedFileSpec(OriginSpec):
    """An entry of data/origins.yaml, written by `refresh`: a file of data/files/, and how it came there."""

    file: TextField = Field(description="its name in data/files/")
    origin: OriginField = Field(description="the address or the command that it came from")
    fetched: Annotated[Word, AfterValidator(_moment), WithJsonSchema(schemas.TEXT)] = Field(
        description="when, in UTC: 2026-01-31T09:30:00Z"
    )
    size_bytes: WholeNumber = Field(description="its size")
    sha256: Annotated[Word, AfterValidator(_digest), WithJsonSchema(schemas.TEXT)] = Field(
        description="its SHA-256 in hexadecimal digits"
    )
    etag: TextField | None = Field(None, description="what the server calls this version, asked for the next time")
    last_modified: TextField | None = Field(None, description="when the server says that it changed last")
