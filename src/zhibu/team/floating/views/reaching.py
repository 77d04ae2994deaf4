"""Somebody who is away, reached from either end."""

from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.register.models import Person
from zhibu.register.pages import person_of
from zhibu.team.floating.queries.one import Floating, floating_of, hosted_in
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb
from zhibu.web.places import address


def at_either_end(request: ReaderRequest, code: str, act: str) -> Person:
    """By the home branch, by the host, or as oneself; 404 and 403 as for a member's page."""
    return hosted_in(request.reader, code, act, today()) or person_of(request, code, act)


def floating(request: ReaderRequest, code: str, act: str) -> Floating:
    """All that a page needs."""
    return floating_of(at_either_end(request, code, act), today())


def way_to(one: Floating) -> list[Crumb]:
    """The list, and the person."""
    return [Crumb("流动党员", address("floating")), Crumb(one.person.name, reverse("floating_member", args=[one.person.code]))]
