"""A small year as tests lead it: two branches with signed agreements, its case, its steps."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from tests.mechanism.appraisal.tables import WHY, add_indicator, make_scheme
from tests.register.factories import Street, actor
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.queries.agreements import agreements_of
from zhibu.mechanism.appraisal.queries.year import judged_rows, year_of
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged
from zhibu.mechanism.appraisal.services.agreements import Signing, make_agreements, sign, sign_all, state
from zhibu.mechanism.appraisal.services.judging import judge
from zhibu.mechanism.appraisal.services.year import begin_year, do_step
from zhibu.mechanism.appraisal.terms import Side
from zhibu.trail.actors import Actor

MADE: Final = date(2026, 2, 2)
BEGUN: Final = date(2026, 12, 1)
TOLD: Final = date(2026, 12, 7)
SETTLED: Final = TOLD + timedelta(days=9)
MEETINGS: Final = "meeting.members"


def scheme_of(street: Street) -> Scheme:
    """Meetings cost two points each; service to residents is judged."""
    scheme = make_scheme(street.street)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(2)), MEETINGS)
    add_indicator(scheme, "服务群众", Judged())
    return Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=scheme.pk)


def done(outcome: Outcome) -> Outcome:
    """It was not refused."""
    assert outcome.decision.objections == ()
    return outcome


def codes(outcome: Outcome) -> list[str]:
    """What stood against it."""
    return [one.code for one in outcome.decision.objections]


def signed(scheme: Scheme) -> dict[str, Agreement]:
    """Made and signed by both, by the name of the taker."""
    by = actor(MADE)
    done(make_agreements(by=by, scheme=scheme))
    done(sign_all(by=by, scheme=scheme, signing=Signing(MADE, "赵书记")))
    for one in agreements_of(scheme):
        done(sign(by=by, agreement=one, side=Side.TAKER, signing=Signing(MADE, "王书记")))
    return {str(one.taker): one for one in agreements_of(scheme)}


def step(scheme: Scheme, key: str, on: date, *, by: Actor | None = None) -> Outcome:
    """The step of that day, as somebody does it who has seen everything."""
    it = year_of(scheme).it
    return do_step(by=by or actor(on), scheme=scheme, step=key, seen=it.state.last if it else 0)


def judged(scheme: Scheme, points: str = "10", reason: str = "") -> None:
    """Everything that asks for a scorer, for everybody."""
    given = {one.code: (Decimal(points), reason) for one in agreements_of(scheme)}
    for row in judged_rows(scheme):
        done(judge(by=actor(BEGUN), scheme=scheme, indicator=row.id, given=given, scorer="组织办"))


def told(scheme: Scheme, points: str = "10", reason: str = "") -> None:
    """Up to the provisional result."""
    done(begin_year(by=actor(BEGUN), scheme=scheme))
    for one in agreements_of(scheme):
        done(state(by=actor(BEGUN), agreement=one, remarks=""))
    judged(scheme, points, reason)
    done(step(scheme, "statements", BEGUN))
    done(step(scheme, "judge", BEGUN))
    done(step(scheme, "tell", TOLD))
