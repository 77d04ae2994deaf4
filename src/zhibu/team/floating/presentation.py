"""One person who is away, in words: both ends, what was registered, contact as a timeline, what can be done."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.register.terms.people import MarkKind
from zhibu.team.floating.queries.one import Contacted, End, Floating, Registered
from zhibu.team.floating.rules.halves import contact_due, kept_this_half, report_due, reported_this_year
from zhibu.team.floating.terms import EDIT, Channel, ContactKind, RegistrationKind, Way
from zhibu.web.components import Chip, Event, Fact, Item, filled
from zhibu.web.pages import Act
from zhibu.web.panels import Panel

STEER: Final = "steer_cases"
TOLD: Final = "see_person_findings"
CONTACTS: Final = "see_contact"
SOON: Final = timedelta(days=62)


def edits(reader: AccountReader, one: Floating) -> bool:
    """Whether the reader writes at either end."""
    return any(end is not None and reader.may(EDIT, end.path) for end in (one.home, one.host))


def edits_home(reader: AccountReader, one: Floating) -> bool:
    """Whether the reader writes at the home end: who leaves and comes back is said there."""
    return one.home is not None and reader.may(EDIT, one.home.path)


def told(reader: AccountReader, one: Floating) -> bool:
    """What is due is seen like a finding: by the person, the branch secretary, the clerk."""
    own = reader.person_id == one.person.pk and reader.may_own(TOLD)
    return own or (one.home is not None and reader.may(TOLD, one.home.path))


def facts_of(one: Floating, reader: AccountReader, *, phone: str) -> list[Fact]:
    """Who keeps contact with whom."""
    away = one.away
    rows = [
        Fact("情况", _states(one)),
        Fact("开始日期", one.since.isoformat() if one.since else ""),
        Fact("去向或来处", away.detail if away else ""),
        Fact("组织关系所在党支部", one.home.name if one.home else "", note=answers(one.home)),
        Fact("参加组织生活的党组织", one.host.name if one.host else "", note=answers(one.host)),
        Fact("手机", phone, reveal=reverse("floating_phone", args=[one.person.code]) if phone and reveals_at_host(reader, one) else ""),
    ]
    return filled(rows)


def _states(one: Floating) -> str:
    words = [MarkKind.stored(mark).label for mark in sorted(one.marks)]
    return "、".join([*words, *(["在流入地参加组织生活"] if one.host else [])]) or "没有登记为外出"


def answers(end: End | None) -> str:
    """Who is called at an end."""
    return " ".join(filter(None, (end.contact, end.phone))) if end else ""


def sees_phone_at_host(reader: AccountReader, one: Floating) -> bool:
    """Masked, for whoever may see phones where the person is received."""
    return one.host is not None and reader.may(CONTACTS, one.host.path)


def reveals_at_host(reader: AccountReader, one: Floating) -> bool:
    """The whole number, with a reason, there."""
    return one.host is not None and reader.may("reveal_contact", one.host.path)


def to_do(one: Floating, reader: AccountReader, on: date) -> list[Item]:
    """What is due, for those who are told."""
    if one.since is None or not told(reader, one):
        return []
    writes = edits(reader, one)
    url = reverse("floating_contact", args=[one.person.code]) if writes else ""
    last, report = one.last(ContactKind.CONTACT), one.last(ContactKind.REPORT)
    return [
        _due("半年联系", last, contact_due(last or one.since), on, done=kept_this_half(last, on), url=url),
        _due(
            "每年汇报",
            report,
            report_due(report or one.since),
            on,
            done=reported_this_year(report, on),
            url=f"{url}?kind=report" if url else "",
        ),
    ]


def _due(title: str, last: date | None, due: date, on: date, *, done: bool, url: str) -> Item:
    said = f"最近一次 {last.isoformat()}" if last else "还没有记录"
    if done:
        return Item(title, said, Chip("ok", "已办"))
    word = Chip("late", "已逾期") if due <= on else Chip("due", "待办") if due <= on + SOON else Chip("none", "未到期")
    return Item(title, f"{said}；{due.isoformat()} 以前", word, url, "登记")


def registrations(rows: Sequence[Registered]) -> list[Item]:
    """What was registered."""
    return [
        Item(
            RegistrationKind.word(one.kind),
            " · ".join(filter(None, (one.on.isoformat(), Channel.word(one.channel), one.number))),
            Chip("ok", "已登记"),
        )
        for one in rows
    ]


def timeline(rows: Sequence[Contacted]) -> list[Event]:
    """Contact, the newest first."""
    return [
        Event(one.on.isoformat(), ContactKind.word(one.kind), f"{one.by_whom}（{one.organisation}）", Way.word(one.way)) for one in rows
    ]


def acts(one: Floating, reader: AccountReader) -> tuple[list[Act], list[Act]]:
    """What can be done, and what is done seldom."""

    def url(name: str) -> str:
        return reverse(name, args=[one.person.code])

    first, more = [], []
    if edits(reader, one) and (one.since is not None):
        first += [Act("登记联系", url("floating_contact"), "go"), Act("联系卡", url("floating_slip"))]
        more += [Act("流动登记情况", url("floating_register"))]
    if edits_home(reader, one):
        if one.out is None:
            more.append(Act("登记外出流动", url("floating_out")))
        else:
            more += [Act("登记流入地党组织", url("floating_received")), Act("流动结束", url("floating_back"))]
        if one.lost is not None:
            first.append(Act("已联系上", url("floating_found")))
    if one.lost is not None and not one.search and one.home is not None and reader.may(STEER, one.home.path):
        first.append(Act("开始查找", url("floating_search")))
    return first, more


def panels_of(one: Floating, reader: AccountReader, on: date) -> list[Panel]:
    """On the member's page; nothing of somebody who is here."""
    if one.since is None and one.lost is None:
        return []
    items = to_do(one, reader, on)
    where = [one.away.detail if one.away else "", one.host.name if one.host else ""]
    text = "；".join(filter(None, (_states(one), *where)))
    return [Panel("流动和联系", items, text, "登记和联系记录", reverse("floating_member", args=[one.person.code]))]
