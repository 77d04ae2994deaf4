"""The street's list of 三重一大: lines are added and ended, each on a paper; what stood before stays to be seen."""

from datetime import date
from typing import Final

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.sessions.models import ListedMatter
from zhibu.mechanism.sessions.rules.topics import ListDraft, may_end_listed, may_list
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "修改“三重一大”清单时核对"


def list_matter(*, by: Actor, committee: Organisation, draft: ListDraft) -> Outcome:
    """A line from a day on."""
    says, basis = draft.says.strip(), draft.basis.strip()
    with recording(by, "topic.list", reason=basis) as work:
        place = held(committee)
        same = ListedMatter.objects.unguarded(WHY).filter(committee=place, kind=draft.kind, says=says)
        listed = same.filter(valid_to__gt=draft.valid_from).exists()
        decision = may_list(draft, committee=place.now_kind == OrganisationKind.STREET_COMMITTEE, listed=listed)
        if not decision.allowed:
            return Outcome(decision)
        facts = {"kind": draft.kind, "says": says, "weighty": draft.weighty, "basis": basis}
        row_id = work.add(ListedMatter, committee_id=place.pk, valid_from=draft.valid_from, valid_to=FAR, **facts)
    return Outcome(row_id=row_id)


def end_listed(*, by: Actor, matter: ListedMatter, on: date, basis: str) -> Outcome:
    """It no longer counts from a day on; sessions before go by it still."""
    with recording(by, "topic.list", reason=basis.strip()) as work:
        fresh = held(matter)
        decision = may_end_listed(basis=basis, valid_from=fresh.valid_from, on=on)
        if not decision.allowed:
            return Outcome(decision)
        work.change(ListedMatter, fresh.pk, valid_to=on)
    return Outcome(row_id=matter.pk)
