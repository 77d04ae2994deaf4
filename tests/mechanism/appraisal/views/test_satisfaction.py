"""Whoever is judged by a poll holds it neither open nor shut: it is the giver's."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.mechanism.appraisal.tables import WHY
from tests.polls.asking import Canteen, asked, make_canteen
from tests.register.factories import actor
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.rules.satisfaction import CHOICES, QUESTION
from zhibu.mechanism.appraisal.services.satisfaction import ask
from zhibu.polls.models import Poll
from zhibu.polls.rules import Question
from zhibu.polls.services import open_poll
from zhibu.register.models import Organisation
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def canteen() -> Canteen:
    return make_canteen(12)


def agreement_of(street: Organisation, branch: Organisation) -> Agreement:
    """Of a table in which satisfaction weighs, in force."""
    with recording(actor(today()), "demo.load", reason="测试") as work:
        facts = {"year": today().year, "title": "考评办法", "kind": "branch", "basis": "测试文件", "state": "in_force"}
        weights = {"regular_weight": Decimal(90), "satisfaction_weight": Decimal(10)}
        scheme = work.add(Scheme, code="K1", organisation_id=street.pk, **facts, **weights)
        pk = work.add(Agreement, code="Z1", scheme_id=scheme, taker_id=branch.pk, made_on=today())
    return Agreement.objects.unguarded(WHY).get(pk=pk)


def browser(role: Role, place: Organisation) -> Client:
    return signed_in(make_account(f"as_{role}", role, place))


def test_whoever_is_judged_neither_ends_the_poll_nor_counts_its_paper(canteen: Canteen) -> None:
    """Ended before anybody has answered it brings no share, and no share costs no points."""
    branch = canteen.street.sunny_first
    found = agreement_of(canteen.street.street, branch)
    assert ask(by=actor(today()), agreement=found, until=today() + timedelta(days=7)).done
    made = Poll.objects.unguarded(WHY).get()
    pages = [reverse(name, args=[made.code]) for name in ("poll_close", "poll_paper")]
    for role, place in ((Role.BRANCH_SECRETARY, branch), (Role.COMMUNITY_SECRETARY, canteen.street.sunny)):
        client = browser(role, place)
        assert [client.post(page).status_code for page in pages] == [403, 403]
        shown = client.get(reverse("poll", args=[made.code]))
        assert (shown.status_code, shown.context["head"].acts) == (200, [])
    assert Poll.objects.unguarded(WHY).get().closed_at is None
    clerk = browser(Role.STREET_CLERK, canteen.street.street)
    assert len(clerk.get(reverse("poll", args=[made.code])).context["head"].acts) == 2
    assert clerk.post(pages[0]).status_code == 302


def test_nobody_uses_up_the_question_beforehand(canteen: Canteen) -> None:
    branch = canteen.street.sunny_first
    same = asked(Question(f"{QUESTION.rstrip('？')}", CHOICES))
    done = open_poll(by=actor(today()), organisation=branch, asked=same)
    assert [one.code for one in done.decision.objections] == ["kept"]
    assert ask(by=actor(today()), agreement=agreement_of(canteen.street.street, branch), until=today()).done
