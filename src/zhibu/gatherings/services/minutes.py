"""Minutes: saved as often as one likes, checked, signed by each organisation, corrected by a new version."""

from collections.abc import Mapping, Sequence
from typing import Final

from zhibu.gatherings.models import Attendance, Gathering, Holding, Minutes, Part, Resolution, Vote
from zhibu.gatherings.queries.lists import Line, lists_of, numbers_of, typed_numbers
from zhibu.gatherings.rules.catalogue import entry_of
from zhibu.gatherings.rules.deciding import Resolved
from zhibu.gatherings.rules.quorum import Numbers, quorum_of
from zhibu.gatherings.rules.signing import Record, may_check, may_correct, may_sign, missing
from zhibu.gatherings.services.attendance import COLUMNS, held_in_order, was_held
from zhibu.gatherings.services.deciding import decided_of, put_resolutions, stands
from zhibu.gatherings.services.recording import begin_recording
from zhibu.gatherings.terms import MinutesState, Standing
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.services.holding import held
from zhibu.rulebook.book import Rules
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记会议记录时核对"
NOTHING: Final[Mapping[str, str]] = {}
Seen = tuple[int, int]
"""Number of the minutes, and their revision."""
UNSEEN: Final[Mapping[int, Seen]] = {}


def write_minutes(
    *,
    by: Actor,
    part: Part,
    text: str,
    resolutions: Sequence[str | Resolved] = (),
    on_paper: bool = False,
    kept_at: str = "",
    seen: int | None = None,
    facts_of_part: Mapping[str, str] = NOTHING,
) -> Outcome:
    """Save a draft. ``seen`` is the revision that the writer started from: who would write over another's words is told instead.

    A resolution is a sentence, or says with it to which line of the agenda it belongs or which vote it is the result of.
    ``facts_of_part`` are topic, chair, recorder, lecturer: as long as nobody has signed, or in a correction.
    """
    with recording(by, "gathering.minutes") as work:
        held(part.gathering)
        latest = latest_minutes(part)
        decided = decided_of(part, resolutions)
        decision = Decision.all(_may_write(part, latest, text, seen), stands(part, decided))
        if not decision.allowed:
            return Outcome(decision)
        pk = _put_draft(work, part, latest, text=text, on_paper=on_paper, kept_at=kept_at)
        put_resolutions(work, part, pk, decided)
        corrects = latest is not None and latest.corrects_id is not None
        if facts_of_part and (corrects or not Holding.objects.unguarded(WHY).filter(part=part).exclude(signed_at=None).exists()):
            work.change(Part, part.pk, **facts_of_part)
        was_held(work, part.gathering_id, by)
    return Outcome(row_id=pk)


def _put_draft(work: Work, part: Part, latest: Minutes | None, **said: str | bool) -> int:
    """The first words, or a revision: whoever had checked those before has not checked these."""
    by = work.actor
    facts = {**said, "state": str(MinutesState.DRAFT), "written_by": by.label, "written_on": by.day, "checked_by": "", "checked_on": None}
    if latest is None:
        return work.add(Minutes, gathering_id=part.gathering_id, part_id=part.pk, **facts)
    work.change(Minutes, latest.pk, revision=latest.revision + 1, **facts)
    return latest.pk


def latest_minutes(part: Part) -> Minutes | None:
    """The newest version."""
    return Minutes.objects.unguarded(WHY).filter(part=part).order_by("-version").first()


def _may_write(part: Part, latest: Minutes | None, text: str, seen: int | None) -> Decision:
    locked = latest is not None and latest.state == MinutesState.SIGNED
    changed = latest is not None and seen is not None and latest.revision != seen
    return Decision.all(
        Decision.of(
            Objection("signed", "已经签批，不能直接修改。", remedy="请写更正的记录。") if locked else None,
            Objection(
                "changed",
                f"{latest.written_by if latest else ''}在您打开以后保存过。",
                remedy="您写的还在下面；请对照新的内容再保存。",
                field="text",
            )
            if changed
            else None,
        ),
        _nothing_sealed(part, text),
    )


def _nothing_sealed(part: Part, text: str) -> Decision:
    sealed = entry_of(part.kind).sealed and bool(text.strip())
    said = "这一类会议不在系统里记发言内容。"
    return Decision.of(
        Objection("sealed", said, remedy="发言和批评意见留在纸上；这里写决议和整改清单即可。", field="text") if sealed else None
    )


