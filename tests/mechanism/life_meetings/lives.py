"""A branch with a committee, its organisational life meeting, and the preparation of it."""

from datetime import date, timedelta
from typing import Final

from tests.gatherings.meetings import holdings, make_gathering, mark, part, sign, write
from tests.register.factories import LONG_SINCE, Street, actor, make_person
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Deed
from zhibu.cases.services import act
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.life_meetings.services import prepare
from zhibu.register.models import Organisation, Person, Post
from zhibu.trail.door import recording

WHY: Final = "测试"
DAY: Final = date(2026, 6, 20)
BEGUN: Final = date(2026, 6, 1)


def seat(who: Person, where: Organisation, kind: str) -> None:
    """A post since long ago."""
    with recording(actor(), "member.post") as work:
        work.add(Post, person_id=who.pk, organisation_id=where.pk, kind=kind, valid_from=LONG_SINCE, valid_to=FAR)


def make_branch(street: Street) -> dict[str, Person]:
    """Four members, two of them with a seat."""
    people = {name: make_person(street.sunny_first, name) for name in ("王芳", "李强", "陈立", "何春")}
    seat(people["王芳"], street.sunny_first, "secretary")
    seat(people["李强"], street.sunny_first, "organisation_member")
    return people


def life_meeting(branch: Organisation, *, on: date = DAY) -> Gathering:
    """Planned when the preparation begins."""
    return make_gathering(branch, part(GatheringKind.ORGANISATIONAL_LIFE_MEETING, branch), on=on, by=actor(BEGUN))


def holding(gathering: Gathering) -> Holding:
    """As its only organisation holds it."""
    return Holding.objects.unguarded(WHY).select_related("gathering", "organisation", "part").get(gathering=gathering)


def prepared(gathering: Gathering, *, on: date = BEGUN) -> Case:
    """Its preparation."""
    done = prepare(by=actor(on), holding=holding(gathering))
    assert done.decision.objections == ()
    return case(done)


def case(done: Outcome) -> Case:
    """The case that was written."""
    return Case.objects.unguarded(WHY).get(pk=done.row_id)


def fresh(one: Case) -> Case:
    """As it stands now."""
    return Case.objects.unguarded(WHY).get(pk=one.pk)


TEXTS: Final = {
    "study": {"studied": "规定篇目"},
    "opinions": {"asked": "30", "matters": "活动少"},
    "talks": {},
    "papers": {"kept_at": "铁柜"},
    "topic": {"topic": "主题"},
}


def before_the_meeting(one: Case, *, on: date = DAY - timedelta(days=3)) -> Case:
    """Everything that is done before."""
    for key in fresh(one).now_steps.split(","):
        done = act(by=actor(on), case=one, seen=fresh(one).now_last, deed=Deed(key, on, TEXTS[key]))
        assert done.decision.objections == ()
    return fresh(one)


def was_held(gathering: Gathering, people: dict[str, Person]) -> None:
    """Everybody came; nothing of what was said is written."""
    by = actor(DAY)
    mark(gathering, dict.fromkeys(people.values(), Presence.PRESENT), by=by)
    write(gathering, "", by=by)
    sign(gathering, by=by, on=DAY)
    assert holdings(gathering)[0].signed_at is not None
