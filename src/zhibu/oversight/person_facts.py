"""Rows of the register's measures of people, as facts of one person each. Pure: rows come in, mappings go out."""

from collections.abc import Iterable
from typing import Any, Final

from zhibu.kernel.dates import months_reaching
from zhibu.oversight.facts import Subject
from zhibu.register.queries.measures.people import Astray, PersonOn
from zhibu.register.rules.standing import had_probation
from zhibu.register.terms.people import MarkKind, MemberStatus

YEAR: Final = 12
"""Months of a probation that nobody has extended."""


def person_subjects(rows: Iterable[PersonOn], astray: Iterable[Astray]) -> list[Subject]:
    """Persons with what a clause may ask; somebody with two marks stands twice, a clause about status sees the first."""
    subjects, seen = [], set[int]()
    for row in rows:
        subjects.append(_person(row, first=row.id not in seen))
        seen.add(row.id)
    for one in astray:
        measure = {"records": one.records} if one.records else {"branches": 0, "status": str(MemberStatus.FULL)}
        shown = f"同一身份号码的记录 {one.records} 条" if one.records else "没有组织关系记录"
        evidence = dict.fromkeys(("records", "branches"), (shown,))
        subjects.append(Subject("person", one.id, one.code, one.name, one.path, {**measure, "others": one.records - 1}, evidence))
    return subjects


def _person(row: PersonOn, *, first: bool) -> Subject:
    facts: dict[str, Any] = {"mark": row.mark}
    evidence: dict[str, tuple[str, ...]] = {}
    if first:
        facts |= {"status": row.status, "membership_state": row.state, "suspended_since": row.state_since}
        if row.status == MemberStatus.PROBATIONARY:
            facts |= _probation(row)
            joined = row.joined_on or row.status_since
            evidence["probation_began"] = evidence["extension_months"] = (f"{joined.isoformat()} 起为预备党员",)
        if row.state_since:
            evidence["suspended_since"] = (f"党籍状态：停止党籍（{row.state_since.isoformat()} 起）",)
    if row.mark and row.mark_since:
        known = bool((row.mark_detail or "").strip())
        facts |= {
            "membership_state": row.state,
            "out_of_contact_since": row.mark_since if row.mark == MarkKind.OUT_OF_CONTACT else None,
            "host_known": int(known or row.hosted),
            "home_known": int(known),
        }
        label = MarkKind.stored(row.mark).label
        shown = (f"标记：{label}（{row.mark_since.isoformat()} 起）",)
        evidence |= dict.fromkeys(("out_of_contact_since", "host_known", "home_known"), shown)
    return Subject("person", row.id, row.code, row.name, row.path, facts, evidence)


def _probation(row: PersonOn) -> dict[str, Any]:
    """Nothing for those who joined when there was no probation."""
    began = row.joined_on or row.status_since
    if not had_probation(began):
        return {}
    months = 0 if row.extended_to is None else months_reaching(began, row.extended_to) - YEAR
    return {"probation_began": began, "probation_extended_to": row.extended_to, "extension_months": months}
