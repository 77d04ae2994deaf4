"""What stands against noting that somebody made up for a session. Nothing is counted, and nobody is ranked."""

from datetime import date

from zhibu.kernel.decisions import Decision, Objection


def may_make_up(*, session_on: date, on: date, today: date, signed: bool, missed: bool) -> Decision:
    """Of a session that was signed, by somebody who was not there, on a day after it that has come."""
    return Decision.of(
        None if signed else Objection("unsigned", "这次学习还没有签批，到会名单没有定。", remedy="请先签批会议记录。"),
        None if missed or not signed else Objection("was_there", "这位同志这次学习到会了，或者不在应到名单上。", remedy="请返回核对。"),
        Objection("before_session", "补学日期早于学习日期。", remedy="请核对日期。", field="on") if on < session_on else None,
        Objection("not_yet", "补学日期在今天以后。", remedy="补学以后再登记。", field="on") if on > today else None,
    )
