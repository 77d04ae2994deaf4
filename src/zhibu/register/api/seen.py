"""Organisations and members, told to other systems: the columns of the lists and the dated facts of a record, never a number."""

from datetime import date
from typing import Final, Literal

from pydantic import Field

from zhibu.api.bodies import Code, Day, Paged, Sent, Told
from zhibu.api.operations import Call, operation
from zhibu.api.shapes import Listed, RowsOf, edge_of
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.register.asked import GROUPS
from zhibu.register.models import Organisation, Person
from zhibu.register.pages import person_of
from zhibu.register.queries.contacts import SEALED_COLUMNS, shown_to
from zhibu.register.queries.organisation_page import organisation_page
from zhibu.register.queries.organisations import OrganisationRow, organisations_on, path_on
from zhibu.register.queries.record import Fact, Record, person_record
from zhibu.register.queries.roll_pages import roll_after
from zhibu.register.queries.rolls import EXTRAS, RollFilter, RollRow
from zhibu.register.queries.scopes import EVERYWHERE, narrowed
from zhibu.register.queries.timeline import word
from zhibu.register.tables import CATEGORY, MEMBERS, ORGANISATIONS, SEX, STATUS, kind_of
from zhibu.trail.reads import note_read
from zhibu.web.gate import reach

SEE: Final = "see_register"
RECORD: Final = "see_record"
ORGANISATION_ROWS: Final = RowsOf[OrganisationRow]("OrganisationRow", ORGANISATIONS)
MEMBER_ROWS: Final = RowsOf[RollRow]("MemberRow", MEMBERS, without=SEALED_COLUMNS)
"""Numbers and addresses are told to nobody, not even masked: another system has no use for a masked one."""
DATED: Final = frozenset({"membership", "status", "state", "category", "mark", "education", "degree", "school", "occupation", "post"})
"""Kinds of facts that are told; what is to be checked or was proposed stays on the page."""


class OnDay(Sent):
    """As of a day."""

    on: Day | None = Field(None, description="按日期查看；不填是今天")

    @property
    def day(self) -> date:
        """The day asked for, or today."""
        return self.on or today()


class OrganisationsAsked(Paged, OnDay):
    """Which organisations."""

    within: Code | None = Field(None, description="只要这个党组织及其下级（编号）")


@operation(
    act=SEE,
    tag="organisations",
    summary="党组织列表",
    tells=ORGANISATION_ROWS,
    asks=OrganisationsAsked,
    about="按组织树的顺序，含下级党员人数。",
)
def organisations(call: Call, *, asked: OrganisationsAsked) -> Listed:
    """In the order of the tree, with the members below each."""
    scope = _path(call, asked.within, asked.day)
    rows = organisations_on(call.reader, on=asked.day, today=today(), scope=scope) if scope is not None else []
    edge = edge_of(asked.after, (str,))
    behind = [row for row in rows if edge is None or row.path > edge[0]]
    page = behind[: asked.limit]
    return ORGANISATION_ROWS.page(page, call.reader.acts, (page[-1].path,) if len(behind) > len(page) else None)


def _path(call: Call, code: str | None, on: date) -> str | None:
    """Where a scope stood on the day; None where it stood nowhere, empty for all in reach."""
    if code is None:
        return ""
    found = reach(Organisation.objects.all(), call.reader, SEE, code=code.upper())
    return path_on(found, on, today=today()) or None


class Named(Told):
    """An organisation."""

    code: str = Field(description="编号")
    name: str = Field(description="名称")


class PostTold(Told):
    """Who holds a post."""

    post: str = Field(description="职务")
    person: str = Field(description="人员编号")
    name: str = Field(description="姓名")
    since: date = Field(description="起始日期")


class OrganisationTold(Told):
    """One organisation on a day."""

    code: str = Field(description="编号")
    official_code: str | None = Field(description="党组织代码")
    name: str = Field(description="名称")
    short_name: str = Field(description="简称")
    kind: str = Field(description="类别")
    founded_on: date | None = Field(description="成立时间")
    dissolved_on: date | None = Field(description="撤销时间")
    members: int = Field(description="党员人数，含下级")
    above: list[Named] = Field(description="范围内的上级，由高到低")
    below: list[Named] = Field(description="直接下级")
    posts: list[PostTold] = Field(description="在任职务")
    categories: dict[str, int] = Field(description="按管理类别的人数")


