"""When minutes may be signed, and what makes a record complete; what is missing is said, and does not keep anybody from saving."""

from dataclasses import dataclass
from datetime import date

from zhibu.gatherings.rules.catalogue import Holds, entry_of
from zhibu.gatherings.rules.quorum import Numbers
from zhibu.kernel.decisions import Decision, Objection


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a part in one organisation when somebody is about to sign."""

    kind: str
    on: date
    numbers: Numbers
    unmarked: int = 0
    """Of those expected, of whom nothing is said yet."""
    chair: str = ""
    recorder: str = ""
    lecturer: str = ""
    topic: str = ""
    text: bool = False
    decisions: int = 0
    open_votes: int = 0
    cancelled: bool = False
    signed: bool = False
    has_minutes: bool = True


def missing(record: Record) -> tuple[Holds, ...]:
    """What the catalogue asks of the minutes of this kind and is not there; of a sealed kind no text is asked."""
    entry = entry_of(record.kind)
    there = {
        Holds.CHAIR: bool(record.chair),
        Holds.RECORDER: bool(record.recorder),
        Holds.LECTURER: bool(record.lecturer),
        Holds.TOPIC: bool(record.topic),
        Holds.TEXT: record.text or entry.sealed,
        Holds.DECISIONS: record.decisions > 0,
        Holds.ATTENDANCE: record.numbers.present > 0,
    }
    return tuple(one for one in entry.minutes if not there[one])


def may_sign(record: Record, *, today: date) -> Decision:
    """A meeting that has been, with a list that says something of everybody, and no vote left open. A visit is signed by its note alone."""
    return Decision.of(
        Objection("cancelled", "这次会议已经取消。", remedy="没有开过的会议不签批。") if record.cancelled else None,
        Objection("signed", "已经签批过了。", remedy="要改请写更正的记录。") if record.signed else None,
        Objection("not_yet", "会议还没有开。", remedy="开过以后再签批。") if record.on > today else None,
        Objection("nobody", "没有记录到会情况。", remedy="点名，或者只填应到、实到人数。", field="attendance")
        if not record.numbers.present and Holds.ATTENDANCE in entry_of(record.kind).minutes
        else None,
        Objection("unmarked", f"还有 {record.unmarked} 人没有标到会情况。", remedy="可以一次把其余的标为缺席或请假。", field="attendance")
        if record.unmarked
        else None,
        Objection("open_votes", f"还有 {record.open_votes} 项表决没有结果。", remedy="录入计票，或者注明作废。")
        if record.open_votes
        else None,
        Objection("no_minutes", "还没有会议记录。", remedy="写几句，或者注明手写记录存放在哪里。", field="text")
        if not record.has_minutes and not entry_of(record.kind).by_note
        else None,
    )


def may_check(*, draft: bool, own: bool) -> Decision:
    """Read by somebody else than who wrote it last."""
    return Decision.of(
        Objection("no_draft", "没有待核对的草稿。", remedy="先写会议记录。") if not draft else None,
        Objection("own", "这份记录是您最后保存的。", remedy="请另一位同志核对；没有别人核对，也可以直接签批。") if draft and own else None,
    )


def may_correct(*, signed: bool, reason: str) -> Decision:
    """A correction follows a signature and says why."""
    return Decision.of(
        Objection("not_signed", "还没有签批，可以直接修改。") if not signed else None,
        Objection("no_reason", "没有写更正的原因。", remedy="例如：到会人数有误。", field="reason") if not reason.strip() else None,
    )
