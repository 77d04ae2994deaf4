"""What an organisation leaves behind when it ends: people, groups, units, the community that it led."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from zhibu.register.models import Community, Membership, Organisation, ResidentsCommittee, ResidentUnit, UnitOrganisation
from zhibu.register.services.spans import end, end_all, succeed
from zhibu.register.services.standing import place_on
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import MembershipRelation
from zhibu.trail.door import Work

WHY: Final = "党组织撤并时移交人员和单位"
MOVED: Final = "moved"
ROLL, GROUP = str(MembershipRelation.ROLL), str(MembershipRelation.GROUP)


def move_people(work: Work, people: Collection[int], to: Organisation, on: date) -> None:
    """From a day on the organisation relationship of people is with another branch; groups that stay behind are left."""
    for person_id in people:
        _succeed(work, {"person_id": person_id, "relation": ROLL}, to, on)
    leave_groups(work, people, on)


def _succeed(work: Work, key: dict[str, Any], to: Organisation, on: date) -> None:
    """As any fact gives way to the next one; why the earlier stay was to end later goes with the later stay."""
    found = Membership.objects.unguarded(WHY).on(on).filter(**key)
    row = found.values("id", "valid_from", "valid_to", "ending").get()
    if row["valid_from"] == on:
        work.change(Membership, row["id"], organisation_id=to.pk)
        return
    work.change(Membership, row["id"], valid_to=on, ending=MOVED)
    work.add(Membership, **key, organisation_id=to.pk, valid_from=on, valid_to=row["valid_to"], ending=row["ending"])


def hand_over(work: Work, gone: Organisation, to: Organisation, on: date) -> list[int]:
    """Everything in ``gone`` goes over to ``to``; returns the people of the roll."""
    here = Membership.objects.unguarded(WHY).on(on).filter(organisation=gone)
    stays = list(here.order_by("person_id").values_list("person_id", "relation"))
    for person_id, relation in stays:
        key = {"person_id": person_id, "relation": relation}
        if relation == GROUP and to.now_kind != OrganisationKind.GROUP:
            end(work, Membership, key=key, on=on, ending=MOVED)
        else:
            _succeed(work, key, to, on)
    leave_groups(work, {person_id for person_id, _ in stays}, on)
    _hand_over_units(work, gone, to, on)
    return [person_id for person_id, relation in stays if relation == ROLL]


def leave_groups(work: Work, people: Collection[int], on: date) -> None:
    """A group lies within the member's branch: who has moved away from it has left it, and does not join it later."""
    found = Membership.objects.unguarded(WHY).filter(person_id__in=people, valid_to__gt=on, relation=GROUP)
    for row_id, person_id, group_id, valid_from in list(found.values_list("pk", "person_id", "organisation_id", "valid_from")):
        day = max(on, valid_from)
        roll = Membership.objects.unguarded(WHY).on(day).filter(person_id=person_id, relation=ROLL)
        branch = place_on(roll.values_list("organisation_id", flat=True).first(), day)
        if not branch or not place_on(group_id, day).startswith(branch):
            end_all(work, Membership, key={"id": row_id}, on=on, ending=MOVED)


def leave_lost_groups(work: Work, group: Organisation, on: date) -> None:
    """A group that moved to another branch takes nobody along."""
    here = Membership.objects.unguarded(WHY).filter(organisation=group, relation=GROUP, valid_to__gt=on)
    leave_groups(work, list(here.values_list("person_id", flat=True)), on)


def _hand_over_units(work: Work, gone: Organisation, to: Organisation, on: date) -> None:
    for unit_id in ResidentUnit.objects.unguarded(WHY).filter(organisation=gone).values_list("pk", flat=True):
        work.change(ResidentUnit, unit_id, organisation_id=to.pk)
    links = UnitOrganisation.objects.unguarded(WHY).on(on).filter(organisation=gone)
    for unit_id, mode in links.values_list("unit_id", "mode"):
        succeed(work, UnitOrganisation, key={"unit_id": unit_id}, values={"organisation_id": to.pk, "mode": mode}, on=on)
    if Community.objects.unguarded(WHY).filter(organisation=to).exists():
        return
    for community_id in Community.objects.unguarded(WHY).filter(organisation=gone).values_list("pk", flat=True):
        work.change(Community, community_id, organisation_id=to.pk)
        for committee_id in ResidentsCommittee.objects.unguarded(WHY).filter(community_id=community_id).values_list("pk", flat=True):
            work.change(ResidentsCommittee, committee_id, organisation_id=to.pk)


def let_go(work: Work, gone: Organisation, on: date) -> None:
    """The organisation of a unit, and the group of a member, are no more."""
    end_all(work, UnitOrganisation, key={"organisation_id": gone.pk}, on=on)
    others = {"organisation_id": gone.pk, "relation__in": [one.value for one in MembershipRelation if one.value != ROLL]}
    end_all(work, Membership, key=others, on=on, ending=MOVED)