@operation(act=SEE, tag="organisations", summary="一个党组织", tells=OrganisationTold, asks=OnDay, about="上下级、在任职务、人数。")
def organisation(call: Call, *, code: str, asked: OnDay) -> OrganisationTold:
    """What stands above and below, who holds posts, how many there are."""
    found = reach(Organisation.objects.all(), call.reader, SEE, code=code.upper())
    shown = organisation_page(call.reader, found, on=asked.day, today=today())
    row = shown.row
    return OrganisationTold(
        code=row.code,
        official_code=row.official_code,
        name=row.name,
        short_name=row.short_name,
        kind=kind_of(row),
        founded_on=row.founded_on,
        dissolved_on=row.dissolved_on,
        members=row.members,
        above=[Named(code=above, name=name) for above, name in shown.ancestors],
        below=[Named(code=one.code, name=one.short_name or one.name) for one in shown.children],
        posts=[
            PostTold(post=word("post", one.kind), person=one.person_code, name=one.person_name, since=one.valid_from) for one in shown.posts
        ],
        categories={CATEGORY.get(key, key) or "未分类": number for key, number in sorted(shown.categories.items())},
    )


class MembersAsked(Paged, OnDay):
    """Which people."""

    within: Code | None = Field(None, description="只要这个党组织及其下级（编号）")
    group: Literal["members", "applicants", "all"] = Field("members", description="党员，申请人和积极分子，全部")


@operation(
    act=SEE,
    tag="members",
    summary="党员名册",
    tells=MEMBER_ROWS,
    asks=MembersAsked,
    about="按姓名拼音排列。没有身份号码、电话、住址，也没有生活困难情况。",
)
def members(call: Call, *, asked: MembersAsked) -> Listed:
    """By pinyin, the columns of the list but the sealed ones."""
    scope = _path(call, asked.within, asked.day)
    wanted = RollFilter(
        paths=narrowed(call.reader.paths(SEE), scope) if scope is not None else (),
        on=asked.day,
        today=today(),
        statuses=GROUPS[asked.group][1],
        extras=EXTRAS,
        facts_of=EVERYWHERE if asked.day == today() else call.reader.paths(SEE),
    )
    edge = edge_of(asked.after, (str, int))
    if asked.after and edge is None:
        return MEMBER_ROWS.page([], call.reader.acts, None)
    rows, neighbours = roll_after(wanted, after=edge, size=asked.limit)
    shown = shown_to(call.reader, rows, frozenset(), past=not wanted.current)
    return MEMBER_ROWS.page(shown, call.reader.acts, neighbours.after)


class FactTold(Told):
    """One dated fact."""

    kind: str = Field(description="哪一类")
    value: str = Field(description="英文代码")
    label: str = Field(description="中文")
    organisation: str | None = Field(description="所涉党组织的编号")
    valid_from: date = Field(description="起始日期")
    valid_to: date | None = Field(description="终止日期，当天起不再是；没有终止是 null")


class MemberTold(Told):
    """One record."""

    code: str = Field(description="编号")
    name: str = Field(description="姓名")
    sex: str = Field(description="性别")
    birth_date: str | None = Field(description="出生日期；只知道月份的写到月")
    joined_on: str | None = Field(description="入党日期")
    confirmed_on: str | None = Field(description="转正日期")
    status: str = Field(description="人员类别")
    category: str = Field(description="管理类别")
    organisation: Named | None = Field(description="组织关系所在党组织")
    facts: list[FactTold] = Field(description="有起止日期的事实，新的在前")


@operation(
    act=RECORD, tag="members", summary="一名党员的记录", tells=MemberTold, asks=OnDay, about="和打开党员页面一样留下查阅记录，本人看得到。"
)
def member(call: Call, *, code: str, asked: OnDay) -> MemberTold:
    """Logged like the opening of the page."""
    person = person_of(call.request, code.upper(), RECORD)
    note_read(call.by, "page", person_id=person.pk, path=person.now_path)
    return told(person, asked.day)


def told(person: Person, on: date) -> MemberTold:
    """A record as of a day, without numbers, addresses, hardship."""
    record = person_record(person, on, hardship=False)
    here = record.organisation
    return MemberTold(
        code=person.code,
        name=person.name,
        sex=SEX.get(person.sex, ""),
        birth_date=_day(record, "birth_date"),
        joined_on=_day(record, "joined_on"),
        confirmed_on=_day(record, "confirmed_on"),
        status=STATUS.get(record.value("status"), ""),
        category=CATEGORY.get(record.value("category"), ""),
        organisation=Named(code=here.code, name=here.name) if here else None,
        facts=[_fact(record, fact) for fact in record.facts if fact.kind in DATED and fact.value],
    )


def _day(record: Record, field: str) -> str | None:
    """A month alone stays a month."""
    value: date | None = getattr(record.person, field)
    if value is None:
        return None
    return value.strftime("%Y-%m") if field in record.person.month_only.split(",") else value.isoformat()


def _fact(record: Record, fact: Fact) -> FactTold:
    place = record.organisations.get(fact.organisation_id or 0)
    return FactTold(
        kind=fact.kind,
        value=fact.value,
        label=word(fact.kind, fact.value),
        organisation=place.code if place else None,
        valid_from=fact.valid_from,
        valid_to=None if fact.valid_to == FAR else fact.valid_to,
    )
