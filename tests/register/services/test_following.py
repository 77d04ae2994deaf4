"""What packages above hold of a person goes over to the record that stays, and comes back when the merger is taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps

from tests.gatherings.meetings import make_gathering, mark, members_meeting, part
from tests.mechanism.sessions.committees import Committee, make_committee, make_session, ready, resolve, table
from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_person, make_street
from tests.register.state import last_operation, one_operation
from tests.team.floating.people import away
from zhibu.gatherings.models import Attendance, Holding
from zhibu.gatherings.queries.lists import lists_of
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.dates import FAR
from zhibu.mechanism.responsibility.models import Responsibility, WorkArea
from zhibu.mechanism.sessions.models import Recusal
from zhibu.mechanism.sessions.services.tabling import recuse
from zhibu.mechanism.study.models import MakeUp
from zhibu.mechanism.ties.models import Link, LinkedPlace
from zhibu.mechanism.ties.services import Linker, add_link, add_place
from zhibu.mechanism.ties.terms import PlaceKind
from zhibu.register.models import Person
from zhibu.register.services.following import FOLLOWING
from zhibu.register.services.merging import merge_persons
from zhibu.register.services.undo import take_back
from zhibu.team.floating.models import Contact, Registration
from zhibu.team.floating.services import Reached, record_contact, record_registration
from zhibu.team.floating.terms import Channel, RegistrationKind, Way
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

WHY = "测试"
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def committee() -> Committee:
    return make_committee()


def rows(model: Any, *names: str) -> list[Any]:
    return list(model.objects.unguarded(WHY).order_by("pk").values_list("person_id", *names))


def everything() -> dict[str, list[Any]]:
    return {one.model._meta.db_table: list(one.model._base_manager.order_by("pk").values()) for one in FOLLOWING}


def merge(keep: Person, other: Person) -> None:
    assert merge_persons(by=actor(), keep=keep, other=other).done


def reached(street: Street, on: date, by_whom: str = "王书记") -> Reached:
    return Reached(on=on, way=Way.PHONE, by_whom=by_whom, organisation=street.sunny_first)


def test_contact_and_registrations_come_along_once(street: Street) -> None:
    keep, other = away(street), away(street, "赵远航")
    for one, day in ((keep, MAY), (other, MAY), (other, JUNE)):
        assert record_contact(by=actor(), person=one, reached=reached(street, day)).done
    registered = record_registration(by=actor(), person=other, kind=RegistrationKind.HOME, channel=Channel.NATIONAL, number="7", on=MAY)
    assert registered.done
    before = everything()
    with one_operation("member.merge"):
        merge(keep, other)
    assert rows(Contact, "on") == [(keep.pk, MAY), (keep.pk, JUNE)]
    assert rows(Registration, "number") == [(keep.pk, "7")]
    assert take_back(by=actor(), operation=last_operation()).done
    assert everything() == before


def test_a_link_to_a_place_comes_along_under_the_code_of_the_kept_record(street: Street) -> None:
    keep, other = make_person(street.sunny_first), make_person(street.spring_first)
    for name in ("1号楼", "2号楼"):
        assert add_place(by=actor(), organisation=street.sunny, kind=PlaceKind.STAIRWELL, name=name, linker=Linker(other), on=MAY).done
    shared = LinkedPlace.objects.unguarded(WHY).order_by("pk")[1]
    assert add_link(by=actor(), place=shared, linker=Linker(keep), on=JUNE).done
    before = everything()
    merge(keep, other)
    assert rows(Link, "who", "place__name", "valid_from", "valid_to") == [
        (keep.pk, keep.code, "1号楼", MAY, FAR),
        (keep.pk, keep.code, "2号楼", JUNE, FAR),
    ]
    assert take_back(by=actor(), operation=last_operation()).done
    assert everything() == before


def recused(committee: Committee, session: Holding) -> None:
    (tabling,) = table(session, ready(committee.street.sunny))
    done = recuse(by=actor(), tabling=tabling, holding=session, person=committee.member, reason="涉及近亲属")
    assert done.done


def test_whoever_leaves_the_room_still_does_under_the_kept_record(committee: Committee) -> None:
    session, keep = make_session(committee), make_person(committee.street.spring_first)
    recused(committee, session)
    mark(session.gathering, {committee.member: Presence.PRESENT})
    before = everything()
    merge(keep, committee.member)
    assert rows(Recusal, "reason") == [(keep.pk, "涉及近亲属")]
    listed = {line.person_id: line.presence for line in lists_of([session])[session.pk]}
    assert listed == {committee.head.pk: "", committee.deputy.pk: "", keep.pk: "present"}
    assert take_back(by=actor(), operation=last_operation()).done
    assert everything() == before


def test_what_was_signed_stays_as_it_was_signed(committee: Committee) -> None:
    session, keep = make_session(committee), make_person(committee.street.spring_first)
    recused(committee, session)
    resolve(committee, session, {1: "同意"})
    before = (rows(Recusal), rows(Attendance, "presence"))
    merge(keep, committee.member)
    assert (rows(Recusal), rows(Attendance, "presence")) == before


def test_somebody_marked_under_both_records_is_there_once(street: Street) -> None:
    keep, other = make_person(street.sunny_first), make_person(street.sunny_first, "张叁")
    meeting = members_meeting(street.sunny_first)
    mark(meeting, {keep: Presence.PRESENT, other: Presence.ABSENT})
    merge(keep, other)
    assert rows(Attendance, "presence") == [(keep.pk, "present")]


def test_areas_of_work_and_studies_made_up_come_along(street: Street) -> None:
    keep, other = make_person(street.sunny_first), make_person(street.spring_first)
    lecture = make_gathering(street.street, part(GatheringKind.STUDY_SESSION, street.street), on=TODAY)
    holding = Holding.objects.unguarded(WHY).get(gathering=lecture)
    with recording(actor(), "demo.load") as work:
        area = work.add(WorkArea, organisation_id=street.street.pk, name="组织", number=1, valid_from=LONG_SINCE)
        facts = {"organisation_id": street.street.pk, "area_id": area, "tier": "first", "person_id": other.pk}
        work.add(Responsibility, valid_from=LONG_SINCE, **facts)
        for one in (keep, other):
            made_up = {"gathering_id": lecture.pk, "holding_id": holding.pk, "person_id": one.pk}
            work.add(MakeUp, on=TODAY + timedelta(days=one.pk == other.pk), way="self", **made_up)
    merge(keep, other)
    assert rows(Responsibility, "tier") == [(keep.pk, "first")]
    assert rows(MakeUp, "on") == [(keep.pk, TODAY)]


def test_tables_that_follow_name_a_person_by_that_column() -> None:
    for one in FOLLOWING:
        fields = {field.name for field in one.model._meta.concrete_fields}
        columns = {field.column for field in one.model._meta.concrete_fields}
        assert one.model in set(apps.get_models())
        assert {"person"} <= fields
        assert {*one.same, *filter(None, [one.code])} <= columns | fields
