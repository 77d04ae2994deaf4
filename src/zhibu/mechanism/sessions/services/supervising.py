"""A decision becomes a supervised matter: opened, its paper registered, its posts named, in one go."""

from typing import Final

from zhibu.cases.models import Case
from zhibu.cases.registry import newest
from zhibu.cases.rules.acts import Deed
from zhibu.cases.services import Opening, act, open_case, register_document
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.sessions.models import Tabling, Topic
from zhibu.mechanism.sessions.queries.topics import Stage
from zhibu.mechanism.sessions.rules.topics import Charge, may_supervise
from zhibu.mechanism.sessions.services.proposing import state_of
from zhibu.mechanism.sessions.terms import RESOLUTION, SUPERVISED_MATTER
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.whole import Undone, must, whole

WHY: Final = "决定列入督办时核对"
LONGEST: Final = 80
LONGEST_POST: Final = 60


@whole
def supervise(*, by: Actor, topic: Topic, stage: Stage, to: Organisation, charge: Charge) -> Outcome:
    """Nothing is typed twice: matter and paper are the decision and the minutes that hold it. All of it stands, or nothing."""
    with recording(by, "topic.supervise") as work:
        fresh = held(stage.tabling)
        decision = may_supervise(state=state_of(topic), kind=topic.kind, known=bool(fresh.case_code))
        if not decision.allowed:
            raise Undone(decision)
        case = _opened(by, topic, stage)
        work.change(Tabling, fresh.pk, case_code=case.code)
    must(register_document(by=by, case=case, document=RESOLUTION, on=by.day, kept_at=f"系统内会议记录 {stage.code}"))
    posts = {"first_post": charge.first, "direct_post": charge.direct, "executing_post": charge.executing or head_of(to)}
    must(act(by=by, case=case, seen=1, deed=Deed("charge", by.day, posts, until=charge.until), organisation=to))
    return Outcome(row_id=case.pk)


def head_of(place: Organisation) -> str:
    """The post that answers for the work where nobody else is named."""
    head = PostKind.GROUP_LEADER if place.now_kind == OrganisationKind.GROUP else PostKind.SECRETARY
    return f"{place}{head.label}"[:LONGEST_POST]


def _opened(by: Actor, topic: Topic, stage: Stage) -> Case:
    table = newest(SUPERVISED_MATTER)
    if table is None:
        raise Undone(Decision.of(Objection("no_procedure", "系统里没有督办事项这一程序。")))
    matter = "；".join(stage.decisions) or topic.title
    opening = Opening(table, topic.title[:LONGEST], by.day, {"matter": matter}, subject_kind=RESOLUTION, subject_code=topic.code)
    done = must(open_case(by=by, organisation=topic.committee, opening=opening))
    return Case.objects.unguarded(WHY).get(pk=done.row_id)
