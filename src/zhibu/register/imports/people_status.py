"""人员类别 of a row, and since when: from its own column, else from what the dates say."""

from datetime import timedelta
from typing import Any, Final

from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.people_facts import Note, PeopleBlock
from zhibu.register.rules.standing import Probation, admission_period
from zhibu.register.terms.people import MEMBERS, MemberStatus

PROBATION: Final = timedelta(days=366)
DAY_OF: Final = {
    MemberStatus.APPLICANT.value: "applied_on",
    MemberStatus.ACTIVIST.value: "activist_on",
    MemberStatus.PROSPECTIVE_MEMBER.value: "prospective_on",
    MemberStatus.PROBATIONARY.value: "joined_on",
}
ASSUMED: Final = "没有填写人员类别，按入党、转正日期记为{}。"
FULL: Final = MemberStatus.FULL.value


def settle_status(people: PeopleBlock) -> None:
    """Fill ``status`` and ``status_from``; None for the day means the sheet's day of reference."""
    statuses = people.get("status")
    political = people.facts.pop("political", None)
    for at in [at for at, status in enumerate(statuses) if status is None]:
        statuses[at] = political[at] if political and political[at] else _derived(people, at)
    people.facts["status"] = statuses
    joined, confirmed = people.get("joined_on"), people.get("confirmed_on")
    people.facts["status_from"] = [
        confirmed[at].iso if status == FULL and confirmed[at] is not None else _since(people, at, status, joined[at])
        for at, status in enumerate(statuses)
    ]


def _since(people: PeopleBlock, at: int, status: str, joined: Any) -> str | None:
    """A full member who joined when there was no probation is one since joining; without a date nobody knows."""
    if status == FULL:
        period = admission_period(joined.partial.day) if joined else None
        return joined.iso if joined and period and period.probation is Probation.NONE else None
    column = people.facts.get(DAY_OF[status])
    return column[at].iso if column and column[at] else None


def _derived(people: PeopleBlock, at: int) -> str:
    """Where no status is written: the farthest step that has a date. A member's roster without dates lists full members."""
    day = {
        field: column[at] for field in ("joined_on", "confirmed_on", "prospective_on", "activist_on") if (column := people.facts.get(field))
    }
    applicants = people.table.kind is SheetKind.APPLICANTS
    if day.get("confirmed_on"):
        status = MemberStatus.FULL
    elif day.get("joined_on"):
        status = _by_joining(people, day["joined_on"])
    elif not applicants:
        status = MemberStatus.FULL
    elif day.get("prospective_on"):
        status = MemberStatus.PROSPECTIVE_MEMBER
    else:
        status = MemberStatus.ACTIVIST if day.get("activist_on") else MemberStatus.APPLICANT
    if status in MEMBERS and at not in people.problems:
        people.notes[at].append(Note("status", "status_assumed", "", ASSUMED.format(status.label)))
    return status.value


def _by_joining(people: PeopleBlock, joined: Any) -> MemberStatus:
    """Within the year of probation somebody without a confirmation is probationary; later the confirmation was not written down."""
    return MemberStatus.PROBATIONARY if joined.partial.day + PROBATION > people.read_on else MemberStatus.FULL
