"""A visit that is noted has been: no roll, no minutes and no invented length, and one signature."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import make_gathering, members_meeting, part, rules
from tests.register.factories import TODAY, Street, actor, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering, Holding, Part
from zhibu.gatherings.rules.catalogue import CATALOGUE
from zhibu.gatherings.services.minutes import sign_minutes, write_minutes
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.ties.models import LinkedPlace
from zhibu.mechanism.ties.services import Linker, add_place, visit_place
from zhibu.mechanism.ties.terms import PlaceKind

pytestmark = pytest.mark.django_db

WHY = "测试"
DAY = timedelta(days=1)


@pytest.fixture
def street() -> Street:
    return make_street()


def noted(street: Street, on: date, *, day: date = TODAY) -> Gathering:
    """From a place of the sunny community."""
    kind, linker = PlaceKind.STAIRWELL, Linker(post="社区网格员")
    added = add_place(by=actor(day), organisation=street.sunny, kind=kind, name="3号楼2单元", linker=linker, on=date(2026, 1, 10))
    made = visit_place(by=actor(day), place=LinkedPlace.objects.unguarded(WHY).get(pk=added.row_id), on=on, recorder="王芳")
    assert made.done
    return Gathering.objects.unguarded(WHY).get(pk=made.row_id)


def signed(gathering: Gathering) -> Outcome:
    holdings = Holding.objects.unguarded(WHY).select_related("part__gathering", "organisation").filter(gathering=gathering)
    return sign_minutes(by=actor(), holdings=list(holdings), rules=rules())


def secretary(street: Street) -> Client:
    return signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))


def opened(client: Client, gathering: Gathering) -> tuple[list[str], str]:
    """What the page offers, and what it says."""
    answer = client.get(reverse("gathering", args=[gathering.code]))
    return [act.label for act in answer.context["head"].acts], answer.content.decode()


@pytest.mark.parametrize(
    ("days", "state", "announced"), [(-1, "held", False), (0, "held", False), (1, "planned", True)], ids=["past", "today", "later"]
)
def test_what_is_noted_for_today_or_before_was_held_and_what_is_ahead_is_planned(
    street: Street, days: int, state: str, *, announced: bool
) -> None:
    found = noted(street, TODAY + days * DAY)
    assert (found.state, found.planned_on is not None) == (state, announced)


def test_how_long_it_took_nobody_said(street: Street) -> None:
    noted(street, TODAY)
    assert list(Part.objects.unguarded(WHY).values_list("recorder", "minutes_long")) == [("王芳", None)]


def test_a_visit_is_the_one_kind_whose_note_is_the_record() -> None:
    assert [kind for kind, entry in CATALOGUE.items() if entry.by_note] == [GatheringKind.VISIT]


def test_it_is_signed_by_its_note_alone_and_its_record_is_complete(street: Street) -> None:
    assert signed(noted(street, TODAY)).done
    facts = ("quorate", "complete", "expected", "present", "signed_minutes_id")
    assert list(Holding.objects.unguarded(WHY).values_list(*facts)) == [(True, True, 0, 0, None)]


def test_a_meeting_is_not_signed_without_minutes(street: Street) -> None:
    outcome = signed(members_meeting(street.sunny_first, on=TODAY - DAY))
    assert [one.code for one in outcome.decision.objections] == ["nobody", "no_minutes"]


def test_words_that_are_written_after_the_signature_wait_for_one_of_their_own(street: Street) -> None:
    found = noted(street, TODAY)
    assert signed(found).done
    assert write_minutes(by=actor(), part=Part.objects.unguarded(WHY).select_related("gathering").get(), text="看了水电").done
    assert Holding.objects.unguarded(WHY).get().signed_minutes_id is None


def test_its_page_asks_for_the_signature_alone_and_shows_what_was_brought_up_first(street: Street) -> None:
    found = noted(street, today(), day=today())
    acts, page = opened(secretary(street), found)
    assert acts == ["签批"]
    assert ["待签批" in page, "应到" in page, "分钟" in page] == [True, False, False]
    assert page.index(reverse("visit_matters", args=[found.code])) < page.index("召集组织")


def test_one_tap_on_that_page_signs_it(street: Street) -> None:
    found, client = noted(street, today(), day=today()), secretary(street)
    asked = reverse("gathering_sign", args=[found.code])
    answer = client.get(asked)
    form = answer.context["page"].form
    assert ["可以签批" in answer.content.decode(), "应到" in answer.content.decode()] == [True, False]
    assert client.post(asked, {name: form[name].value() or "" for name in form.fields}).status_code == 302
    assert Holding.objects.unguarded(WHY).get().signed_at is not None


def test_a_meeting_keeps_its_roll_its_minutes_and_its_order(street: Street) -> None:
    found = make_gathering(street.sunny, part(GatheringKind.JOINT_CONFERENCE, street.sunny), on=today() - DAY, by=actor(today()))
    acts, page = opened(secretary(street), found)
    assert acts[:2] == ["点名", "会议记录"]
    assert "应到 0 人" in page
