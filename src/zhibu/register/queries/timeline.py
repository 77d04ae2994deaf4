"""A person's way through the Party, from the dated facts: newest first."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from zhibu.kernel.dates import LONG_AGO
from zhibu.register.queries.record import Fact, Record
from zhibu.register.terms.education import Education
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind, MembershipState, MemberStatus
from zhibu.register.terms.term import Term
from zhibu.web.components import Event

WORDS: Final[dict[str, type[Term]]] = {
    "status": MemberStatus,
    "state": MembershipState,
    "category": ManagementCategory,
    "mark": MarkKind,
    "education": Education,
    "occupation": Occupation,
    "post": PostKind,
}
BEGINNINGS: Final = {"category": "管理类别", "education": "学历", "occupation": "工作岗位", "state": "党籍状态", "mark": "标记"}
ENDINGS: Final = {
    "left": "组织关系转出本街道",
    "died": "去世",
    "expelled": "出党",
    "cancelled": "取消资格",
    "moved": "组织关系转出",
    "corrected": "更正登记",
}
RELATIONS: Final = {"roll": "组织关系在", "group": "编入"}
MILESTONES: Final = (
    ("applied_on", "提出入党申请"),
    ("activist_on", "确定为入党积极分子"),
    ("prospective_on", "确定为发展对象"),
    ("joined_on", "入党（支部大会通过为预备党员）"),
    ("confirmed_on", "转为正式党员"),
    ("work_started_on", "参加工作"),
    ("league_joined_on", "入团"),
)


def word(kind: str, value: str) -> str:
    """A stored value in words; an unknown one as it stands."""
    terms = WORDS.get(kind)
    return terms.word(value) if terms else value


def timeline_of(record: Record) -> list[Event]:
    """Beginnings and endings of facts, and the dates of the national sheets; hardship is never told here."""
    events = [*_milestones(record), *(event for fact in record.facts for event in _events(record, fact))]
    return sorted(events, key=lambda event: str(event.when), reverse=True)


def _milestones(record: Record) -> Iterator[Event]:
    months = record.person.month_only.split(",")
    for field, title in MILESTONES:
        day: date | None = getattr(record.person, field)
        if day:
            yield Event(when=day.strftime("%Y-%m") if field in months else day.isoformat(), title=title)


def _events(record: Record, fact: Fact) -> Iterator[Event]:
    if fact.kind in {"note", "proposal", "degree", "school", "state"} or fact.value == MarkKind.HARDSHIP:
        return
    place = record.organisations.get(fact.organisation_id or 0)
    name = place.name if place else ""
    if fact.valid_from > LONG_AGO:
        yield Event(when=fact.valid_from.isoformat(), title=_beginning(fact, name))
    if not fact.is_open and (ended := _ending(record, fact, name)):
        yield Event(when=fact.valid_to.isoformat(), title=ended)


def _beginning(fact: Fact, place: str) -> str:
    value = word(fact.kind, fact.value or fact.detail)
    if fact.kind == "membership":
        return f"{RELATIONS.get(fact.value, '参加组织生活：')}{place}"
    if fact.kind == "post":
        return f"任{place}{value}"
    if fact.kind == "status":
        return f"人员类别：{value}"
    detail = f"（{fact.detail}）" if fact.kind == "mark" and fact.detail else "（自动生成）" if fact.detail == "derived" else ""
    return f"{BEGINNINGS[fact.kind]}：{value}{detail}"


def _ending(record: Record, fact: Fact, place: str) -> str:
    if fact.kind == "membership":
        stays = (other for other in record.of("membership") if other.value == fact.value)
        follows = any(other.valid_from == fact.valid_to for other in stays)
        left = f"{ENDINGS.get(fact.detail, '离开名册')}（{place}）" if fact.value == "roll" else f"离开{place}"
        return "" if follows else left
    if fact.kind == "post":
        return f"不再任{place}{word('post', fact.value)}"
    return f"不再标记：{word('mark', fact.value)}" if fact.kind == "mark" else ""
