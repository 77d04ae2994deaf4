"""A text comes into force, is looked at again, ends. What it lays down is proposed with it; the secretary decides each value as always."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction

from zhibu.files.queries import how_many
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.institutions.files import KIND, code_of
from zhibu.mechanism.institutions.models import InForce, Institution, InstitutionReview, InstitutionVersion
from zhibu.mechanism.institutions.queries.histories import history_of
from zhibu.mechanism.institutions.queries.one import carried_by, values_of
from zhibu.mechanism.institutions.rules.acting import (
    Adoption,
    Carried,
    changed_values,
    cited,
    may_adopt,
    may_repeal,
    may_review,
)
from zhibu.mechanism.institutions.rules.standing import History
from zhibu.parameters.queries import PROPOSE, standing
from zhibu.parameters.rules import Wanted, may_propose
from zhibu.parameters.services import propose
from zhibu.register.services.holding import held
from zhibu.register.services.spans import end_all, succeed
from zhibu.rulebook.loading import rulebook
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "办理制度时在锁定之下重新读取"


def adopt(*, by: Actor, institution: Institution, adoption: Adoption) -> Outcome:
    """The draft holds from its day on, and the version before ends that day; each value that differs is proposed with its article."""
    with transaction.atomic():
        fresh = held(institution)
        history = history_of(fresh.pk)
        draft = history.draft(by.day)
        wanted = _wanted(fresh, history, draft.id if draft else 0, draft.number if draft else 0, adoption.valid_from)
        may_carry = not wanted or by.reader.may(PROPOSE, fresh.organisation.now_path)
        decision = Decision.all(
            may_adopt(adoption, history, today=by.day, has_text=_has_text(fresh, draft.id if draft else 0), may_carry=may_carry),
            _may_propose(fresh, wanted),
        )
        if draft is None or not decision.allowed:
            return Outcome(decision)
        with recording(by, "institution.adopt") as work:
            values = {
                "version_id": draft.id,
                "adopted_on": adoption.adopted_on,
                "adopted_by": adoption.adopted_by.strip(),
                "resolution_id": adoption.resolution_id,
                "review_due": adoption.review_due,
            }
            succeed(work, InForce, key={"institution_id": fresh.pk}, values=values, on=adoption.valid_from)
        _propose(by, fresh, wanted)
    return Outcome(row_id=draft.id)


def _has_text(institution: Institution, version: int) -> bool:
    found = InstitutionVersion.objects.unguarded(WHY).filter(pk=version).first()
    return found is not None and bool(found.text or how_many(KIND, code_of(institution, found.number)))


def _wanted(institution: Institution, history: History, draft: int, number: int, on: date) -> list[Wanted]:
    """What the text changes of the organisation's values on its first day, each with the article that it stands in."""
    before = history.spans[-1].version if history.spans else 0
    old_id = next((one.id for one in history.versions if one.number == before), 0)
    new, old = carried_by(draft), carried_by(old_id)
    return _changes(institution, new, old, number=number, before=before, on=on)


def _changes(
    institution: Institution, new: Sequence[Carried], old: Sequence[Carried], *, number: int, before: int, on: date
) -> list[Wanted]:
    own = values_of(institution.organisation, [one.parameter for one in (*new, *old)], on)
    resting = {one.parameter for one in old if own.get(one.parameter, ("", ""))[1] == cited(institution.title, before, one.article)}
    parameters = rulebook().parameters
    found = []
    for one in changed_values(new, old, resting):
        parameter = parameters.get(one.parameter)
        if parameter is None:
            continue
        basis = cited(institution.title, number, one.article) if one.value else f"{cited(institution.title, before, one.article)}不再施行"
        if not one.value or str(standing(institution.organisation, parameter, on).value) != one.value:
            found.append(Wanted(parameter, one.value, on, basis))
    return found


def _may_propose(institution: Institution, wanted: Sequence[Wanted]) -> Decision:
    return Decision.all(*(may_propose(one, standing(institution.organisation, one.parameter, one.on)) for one in wanted))


def _propose(by: Actor, institution: Institution, wanted: Sequence[Wanted]) -> None:
    for one in wanted:
        propose(
            by=by,
            organisation=institution.organisation,
            parameter=one.parameter,
            typed=one.typed,
            on=one.on,
            basis=one.basis,
            note=f"随{institution}提出。",
        )


def review(*, by: Actor, institution: Institution, on: date, next_due: date, note: str = "") -> Outcome:
    """Somebody has looked at it, and it stays as it is until the next look."""
    with recording(by, "institution.review") as work:
        fresh = held(institution)
        decision = may_review(history_of(fresh.pk), on=on, next_due=next_due, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        row_id = work.add(InstitutionReview, institution_id=fresh.pk, on=on, next_due=next_due, note=note.strip(), reviewed_by=by.label)
    return Outcome(row_id=row_id)


def repeal(*, by: Actor, institution: Institution, on: date, because: str) -> Outcome:
    """Nothing of it holds from a day on; the default is proposed again for what rested on it."""
    with transaction.atomic():
        fresh = held(institution)
        history = history_of(fresh.pk)
        span = history.in_force(on)
        old_id = next((one.id for one in history.versions if span and one.number == span.version), 0)
        wanted = _changes(fresh, (), carried_by(old_id), number=0, before=span.version if span else 0, on=on)
        may_carry = not wanted or by.reader.may(PROPOSE, fresh.organisation.now_path)
        decision = Decision.all(
            may_repeal(history, on=on, because=because, may_carry=may_carry), _may_propose(fresh, wanted) if span else Decision()
        )
        if not decision.allowed:
            return Outcome(decision)
        with recording(by, "institution.repeal", reason=because) as work:
            end_all(work, InForce, key={"institution_id": fresh.pk}, on=on, ended_because=because.strip())
        _propose(by, fresh, wanted)
    return Outcome(row_id=fresh.pk)
