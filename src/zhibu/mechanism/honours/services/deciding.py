"""From the vote to the decision: the list is put up, objections are taken and answered; honours are written with the decision.

With it those who were not chosen are sealed: a member's row with that member's own key, an organisation's and a unit's with the key of the
case, which is destroyed with the texts of the case. Nobody lists them any more, here or anywhere.
"""

import secrets
from datetime import date
from typing import Final

from zhibu.cases.queries.log import standing
from zhibu.gatherings.queries.reached import rules_at
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.honours.models import Honour, Nomination, NoticeObjection, SelectionCampaign
from zhibu.mechanism.honours.permissions import is_about
from zhibu.mechanism.honours.queries.beside import missed_on
from zhibu.mechanism.honours.queries.certificates import of_honours
from zhibu.mechanism.honours.queries.standing import Objected, Proposed, Stand, stand_of, votes_of
from zhibu.mechanism.honours.rules.conditions import may_grant, without_grade
from zhibu.mechanism.honours.rules.procedure import BASIS, NOTICE_DAYS
from zhibu.mechanism.honours.rules.progress import may_object, may_settle, may_take_vote, notice_ends
from zhibu.mechanism.honours.services.certificates import publish_certificates
from zhibu.mechanism.honours.services.nominating import Written, step
from zhibu.mechanism.honours.terms import SEE_GRADES, Answered, HonourKind, Receiver, Verdict
from zhibu.register.sealed_fields import context_of
from zhibu.register.services.holding import held
from zhibu.store.keys import key_store
from zhibu.store.sealing import seal
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.whole import must, whole

WHY: Final = "办理评选时核对"
OWN: Final = Objection("own", "反映的是您本人，不能由您核实、答复。", BASIS, "请由办理评选的别的同志办。")
LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of a check code: no 0 and O, no 1 and I."""
SEALED: Final = "nomination"


@whole
def take_vote(*, by: Actor, campaign: SelectionCampaign, gathering: int, written: Written) -> Outcome:
    """The meeting that passed the list on paper, after the review."""
    row = held(campaign)
    reviewed = standing(row.case).state.done.get("review")
    decision = may_take_vote(votes_of(row, gathering), reviewed_on=reviewed.day if reviewed else row.called_on)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "honour.vote") as work:
        must(step(by=by, campaign=row, key="vote", written=written))
        work.change(SelectionCampaign, row.pk, gathering_id=gathering)
    return Outcome(row_id=row.pk)


def notice_days(campaign: SelectionCampaign, on: date) -> int:
    """Working days that a list is up: the street's own value of the day."""
    return int(rules_at(campaign.organisation.now_path or "", on).number(NOTICE_DAYS))


@whole
def put_up(*, by: Actor, campaign: SelectionCampaign, at: str, written: Written) -> Outcome:
    """The list hangs on the board; its last day follows from the local parameter."""
    row = held(campaign)
    with recording(by, "honour.notice") as work:
        must(step(by=by, campaign=row, key="notice", written=written))
        until = notice_ends(written.on, notice_days(row, written.on))
        work.change(SelectionCampaign, row.pk, notice_from=written.on, notice_until=until, notice_at=at.strip())
    return Outcome(row_id=row.pk)


@whole
def take_objection(*, by: Actor, campaign: SelectionCampaign, received_on: date, said: str, about: int = 0) -> Outcome:
    """What was objected, sealed with the key of the case; who objected is not asked. Entered twice alike, it stands once."""
    row = held(campaign)
    up = standing(row.case).state.waits("settle") is not None
    decision = may_object(up=up, until=row.notice_until, received=received_on, start=row.notice_from, today=by.day)
    if not decision.allowed:
        return Outcome(decision)
    stand = stand_of(row)
    same = [one.row.pk for one in stand.objections if _told(one) == (received_on, about, said.strip(), Answered.OPEN)]
    if same:
        return Outcome(row_id=same[0])
    number = 1 + len(stand.objections)
    with recording(by, "honour.objection") as work:
        row_id = work.add(
            NoticeObjection,
            case_id=row.case_id,
            campaign_id=row.pk,
            number=number,
            received_on=received_on,
            said=_sealed(row, f"objection/{number}/said", f"{about}\n{said}"),
        )
    return Outcome(row_id=row_id)


def _told(one: Objected) -> tuple[date, int, str, Answered]:
    return one.row.received_on, one.about, one.said, one.outcome


def _sealed(row: SelectionCampaign, field: str, text: str) -> bytes:
    name = row.case.key_name
    return seal(key_store().of([name])[name], text.strip().encode(), context_of(name, field))


@whole
def answer(*, by: Actor, campaign: SelectionCampaign, number: int, outcome: Answered, text: str) -> Outcome:
    """Looked into by a person. Found true about somebody on the list, it takes that one off."""
    stand = stand_of(held(campaign))
    row = stand.row
    found = next((one for one in stand.objections if one.row.number == number), None)
    open_still = standing(row.case).state.waits("settle") is not None
    decision = Decision.of(
        None if found else Objection("gone", "没有这条异议。", BASIS, "请重新打开这一页。"),
        None if open_still else Objection("over", "公示已经办结。", BASIS, "无须再办。"),
        Objection("open", "请写明核实结果。", BASIS, "成立或者不成立。", "outcome") if outcome is Answered.OPEN else None,
        OWN if found is not None and is_about(by.reader, stand, found) else None,
    )
    if not decision.allowed or found is None:
        return Outcome(decision)
    with recording(by, "honour.answer") as work:
        sealed = _sealed(row, f"objection/{number}/answer", text)
        work.change(NoticeObjection, found.row.pk, outcome=outcome.value, answer=sealed, answered_on=by.day)
        about = [one.row.pk for one in stand.proposed if one.number == found.about and outcome is Answered.FOUNDED]
        for pk in about:
            work.change(Nomination, pk, verdict=Verdict.NOT_SUPPORTED.value, verdict_because=f"第 {number} 条异议成立")
    return Outcome(row_id=row.pk)


