"""What stands on the papers of a meeting, for one reader: what lies within reach, as plain texts under the names of the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zhibu.exchange.word import Data
from zhibu.gatherings.models import AgendaItem, Gathering, Holding, Minutes, Part, Vote, VoteCount
from zhibu.gatherings.queries.decisions import resolved
from zhibu.gatherings.queries.lists import Line, lists_of, numbers_of, typed_numbers
from zhibu.gatherings.rules.catalogue import entry_of
from zhibu.gatherings.rules.deciding import Resolved, under_items
from zhibu.gatherings.rules.ledgers import joined
from zhibu.gatherings.rules.quorum import quorum_of
from zhibu.gatherings.terms import GatheringKind, Presence, Standing
from zhibu.gatherings.terms.papers import PaperKind
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.readers import Reader
from zhibu.parameters.queries import local_values
from zhibu.rulebook.book import Rules
from zhibu.rulebook.loading import rulebook

WHY: Final = "打印会议文书：会议已在可见范围内"
WEEKDAYS: Final = "一二三四五六日"
LAST: Final = timedelta(days=400)
"""How far back the last resolutions are looked for: a yearly meeting has its predecessor in it."""
SEALED: Final = "发言内容留存在纸质记录中，这里不记。"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A gathering with what of it lies within reach."""

    gathering: Gathering
    parts: Sequence[Part]
    holdings: Sequence[Holding]
    items: Mapping[int, list[AgendaItem]]
    today: date

    @classmethod
    def of(cls, gathering: Gathering, reader: Reader, act: str, *, today: date) -> "Meeting":
        """Three queries. A branch sees the common parts and itself."""
        found = Holding.objects.seen_by(reader, act).filter(gathering=gathering).select_related("part__gathering", "organisation")
        holdings = list(found.order_by("part__number", "organisation__now_path"))
        parts = list(Part.objects.unguarded(WHY).filter(gathering=gathering).select_related("gathering").order_by("number"))
        if not reader.may(act, gathering.host.now_path):
            mine = {one.part_id for one in holdings}
            parts = [one for one in parts if one.pk in mine]
        items: dict[int, list[AgendaItem]] = {}
        for one in AgendaItem.objects.unguarded(WHY).filter(gathering_id=gathering.pk).order_by("part__number", "number"):
            items.setdefault(one.part_id, []).append(one)
        return cls(gathering, parts, holdings, items, today)


def paper(kind: PaperKind, meeting: Meeting) -> Data:
    """The fields of one paper."""
    return {**_common(meeting), **MAKERS[kind](meeting)}


def _common(meeting: Meeting) -> dict[str, str]:
    one = meeting.gathering
    hours = "—".join(f"{hour:%H:%M}" for hour in (one.begins, one.ends) if hour is not None)
    return {
        "会议名称": one.title,
        "会议类型": "、".join(dict.fromkeys(GatheringKind.word(part.kind) for part in meeting.parts)),
        "日期": day(one.on),
        "时间": hours,
        "地点": one.place,
        "召集组织": one.host.now_name,
        "召开组织": "、".join(dict.fromkeys(str(holding.organisation) for holding in meeting.holdings)),
        "打印日期": day(meeting.today),
    }


def day(on: date) -> str:
    """As it is written in a document."""
    return f"{on.year}年{on.month}月{on.day}日（星期{WEEKDAYS[on.weekday()]}）"


def _agenda(meeting: Meeting) -> list[dict[str, str]]:
    """Items of all parts; of a part without items what it is about."""
    lines = [
        pair
        for part in meeting.parts
        for pair in ([(one.title, one.presenter) for one in meeting.items.get(part.pk, [])] or [(_about(part), part.lecturer)])
    ]
    return [{"序号": str(number), "议题": title, "汇报人": who} for number, (title, who) in enumerate(lines, 1)]


def _about(part: Part) -> str:
    return f"{GatheringKind.word(part.kind)}：{part.topic}" if part.topic else GatheringKind.word(part.kind)


def _notice(meeting: Meeting) -> Data:
    expected = dict.fromkeys(entry_of(part.kind).expects.label for part in meeting.parts)
    return {"议程": _agenda(meeting), "参加人员": "、".join(expected)}


