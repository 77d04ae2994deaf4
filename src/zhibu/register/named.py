"""An organisation that somebody typed, and what is done with it."""

from collections.abc import Callable

from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Organisation
from zhibu.register.queries.lookups import find_organisation
from zhibu.web.gate import ReaderRequest


def at_named(request: ReaderRequest, text: str, *, field: str, act: str, do: Callable[[Organisation], Outcome]) -> Outcome:
    """Do something with the organisation that somebody typed, within reach of the act; or why it is not clear which."""
    found = find_organisation(request.reader, text, act, field=field)
    return do(found.organisation) if found.organisation else Outcome(found.decision)
