"""A selection and its honours in words: what is to be done, what is asked, who is proposed, who was honoured."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.cases.presentation import Shown, deadline_chip
from zhibu.cases.presentation import to_do as case_to_do
from zhibu.cases.registry import step_name
from zhibu.kernel.readers import AccountReader
from zhibu.mechanism.honours.models import Honour, HonourReceived
from zhibu.mechanism.honours.presentation_beside import honours_in_words
from zhibu.mechanism.honours.queries.lists import Row
from zhibu.mechanism.honours.queries.roll import Honoured
from zhibu.mechanism.honours.queries.standing import Objected, Proposed, Stand
from zhibu.mechanism.honours.rules.conditions import in_words
from zhibu.mechanism.honours.rules.procedure import SETTLE
from zhibu.mechanism.honours.tables import url_of
from zhibu.mechanism.honours.terms import SEE_RECORD, Answered, HonourKind, Level, Verdict
from zhibu.register.terms.people import ERASED_NAME
from zhibu.web.components import Chip, Fact, Item, filled
from zhibu.web.html import clauses
from zhibu.web.panels import Panel

CHIPS: Final = {
    Verdict.OPEN: Chip("check", "未考察"),
    Verdict.SUPPORTED: Chip("ok", "拟表彰"),
    Verdict.NOT_SUPPORTED: Chip("none", "不列入"),
}
SEALED: Final = "内容已封存"
ANSWERS: Final = {Answered.OPEN: Chip("check", "核实中"), Answered.UNFOUNDED: Chip("ok", "不成立"), Answered.FOUNDED: Chip("due", "成立")}


def notice_chip(until: date, on: date) -> Chip:
    """While a list is up nothing is due; afterwards somebody has to go on, which no deadline says."""
    return Chip("none", f"公示到 {until.isoformat()}") if until >= on else Chip("due", "公示期已满")


def list_item(row: Row) -> Item:
    """A selection as a line: what is next, until when."""
    url = reverse("selection", args=[row.code])
    if not row.open:
        ended = f"{row.decided_on.isoformat()} 表彰，{row.granted} 项荣誉" if row.decided_on else row.state.label
        return Item(row.title, f"{row.organisation} · {ended}", Chip("ok" if row.decided_on else "none", row.state.label), url, "查看")
    names = "、".join(step_name(row.procedure, row.version, step) for step in row.steps)
    return Item(
        row.title,
        f"{row.organisation} · {names or row.state.label}",
        notice_chip(row.notice_until, row.on) if row.notice_until and SETTLE in row.steps else deadline_chip(row.latest, row.on),
        url,
        "去推荐" if row.nominates else "查看",
    )


def facts(stand: Stand, *, conducting: bool) -> list[Fact]:
    """What was called for, and how far it is; the meeting that voted is opened by whoever conducts the selection."""
    row = stand.row
    notice = (
        f"{row.notice_from.isoformat()} 至 {row.notice_until.isoformat()}，{row.notice_at}" if row.notice_from and row.notice_until else ""
    )
    meeting = row.gathering
    rows = [
        Fact("评选的党组织", str(row.organisation)),
        Fact("部署", f"{row.called_on.isoformat()}，{row.basis}" if row.basis else row.called_on.isoformat()),
        Fact("推荐截止" if not stand.kind.derived else "核对截止", row.nominate_until.isoformat()),
        Fact(
            "讨论的会议",
            f"{meeting.on.isoformat()} {meeting.title}" if meeting else "",
            url=reverse("gathering", args=[meeting.code]) if meeting and conducting else "",
        ),
        Fact("公示", notice),
        Fact("表彰", f"{row.decided_on.isoformat()}，{row.document}" if row.decided_on else ""),
    ]
    return filled(rows)


def conditions(stand: Stand) -> list[str]:
    """What the records are asked, in words."""
    return in_words(stand.kind)


def quotas(stand: Stand, counted: Callable[[str], bool]) -> list[Fact]:
    """How many each may name; and has named, where that is the reader's business (``counted``)."""
    return [
        Fact(one.name, f"已推荐 {one.used} / {one.number}" if counted(one.path) else f"{one.number}") for one in stand.quotas if one.number
    ]


def to_do(shown: Shown, stand: Stand, heard: Sequence[Objected]) -> list[Item]:
    """The step that waits, with what its days are, for whoever conducts it."""
    up, items = stand.row.notice_until, []
    for step, item in zip(shown.state.waiting, case_to_do(shown), strict=True):
        items.append(replace(item, chip=notice_chip(up, shown.on)) if up and step.step.key == SETTLE else item)
    code = shown.it.case.code
    for one in heard:
        if one.outcome is Answered.OPEN:
            url = reverse("selection_answer", args=[code, one.row.number])
            items.insert(0, Item(f"第 {one.row.number} 条异议：核实、答复", one.said, ANSWERS[Answered.OPEN], url, "去答复"))
    return items


def proposed(
    found: Sequence[Proposed], code: str, held: Mapping[int, Sequence[Honoured]], *, withdraws: bool, open_still: bool
) -> list[Item]:
    """In the order of the tree, each with the honours of the record; nobody is ranked."""
    return [
        Item(
            f"{at}. {one.called}",
            clauses(_from(one), one.row.deeds, _because(one), _held(held.get(one.number, ()))),
            CHIPS[one.verdict] if open_still else None,
            reverse("selection_withdraw", args=[code, one.number]) if withdraws else "",
            "撤下",
        )
        for at, one in enumerate(found, 1)
    ]


