"""Several services in one transaction: what one of them refuses undoes the others, rows and audit rows alike."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.db import transaction

from zhibu.kernel.decisions import Decision, Outcome

P = ParamSpec("P")


class Undone(Exception):
    """A part was refused."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("refused")
        self.decision = decision


def whole(service: Callable[P, Outcome]) -> Callable[P, Outcome]:
    """All of it stays, or nothing: a refusal that comes late is the answer as one that comes at once."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> Outcome:
        try:
            with transaction.atomic():
                return service(*args, **kwargs)
        except Undone as refused:
            return Outcome(refused.decision)

    return run


def must(outcome: Outcome) -> Outcome:
    """Go on, or undo everything."""
    if not outcome.done:
        raise Undone(outcome.decision)
    return outcome