@whole
def settle(*, by: Actor, campaign: SelectionCampaign, written: Written) -> Outcome:
    """The days are over and every objection is answered."""
    stand = stand_of(held(campaign))
    until = stand.row.notice_until or by.day
    decision = may_settle(until=until, today=written.on, raised=stand.raised, found=stand.reviewed)
    return step(by=by, campaign=stand.row, key="settle", written=written) if decision.allowed else Outcome(decision)


@whole
def decide(*, by: Actor, campaign: SelectionCampaign, written: Written, exception: str = "") -> Outcome:
    """Honours are written with numbers and codes, where the conditions are still met; everybody else is sealed in the same operation."""
    stand = stand_of(held(campaign))
    decision = _may_grant(stand, written.on, exception)
    if not decision.allowed:
        return Outcome(decision if by.reader.may(SEE_GRADES, stand.row.organisation.now_path or "") else without_grade(decision))
    number = written.texts.get("number", "").strip()
    reason = "；例外：".join(filter(None, (stand.row.title, exception.strip())))
    with recording(by, "honour.decide", reason=reason) as work:
        must(step(by=by, campaign=stand.row, key="decide", written=written))
        work.change(SelectionCampaign, stand.row.pk, decided_on=written.on, document=number)
        _grant(work, stand, written.on, number)
        _seal_others(work, stand, written.on)
    return Outcome(row_id=stand.row.pk)


def _may_grant(stand: Stand, on: date, exception: str) -> Decision:
    against = missed_on(stand, on)
    gone = [one.number for one in stand.supported if one.number not in against]
    said = f"第 {'、'.join(map(str, gone))} 号推荐的对象没有找到。"
    steps = standing(stand.row.case).state.procedure.by_key
    return Decision.all(
        Decision.of(Objection("gone", said, BASIS, f"请作废“{steps['review'].name}”，重新研究名单。") if gone else None),
        may_grant(
            [(against.get(one.number, ()), bool(one.row.exception.strip())) for one in stand.supported],
            exception=exception,
            review=steps["review"].name,
        ),
    )


def _grant(work: Work, stand: Stand, on: date, document: str) -> None:
    row, kind = stand.row, HonourKind.stored(stand.row.kind)
    made = []
    for at, one in enumerate(stand.supported, 1):
        receiver, pk = one.who
        honour = work.add(
            Honour,
            place_id=_place_of(one),
            year=row.year,
            name=one.row.name,
            giver_id=row.organisation_id,
            campaign_id=row.pk,
            kind=str(kind),
            title=f"{row.year}年{kind.label}" if kind is not HonourKind.FIFTY_YEAR_MEDAL else kind.label,
            decided_on=on,
            document=document,
            certificate=f"{row.year}{row.case.code}{at:03d}",
            check_code=check_code(),
            **{f"{receiver}_id": pk},
        )
        made.append(honour)
    publish_certificates(work, of_honours(made))


def check_code() -> str:
    """Ten letters that nobody guesses."""
    return "".join(secrets.choice(LETTERS) for _ in range(10))


def _place_of(one: Proposed) -> int:
    """Under whose name it stands on the roll: the branch of a member, the organisation itself, the place of a unit."""
    row = one.row
    if row.organisation_id is not None:
        return row.organisation_id
    if row.unit is not None:
        return int(row.unit.organisation_id)
    branch = one.person.now_organisation_id if one.person is not None else None
    return int(branch or row.nominator_id)


def _seal_others(work: Work, stand: Stand, on: date) -> None:
    """Nothing stays in the open: neither whom it named, nor what was written of them. Those who were honoured lose their row."""
    chosen = {one.number for one in stand.supported}
    names = {_key_of(stand, one) for one in stand.proposed}
    keys = key_store().of(names)
    cleared = {"person_id": None, "organisation_id": None, "unit_id": None, "name": "", "deeds": "", "exception": "", "verdict_because": ""}
    work.remove(Nomination, [one.row.pk for one in stand.proposed if one.number in chosen])
    for one in stand.proposed:
        if one.number not in chosen:
            name = _key_of(stand, one)
            sealed = (
                seal(keys[name], told_of(one).encode(), context_of(name, f"{SEALED}/{stand.row.pk}/{one.number}")) if name in keys else b""
            )
            work.change(Nomination, one.row.pk, verdict=Verdict.NOT_SUPPORTED.value, sealed=sealed, sealed_on=on, **cleared)


def _key_of(stand: Stand, one: Proposed) -> str:
    return one.person.key_name if one.person is not None else stand.row.case.key_name


def told_of(one: Proposed) -> str:
    """What is kept under seal: who it was."""
    receiver, _ = one.who
    return f"{Receiver.word(receiver)} {one.code} {one.called}"
