"""A record in the words and order of the official form; what waits in it, and what the reader may do with it."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.register.models import MoveState, Person
from zhibu.register.queries.record import Fact as Dated
from zhibu.register.queries.record import Record
from zhibu.register.queries.timeline import ENDINGS, word
from zhibu.register.rules.standing import age, party_standing
from zhibu.register.sealed_fields import SEALED, masked, open_field
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.people import ConfirmationOutcome, JoiningType, MaritalStatus, MarkKind, MemberStatus, Sex
from zhibu.register.terms.record_sheet import ALWAYS, DAYS, GROUPS, LABELS, OFFICIAL
from zhibu.register.terms.strata import NewStratum
from zhibu.register.terms.term import Term
from zhibu.web.components import Chip, Fact, Item
from zhibu.web.html import prose_date
from zhibu.web.pages import Act, ActKind

LISTED: Final[dict[str, type[Term]]] = {
    "sex": Sex,
    "ethnicity": Ethnicity,
    "marital_status": MaritalStatus,
    "joining_type": JoiningType,
    "confirmation_note": ConfirmationOutcome,
    "new_stratum": NewStratum,
}
"""Columns of code lists; a word that a list has not is kept as it was written."""
TEXTS: Final = (
    "name",
    "native_place",
    "joined_at_branch",
    "technical_post",
    "front_line",
    "work_unit_and_post",
    "training",
    "archive_unit",
)
HARDSHIP: Final = "see_hardship"
ENDED: Final = frozenset({"organisation", "category"})
"""What nobody misses on the record of somebody who has left."""


def day_text(person: Person, field: str) -> str:
    """A date as tables write it; a month alone stays a month."""
    value: date | None = getattr(person, field)
    if value is None:
        return ""
    return value.strftime("%Y-%m") if field in person.month_only.split(",") else value.isoformat()


def _plain(record: Record) -> dict[str, str]:
    """Every value that is not sealed, in words."""
    person = record.person
    columns = {name: terms.word(getattr(person, name)) for name, terms in LISTED.items()}
    columns |= {name: day_text(person, name) for name in DAYS} | {name: str(getattr(person, name)) for name in TEXTS}
    columns["migrant_worker"] = {True: "是", False: "否", None: ""}[person.migrant_worker]
    return columns | _standing(record) | _dated(record) | _marked(record)


def _standing(record: Record) -> dict[str, str]:
    """Age and Party standing on the day of the record."""
    person, on, status = record.person, record.on, record.value("status")
    years = None
    if status:
        known = {"joined": person.joined_on, "confirmed": person.confirmed_on}
        years = party_standing(**known, status=MemberStatus.stored(status), correction_years=person.standing_correction or 0, on=on)
    return {
        "age": f"{age(person.birth_date, on)} 岁" if person.birth_date and not _has_died(record) else "",
        "standing": "" if years is None else f"{years} 年",
    }


def _has_died(record: Record) -> bool:
    return record.gone is not None and record.gone.detail == "died"


def _dated(record: Record) -> dict[str, str]:
    """What holds on the day."""
    school = record.now("school")
    return {
        "status": word("status", record.value("status")) or "不在名册上",
        "organisation": record.organisation.name if record.organisation else "",
        "group": record.group.name if record.group else "",
        "category": word("category", record.value("category")),
        "state": word("state", record.value("state")),
        "education": _or_as_written(record, "education"),
        "degree": record.value("degree"),
        "school": f"{school.value} {school.detail}".strip() if school else "",
        "occupation": _or_as_written(record, "occupation"),
    }


def _or_as_written(record: Record, kind: str) -> str:
    """The word of the list, else the text as the sheet had it."""
    fact = record.now(kind)
    return (word(kind, fact.value) or fact.detail) if fact else ""


def _marked(record: Record) -> dict[str, str]:
    """Hardship is one sealed area of two roles (PRACTICE.md 4.7): it stands beside no other mark."""
    marks = [fact.value for fact in record.all_now("mark") if fact.value != MarkKind.HARDSHIP]
    return {
        "marks": "、".join(word("mark", mark) for mark in marks),
        "floating": "是" if MarkKind.FLOATING_OUT in marks else "否",
        "out_of_contact": "是" if MarkKind.OUT_OF_CONTACT in marks else "否",
    }


def facts_of_record(record: Record, reader: AccountReader, key: bytes | None, *, contact: bool) -> list[tuple[str, list[Fact]]]:
    """The record in groups; sealed values masked, with the way to reveal them for those who may."""
    plain = _plain(record)
    groups = [
        (title, [fact for name in names if (fact := _fact(record, reader, plain, name, key, contact=contact))]) for title, names in GROUPS
    ]
    return [*groups, *_hardship(record, reader)]


def _fact(record: Record, reader: AccountReader, plain: dict[str, str], name: str, key: bytes | None, *, contact: bool) -> Fact | None:
    if name in SEALED:
        return _sealed(record.person, reader, name, key) if contact else None
    if not plain[name] and (name not in ALWAYS or (record.gone and name in ENDED)):
        return None
    here = record.organisation
    if name == "organisation" and here:
        url = reverse("organisation", args=[here.code]) if reader.may("see_register", here.path) else ""
        return Fact(LABELS[name], plain[name], url=url)
    derived = name == "category" and _is_derived(record.now("category"))
    return Fact(LABELS[name], plain[name] or "未登记", note="按工作岗位自动生成，可更正" if derived else "")


def place_of_record(record: Record) -> str:
    """Where somebody stands on the day; of who has left, since when, why and from where."""
    here, gone = record.organisation, record.gone
    if here:
        return " · ".join([*(place.name for place in record.ancestors[-2:]), here.name])
    if gone is None:
        return "不在名册上"
    return f"{prose_date(gone.valid_to)}{ENDINGS.get(gone.detail, '离开名册')}，原在{record.named(gone)}"


def _is_derived(category: Dated | None) -> bool:
    return category is not None and category.detail == "derived"


def _hardship(record: Record, reader: AccountReader) -> list[tuple[str, list[Fact]]]:
    """Only for those two roles, in a group of its own."""
    person = record.person
    if not reader.may(HARDSHIP, person.now_path):
        return []
    found = next((fact for fact in record.all_now("mark") if fact.value == MarkKind.HARDSHIP), None)
    told = f"{found.valid_from.isoformat()} 起" if found else "没有登记"
    edit = reverse("member_hardship", args=[person.code]) if reader.may("edit_members", person.now_path) else ""
    return [("关怀情况", [Fact("生活困难", told, note=found.detail if found else "", edit=edit)])]


def _sealed(person: Person, reader: AccountReader, name: str, key: bytes | None) -> Fact | None:
    value = masked(name, _open(person, name, key))
    if not value:
        return None
    act = "reveal_number" if name == "id_number" else "reveal_contact"
    may = reader.person_id == person.pk or reader.may(act, person.now_path)
    return Fact(SEALED[name], value, reveal=reverse("member_reveal", args=[person.code, name]) if may else "")


def _open(person: Person, name: str, key: bytes | None) -> str:
    return open_field(getattr(person, f"{name}_sealed"), field=name, key_name=person.key_name, key=key)


def official_order(record: Record, key: bytes | None, *, revealed: Collection[str], contact: bool) -> list[Fact]:
    """Values to copy out; sealed ones in full only after a reveal, and not at all for those who see no contacts."""
    plain = _plain(record)
    facts = []
    for name in OFFICIAL:
        if name not in SEALED:
            facts.append(Fact(LABELS[name], plain[name], key=name))
        elif contact:
            full = _open(record.person, name, key)
            shown = name in revealed
            facts.append(Fact(LABELS[name], full if shown else masked(name, full), key=name if shown else ""))
    return facts


def posts_of_record(record: Record, reader: AccountReader) -> list[Fact]:
    """Posts held on the day."""
    may = reader.may("edit_posts", record.person.now_path)
    code = record.person.code
    return [
        Fact(
            record.named(fact),
            word("post", fact.value),
            note=f"{fact.valid_from.isoformat()} 起",
            edit=reverse("member_end_post", args=[code, fact.row_id]) if may and fact.is_open else "",
        )
        for fact in record.all_now("post")
    ]


def to_settle(record: Record, reader: AccountReader) -> list[Item]:
    """Open notes and proposals, for those who can settle them and for the person."""
    may = reader.may("edit_members", record.person.now_path)
    code = record.person.code

    def address(name: str, fact: Dated) -> str:
        return reverse(name, args=[code, fact.row_id]) if may else ""

    notes = [_note(fact, address) for fact in record.all_now("note") if fact.is_open]
    proposals = [_proposal(record, fact, address) for fact in record.all_now("proposal") if _is_told(record, fact, reader)]
    return [*notes, *proposals]


Address = Callable[[str, Dated], str]


def _note(fact: Dated, address: Address) -> Item:
    why = f"原文：{fact.detail}" if fact.detail else ""
    return Item(fact.value, why=why, chip=Chip("check", "需核实"), act="去核实", url=address("member_note", fact))


def _proposal(record: Record, fact: Dated, address: Address) -> Item:
    why = fact.detail or "不会自动移动，转接须按程序办理。"
    draft = fact.value == MoveState.ACCEPTED
    title = f"{'拟' if draft else '建议'}转接到{record.named(fact)}"
    chip = Chip("due", MoveState.ACCEPTED.label) if draft else Chip("check", "归属建议")
    return Item(title, why=why, chip=chip, act="取消草稿" if draft else "去处理", url=address("member_proposal", fact))


def _is_told(record: Record, fact: Dated, reader: AccountReader) -> bool:
    """A branch out of reach is not named."""
    target = record.organisations.get(fact.organisation_id or 0)
    return fact.value in {MoveState.OPEN, MoveState.ACCEPTED} and target is not None and reader.may("see_names", target.path)


MOVE: Final = "member_move"
EDITS: Final = (
    ("人员类别", "member_status"),
    ("管理类别", "member_category"),
    ("标记", "member_mark"),
    ("学历", "member_education"),
    ("工作岗位", "member_occupation"),
    ("党小组", "member_group"),
    ("转接建议", MOVE),
)
"""What changes from a day on."""


def _sees_elsewhere(reader: AccountReader, person: Person) -> bool:
    """Whoever looks after one branch has no other to propose."""
    return any(not path.startswith(person.now_path) for path in reader.paths("see_names"))


def acts_of_record(record: Record, reader: AccountReader) -> tuple[list[Act], list[Act]]:
    """What can be done with the record now: the usual, and what is done seldom."""
    person = record.person

    def act(label: str, name: str, kind: ActKind = "plain") -> Act:
        return Act(label, reverse(name, args=[person.code]), kind)

    edits = reader.may("edit_members", person.now_path)
    usual = [act("逐项复制", "member_copy"), *([act("更正信息", "member_correct", "go")] if edits else [])]
    more = [act(label, name) for label, name in EDITS if name != MOVE or _sees_elsewhere(reader, person)] if edits else []
    if reader.may("edit_posts", person.now_path):
        more.append(act("任职", "member_post"))
    if edits:
        more.append(act("减少（转出、去世等）", "member_leave"))
    if reader.may("merge_persons", person.now_path):
        more.append(act("合并重复记录", "member_merge"))
    return usual, more
