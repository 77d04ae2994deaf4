"""What packages above hold of a person goes over to the record that stays, and comes back when the merger is taken back."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access.cast import make_account
from tests.gatherings.meetings import make_gathering, mark, members_meeting, part
from tests.mechanism.sessions.committees import Committee, make_committee, make_session, ready, resolve, table
from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_person, make_street
from tests.register.readers import TestReader
from tests.register.state import codes, last_operation, nothing_written, one_operation
from tests.team.elections.polls import Poll, begun, make_poll, named, paper
from tests.team.floating.people import away, lost
from zhibu.access.models import AccountOwner
from zhibu.gatherings.models import Attendance, Holding
from zhibu.gatherings.queries.lists import lists_of
from zhibu.gatherings.queries.own import own_attendance
from zhibu.gatherings.queries.reached import SEE
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.keeping.models import Hold
from zhibu.kernel.dates import FAR
from zhibu.mechanism.life_meetings.models import TalkHeld
from zhibu.mechanism.responsibility.models import Handover, Responsibility, WorkArea
from zhibu.mechanism.secretary_reports.models import SecretaryReport
from zhibu.mechanism.sessions.models import Recusal
from zhibu.mechanism.sessions.services.tabling import recuse
from zhibu.mechanism.steering.models import SteeringCommittee, SteeringMember
from zhibu.mechanism.steering.queries.committees import committees_at
from zhibu.mechanism.steering.queries.seats import seats_on
from zhibu.mechanism.study.models import MakeUp
from zhibu.mechanism.ties.models import Link, LinkedPlace
from zhibu.mechanism.ties.services import Linker, add_link, add_place
from zhibu.mechanism.ties.terms import PlaceKind
from zhibu.register.models import Person, Post
from zhibu.register.services.following import FOLLOWING
from zhibu.register.services.merging import CARRIED, DROPPED, merge_persons
from zhibu.register.services.undo import take_back
from zhibu.team.assessment.models import Grade
from zhibu.team.elections.models import Candidate, Election
from zhibu.team.floating.models import Contact, Registration
from zhibu.team.floating.services import Reached, open_search, record_contact, record_registration
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


def test_a_search_under_way_is_found_under_the_kept_record(street: Street) -> None:
    keep, other = make_person(street.spring_first), lost(street)
    assert open_search(by=actor(), person=other).done
    merge(keep, other)
    assert codes(open_search(by=actor(), person=Person.objects.unguarded(WHY).get(pk=keep.pk))) == ["searched"]


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
    own = TestReader(own=frozenset({SEE}), person_id=keep.pk, former=frozenset({committee.member.pk}))
    assert [one.person_id for one in own_attendance(own, session.on.year)] == [committee.member.pk]


def test_somebody_marked_under_both_records_is_there_once(street: Street) -> None:
    keep, other = make_person(street.sunny_first), make_person(street.sunny_first, "张叁")
    meeting = members_meeting(street.sunny_first)
    mark(meeting, {keep: Presence.PRESENT, other: Presence.ABSENT})
    merge(keep, other)
    assert rows(Attendance, "presence") == [(keep.pk, "present")]


def test_a_post_is_received_under_the_kept_record_unless_it_was(street: Street) -> None:
    keep, other, before = (make_person(street.sunny_first, name) for name in ("赵国强", "赵国強", "王芳"))
    place = {"organisation_id": street.sunny_first.pk}
    with recording(actor(), "demo.load") as work:
        for kind, confirmed in (("secretary", None), ("deputy_secretary", TODAY)):
            post = work.add(Post, **place, person_id=before.pk, kind=kind, valid_from=LONG_SINCE, valid_to=MAY)
            received = {"receiver_id": other.pk, "on": MAY, "entered_by": "周敏", "confirmed_on": confirmed}
            work.add(Handover, **place, code=kind[:12], post_id=post, **received)
    merge(keep, other)
    assert list(Handover.objects.unguarded(WHY).order_by("pk").values_list("receiver_id", flat=True)) == [keep.pk, other.pk]


def test_three_contacts_come_along_with_as_many_queries_as_one(street: Street) -> None:
    asked = []
    for number, name in ((1, "赵远"), (3, "钱远")):
        keep, other = away(street, f"{name}行"), away(street, f"{name}航")
        for day in range(number):
            assert record_contact(by=actor(), person=other, reached=reached(street, MAY + timedelta(days=day))).done
        with CaptureQueriesContext(connection) as found:
            merge(keep, other)
        asked.append(len(found))
    assert asked[0] == asked[1]


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


def test_talks_grades_reports_and_accounts_come_along_and_come_back(street: Street) -> None:
    keep, other, third = (make_person(street.sunny_first, name) for name in ("赵国强", "赵国強", "王芳"))
    day = make_gathering(street.sunny_first, part(GatheringKind.TALK, street.sunny_first), on=TODAY)
    at = {"gathering_id": day.pk, "holding_id": Holding.objects.unguarded(WHY).get(gathering=day).pk}
    with recording(actor(), "demo.load") as work:
        for who, whom in ((other, third), (third, other), (keep, third), (keep, other)):
            work.add(TalkHeld, **at, person_id=who.pk, other_id=whom.pk)
        for who, year in ((other, 2024), (other, 2025), (keep, 2025)):
            work.add(Grade, **at, person_id=who.pk, year=year, grade="qualified", decided_on=TODAY)
        report = {"organisation_id": street.sunny_first.pk, "superior_id": street.sunny.pk, "year": 2025, "opened_on": TODAY}
        work.add(SecretaryReport, code="S000001", person_id=other.pk, **report)
        work.add(Hold, person_id=other.pk, reason="核对中", placed_on=TODAY, placed_by="周敏")
    make_account("guoqiang", person=other)
    before = everything()
    merge(keep, other)
    assert rows(TalkHeld, "other_id") == [(third.pk, keep.pk), (keep.pk, third.pk), (keep.pk, other.pk)]
    assert rows(Grade, "year") == [(keep.pk, 2024), (other.pk, 2025), (keep.pk, 2025)]
    assert [rows(model) for model in (SecretaryReport, Hold, AccountOwner)] == [[(keep.pk,)]] * 3
    assert take_back(by=actor(), operation=last_operation()).done
    assert everything() == before


def test_a_seat_comes_along_with_a_code_that_the_trail_does_not_tell(street: Street) -> None:
    keep, other = make_person(street.sunny_first), make_person(street.spring_first)
    place = {"organisation_id": street.street.pk}
    with recording(actor(), "demo.load") as work:
        standing = work.add(SteeringCommittee, **place, tier="street", set_up_on=LONG_SINCE)
        dissolved = work.add(SteeringCommittee, **place, tier="street", set_up_on=LONG_SINCE, dissolved_on=MAY)
        for pk, who in ((standing, keep), (standing, other), (dissolved, other)):
            given = {"committee_id": pk, "person_id": who.pk, "who": who.code, "seat": "member"}
            work.add(SteeringMember, **place, **given, valid_from=MAY if who is keep else LONG_SINCE, valid_to=FAR)
    before = everything()
    merge(keep, other)
    assert rows(SteeringMember, "who") == [(keep.pk, keep.code), (other.pk, other.code), (keep.pk, keep.code)]
    (committee,) = committees_at([street.street.pk])
    for day in (date(2020, 1, 1), TODAY):
        assert [(one.person_id, one.who.code) for one in seats_on([committee], day)[standing]] == [(keep.pk, keep.code)]
    assert take_back(by=actor(), operation=last_operation()).done
    assert everything() == before


def test_what_names_two_records_at_once_on_papers_keeps_them_apart() -> None:
    """Votes for two names are not added up; what rests on a post that both hold would rest on nothing. Both are said at once."""
    poll = make_poll()
    assert named(poll, candidates_wanted(poll)).done
    first, second = poll.people[1:3]
    with recording(actor(), "demo.load") as work:
        post = {"organisation_id": poll.branch.pk, "kind": "party_worker", "valid_from": MAY, "valid_to": FAR}
        held = [work.add(Post, person_id=who.pk, **post) for who in (first, second)]
        area = work.add(WorkArea, organisation_id=poll.street.street.pk, name="组织", number=1, valid_from=LONG_SINCE)
        facts = {"organisation_id": poll.branch.pk, "area_id": area, "tier": "first", "person_id": second.pk, "post_id": held[1]}
        work.add(Responsibility, valid_from=MAY, **facts)
    with nothing_written():
        assert codes(merge_persons(by=actor(), keep=first, other=second)) == ["rests_on", "both_stand"]


def test_a_candidate_goes_on_standing_under_the_kept_record() -> None:
    poll = make_poll()
    assert named(poll, candidates_wanted(poll)).done
    keep = make_person(poll.street.spring_first, "安红")
    before = everything()
    merge(keep, poll.people[0])
    assert [pk for (pk,) in rows(Candidate) if pk in {keep.pk, poll.people[0].pk}] == [keep.pk, keep.pk]
    assert take_back(by=actor(), operation=last_operation()).done
    assert everything() == before


def candidates_wanted(poll: Poll) -> Election:
    row = begun(poll)
    paper(poll, row, "request")
    paper(poll, row, "reply", by=poll.clerk)
    return row


STAYS = {
    "register_person.merged_into_id": "the pointer itself",
    "honours_nomination.person_id": "read through: the trail never says whom a nomination names, so that it could not bring it back",
    "keeping_notice.person_id": "worked out by every run anew, which takes merged records off the list",
    "keeping_listed.person_id": "what was allowed to be exported is what will be written",
    "trail_readentry.person_id": "rows of the trail are only ever added; a person reads those of every record",
    "trail_readperson.person_id": "the same",
}
"""Columns that name a person and don't follow, each with its reason."""


def test_every_column_that_names_a_person_follows_or_says_why_not() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("zhibu.")]
    named = {f"{model._meta.db_table}.{field.column}" for model in ours for field in model._meta.concrete_fields if names_a_person(field)}
    following = {f"{one.model._meta.db_table}.{one.column}_id" for one in FOLLOWING}
    own = {f"{model._meta.db_table}.person_id" for model in (*CARRIED, *DROPPED)}
    assert named == following | own | set(STAYS)
    assert not (following | own) & set(STAYS)


def names_a_person(field: Any) -> bool:
    return field.related_model is Person or re.search(r"(^|_)person(_id)?$", field.name) is not None


def test_tables_that_follow_name_a_person_by_that_column() -> None:
    for one in FOLLOWING:
        fields = {field.name for field in one.model._meta.concrete_fields}
        columns = {field.column for field in one.model._meta.concrete_fields}
        assert one.model in set(apps.get_models())
        assert {one.column, *filter(None, [one.apart])} <= fields
        assert {*one.same, *filter(None, [one.code])} <= columns
