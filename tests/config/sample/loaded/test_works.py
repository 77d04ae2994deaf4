"""Work of the sample street that rests on another's: letters around an election, institutions by their resolutions, no moment ahead."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
from django.db import transaction
from django.db.models import Max
from pytest_django.plugin import DjangoDbBlocker

from tests.config.sample.conftest import DAY
from zhibu.config.demo import add_personas
from zhibu.config.sample import moments
from zhibu.config.sample.institutions import load_institutions
from zhibu.config.sample.letters import ORGANISERS, load_letters
from zhibu.config.sample.personas import BRANCH
from zhibu.config.sample.sessions import load_topics
from zhibu.gatherings.models import Holding, Resolution
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import SHANGHAI
from zhibu.letters.models import Addressee, Letter
from zhibu.mechanism.institutions.models import InForce
from zhibu.mechanism.sessions.models import Tabling
from zhibu.register.models import Post
from zhibu.trail.actors import Actor

WHY = "测试"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_worked")]


@pytest.fixture(scope="module")
def _worked(_loaded: None, django_db_blocker: DjangoDbBlocker, actor: Actor) -> Iterator[None]:
    """Letters, institutions and topics of the street, loaded once for the module within its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        add_personas(by=actor)
        load_letters(on=DAY)
        load_institutions(on=DAY)
        load_topics(by=actor)
        yield
        transaction.set_rollback(True)


def test_the_letters_of_an_election_lie_around_the_day_on_which_the_term_began() -> None:
    began = Post.objects.unguarded(WHY).on(DAY).get(organisation__now_short_name=BRANCH, kind="secretary").valid_from
    found = Letter.objects.unguarded(WHY).filter(title__contains="换届选举").order_by("pk")
    told = [(one.title, (one.dated - began).days if one.dated else None) for one in found]
    assert told == [
        ("关于党支部委员会换届选举的请示", -40),
        ("关于党支部委员会换届选举的批复", -35),
        ("关于换届选举结果的报告", 2),
    ]


def test_what_was_sent_more_than_a_week_ago_within_the_street_has_come() -> None:
    waiting = Addressee.objects.unguarded(WHY).filter(received_at=None, letter__dated__lt=DAY - timedelta(days=7))
    assert set(waiting.values_list("organisation__now_short_name", flat=True)) == {ORGANISERS}


def test_an_institution_is_adopted_by_a_resolution_that_names_it_before_it_holds() -> None:
    columns = ("institution__title", "resolution__text", "adopted_by", "adopted_on", "valid_from")
    found = list(InForce.objects.unguarded(WHY).order_by("pk").values_list(*columns))
    told = {(f"《{title}》" in text, text in words, adopted < since <= DAY) for title, text, words, adopted, since in found}
    assert (len(found), told) == (7, {(True, True, True)})


def test_what_a_session_resolved_stands_on_its_agenda_once() -> None:
    kind = str(GatheringKind.WORKING_COMMITTEE_SESSION)
    found = Resolution.objects.unguarded(WHY).filter(part__kind=kind, text__startswith="审议通过《")
    assert list(found.exclude(item__title__startswith="审议《").values_list("text", flat=True)) == []
    assert Tabling.objects.unguarded(WHY).filter(item__in=found.values("item")).count() == found.count() == 7


def test_nothing_was_done_later_than_the_day_began_on_which_it_is_loaded() -> None:
    last = datetime.combine(DAY, time(), SHANGHAI)
    found = [
        Letter.objects.unguarded(WHY).aggregate(last=Max("sent_at"))["last"],
        Letter.objects.unguarded(WHY).aggregate(last=Max("drafted_at"))["last"],
        Addressee.objects.unguarded(WHY).aggregate(last=Max("received_at"))["last"],
        Holding.objects.unguarded(WHY).aggregate(last=Max("signed_at"))["last"],
    ]
    assert [one <= last for one in found] == [True] * 4


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (1, datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)),
        (0, datetime(2026, 11, 24, tzinfo=SHANGHAI)),
        (-1, datetime(2026, 11, 24, tzinfo=SHANGHAI)),
    ],
)
def test_an_hour_of_the_day_of_loading_is_its_first(ago: int, told: datetime) -> None:
    assert moments.at(DAY - timedelta(days=ago), 9, on=DAY) == told
