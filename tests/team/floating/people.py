"""Somebody of the sunny branch who is away, received by the branch of spring or by nobody here."""

from datetime import date
from typing import Any

from tests.register.factories import Street, actor, make_person
from zhibu.register.models import Organisation, Person
from zhibu.register.services.facts import set_mark
from zhibu.register.services.hosting import float_out
from zhibu.register.terms.people import MarkKind

SINCE = date(2026, 1, 10)


def away(street: Street, name: str = "赵远行", *, host: Organisation | None = None, where: str = "外省某市", **facts: Any) -> Person:
    person = make_person(street.sunny_first, name, **facts)
    assert float_out(by=actor(), person=person, on=SINCE, where=where, host=host).done
    return person


def lost(street: Street, name: str = "钱无讯") -> Person:
    person = make_person(street.sunny_first, name)
    assert set_mark(by=actor(), person=person, mark=MarkKind.OUT_OF_CONTACT, on=SINCE, detail="外出务工经商").done
    return person


def abroad(street: Street, name: str = "周出境") -> Person:
    person = make_person(street.sunny_first, name)
    assert set_mark(by=actor(), person=person, mark=MarkKind.ABROAD, on=SINCE, detail="国外探亲").done
    return person
