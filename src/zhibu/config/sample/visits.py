"""The visits at which matters of the sample street were brought up, recorded and signed as everybody's are."""

from datetime import date
from typing import Final

from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.services.attendance import type_numbers
from zhibu.gatherings.services.minutes import sign_minutes, write_minutes
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Organisation
from zhibu.rulebook.loading import rulebook
from zhibu.trail.actors import Actor

WHY: Final = "示例走访"
WENT: Final = 2
"""People of the community who went."""


def visit(*, by: Actor, to: Organisation, on: date) -> str:
    """Who went, and that somebody brought something up; households are not named. Returns the visit's code."""
    holder = Holder(to.pk, str(to), to.now_kind)
    part = PartDraft(str(GatheringKind.VISIT), "入户走访，听听居民有什么要办的事", (holder,), 60, "", by.label)
    made = _done(plan_gathering(by=by, host=to, draft=Draft("", on, place="社区各楼院", parts=(part,), reported_by=by.label)))
    holding = Holding.objects.unguarded(WHY).select_related("part__gathering", "organisation").get(gathering_id=made)
    _done(type_numbers(by=by, holding=holding, expected=WENT, present=WENT, on_leave=0, in_attendance=0))
    _done(write_minutes(by=by, part=holding.part, text="走了几户，记下要办的事，转办理事项。"))
    _done(sign_minutes(by=by, holdings=[holding], rules=rulebook().on(on)))
    return Gathering.objects.unguarded(WHY).code_of(made)


def _done(outcome: Outcome) -> int:
    """A visit that cannot have been so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例走访没有建成：{why}(sample visit could not be written)"
        raise Unusable(text)
    return outcome.row_id
