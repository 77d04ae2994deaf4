"""The tree changes: organisations move, merge, split and end. Nothing of their history is lost, past trees stay as they were."""

from collections.abc import Collection
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.models import Membership, Organisation, Place, Post, ResidentUnit
from zhibu.register.rules import organisations as rules
from zhibu.register.services.holding import held, tree_held
from zhibu.register.services.organisations import groups_in, may_change, names_below, people_left, put_organisation
from zhibu.register.services.places import above, carry, moves_after, place_path, subtree
from zhibu.register.services.posts import end_posts
from zhibu.register.services.projections import refresh_organisations, refresh_people
from zhibu.register.services.spans import end_all
from zhibu.register.services.standing import first_day
from zhibu.register.services.taking_over import hand_over, leave_lost_groups, let_go, move_people
from zhibu.register.terms.organisations import KindReading, OrganisationKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "调整组织设置时读取当前情况"


def move_organisation(*, by: Actor, organisation: Organisation, parent: Organisation, on: date, reason: str = "") -> Outcome:
    """From a day on the organisation and all below it stand elsewhere; the paths of the subtree are written anew."""
    with recording(by, "organisation.move", reason=reason) as work:
        tree_held()
        moved, to = held(organisation), held(parent)
        old, new = place_path(moved, on), place_path(to, on)
        decision = Decision.all(may_change(moved, on=on, by=by), _may_move(moved, to, on=on, old=old, new=new))
        if not decision.allowed:
            return Outcome(decision)
        standing = subtree(old, on)
        carry(work, standing, parents={moved.pk: to.pk}, old=above(old), new=new, on=on)
        refresh_organisations(work, [one.organisation_id for one in standing], by.day)
        leave_lost_groups(work, moved, on)
    return Outcome(row_id=moved.pk)


def _may_move(moved: Organisation, to: Organisation, *, on: date, old: str, new: str) -> Decision:
    return Decision.all(
        rules.stands_right(moved.now_kind, parent_kind=to.now_kind),
        rules.may_move(
            into_itself=new.startswith(old),
            already_there=new == above(old),
            later_moves=moves_after(on, path=old, organisations=[moved, to]),
            parent_dissolved=to.dissolved_on is not None,
            parent_since=first_day(to),
            on=on,
        ),
        Decision.of(rules.name_free(moved.now_name, siblings=names_below(to, but=moved.pk))),
    )


def dissolve_organisation(*, by: Actor, organisation: Organisation, on: date, reason: str = "") -> Outcome:
    """The organisation ends; only when nobody and nothing stands in it any more."""
    with recording(by, "organisation.dissolve", reason=reason) as work:
        tree_held()
        gone = held(organisation)
        path = place_path(gone, on)
        units = ResidentUnit.objects.unguarded(WHY).filter(organisation=gone, closed_on=None).count()
        below = sum(1 for one in subtree(path, on) if one.organisation_id != gone.pk)
        decision = Decision.all(
            may_change(gone, on=on, by=by),
            _may_end(gone, [gone], path=path, on=on),
            rules.may_dissolve(people=people_left(gone, on), below=below, units=units),
        )
        if not decision.allowed:
            return Outcome(decision)
        let_go(work, gone, on)
        _close(work, gone, on, by=by, how="dissolved")
    return Outcome(row_id=gone.pk)


def _may_end(gone: Organisation, concerned: list[Organisation], *, path: str, on: date) -> Decision:
    later = any(model.objects.unguarded(WHY).filter(organisation=gone, valid_from__gt=on).exists() for model in (Membership, Post))
    return rules.may_end(since=first_day(gone), later_moves=moves_after(on, path=path, organisations=concerned), later_facts=later, on=on)


def _close(work: Work, gone: Organisation, on: date, *, by: Actor, how: str, successor: Organisation | None = None) -> None:
    work.change(Organisation, gone.pk, dissolved_on=on, dissolved_by=how, successor_id=successor.pk if successor else None)
    end_all(work, Place, key={"organisation_id": gone.pk}, on=on)
    end_posts(work, key={"organisation_id": gone.pk}, on=on)
    refresh_organisations(work, [gone.pk], by.day)


def merge_organisation(*, by: Actor, organisation: Organisation, into: Organisation, on: date, reason: str = "") -> Outcome:
    """The organisation ends in another, which takes its people, what stands below it and its units."""
    with recording(by, "organisation.merge", reason=reason) as work:
        tree_held()
        gone, to = held(organisation), held(into)
        old, new = place_path(gone, on), place_path(to, on)
        decision = Decision.all(may_change(gone, on=on, by=by), _may_merge(gone, to, on=on, old=old, new=new))
        if not decision.allowed:
            return Outcome(decision)
        below = [one for one in subtree(old, on) if one.organisation_id != gone.pk]
        parents: dict[int, int | None] = {one.organisation_id: to.pk for one in below if one.parent_id == gone.pk}
        carry(work, below, parents=parents, old=old, new=new, on=on)
        people = hand_over(work, gone, to, on)
        _close(work, gone, on, by=by, how="merged", successor=to)
        refresh_organisations(work, [one.organisation_id for one in below], by.day)
        refresh_people(work, people, by.day)
    return Outcome(row_id=to.pk)


def _may_merge(gone: Organisation, to: Organisation, *, on: date, old: str, new: str) -> Decision:
    below = sum(1 for one in subtree(old, on) if one.organisation_id != gone.pk)
    return Decision.all(
        _may_end(gone, [gone, to], path=old, on=on),
        rules.may_move(
            into_itself=new.startswith(old),
            already_there=False,
            later_moves=False,
            parent_dissolved=to.dissolved_on is not None,
            parent_since=first_day(to),
            on=on,
        ),
        rules.may_take_over(into_kind=to.now_kind, people=people_left(gone, on), below=below, groups_below=groups_in(gone)),
    )


def split_organisation(
    *, by: Actor, organisation: Organisation, name: str, short_name: str, person_ids: Collection[int], on: date, reason: str = ""
) -> Outcome:
    """A second organisation of the same kind beside the first, with those of its people who are named."""
    with recording(by, "organisation.split", reason=reason) as work:
        tree_held()
        first = held(organisation)
        parent = first.now_parent
        on_roll = Membership.objects.unguarded(WHY).on(on).filter(organisation=first, relation="roll")
        people = set(on_roll.values_list("person_id", flat=True)).intersection(person_ids)
        decision = Decision.all(
            may_change(first, on=on, by=by),
            rules.may_split(is_root=parent is None, nobody=not person_ids, strangers=len(set(person_ids)) - len(people)),
            rules.well_named(name, siblings=names_below(parent)),
        )
        if not decision.allowed:
            return Outcome(decision)
        kind = KindReading(OrganisationKind.stored(first.now_kind), joint=first.now_joint, provisional=first.now_provisional)
        facts = {"founded_on": on}
        row_id = put_organisation(work, name=name, short_name=short_name, kind=kind, parent=parent, on=on, facts=facts)
        refresh_organisations(work, [row_id], by.day)
        move_people(work, sorted(people), Organisation.objects.unguarded(WHY).get(pk=row_id), on)
        refresh_people(work, people, by.day)
    return Outcome(row_id=row_id)