def check_minutes(*, by: Actor, part: Part) -> Outcome:
    """A second pair of eyes has read the draft."""
    with recording(by, "gathering.check") as work:
        held(part.gathering)
        latest = latest_minutes(part)
        decision = may_check(draft=latest is not None and latest.state == MinutesState.DRAFT, own=_own(latest, by))
        if not decision.allowed or latest is None:
            return Outcome(decision)
        work.change(Minutes, latest.pk, state=str(MinutesState.CHECKED), checked_by=by.label, checked_on=by.day)
    return Outcome(row_id=latest.pk)


def _own(latest: Minutes | None, by: Actor) -> bool:
    return latest is not None and latest.written_by == by.label


def sign_minutes(
    *, by: Actor, holdings: Sequence[Holding], rules: Rules, confirmed_by: str = "", seen: Mapping[int, Seen] = UNSEEN
) -> Outcome:
    """Sign what these organisations held: lists are frozen, numbers written down, whether it counts is settled.

    ``confirmed_by`` is who signed on paper, where somebody else enters it. All of them, or none. ``seen`` is, by part, the version and
    revision that the signer has read: nobody signs words that were changed meanwhile.
    """
    with recording(by, "gathering.sign") as work:
        for gathering in sorted({one.gathering_id for one in holdings}):
            held(Gathering(pk=gathering))
        fresh = held_in_order(holdings)
        lists = lists_of(fresh)
        records = {one.pk: _record(one, lists[one.pk]) for one in fresh}
        decision = Decision.all(
            *(_for(one, may_sign(records[one.pk], today=by.day), len(fresh) > 1) for one in fresh), _as_seen(fresh, seen)
        )
        if not decision.allowed or not fresh:
            return Outcome(decision)
        for one in fresh:
            _sign(work, one, lists[one.pk], records[one.pk], rules, by=by, confirmed_by=confirmed_by or by.label)
        for pk in {latest.pk for one in fresh if (latest := latest_minutes(one.part)) is not None and latest.state != MinutesState.SIGNED}:
            work.change(Minutes, pk, state=str(MinutesState.SIGNED))
        was_held(work, fresh[0].gathering_id, by)
        begin_recording(work, [one.organisation for one in fresh], day=by.day)
    return Outcome(row_id=fresh[0].gathering_id)


def _as_seen(holdings: Sequence[Holding], seen: Mapping[int, Seen]) -> Decision:
    """By part once, however many organisations sign it."""
    newest = {one.part_id: latest_minutes(one.part) for one in holdings if one.part_id in seen}
    changed = [one.written_by for part, one in newest.items() if one is not None and (one.pk, one.revision) != seen[part]]
    said = f"会议记录在您打开以后由{'、'.join(dict.fromkeys(changed))}改过。"
    return Decision.of(Objection("changed", said, remedy="请看过新的内容再签批。") if changed else None)


def _for(holding: Holding, decision: Decision, named: bool) -> Decision:  # noqa: FBT001  one of two ways to say it
    """Several organisations at once: each objection says whose it is."""
    if not named:
        return decision
    who = str(holding.organisation)
    return Decision(
        tuple(Objection(one.code, f"{who}：{one.message}", one.article, one.remedy, one.field) for one in decision.objections),
        decision.read,
    )


def _record(holding: Holding, lines: Sequence[Line]) -> Record:
    part = holding.part
    latest = latest_minutes(part)
    numbers = numbers_of(lines) if holding.by_name else typed_numbers(holding)
    unmarked = [one for one in lines if holding.by_name and one.standing == Standing.EXPECTED and not one.presence and not one.left_out]
    votes = Vote.objects.unguarded(WHY).filter(holding=holding, settled_on=None, void_because="").count()
    return Record(
        kind=holding.kind,
        on=holding.on,
        numbers=numbers,
        unmarked=len(unmarked) if numbers.present else 0,
        chair=part.chair,
        recorder=part.recorder,
        lecturer=part.lecturer,
        topic=part.topic or part.gathering.title,
        text=latest is not None and (bool(latest.text.strip()) or latest.on_paper),
        decisions=Resolution.objects.unguarded(WHY).filter(minutes=latest).count() if latest is not None else 0,
        open_votes=votes,
        cancelled=holding.cancelled,
        signed=holding.signed_at is not None,
        has_minutes=latest is not None,
    )


