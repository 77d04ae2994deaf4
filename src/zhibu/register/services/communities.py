"""Communities: the area that a Party organisation leads, and its residents' committee, which is another body."""

from typing import Final

from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.models import Community, Organisation, ResidentsCommittee
from zhibu.register.rules.organisations import may_add_community
from zhibu.register.services.holding import held
from zhibu.register.services.places import above
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.store.guards import within
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记社区时核对"
LEADING: Final = frozenset({OrganisationKind.COMMITTEE, OrganisationKind.GENERAL_BRANCH, OrganisationKind.BRANCH})
"""Kinds that lead a community."""


def tell_community(
    *,
    by: Actor,
    organisation: Organisation,
    community: Community | None,
    name: str,
    residents_committee: str = "",
    director: str = "",
    phone: str = "",
    reason: str = "",
) -> Outcome:
    """One form for both: a community that is known is corrected, else it is added."""
    told = {"name": name, "residents_committee": residents_committee, "director": director, "phone": phone, "reason": reason}
    if community is None:
        return add_community(by=by, organisation=organisation, **told)
    return correct_community(by=by, community=community, **told)


def add_community(
    *,
    by: Actor,
    organisation: Organisation,
    name: str,
    residents_committee: str = "",
    director: str = "",
    phone: str = "",
    reason: str = "",
) -> Outcome:
    """The community that an organisation leads, with its residents' committee where that is known."""
    with recording(by, "organisation.community", reason=reason) as work:
        fresh = held(organisation)
        decision = _may_add(fresh, name.strip(), leads_already=Community.objects.unguarded(WHY).filter(organisation=fresh).exists())
        if not decision.allowed:
            return Outcome(decision)
        (row_id,) = work.reserve(Community, 1)
        work.put(Community, ("id", "code", "name", "organisation_id"), [(row_id, f"S{row_id:04d}", name.strip(), fresh.pk)])
        _put_committee(work, fresh, row_id, name=residents_committee, director=director, phone=phone)
    return Outcome(row_id=row_id)


def correct_community(
    *, by: Actor, community: Community, name: str, residents_committee: str = "", director: str = "", phone: str = "", reason: str = ""
) -> Outcome:
    """Name of the community, and who its residents' committee is now."""
    with recording(by, "organisation.community", reason=reason) as work:
        leading = held(community.organisation)
        decision = _may_add(leading, name.strip(), leads_already=False, but=community.pk)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Community, community.pk, name=name.strip())
        _put_committee(work, leading, community.pk, name=residents_committee, director=director, phone=phone)
    return Outcome(row_id=community.pk)


def _may_add(organisation: Organisation, name: str, *, leads_already: bool, but: int = 0) -> Decision:
    """Names are single under one superior, which is the street."""
    street = above(organisation.now_path) or organisation.now_path
    beside = Community.objects.unguarded(WHY).filter(within("organisation__now_path", [street]), name=name).exclude(pk=but)
    return may_add_community(
        leads_already=leads_already,
        name=name,
        taken=beside.exists(),
        dissolved=organisation.dissolved_on is not None,
        leads_people=organisation.now_kind in LEADING,
    )


def _put_committee(work: Work, organisation: Organisation, community_id: int, **facts: str) -> None:
    values = {name: value.strip() for name, value in facts.items()}
    known = ResidentsCommittee.objects.unguarded(WHY).filter(community_id=community_id).values_list("pk", flat=True).first()
    if known and not values["name"]:
        work.remove(ResidentsCommittee, [known])
    elif known:
        work.change(ResidentsCommittee, known, **values)
    elif values["name"]:
        work.add(ResidentsCommittee, organisation_id=organisation.pk, community_id=community_id, **values)
