"""Two records of one person become one: nothing that was known is lost, and nothing counts twice."""

from datetime import date

import pytest

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, identity_number, make_person, make_street, organisation, person
from tests.register.state import codes, every_row, last_operation, nothing_written, one_operation, spans
from zhibu.kernel.dates import FAR
from zhibu.register.models import Education, Mark, Membership, MemberStatus, MoveProposal, Person, Post
from zhibu.register.sealed_fields import open_field
from zhibu.register.services.facts import set_education, set_mark
from zhibu.register.services.members import leave
from zhibu.register.services.merging import merge_persons
from zhibu.register.services.posts import hold_post
from zhibu.register.services.settling import propose_move
from zhibu.register.services.tree import move_organisation
from zhibu.register.services.undo import take_back
from zhibu.register.terms.education import Education as Level
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import MarkKind
from zhibu.store.keys import key_store

pytestmark = pytest.mark.django_db

NUMBER = identity_number(date(1985, 7, 1))
MAY = date(2026, 5, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


def opened(person_id: int, field: str) -> str:
    one = person(person_id)
    key = key_store().of([one.key_name])[one.key_name]
    return open_field(getattr(one, f"{field}_sealed"), field=field, key_name=one.key_name, key=key)


def test_the_kept_record_takes_what_it_does_not_know(street: Street) -> None:
    keep = make_person(street.sunny_first, phone="13800001234", native_place="河南郑州")
    other = make_person(
        street.spring_first,
        id_number=NUMBER,
        phone="13900005678",
        native_place="湖北武汉",
        joined_on=date(2005, 7, 1),
        month_only="joined_on",
    )
    with one_operation("member.merge", about={("person", keep.pk), ("person", other.pk)}):
        merge_persons(by=actor(), keep=keep, other=other)
    fresh = person(keep.pk)
    assert (opened(keep.pk, "id_number"), opened(keep.pk, "phone")) == (NUMBER, "13800001234")
    assert bytes(fresh.id_number_index or b"") == key_store().index_of_number(NUMBER)
    assert (fresh.native_place, fresh.joined_on, fresh.month_only) == ("河南郑州", date(2005, 7, 1), "joined_on")
    assert (fresh.name, fresh.code, fresh.key_name) == (keep.name, keep.code, keep.key_name)


def test_the_other_record_points_to_the_kept_one_and_leaves_every_list(street: Street) -> None:
    keep, other = make_person(street.sunny_first), make_person(street.spring_first, id_number=NUMBER)
    propose_move(by=actor(), person=other, target=street.sunny_second)
    merge_persons(by=actor(), keep=keep, other=other)
    gone = person(other.pk)
    assert (gone.merged_into_id, gone.id_number_index, gone.last_four_index) == (keep.pk, None, None)
    assert (gone.now_organisation_id, gone.now_status, gone.now_category, gone.now_path) == (None, "", "", "")
    for model in (Membership, MemberStatus, MoveProposal):
        assert not model.objects.unguarded("测试").filter(person=other).exists()
    assert spans(Membership, keep.pk, "organisation_id") == [(street.sunny_first.pk, LONG_SINCE, FAR)]


def test_facts_of_other_times_are_carried_over_and_those_that_meet_are_not(street: Street) -> None:
    keep, other = make_person(street.sunny_first, on=date(2015, 1, 1)), make_person(street.spring_first)
    leave(by=actor(), person=other, how="left", on=date(2010, 1, 1))
    set_mark(by=actor(), person=keep, mark=MarkKind.ABROAD, on=MAY)
    merge_persons(by=actor(), keep=keep, other=other)
    assert spans(Membership, keep.pk, "organisation_id", "ending") == [
        (street.spring_first.pk, "left", LONG_SINCE, date(2010, 1, 1)),
        (street.sunny_first.pk, "", date(2015, 1, 1), FAR),
    ]
    assert spans(Mark, keep.pk, "mark") == [("abroad", MAY, FAR)]


def test_the_stay_of_the_other_record_is_kept_when_the_kept_one_had_left(street: Street) -> None:
    keep, other = make_person(street.sunny_first), make_person(street.spring_first, on=date(2015, 1, 1))
    leave(by=actor(), person=keep, how="left", on=date(2010, 1, 1))
    merge_persons(by=actor(), keep=person(keep.pk), other=other)
    assert (person(keep.pk).now_organisation_id, person(keep.pk).now_status) == (street.spring_first.pk, "full")


def test_education_marks_and_posts_come_along(street: Street) -> None:
    keep, other = make_person(street.sunny_first), make_person(street.spring_first)
    set_education(by=actor(), person=other, level=Level.UNIVERSITY, facts={}, on=date(2000, 1, 1))
    set_mark(by=actor(), person=other, mark=MarkKind.EX_SERVICE, on=date(1990, 1, 1))
    hold_post(by=actor(), person=other, organisation=street.spring_first, kind=PostKind.SECRETARY, on=MAY)
    post = Post.objects.unguarded("测试").get(person=other)
    merge_persons(by=actor(), keep=keep, other=other)
    assert spans(Education, keep.pk, "level") == [("university", date(2000, 1, 1), FAR)]
    assert spans(Mark, keep.pk, "mark") == [("ex_service", date(1990, 1, 1), FAR)]
    assert Post.objects.unguarded("测试").get(pk=post.pk).person_id == keep.pk


def test_who_is_not_merged(street: Street) -> None:
    one = make_person(street.sunny_first, "甲", id_number=NUMBER)
    other = make_person(street.sunny_first, "乙", id_number=identity_number(date(1985, 7, 1), 3))
    merged, into = make_person(street.sunny_first, "丙"), make_person(street.sunny_first, "丁")
    merge_persons(by=actor(), keep=into, other=merged)
    with nothing_written():
        assert codes(merge_persons(by=actor(), keep=one, other=one)) == ["same"]
        assert codes(merge_persons(by=actor(), keep=one, other=other)) == ["numbers_differ"]
        assert codes(merge_persons(by=actor(), keep=one, other=merged)) == ["merged_already"]
        assert codes(merge_persons(by=actor(), keep=merged, other=one)) == ["merged_already"]


def test_a_merger_taken_back_restores_both_records_row_by_row(street: Street) -> None:
    keep = make_person(street.sunny_first, phone="13800001234")
    other = make_person(street.spring_first, id_number=NUMBER, joined_on=date(2005, 7, 1), month_only="joined_on")
    set_mark(by=actor(), person=other, mark=MarkKind.ABROAD, on=MAY)
    set_education(by=actor(), person=other, level=Level.UNIVERSITY, facts={}, on=date(2000, 1, 1))
    propose_move(by=actor(), person=other, target=street.sunny_second)
    before = every_row()
    merge_persons(by=actor(), keep=keep, other=other)
    assert take_back(by=actor(), operation=last_operation()).done
    assert every_row() == before
    assert opened(other.pk, "id_number") == NUMBER


def test_people_of_a_merged_record_do_not_move_with_its_former_branch(street: Street) -> None:
    keep, other = make_person(street.sunny_first), make_person(street.spring_first)
    merge_persons(by=actor(), keep=keep, other=other)
    move_organisation(by=actor(), organisation=street.spring_first, parent=street.sunny, on=TODAY)
    assert organisation(street.spring_first.pk).now_path.startswith(street.sunny.now_path)
    assert list(Person.objects.unguarded("测试").values_list("pk", "now_path").order_by("pk")) == [
        (keep.pk, street.sunny_first.now_path), (other.pk, ""),
    ]  # fmt: skip
