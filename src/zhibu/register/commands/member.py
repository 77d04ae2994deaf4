"""``zhibu member show``: one person of the register, as of a day; numbers, phones and addresses masked.

``--json`` answers one object, ``null`` when nobody is found. Stored values are words of the glossary (``full``, ``resident``); dates are
``1985-07-01``, a month of which no day is known ``1985-07``, what is not recorded ``null`` or ``""``:
``code``, ``name``, ``sex``, ``ethnicity``, ``birth_date``, ``age``, ``member_status`` ("" when not on a roll), ``membership_state``,
``organisation`` (``code``, ``name``, ``path``: names from the root down; null), ``management_category``, ``category_derived``,
``marks`` (``mark``, ``detail``, ``valid_from``), ``posts`` (``post``, ``organisation``, ``valid_from``), ``applied_on``, ``activist_on``,
``prospective_on``, ``joined_on``, ``confirmed_on``, ``party_standing`` (years), ``education`` (``level``, ``raw``, ``degree``, ``school``,
``subject``), ``occupation`` (``occupation``, ``raw``), ``id_number``, ``phone``, ``landline``, ``residence``, ``household``,
``to_check`` (``message``, ``raw``), ``move_proposals`` (``organisation``, ``note``), ``erased_on``, ``on``. Of somebody whose data was
destroyed at the end of its time (``erased_on``) the name says so and the facts of a life are empty.
"""

import argparse
import json
import sys
from datetime import date
from typing import Any, Final

from zhibu.kernel.clock import now, today
from zhibu.kernel.dates import day_named
from zhibu.kernel.decisions import Decision
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Person
from zhibu.register.queries.ancestry import names_down_to
from zhibu.register.queries.record import Fact, Record, person_record
from zhibu.register.rules.identity_number import IdentityNumber, parse
from zhibu.register.rules.standing import age, party_standing
from zhibu.register.sealed_fields import SEALED, masked, open_field
from zhibu.register.terms.education import Education
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind, MembershipState, MemberStatus, Sex
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read