def _sign_in(meeting: Meeting) -> Data:
    """Everybody expected at any part, once, by pinyin; nothing but the name."""
    lists = lists_of(meeting.holdings)
    where = {one.pk: str(one.organisation) for one in meeting.holdings}
    people: dict[int, tuple[str, str, str]] = {}
    for holding, lines in lists.items():
        for one in lines:
            if one.standing == Standing.EXPECTED:
                people.setdefault(one.person_id, (one.sort_key, one.name, where[holding]))
    names = [{"序号": str(at), "姓名": name, "党组织": place} for at, (_, name, place) in enumerate(sorted(people.values()), 1)]
    return {"名单": names, "应到人数": str(len(names))}


def _with_resolutions(meeting: Meeting) -> Data:
    return {"议程": _agenda(meeting), "上次决议": _last_resolutions(meeting)}


def _last_resolutions(meeting: Meeting) -> list[dict[str, str]]:
    """Of the last signed meeting of each kind in each of these organisations; two queries."""
    wanted = {(one.organisation_id, one.kind) for one in meeting.holdings}
    on = meeting.gathering.on
    before = Holding.objects.unguarded(WHY).filter(
        organisation_id__in={organisation for organisation, _ in wanted}, on__lt=on, on__gte=on - LAST, cancelled=False
    )
    latest: dict[tuple[int, str], tuple[date, str, int]] = {}
    columns = ("organisation_id", "kind", "on", "gathering__title", "signed_minutes_id")
    for organisation, kind, held, title, minutes in before.exclude(signed_minutes=None).order_by("on", "pk").values_list(*columns):
        if (organisation, kind) in wanted:
            latest[organisation, kind] = held, title, minutes
    decided = resolved(minutes for _, _, minutes in latest.values())
    told = dict.fromkeys((held, title, one.text) for held, title, minutes in sorted(latest.values()) for one in decided.get(minutes, []))
    return [{"日期": held.isoformat(), "会议": title, "决议": text} for held, title, text in told]


def _minutes(meeting: Meeting) -> Data:
    known = Known.of(meeting)
    return {"内容": [_part(number, part, meeting, known) for number, part in enumerate(meeting.parts, 1)]}


@dataclass(frozen=True, slots=True)
class Known:
    """What the minutes of all parts stand on; a constant number of queries."""

    versions: Mapping[int, list[Minutes]]
    resolutions: Mapping[int, list[Resolved]]
    lists: Mapping[int, list[Line]]
    votes: Mapping[int, list[str]]
    rules: Mapping[str, Rules]

    @classmethod
    def of(cls, meeting: Meeting) -> "Known":
        """Versions, decisions, lists, votes with their counts, values that the street has decided."""
        versions: dict[int, list[Minutes]] = {}
        for one in Minutes.objects.unguarded(WHY).filter(gathering_id=meeting.gathering.pk).order_by("version"):
            versions.setdefault(one.part_id, []).append(one)
        on, paths = meeting.gathering.on, [one.organisation.now_path for one in meeting.holdings]
        local = local_values(paths, on=on) if paths else None
        rules = {path: rulebook().on(on, local.of(path)) for path in paths} if local else {}
        latest = {found[-1].pk for found in versions.values()}
        return cls(versions, resolved(latest), lists_of(meeting.holdings), _votes(meeting), rules)


def _part(number: int, part: Part, meeting: Meeting, known: Known) -> dict[str, str]:
    versions = known.versions.get(part.pk, [])
    latest = versions[-1] if versions else None
    held = [one for one in meeting.holdings if one.part_id == part.pk]
    items = [(one.pk, one.title) for one in meeting.items.get(part.pk, [])]
    return {
        "序号": str(number),
        "类型": GatheringKind.word(part.kind),
        "名称": part.title or meeting.gathering.title,
        "主持人": part.chair,
        "记录人": part.recorder,
        "授课人": part.lecturer,
        "议题": joined([title for _, title in items]) or part.topic,
        "到会": "\n".join(_attendance(one, known) for one in held),
        "名单": "\n".join(filter(None, (_names(one, known.lists[one.pk], named=len(held) > 1) for one in held))),
        "内容": _text(part, latest),
        "表决": "\n".join(line for one in held for line in known.votes.get(one.pk, [])),
        "决议": under_items(items, known.resolutions.get(latest.pk, [])) if latest else "",
        "签批": "\n".join(_signature(one, versions) for one in held),
        "版本": _version(latest),
    }


