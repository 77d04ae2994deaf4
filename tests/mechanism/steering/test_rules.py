"""Tiers and names follow from the organisation; whatever stands against a seat is said at once."""

from datetime import date, timedelta

import pytest

from zhibu.kernel.decisions import Decision
from zhibu.mechanism.steering.rules.composing import (
    Asked,
    called,
    may_appoint,
    may_name,
    may_propose,
    may_release,
    may_seat,
    may_set_up,
    tier_of,
)
from zhibu.mechanism.steering.rules.conferring import Line, may_become, may_return, offered_again
from zhibu.mechanism.steering.rules.procedures import CONCURRENT_MEMBER, CONCURRENT_MEMBER_STREET, procedure_for
from zhibu.mechanism.steering.terms import Tier

DAY = date(2026, 3, 2)


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.objections]


@pytest.mark.parametrize(
    ("organisation", "name"),
    [
        ("向阳街道党工委", "向阳街道党建工作指导委员会"),
        ("阳光社区党委", "阳光社区党建工作指导委员会"),
        ("云溪公交第三车队党支部", "云溪公交第三车队党建工作指导委员会"),
        ("晨光社区商圈联合党支部", "晨光社区商圈党建工作指导委员会"),
    ],
)
def test_a_committee_is_called_after_its_organisation(organisation: str, name: str) -> None:
    assert called(organisation) == name


@pytest.mark.parametrize(
    ("kind", "in_unit", "of_community", "tier"),
    [
        ("street_committee", False, False, Tier.STREET),
        ("committee", False, True, Tier.COMMUNITY),
        ("branch", True, False, Tier.UNIT),
        ("branch", False, False, None),
        ("district_committee", False, False, None),
    ],
)
def test_a_tier_is_read_from_the_register(kind: str, tier: Tier | None, *, in_unit: bool, of_community: bool) -> None:
    assert tier_of(kind, in_unit=in_unit, of_community=of_community) is tier


def test_a_committee_is_set_up_once_at_one_of_three_tiers_on_a_day_that_has_come() -> None:
    assert codes(may_set_up(Tier.STREET, known=False, dissolved=False, on=DAY, today=DAY)) == []
    found = may_set_up(None, known=True, dissolved=True, on=DAY + timedelta(days=1), today=DAY)
    assert codes(found) == ["no_tier", "known", "dissolved", "after_today"]


def test_somebody_is_one_person_of_the_register_or_said_to_be_of_no_roll() -> None:
    asked = [Asked("张三", 1, outside=False), Asked("张三", 0, outside=True), Asked("", 0, outside=True)]
    asked += [Asked("张三", 2, outside=False, codes="P1、P2"), Asked("张三", 0, outside=False)]
    assert [codes(may_name(one)) for one in asked] == [[], [], ["who_missing"], ["unclear"], ["unknown"]]


def test_a_seat_is_given_once_within_the_life_of_the_committee() -> None:
    facts = {"on": DAY, "set_up_on": DAY, "today": DAY}
    assert codes(may_seat(sits=False, unit_known=True, post="馆长", outside=True, **facts)) == []
    late = facts | {"set_up_on": DAY + timedelta(days=1)}
    assert codes(may_seat(sits=True, unit_known=False, post="", outside=True, **late)) == ["sits", "no_unit", "no_post", "before"]


def test_a_person_is_proposed_once_at_a_time() -> None:
    assert codes(may_propose(superior=True, seated=False, under_way="")) == []
    assert codes(may_propose(superior=False, seated=True, under_way="B000001")) == ["no_superior", "seated", "under_way"]


def test_a_term_ends_after_it_begins_and_an_end_has_a_reason() -> None:
    assert [codes(may_appoint(on=DAY, until=until)) for until in (None, DAY + timedelta(days=1), DAY)] == [[], [], ["until"]]
    before = DAY - timedelta(days=30)
    assert codes(may_release(begins=before, ended=False, on=DAY, reason="调离", today=DAY)) == []
    assert codes(may_release(begins=before, ended=True, on=before, reason=" ", today=DAY)) == ["ended", "too_early", "no_reason"]
    assert codes(may_release(begins=None, ended=False, on=DAY, reason="", today=DAY)) == ["not_appointed"]


def test_the_district_appoints_for_the_street_and_the_street_for_those_below() -> None:
    assert procedure_for("street") is CONCURRENT_MEMBER_STREET
    assert [procedure_for(tier).key for tier in ("community", "unit")] == [CONCURRENT_MEMBER.key] * 2
    assert [{step.seat.value for step in one.steps} for one in (CONCURRENT_MEMBER_STREET, CONCURRENT_MEMBER)] == [
        {"holder"},
        {"holder", "assignee"},
    ]


def test_a_line_is_one_matter_and_a_signed_agenda_takes_no_more() -> None:
    assert [codes(may_become(one)) for one in (Line(), Line("议题"), Line("议题", known=True))] == [[], [], ["known"]]
    told = [codes(may_become(Line("议题", known=True), ahead=True, cancelled=cancelled)) for cancelled in (False, True)]
    assert told == [["known", "not_yet"], ["known", "cancelled"]]
    assert codes(may_return(["路灯"], signed=False, cancelled=False)) == []
    assert codes(may_return([], signed=True, cancelled=True)) == ["nothing", "signed", "cancelled"]


def test_a_late_matter_comes_back_after_a_month() -> None:
    assert [offered_again(last, DAY) for last in (None, DAY - timedelta(days=30), DAY - timedelta(days=29), DAY + timedelta(days=5))] == [
        True,
        True,
        False,
        False,
    ]