def _sign(work: Work, holding: Holding, lines: Sequence[Line], record: Record, rules: Rules, *, by: Actor, confirmed_by: str) -> None:
    numbers = record.numbers
    if holding.by_name:
        _freeze(work, holding, lines)
    latest = latest_minutes(holding.part)
    work.change(
        Holding,
        holding.pk,
        quorate=quorum_of(holding.kind, numbers, rules).met,
        complete=not missing(record),
        signed_at=by.at,
        confirmed_by=confirmed_by,
        signed_entered_by=by.label,
        signed_minutes_id=latest.pk if latest is not None else None,
        **_columns(numbers),
    )


def _columns(numbers: Numbers) -> Mapping[str, int]:
    return {
        "expected": numbers.expected,
        "present": numbers.present,
        "on_leave": numbers.on_leave,
        "in_attendance": numbers.in_attendance,
        "entitled": numbers.entitled,
        "there": numbers.there,
    }


def _freeze(work: Work, holding: Holding, lines: Sequence[Line]) -> None:
    """The whole list as it is now: what the roll says later changes nothing any more."""
    known = set(Attendance.objects.unguarded(WHY).filter(holding=holding).values_list("person_id", flat=True))
    new = [
        (holding.gathering_id, holding.pk, line.person_id, line.standing, line.votes, line.presence)
        for line in lines
        if line.person_id not in known
    ]
    work.put(Attendance, COLUMNS, [(pk, *row) for pk, row in zip(work.reserve(Attendance, len(new)), new, strict=True)])


def correct_minutes(
    *, by: Actor, part: Part, text: str, resolutions: Sequence[str | Resolved], reason: str, facts_of_part: Mapping[str, str] = NOTHING
) -> Outcome:
    """A new version that names the old; whoever signed the old signs again when he agrees, until then the old one holds for him.

    Topic, chair, recorder and lecturer stand once for all versions: they are put right at once, the trail keeps what they were, and
    whether the record is complete is settled anew by the signature.
    """
    with recording(by, "gathering.correct_minutes", reason=reason) as work:
        held(part.gathering)
        latest = latest_minutes(part)
        decided = decided_of(part, resolutions)
        decision = Decision.all(
            may_correct(signed=latest is not None and latest.state == MinutesState.SIGNED, reason=reason),
            _nothing_sealed(part, text),
            stands(part, decided),
        )
        if not decision.allowed or latest is None:
            return Outcome(decision)
        work.change(Minutes, latest.pk, state=str(MinutesState.SUPERSEDED))
        pk = _next_version(work, latest, text, reason, by)
        put_resolutions(work, part, pk, decided)
        if facts_of_part:
            work.change(Part, part.pk, **facts_of_part)
    return Outcome(row_id=pk)


def _next_version(work: Work, latest: Minutes, text: str, reason: str, by: Actor) -> int:
    return work.add(
        Minutes,
        gathering_id=latest.gathering_id,
        part_id=latest.part_id,
        version=latest.version + 1,
        text=text,
        on_paper=latest.on_paper,
        kept_at=latest.kept_at,
        corrects_id=latest.pk,
        correction_reason=reason,
        written_by=by.label,
        written_on=by.day,
    )


def sign_correction(*, by: Actor, holding: Holding, confirmed_by: str = "", seen: Mapping[int, Seen] = UNSEEN) -> Outcome:
    """An organisation agrees to the newer version, as the signer has read it."""
    with recording(by, "gathering.sign") as work:
        held(Gathering(pk=holding.gathering_id))
        fresh = held(holding)
        decision = _as_seen([fresh], seen)
        if not decision.allowed:
            return Outcome(decision)
        latest = latest_minutes(fresh.part)
        if fresh.signed_at is None or latest is None or latest.pk == fresh.signed_minutes_id:
            return Outcome.refused(Objection("nothing_new", "没有需要再签批的更正。"))
        work.change(
            Holding,
            fresh.pk,
            signed_minutes_id=latest.pk,
            complete=_complete_now(fresh),
            signed_at=by.at,
            confirmed_by=confirmed_by or by.label,
            signed_entered_by=by.label,
        )
        if latest.state != MinutesState.SIGNED:
            work.change(Minutes, latest.pk, state=str(MinutesState.SIGNED))
    return Outcome(row_id=fresh.gathering_id)


def _complete_now(holding: Holding) -> bool | None:
    """By the version that is signed now; of an old ledger without a column for what lacks still nobody can tell."""
    whole = not missing(_record(holding, lists_of([holding])[holding.pk]))
    return whole or (None if holding.complete is None else False)
