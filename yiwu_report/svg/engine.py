"""plotly.js in V8, with our own small DOM: one engine per process.

`nestedProperty` turns "tickfont.size" into ["tickfont", "size"], by a regular expression for each part: a fifth of the
time of a picture. Here it does so once for each name. It is the only change of plotly.js; what it draws
stays the same, to the byte. A version that is written in another way is left unchanged: slower, with the same result.
"""

from __future__ import annotations

import json
import pkgutil
import re
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from yiwu_report.svg.bundle import CannotDraw, needed_part, plain_json, refuse_unfit
from yiwu_report.svg.liberation_sans_ink import ink_as_json

if TYPE_CHECKING:
    from yiwu_report.svg.v8 import V8


# var i=r.split("."),n,a,o,s;for(s=0;…)…throw"bad property string";for(s=0;…){…}return typeof t!="object"?…
_TAKES_APART = re.compile(
    r'var (?P<parts>[\w$]+)=(?P<name>[\w$]+)\.split\("\."\),(?P<others>[\w$,]+);'
    r'(?P<work>for\([^"]{0,120}"__"\)throw"bad property string";for\(.{0,400}?\})'
    r'(?=return typeof [\w$]+!="object"\?)'
)
_REMEMBERS = (
    r"var \g<parts>=partsOfNames[\g<name>],\g<others>;"
    r"if(\g<parts>)\g<parts>=\g<parts>.slice();"
    r'else{\g<parts>=\g<name>.split(".");\g<work>partsOfNames[\g<name>]=\g<parts>.slice()}'
)
_MEMORY = "var partsOfNames=Object.create(null);\n"


def remembering(bundle: str) -> str:
    """The same program, quicker, or the very same where `nestedProperty` is not found once."""
    changed, count = _TAKES_APART.subn(_REMEMBERS, bundle)
    return _MEMORY + changed if count == 1 else bundle


_AT_ONCE: Final = 8


@dataclass(frozen=True, eq=False)
class _PendingPicture:
    """A requested picture."""

    drawing: tuple[str, int, int]  # the figure as JSON, width and height
    words: tuple[str, str, str]  # prefix, title and description
    coming: Future[str] = field(default_factory=Future)


class Engine:
    """Draws pictures until it is closed.

    V8 has its own thread, where it starts at once: making an engine takes no time, and nearly all of the 0.4 s
    until the first picture go by beside other work. So make it before importing what takes its time, such as pandas.
    A figure that exceeds the limits of time or memory costs the context, not the process: the next figure gets a new
    one. Each call into V8 asks for Python's lock some times: let threads take turns often.
    """

    def __init__(self, plotly_js: str) -> None:
        """`plotly_js`: the text of a plotly.js bundle, e.g. the one in the package `plotly`."""
        self._plotly_js = plotly_js
        self._v8: V8 | None = None
        self._asked: deque[_PendingPicture] = deque()
        self._failure: CannotDraw | None = None  # a plotly.js that doesn't start won't start for the next figure either
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pictures")
        self._thread.submit(self._started)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End its thread and give V8's memory back."""
        self._thread.submit(self._stop)
        self._thread.shutdown()

    def draw(  # noqa: PLR0913  # what, how large, and the words that go with it
        self, figure: Mapping[str, Any], width_px: int, height_px: int, *, prefix: str, title: str, description: str
    ) -> str:
        """The picture as SVG text for a page, in the figure's own colours; `prefix` begins its ids.

        `figure` is a `go.Figure` as plain JSON data. Raises `CannotDraw`.
        """
        return self.begin(figure, width_px, height_px, prefix=prefix, title=title, description=description).result()

    def begin(  # noqa: PLR0913  # as above
        self, figure: Mapping[str, Any], width_px: int, height_px: int, *, prefix: str, title: str, description: str
    ) -> Future[str]:
        """A future of the picture, drawn in V8's own thread meanwhile. Its result is that of `draw`."""
        refuse_unfit(figure)
        text = plain_json({"data": figure.get("data", []), "layout": figure.get("layout", {})})
        asked = _PendingPicture((text, width_px, height_px), (prefix, title, description))
        self._asked.append(asked)
        self._thread.submit(self._draw_some)
        return asked.coming

    def _draw_some(self) -> None:
        """Draw what has been asked for since the last time, in calls that it shares."""
        some = [self._asked.popleft() for _ in range(min(len(self._asked), _AT_ONCE))]
        if some:
            self._draw(some)

    def _draw(self, some: Sequence[_PendingPicture]) -> None:
        try:
            outcomes = self._outcomes(some)
        except CannotDraw as reason:
            if len(some) > 1:  # one of them exceeds the limits
                for each in some:
                    self._draw([each])
                return
            outcomes = [reason]
        except BaseException as error:  # noqa: BLE001  # whatever it is: those who wait for it are to know
            outcomes = [error] * len(some)
        for each, outcome in zip(some, outcomes, strict=True):
            if isinstance(outcome, str):
                each.coming.set_result(outcome)
            else:
                each.coming.set_exception(outcome)

    def _outcomes(self, some: Sequence[_PendingPicture]) -> Sequence[str | BaseException]:
        v8 = self._started()
        try:
            v8.call("beginPictures", [each.drawing for each in some])
            found = json.loads(v8.call("finishPictures", [each.words for each in some]))
        finally:
            if v8.is_closed:
                self._v8 = None
        return [each["svg"] if "svg" in each else CannotDraw(each["reason"]) for each in found]

    def _started(self) -> V8:
        """The context, started if necessary."""
        if self._failure is not None:
            raise self._failure
        if self._v8 is None:
            from yiwu_report.svg.v8 import V8  # noqa: PLC0415  # a build that finds all pictures needs no V8

            v8 = V8()
            try:
                self._load(v8)
            except CannotDraw as error:
                v8.close()
                self._failure = CannotDraw(f"plotly.js does not start: {error}")
                raise self._failure from error
            self._v8 = v8
        return self._v8

    def _load(self, v8: V8) -> None:
        before, after = _own_code()
        for program in (before, remembering(needed_part(self._plotly_js)), after):
            v8.load(program)
        v8.call("setTextWidths", *_text_widths())

    def _stop(self) -> None:
        if self._v8 is not None:
            self._v8.close()
            self._v8 = None


@cache
def drawing_code_hash() -> str:
    """Changes with all of our code that affects pictures."""
    parts = (*_own_code(), json.dumps(_text_widths(), sort_keys=True))
    return sha256("\0".join(parts).encode()).hexdigest()


@cache
def _own_code() -> tuple[str, str]:
    """What runs before plotly.js and what runs after it: code of this package that happens to be JavaScript."""
    before, after = (pkgutil.get_data("yiwu_report.svg", name) or b"" for name in ("dom.js", "picture.js"))
    return before.decode(), after.decode()


def _text_widths() -> tuple[dict[str, Any], dict[str, Any]]:
    from yiwu_report.text.formatting.text_width import widths_as_json  # noqa: PLC0415  # brings pandas with it: V8 loads before

    return widths_as_json(), ink_as_json()