WHY: Final = "命令行查询党员"
NOBODY: Final = 1
DATES: Final = ("applied_on", "activist_on", "prospective_on", "joined_on", "confirmed_on")
READER: Final = SystemReader(WHY)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``show`` by number or by code."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="show")
    showing = acts.add_parser("show", help="查一名党员，号码打码")
    by = showing.add_mutually_exclusive_group(required=True)
    by.add_argument("--id-number", metavar="N|-", help="公民身份号码；- 从标准输入读，不留在进程列表里")
    by.add_argument("--code", metavar="C", help="编号，例如 R000001")
    showing.add_argument("--on", type=day_named, default=None, metavar="DATE", help="按日期查看，例如 2025-12-31（默认今天）")
    showing.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Find the person, note who read it, show the record."""
    person = _by_code(options.code) if options.code else _by_number(_number(options.id_number))
    if person is None:
        print("null" if options.json else "没有找到这名党员。")
        return NOBODY
    note_read(Actor(READER, now(), "command"), "command", person_id=person.pk, reason=WHY, path=person.now_path)
    shown = as_json(person_record(person, options.on or today()))
    print(json.dumps(shown, ensure_ascii=False) if options.json else "\n".join(lines(shown)))
    return 0


def _number(text: str) -> str:
    """The number in its 18 characters; one that cannot be a number stops the command."""
    raw = sys.stdin.readline() if text == "-" else text
    found = parse(raw.strip(), today=today(), generated=True)
    if isinstance(found, IdentityNumber):
        return found.value
    raise Unusable(_all_said(found))


def _all_said(decision: Decision) -> str:
    return f"{''.join(f'{one.message}{one.remedy}' for one in decision.objections)}(not an identity number)"


def _by_number(number: str) -> Person | None:
    """Of two records with one number, that on a roll."""
    index = key_store().index_of_number(number)
    found = Person.objects.seen_by(READER, "see_record").filter(id_number_index=index, merged_into=None)
    return found.order_by("-now_status", "pk").first()


def _by_code(code: str) -> Person | None:
    """A record that was merged into another shows that one."""
    found = Person.objects.seen_by(READER, "see_record").select_related("merged_into").filter(code=code.strip().upper()).first()
    return found.merged_into or found if found else None


def as_json(record: Record) -> dict[str, Any]:
    """The record under English keys."""
    person, on = record.person, record.on
    status = record.value("status")
    category, education, school, occupation = (record.now(kind) for kind in ("category", "education", "school", "occupation"))
    standing = _standing(record, status)
    return {
        "code": person.code,
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "birth_date": _day(person, "birth_date"),
        "age": age(person.birth_date, on) if person.birth_date else None,
        "member_status": status,
        "membership_state": record.value("state"),
        "organisation": _organisation(record),
        "management_category": record.value("category"),
        "category_derived": bool(category and category.detail == "derived"),
        "marks": [{"mark": fact.value, "detail": fact.detail, "valid_from": str(fact.valid_from)} for fact in record.all_now("mark")],
        "posts": [_post(record, fact) for fact in record.all_now("post")],
        **{field: _day(person, field) for field in DATES},
        "party_standing": standing,
        "education": {
            "level": education.value if education else "",
            "raw": education.detail if education else "",
            "degree": record.value("degree"),
            "school": school.value if school else "",
            "subject": school.detail if school else "",
        },
        "occupation": {"occupation": occupation.value if occupation else "", "raw": occupation.detail if occupation else ""},
        **_masked(person),
        "to_check": [{"message": fact.value, "raw": fact.detail} for fact in record.all_now("note")],
        "move_proposals": [
            {"organisation": _name(record, fact), "note": fact.detail} for fact in record.of("proposal") if fact.value == "open"
        ],
        "erased_on": person.erased_on.isoformat() if person.erased_on else None,
        "on": str(on),
    }


def _day(person: Person, field: str) -> str | None:
    value: date | None = getattr(person, field)
    if value is None:
        return None
    return value.strftime("%Y-%m") if field in person.month_only.split(",") else value.isoformat()


def _standing(record: Record, status: str) -> int | None:
    person = record.person
    if not status:
        return None
    return party_standing(
        joined=person.joined_on,
        confirmed=person.confirmed_on,
        status=MemberStatus.stored(status),
        on=record.on,
        correction_years=person.standing_correction or 0,
    )


def _organisation(record: Record) -> dict[str, Any] | None:
    roll, here = record.roll, record.organisation
    if roll is None or here is None or roll.organisation_id is None:
        return None
    path = names_down_to(roll.organisation_id, record.on)
    return {"code": here.code, "name": path[-1] if path else here.name, "path": path}


def _post(record: Record, fact: Fact) -> dict[str, str]:
    return {"post": fact.value, "organisation": _name(record, fact), "valid_from": str(fact.valid_from)}


def _name(record: Record, fact: Fact) -> str:
    named = record.organisations.get(fact.organisation_id or 0)
    return named.name if named else ""


def _masked(person: Person) -> dict[str, str]:
    key = key_store().of([person.key_name]).get(person.key_name)
    sealed = {field: getattr(person, f"{field}_sealed") for field in SEALED}
    return {field: masked(field, open_field(value, field=field, key_name=person.key_name, key=key)) for field, value in sealed.items()}


def lines(shown: dict[str, Any]) -> list[str]:
    """The same for a reader at the terminal; what is not recorded is left out."""
    organisation = shown["organisation"] or {"path": []}
    facts = {
        "姓名": shown["name"],
        "编号": shown["code"],
        "性别": Sex.word(shown["sex"]),
        "民族": Ethnicity.word(shown["ethnicity"]),
        "出生日期": shown["birth_date"],
        "年龄": shown["age"],
        "人员类别": MemberStatus.word(shown["member_status"]) or "不在名册上",
        "党籍状态": MembershipState.word(shown["membership_state"]),
        "所在党组织": " › ".join(organisation["path"]),
        "管理类别": ManagementCategory.word(shown["management_category"]) + ("（自动生成）" if shown["category_derived"] else ""),
        "标记": "、".join(MarkKind.word(one["mark"]) + (f"（{one['detail']}）" if one["detail"] else "") for one in shown["marks"]),
        "职务": "、".join(f"{one['organisation']}{PostKind.word(one['post'])}" for one in shown["posts"]),
        "申请入党日期": shown["applied_on"],
        "入党日期": shown["joined_on"],
        "转正日期": shown["confirmed_on"],
        "党龄": shown["party_standing"],
        "学历": Education.word(shown["education"]["level"]) or shown["education"]["raw"],
        "工作岗位": Occupation.word(shown["occupation"]["occupation"]) or shown["occupation"]["raw"],
        **{label: shown[field] for field, label in SEALED.items()},
        "需核实": "；".join(one["message"] for one in shown["to_check"]),
        "转接建议": "、".join(one["organisation"] for one in shown["move_proposals"]),
        "资料销毁日期": shown["erased_on"],
    }
    return [f"{label}：{value}" for label, value in facts.items() if value not in {"", None}]
