"""Facts from packages above stand beside those from below, and cost no query."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.register.factories import TODAY, Street, actor, make_person, make_street
from zhibu.kernel.readers import SystemReader
from zhibu.oversight import brought
from zhibu.oversight.brought import Brought, Told
from zhibu.oversight.facts import Subject
from zhibu.oversight.queries.findings import Asked, subjects_of
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.people import Whose
from zhibu.register.queries.scopes import Sql, ranges
from zhibu.register.services.facts import set_mark
from zhibu.register.terms.people import MarkKind

pytestmark = pytest.mark.django_db


def names(paths: Sequence[str], on: date) -> Part:
    """A reading as a package above would bring it: number and name of every organisation of the scope."""
    reach = ranges("o.now_path", paths)
    return Part(Sql(f"SELECT o.id, o.now_short_name FROM register_organisation o WHERE {reach.text}", reach.values), ("number", "text"))  # noqa: S608  fixed parts


def long_names(rows: Sequence[Any], on: date) -> Mapping[int, Told]:
    return {number: Told({"name_length": len(name)}, {"name_length": (name,)}) for number, name in rows if len(name) > 7}


def everybody(whose: Whose, on: date) -> Part:
    return Part(Sql("SELECT p.id FROM register_person p"), ("number",))


def asked_on(rows: Sequence[Any], on: date) -> Mapping[int, Told]:
    return {number: Told({"asked_on": on}) for (number,) in rows}


@pytest.fixture(autouse=True)
def _brought(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(brought, "_organisations", [Brought(names, long_names)])
    monkeypatch.setattr(brought, "_persons", [Brought(everybody, asked_on)])
    return iter([None])


@pytest.fixture
def street() -> Street:
    return make_street()


def measured(kind: str) -> list[Subject]:
    asked = Asked.by(SystemReader("测试"), on=TODAY)
    return [one for found, subjects in subjects_of(asked) if found == kind for one in subjects]


def test_an_organisation_knows_what_was_brought_beside_its_own(street: Street) -> None:
    found = {one.name: one for one in measured("organisation")}
    told = found["阳光社区第一党支部"]
    assert (told.facts["name_length"], told.facts["kind"], told.evidence["name_length"]) == (9, "branch", (told.name,))
    assert [one.name for one in found.values() if "name_length" not in one.facts] == [
        "新阳区委",
        "向阳街道党工委",
        "阳光社区党委",
        "春晖社区党委",
    ]


def test_a_person_who_is_watched_does_and_nobody_else_is_asked_about(street: Street) -> None:
    away = make_person(street.sunny_first, "方远")
    make_person(street.sunny_first, "在家")
    assert set_mark(by=actor(), person=away, mark=MarkKind.FLOATING_OUT, on=TODAY).done
    assert [(one.name, one.facts["asked_on"]) for one in measured("person")] == [("方远", TODAY)]


def test_it_costs_no_query(street: Street) -> None:
    with CaptureQueriesContext(connection) as caught:
        measured("organisation")
    assert len(caught) == 2
