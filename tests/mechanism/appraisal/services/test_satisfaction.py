"""How content members are: asked once without names, and counted once the box is closed with eight answers or more."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.mechanism.appraisal.tables import WHY, add_indicator, make_scheme
from tests.mechanism.appraisal.years import codes, done
from tests.polls.asking import all_answer, members, poll, turned_on
from tests.register.factories import Street, actor, make_street
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal.models import Agreement, SatisfactionPoll, Scheme
from zhibu.mechanism.appraisal.queries.agreements import agreements_of
from zhibu.mechanism.appraisal.queries.satisfaction import polled_of
from zhibu.mechanism.appraisal.queries.standing import Line, Standing, standings
from zhibu.mechanism.appraisal.rules.satisfaction import FROM_POLL, NO_SHARE
from zhibu.mechanism.appraisal.rules.scoring import Judged
from zhibu.mechanism.appraisal.services.agreements import make_agreements
from zhibu.mechanism.appraisal.services.satisfaction import ask
from zhibu.mechanism.appraisal.terms import PartKind
from zhibu.polls.models import Poll
from zhibu.polls.services import close_poll

pytestmark = pytest.mark.django_db
CONTENT, FAIRLY, NOT_SO, UNHAPPY = range(4)


@pytest.fixture
def street() -> Street:
    made = make_street()
    turned_on(made.street)
    return made


@pytest.fixture
def agreement(street: Street) -> Agreement:
    """Nine tenths are judged, one tenth is asked of the members."""
    made = make_scheme(street.street, year=today().year)
    add_indicator(made, "服务群众", Judged(), points="10")
    add_indicator(made, "群众满意度", Judged(), points="100", part=PartKind.SATISFACTION)
    Scheme._base_manager.filter(pk=made.pk).update(regular_weight=90, satisfaction_weight=10)
    scheme = Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=made.pk)
    done(make_agreements(by=actor(today()), scheme=scheme))
    return next(one for one in agreements_of(scheme) if one.taker_id == street.sunny_first.pk)


def asked(agreement: Agreement) -> Poll:
    done(ask(by=actor(today()), agreement=agreement, until=today()))
    return poll(SatisfactionPoll.objects.unguarded(WHY).get(agreement=agreement).poll_id)


def stands(agreement: Agreement, on: date | None = None) -> tuple[Standing, Line]:
    """The whole, and the line of those who were asked."""
    (found,) = standings(agreement.scheme, [agreement], on or today())
    return found, found.lines[1]


def test_the_share_of_the_content_counts_from_the_day_on_which_the_box_is_closed(street: Street, agreement: Agreement) -> None:
    everybody = members(street.sunny_first, 10)
    box = asked(agreement)
    all_answer(box, everybody, *[CONTENT] * 5, *[FAIRLY] * 3, NOT_SO, UNHAPPY)
    before, line = stands(agreement)
    assert (before.points, line.scored.unknown, line.scored.said) == (Decimal("100.00"), True, NO_SHARE)
    done(close_poll(by=actor(today()), poll=box))
    after, line = stands(agreement)
    assert (after.points, line.scored.points, line.scored.unknown, line.scored.said) == (
        Decimal("98.00"),
        Decimal("80.00"),
        False,
        FROM_POLL,
    )
    assert stands(agreement, today() - timedelta(days=1))[0].points == Decimal("100.00")
    told = polled_of(agreement)
    assert told is not None
    assert (told.closed, told.share) == (True, Decimal(80))
    assert codes(ask(by=actor(today()), agreement=agreement, until=today())) == ["asked"]


def test_seven_unhappy_answers_are_hidden_and_unknown_which_is_no_miss(street: Street, agreement: Agreement) -> None:
    everybody = members(street.sunny_first, 9)
    box = asked(agreement)
    all_answer(box, everybody[:7], *[UNHAPPY] * 7)
    done(close_poll(by=actor(today()), poll=box))
    found, line = stands(agreement)
    assert (found.points, line.scored.lost, line.scored.unknown, line.measured.judged) == (Decimal("100.00"), Decimal(0), True, None)
    told = polled_of(agreement)
    assert told is not None
    assert (told.closed, told.share) == (True, None)


def test_nobody_is_asked_where_it_weighs_nothing(agreement: Agreement) -> None:
    Scheme._base_manager.filter(pk=agreement.scheme_id).update(regular_weight=100, satisfaction_weight=0)
    assert codes(ask(by=actor(today()), agreement=agreement, until=today())) == ["no_weight"]
    assert not SatisfactionPoll.objects.unguarded(WHY).exists()