def at_stake(stand: Stand, code: str) -> list[Panel]:
    """Whom a step is about, and what came against the list: nobody decides on names that are not before the eyes."""
    items = proposed(stand.supported, code, {}, withdraws=False, open_still=False)
    left = len(stand.proposed) - len(items)
    text = f"另有 {left} 个推荐不列入，作出表彰决定时封存。" if left else "" if items else "名单是空的。"
    return [Panel(f"拟表彰名单（{len(items)}）", items, text), *_heard(stand)]


def _heard(stand: Stand) -> list[Panel]:
    if stand.row.notice_from is None:
        return []
    waits = sum(one.outcome is Answered.OPEN for one in stand.objections)
    said = f"登记了 {len(stand.objections)} 条，{f'还有 {waits} 条没有答复' if waits else '都已答复'}。"
    return [Panel("公示异议", text=said if stand.objections else "没有登记异议。")]


def _from(one: Proposed) -> str:
    by = f"{one.row.nominator}推荐"
    return by if one.place in {"", str(one.row.nominator)} else f"{one.place}；{by}"


def _because(one: Proposed) -> str:
    exception = f"例外理由：{one.row.exception}" if one.row.exception else ""
    left_out = f"不列入：{one.row.verdict_because}" if one.row.verdict_because else ""
    return clauses(exception, left_out)


def _held(found: Sequence[Honoured]) -> str:
    return f"已有荣誉：{honours_in_words(found)}" if found else ""


def objections(found: Sequence[Objected], people: Sequence[Proposed], code: str) -> list[Item]:
    """With their answers."""
    names = {one.number: one.called for one in people}
    return [
        Item(
            f"第 {one.row.number} 条　{names.get(one.about, '整个名单')}" if one.said else f"第 {one.row.number} 条",
            clauses(_received(one), one.said or SEALED, f"答复：{one.answer}" if one.answer else ""),
            ANSWERS[one.outcome],
            reverse("selection_answer", args=[code, one.row.number]) if one.outcome is Answered.OPEN else "",
            "去答复",
        )
        for one in found
    ]


def _received(one: Objected) -> str:
    return f"{one.row.received_on.isoformat()} 收到"


def honour_item(one: Honoured, *, with_name: bool = True) -> Item:
    """A line of the roll on another page."""
    said = "，".join(filter(None, (f"{one.giver}授予", one.on.isoformat(), one.document)))
    title = f"{one.who}：{one.title}" if with_name else one.title
    return Item(title, said, Chip("honour" if one.kind == HonourKind.FIFTY_YEAR_MEDAL.label else "none", one.level), url_of(one), "查看")


def who_of(row: Honour | HonourReceived) -> tuple[str, str]:
    """The receiver as pages call it, and the page that it has."""
    if row.person is not None:
        return ERASED_NAME if row.person.erased_on else row.person.name, reverse("member", args=[row.person.code])
    if row.organisation is not None:
        return str(row.organisation), reverse("organisation", args=[row.organisation.code])
    if row.unit is None:
        return "", ""
    return f"{row.unit.name}　{row.name}" if row.name else row.unit.name, reverse("unit", args=[row.unit.code])


def _receiver(row: Honour | HonourReceived, reader: AccountReader) -> Fact:
    """With the way to the own page, for whoever may open it: a member reads the roll, and not the records of others."""
    who, url = who_of(row)
    shut = row.person is not None and not reader.may(SEE_RECORD, row.person.now_path or "")
    return Fact("获得者", who, url="" if shut else url)


def _why(row: Honour, reader: AccountReader) -> tuple[str, str]:
    """By which paper and why it was taken back: of a member that tells of a discipline, and is for whoever may open the record."""
    own = reader.person_id is not None and reader.person_id == row.person_id
    if row.person_id is None or own or reader.may(SEE_RECORD, row.place.now_path or ""):
        return f"，{row.revoked_document}", row.revoked_because
    return "", ""


def honour_facts(row: Honour, reader: AccountReader) -> list[Fact]:
    """One honour as it was granted, and what became of it."""
    paper, because = _why(row, reader)
    revoked = f"{row.revoked_on.isoformat()}{paper}" if row.revoked_on else ""
    rows = [
        _receiver(row, reader),
        Fact("所在党组织", str(row.place)),
        Fact("荣誉", row.title),
        Fact("授予的党组织", str(row.giver)),
        Fact("表彰日期", row.decided_on.isoformat()),
        Fact("表彰决定", row.document),
        Fact("证书编号", row.certificate),
        Fact("公开", public_words(row.public_on, revoked=row.revoked_on)),
        Fact("已撤销", revoked, chip=Chip("none", "已撤销") if revoked else None),
        Fact("撤销的原因", because),
    ]
    return filled(rows)


def public_words(agreed: date | None, *, revoked: date | None = None) -> str:
    """Whether it stands on the roll outside."""
    if revoked is not None:
        return ""
    return f"{agreed.isoformat()} 同意公开" if agreed else "没有登记同意，只在系统内显示"


def received_facts(row: HonourReceived, reader: AccountReader) -> list[Fact]:
    """One honour from above."""
    rows = [
        _receiver(row, reader),
        Fact("所在党组织", str(row.place)),
        Fact("荣誉", row.title),
        Fact("级别", Level.word(row.level)),
        Fact("授予单位", row.giver),
        Fact("授予日期", row.given_on.isoformat()),
        Fact("文号", row.document),
        Fact("公开", public_words(row.public_on)),
    ]
    return filled(rows)
