"""A record in the words and order of the official form; what the reader may do with it."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.register.models import Person
from zhibu.register.queries.record import Record
from zhibu.register.queries.timeline import word
from zhibu.register.rules.standing import age, party_standing
from zhibu.register.sealed_fields import SEALED, masked, open_field
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.people import MaritalStatus, MarkKind, MemberStatus, Sex
from zhibu.web.components import Chip, Fact, Item
from zhibu.web.pages import Act

SEX: Final = {one.value: one.label for one in Sex}
ETHNICITY: Final = {one.value: one.label for one in Ethnicity}
MARITAL: Final = {one.value: one.label for one in MaritalStatus}
STATUS: Final = {one.value: one.label for one in MemberStatus}


def day_text(person: Person, field: str) -> str:
    """A date as tables write it; a month alone stays a month."""
    value: date | None = getattr(person, field)
    if value is None:
        return ""
    return value.strftime("%Y-%m") if field in person.month_only.split(",") else value.isoformat()


def _plain(record: Record) -> dict[str, str]:
    """Every value that is not sealed, in words."""
    person, on = record.person, record.on
    status = record.value("status")
    standing = (
        party_standing(
            joined=person.joined_on, confirmed=person.confirmed_on, status=MemberStatus.stored(status), correction_years=person.standing_correction or 0, on=on
        )
        if status
        else None
    )
    years = age(person.birth_date, on) if person.birth_date else None
    education, occupation, school = record.now("education"), record.now("occupation"), record.now("school")
    return {
        "name": person.name, "sex": SEX.get(person.sex, ""), "ethnicity": ETHNICITY.get(person.ethnicity, ""),
        "birth_date": day_text(person, "birth_date"), "age": "" if years is None else f"{years} 岁", "native_place": person.native_place,
        "marital_status": MARITAL.get(person.marital_status, ""),
        "education": (word("education", education.value) or education.detail) if education else "", "degree": record.value("degree"),
        "school": f"{school.value} {school.detail}".strip() if school else "",
        "status": STATUS.get(status, "") or "不在名册上", "organisation": record.organisation.name if record.organisation else "",
        "category": word("category", record.value("category")), "state": word("state", record.value("state")),
        "joined_on": day_text(person, "joined_on"), "confirmed_on": day_text(person, "confirmed_on"),
        "standing": "" if standing is None else f"{standing} 年", "joining_type": person.joining_type, "joined_at_branch": person.joined_at_branch,
        "occupation": (word("occupation", occupation.value) or occupation.detail) if occupation else "", "technical_post": person.technical_post,
        "new_stratum": person.new_stratum, "front_line": person.front_line, "work_unit_and_post": person.work_unit_and_post,
        "work_started_on": day_text(person, "work_started_on"), "applied_on": day_text(person, "applied_on"),
        "activist_on": day_text(person, "activist_on"), "prospective_on": day_text(person, "prospective_on"),
        "migrant_worker": {True: "是", False: "否", None: ""}[person.migrant_worker], "archive_unit": person.archive_unit,
        "marks": "、".join(word("mark", fact.value) for fact in record.all_now("mark") if fact.value != MarkKind.HARDSHIP),
        "floating": "是" if any(fact.value == MarkKind.FLOATING_OUT for fact in record.all_now("mark")) else "否",
        "out_of_contact": "是" if any(fact.value == MarkKind.OUT_OF_CONTACT for fact in record.all_now("mark")) else "否",
    }


LABELS: Final = {
    "name": "姓名", "sex": "性别", "ethnicity": "民族", "birth_date": "出生日期", "age": "年龄", "native_place": "籍贯", "marital_status": "婚姻状况",
    "education": "学历", "degree": "学位", "school": "毕业院校及专业", "status": "人员类别", "organisation": "所在党支部", "category": "管理类别",
    "state": "党籍状态", "joined_on": "加入党组织日期", "confirmed_on": "转为正式党员日期", "standing": "党龄", "joining_type": "入党类型",
    "joined_at_branch": "入党时所在支部", "occupation": "工作岗位", "technical_post": "从事专业技术职务", "new_stratum": "新社会阶层类型",
    "front_line": "一线情况", "work_unit_and_post": "工作单位及职务", "work_started_on": "参加工作日期", "applied_on": "申请入党日期",
    "activist_on": "确定入党积极分子日期", "prospective_on": "确定发展对象日期", "migrant_worker": "是否农民工", "archive_unit": "党员档案所在单位",
    "marks": "标记", "floating": "是否为流动党员", "out_of_contact": "是否失联党员", **SEALED,
}

GROUPS: Final = (
    ("党内信息", ("status", "organisation", "category", "marks", "joined_on", "confirmed_on", "standing", "state", "applied_on", "activist_on",
                 "prospective_on", "joining_type", "joined_at_branch")),
    ("基本信息", ("sex", "birth_date", "age", "ethnicity", "native_place", "marital_status", "education", "degree", "school")),
    ("工作和联系", ("occupation", "work_unit_and_post", "technical_post", "new_stratum", "front_line", "migrant_worker", "work_started_on",
                  "archive_unit", "phone", "landline", "residence", "household", "id_number")),
)
ALWAYS: Final = frozenset({"status", "organisation", "category", "joined_on", "confirmed_on", "sex", "birth_date", "ethnicity", "education", "occupation"})
"""Shown also when nothing is recorded, so that a gap is seen."""

OFFICIAL: Final = (
    "name", "organisation", "id_number", "sex", "ethnicity", "birth_date", "education", "status", "joined_on", "confirmed_on", "occupation",
    "phone", "landline", "residence", "state", "floating", "out_of_contact",
)
"""The order of the national collection sheet (REGULATIONS.md 10)."""


def facts_of_record(record: Record, reader: AccountReader, key: bytes | None, *, contact: bool) -> list[tuple[str, list[Fact]]]:
    """The record in groups; sealed values masked, with the way to reveal them for those who may."""
    plain = _plain(record)
    return [(title, [fact for name in names if (fact := _fact(record, reader, plain, name, key, contact=contact))]) for title, names in GROUPS]


def _fact(record: Record, reader: AccountReader, plain: dict[str, str], name: str, key: bytes | None, *, contact: bool) -> Fact | None:
    if name in SEALED:
        return _sealed(record.person, reader, name, key) if contact else None
    if not plain[name] and name not in ALWAYS:
        return None
    if name == "organisation" and record.organisation:
        url = reverse("organisation", args=[record.organisation.code]) if reader.may("see_register", record.organisation.path) else ""
        return Fact(LABELS[name], plain[name], url=url)
    category = record.now("category") if name == "category" else None
    note = "按工作岗位自动生成，可更正" if category and category.detail == "derived" else ""
    return Fact(LABELS[name], plain[name] or "未登记", note=note)


def _sealed(person: Person, reader: AccountReader, name: str, key: bytes | None) -> Fact | None:
    value = masked(name, _open(person, name, key))
    if not value:
        return None
    act = "reveal_number" if name == "id_number" else "reveal_contact"
    may = reader.person_id == person.pk or reader.may(act, person.now_path)
    return Fact(SEALED[name], value, reveal=reverse("member_reveal", args=[person.code, name]) if may else "")


def _open(person: Person, name: str, key: bytes | None) -> str:
    return open_field(getattr(person, f"{name}_sealed"), field=name, key_name=person.key_name, key=key)


def official_order(record: Record, key: bytes | None, *, revealed: Collection[str]) -> list[Fact]:
    """Values to copy out; sealed ones in full only after a reveal."""
    plain = _plain(record)
    facts = []
    for name in OFFICIAL:
        if name in SEALED:
            full = _open(record.person, name, key)
            value = full if name in revealed else masked(name, full)
            facts.append(Fact(LABELS[name], value, key=name if name in revealed else ""))
        else:
            facts.append(Fact(LABELS[name], plain[name], key=name))
    return facts


def posts_of_record(record: Record, reader: AccountReader) -> list[Fact]:
    """Posts held on the day."""
    may = reader.may("edit_posts", record.person.now_path)
    return [
        Fact(
            record.organisations[fact.organisation_id].name if fact.organisation_id in record.organisations else "", word("post", fact.value),
            note=f"{fact.valid_from.isoformat()} 起",
            edit=reverse("member_end_post", args=[record.person.code, fact.row_id]) if may and fact.is_open else "",
        )
        for fact in record.all_now("post")
    ]


def to_settle(record: Record, reader: AccountReader) -> list[Item]:
    """Open notes and proposals, for those who can settle them and for the person."""
    person = record.person
    may = reader.may("edit_members", person.now_path)
    notes = [
        Item(fact.value, why=f"原文：{fact.detail}" if fact.detail else "", chip=Chip("check", "需核实"), act="去核实",
             url=reverse("member_note", args=[person.code, fact.row_id]) if may else "")
        for fact in record.all_now("note") if fact.is_open
    ]
    proposals = [
        Item(f"建议转接到{record.organisations[fact.organisation_id].name}", why=fact.detail or "不会自动移动，转接须按程序办理。", chip=Chip("check", "归属建议"),
             act="去处理", url=reverse("member_proposal", args=[person.code, fact.row_id]) if may else "")
        for fact in record.all_now("proposal")
        if fact.value == "open" and fact.organisation_id in record.organisations
        and reader.may("see_names", record.organisations[fact.organisation_id].path)
    ]
    return [*notes, *proposals]


def acts_of_record(record: Record, reader: AccountReader) -> list[Act]:
    """What can be done with the record now."""
    person = record.person
    acts = [Act("逐项复制", reverse("member_copy", args=[person.code]))]
    if reader.may("edit_members", person.now_path):
        acts += [
            Act(label, reverse(name, args=[person.code]))
            for label, name in (("人员类别", "member_status"), ("管理类别", "member_category"), ("标记", "member_mark"), ("转接建议", "member_move"))
        ]
        if reader.may("edit_posts", person.now_path):
            acts.append(Act("任职", reverse("member_post", args=[person.code])))
        if reader.may("merge_persons", person.now_path):
            acts.append(Act("合并重复", reverse("member_merge", args=[person.code])))
        acts += [Act("减少", reverse("member_leave", args=[person.code])), Act("更正信息", reverse("member_correct", args=[person.code]), "go")]
    return acts
