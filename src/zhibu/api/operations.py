"""An operation: a function with its right, what it asks, takes and tells beside it.

In the ``api.py`` of a package::

    @operation(act="see_cases", tag="cases", summary="一件办理事项", tells=CaseTold)
    def case(call: Call, *, code: str) -> CaseTold: ...

    urlpatterns = [path("cases/<code:code>", endpoint(get=case), name="api_case")]
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from zhibu.api.bodies import Sent, Told
from zhibu.api.shapes import Listed, Shape
from zhibu.kernel.readers import AccountReader
from zhibu.trail.actors import Actor
from zhibu.web.gate import ReaderRequest

Run = Callable[..., Told | Listed]


@dataclass(frozen=True, slots=True)
class Call:
    """One request of somebody who may do the operation somewhere."""

    request: ReaderRequest
    reader: AccountReader
    by: Actor


@dataclass(frozen=True)
class Operation:
    """One function and what the document says of it."""

    run: Run
    act: str
    tag: str
    summary: str
    tells: Shape
    asks: type[Sent] | None = None
    """What may stand behind the question mark; handed over as ``asked``."""
    takes: type[Sent] | None = None
    """The body; handed over as ``body``. What takes a body writes, and wants a key."""
    status: int = 200
    name: str = ""
    about: str = ""

    @property
    def writes(self) -> bool:
        """Whether it has an effect."""
        return self.takes is not None


def operation(
    *,
    act: str,
    tag: str,
    summary: str,
    tells: Shape,
    asks: type[Sent] | None = None,
    takes: type[Sent] | None = None,
    status: int = 200,
    name: str = "",
    about: str = "",
) -> Callable[[Run], Operation]:
    """Declare a function as an operation; ``about`` is what the document says of it at length."""

    def declare(run: Run) -> Operation:
        return Operation(run, act, tag, summary, tells, asks, takes, status, name=name or run.__name__, about=about)

    return declare


def arguments_of(one: Operation, asked: Sent | None, body: Sent | None) -> dict[str, Any]:
    """What a function is handed beside the call and the parts of its address."""
    return {**({"asked": asked} if one.asks else {}), **({"body": body} if one.takes else {})}