def _text(part: Part, latest: Minutes | None) -> str:
    if entry_of(part.kind).sealed:
        return SEALED
    if latest is None:
        return ""
    paper_copy = f"手写记录{f'，存放于{latest.kept_at}' if latest.kept_at else ''}。" if latest.on_paper else ""
    return "\n".join(filter(None, (latest.text, paper_copy)))


def _attendance(one: Holding, known: Known) -> str:
    numbers = numbers_of(known.lists[one.pk]) if one.by_name else typed_numbers(one)
    quorum = quorum_of(one.kind, numbers, known.rules[one.organisation.now_path])
    counted = f"应到 {numbers.expected} 人，实到 {numbers.present} 人，请假 {numbers.on_leave} 人，列席 {numbers.in_attendance} 人"
    if not quorum.needed:
        return f"{one.organisation}：{counted}。"
    said = quorum.computation if numbers.present else "还没有登记到会情况"
    failed = "" if quorum.met or not numbers.present else "。到会人数不够，如实记录，不算开过一次"
    return f"{one.organisation}：{counted}。{said}{failed}（{quorum.article}）。"


def _names(one: Holding, lines: Sequence[Line], *, named: bool) -> str:
    """Who was there, on leave, absent, in attendance: by name where names were kept."""
    if not one.by_name:
        return ""
    said = [
        (Presence.word(presence), [line.name for line in lines if line.presence == presence and line.standing == Standing.EXPECTED])
        for presence in map(str, Presence)
    ]
    guests = [line.name for line in lines if line.standing == Standing.IN_ATTENDANCE]
    text = "".join(f"{word}：{'、'.join(names)}。" for word, names in [*said, ("列席", guests)] if names)
    return f"{one.organisation}　{text}" if named and text else text


def _signature(one: Holding, versions: Sequence[Minutes]) -> str:
    if one.signed_at is None:
        return f"{one.organisation}：未签批"
    version = next((found.version for found in versions if found.pk == one.signed_minutes_id), None)
    which = f"，第 {version} 版" if version else ""
    return f"{one.organisation}：{one.confirmed_by}，{one.signed_at.astimezone(SHANGHAI):%Y-%m-%d}{which}"


def _version(latest: Minutes | None) -> str:
    if latest is None:
        return ""
    return f"第 {latest.version} 版" + (f"（更正：{latest.correction_reason}）" if latest.correction_reason else "")


def _votes(meeting: Meeting) -> Mapping[int, list[str]]:
    """Each vote with its count, computation and article; two queries."""
    found: dict[int, list[str]] = {}
    counts = {
        vote: f"赞成 {for_it} 票，反对 {against} 票，弃权 {abstained} 票" + (f"，无效 {invalid} 票" if invalid else "")
        for vote, for_it, against, abstained, invalid in VoteCount.objects.unguarded(WHY)
        .filter(gathering_id=meeting.gathering.pk)
        .values_list("vote_id", "for_it", "against", "abstained", "invalid")
    }
    for one in Vote.objects.unguarded(WHY).filter(gathering_id=meeting.gathering.pk).select_related("person").order_by("pk"):
        whom = f"（{one.person.name}）" if one.person and one.person.name not in one.question else ""
        found.setdefault(one.holding_id, []).append(f"{one.question}{whom}：{_result(one, counts.get(one.pk, ''))}")
    return found


def _result(one: Vote, count: str) -> str:
    if one.void_because:
        return f"作废（{one.void_because}）"
    if one.settled_on is None:
        return "还没有结果"
    verdict = "通过" if one.passed else "没有通过"
    return f"{count}；{one.computation}，{verdict}（{one.article}）。"


MAKERS: Final = {
    PaperKind.NOTICE: _notice,
    PaperKind.SIGN_IN: _sign_in,
    PaperKind.AGENDA: _with_resolutions,
    PaperKind.MINUTES: _minutes,
}
