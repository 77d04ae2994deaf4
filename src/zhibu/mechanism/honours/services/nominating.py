"""Somebody is proposed, or the proposal is taken back; the review says of each whether it stays on the list.

The trail says that a nomination came, from which organisation, and never whom it names.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from zhibu.cases import services as cases
from zhibu.cases.queries.log import standing
from zhibu.cases.rules.acts import Deed
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.honours.models import Nomination, SelectionCampaign
from zhibu.mechanism.honours.queries.bands import bands_of
from zhibu.mechanism.honours.queries.facts import of_organisations, of_people, of_units
from zhibu.mechanism.honours.queries.standing import quotas_of, receiver_of, stand_of
from zhibu.mechanism.honours.rules.conditions import Facts, may_propose, without_grade
from zhibu.mechanism.honours.rules.procedure import BASIS
from zhibu.mechanism.honours.rules.progress import Reviewed, may_close, may_nominate, may_review, quota_left
from zhibu.mechanism.honours.terms import SEE_GRADES, HonourKind, Kind, Receiver, Verdict, kind_of
from zhibu.register.models import Organisation
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.services.holding import held
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.whole import must, whole

WHY: Final = "办理推荐时核对"
NUMBERS: Final = range(1000, 10_000)
"""Drawn, not counted: the address of one's own nomination does not tell how many others have made."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom an organisation proposes: a row of the register, and whom inside of a unit where the kind asks for it."""

    who: int
    name: str = ""
    deeds: str = ""
    exception: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What is written with a step; ``seen`` is the last line of the log on the page."""

    seen: int
    on: date
    texts: Mapping[str, str]


def scope_of(nominator: Organisation) -> str:
    """Whom an organisation may propose stands below it; a group proposes out of its branch."""
    path = nominator.now_path or ""
    return path[:-SEGMENT] if nominator.now_kind == OrganisationKind.GROUP else path


def facts_of(campaign: SelectionCampaign, nominator: Organisation, proposal: Proposal, on: date) -> Facts | None:
    """What the records say of the one who is proposed; None where there is nobody of that number."""
    kind, path = kind_of(campaign.kind), scope_of(nominator)
    asked: dict[str, Any] = {"kind": HonourKind.stored(campaign.kind), "year": campaign.year, "on": on}
    if kind.receiver is Receiver.PERSON:
        return of_people([proposal.who], path, **asked).get(proposal.who)
    if kind.receiver is Receiver.UNIT:
        pair = proposal.who, proposal.name
        return of_units([pair], path, **asked).get(pair)
    bands = bands_of([proposal.who], campaign.year - 1)
    return of_organisations([proposal.who], path, bands=bands, **asked).get(proposal.who)


@whole
def nominate(*, by: Actor, campaign: SelectionCampaign, nominator: Organisation, proposal: Proposal) -> Outcome:
    """Everything that stands against it is said at once; what may be set aside needs a reason."""
    row, place = held(campaign), held(nominator)
    known = list(Nomination.objects.unguarded(WHY).filter(campaign=row).select_related("nominator").order_by("number"))
    decision = _may_be_proposed(row, place, proposal, known, by.day)
    if not decision.allowed:
        return Outcome(decision if by.reader.may(SEE_GRADES, place.now_path or "") else without_grade(decision))
    with recording(by, "honour.nominate") as work:
        row_id = work.add(
            Nomination,
            case_id=row.case_id,
            campaign_id=row.pk,
            number=secrets.choice(sorted(set(NUMBERS) - {one.number for one in known})),
            nominator_id=place.pk,
            nominated_on=by.day,
            name=proposal.name.strip(),
            deeds=proposal.deeds.strip(),
            exception=proposal.exception.strip(),
            **{f"{kind_of(row.kind).receiver.value}_id": proposal.who},
        )
    return Outcome(row_id=row_id)


def _may_be_proposed(row: SelectionCampaign, place: Organisation, proposal: Proposal, known: Sequence[Nomination], on: date) -> Decision:
    """The selection takes it, the quota is not used up, and the records speak for whoever is proposed."""
    kind, step = kind_of(row.kind), standing(row.case).state
    same = receiver_of(kind.receiver, proposal.who, proposal.name)
    facts = facts_of(row, place, proposal, on)
    return Decision.all(
        may_nominate(
            waits=step.waits("nominate") is not None,
            until=row.nominate_until,
            today=on,
            known=Nomination.objects.unguarded(WHY).filter(same, campaign=row).exists(),
            step=step.procedure.by_key["nominate"],
        ),
        quota_left(quotas_of(row, known), place.now_path or ""),
        _named(kind, proposal),
        may_propose(kind, facts, exception=proposal.exception) if facts is not None else _nobody(),
    )


def _named(kind: Kind, proposal: Proposal) -> Decision:
    missing = bool(kind.named) and not proposal.name.strip()
    return Decision.of(Objection("name", f"没有写{kind.named}。", BASIS, "请填写。", "name") if missing else None)


def _nobody() -> Decision:
    return Decision.of(Objection("nobody", "没有找到推荐的对象。", BASIS, "请重新选择。", "who"))


@whole
def withdraw(*, by: Actor, campaign: SelectionCampaign, number: int) -> Outcome:
    """While nominations are taken; nothing of it stays."""
    row = held(campaign)
    found = Nomination.objects.unguarded(WHY).filter(campaign=row, number=number, sealed_on=None).first()
    waits = standing(row.case).state.waits("nominate") is not None
    decision = Decision.of(
        None if found else Objection("gone", "这个推荐已经撤下。", BASIS, "无须再办。"),
        None if waits else Objection("closed", "推荐已经结束。", BASIS, "请在考察时写明不列入的理由。"),
    )
    if not decision.allowed or found is None:
        return Outcome(decision)
    with recording(by, "honour.withdraw") as work:
        work.remove(Nomination, [found.pk])
    return Outcome(row_id=row.pk)


def close_nominations(*, by: Actor, campaign: SelectionCampaign, written: Written) -> Outcome:
    """No more are taken; the review begins."""
    decision = may_close(Nomination.objects.unguarded(WHY).filter(campaign=campaign).count())
    return step(by=by, campaign=campaign, key="nominate", written=written) if decision.allowed else Outcome(decision)


def step(*, by: Actor, campaign: SelectionCampaign, key: str, written: Written) -> Outcome:
    """The line of the log."""
    return cases.act(by=by, case=campaign.case, seen=written.seen, deed=Deed(key, written.on, written.texts))


@whole
def review(*, by: Actor, campaign: SelectionCampaign, verdicts: Mapping[int, tuple[Verdict, str]], written: Written) -> Outcome:
    """Somebody says of each nomination whether it stays, by number; nothing is worked out from points.

    What is missing is told by the place in the list, as the form counts them.
    """
    stand = stand_of(held(campaign))
    said_of = [verdicts.get(one.number, (one.verdict, one.row.verdict_because)) for one in stand.proposed]
    found = [Reviewed(at, *said) for at, said in enumerate(said_of, 1)]
    decision = may_review(found)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "honour.review") as work:
        must(step(by=by, campaign=stand.row, key="review", written=written))
        for one, said in zip(stand.proposed, found, strict=True):
            because = said.because.strip() if said.verdict is Verdict.NOT_SUPPORTED else ""
            work.change(Nomination, one.row.pk, verdict=said.verdict.value, verdict_because=because)
    return Outcome(row_id=stand.row.pk)
