"""Steering committees of the sample street: the street's, three communities', two units'; two years of conferences and matters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from zhibu.cases import services as cases
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Deed, Written
from zhibu.config.sample.cases import CLERK, Telling
from zhibu.gatherings.models import AgendaItem, Gathering, Holding
from zhibu.gatherings.services.attendance import mark_attendance
from zhibu.gatherings.services.minutes import sign_minutes, write_minutes
from zhibu.gatherings.terms import Presence
from zhibu.kernel.dates import FAR, months_after
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee
from zhibu.mechanism.steering.queries.people import meant
from zhibu.mechanism.steering.services.appointing import appoint, propose, record_step
from zhibu.mechanism.steering.services.composing import Who, add_member, set_up
from zhibu.mechanism.steering.services.conferring import Conference, Raised, plan_conference, raise_matter
from zhibu.mechanism.steering.terms import SeatKind
from zhibu.register.models import Post
from zhibu.register.terms.organisations import PostKind
from zhibu.rulebook.loading import rulebook
from zhibu.trail.actors import Actor

WHY: Final = "示例指导委员会"
STREET: Final = "向阳街道党工委"
PLACES: Final = (STREET, "晨光社区党委", "铁新社区党委", "桂园社区党委", "云溪动力机械公司党委", "云溪区中医医院党总支")
"""Whatever of these the street has: three tiers."""
SINCE: Final = 720
BASIS: Final = "示例：关于成立党建工作指导委员会的通知"
SEATS: Final = (
    (STREET, "郑国平", "云溪供电公司向阳供电所", "所长"),
    (STREET, "沈静", "云溪区图书馆", "馆长"),
    (STREET, "马建军", "云溪区消防救援大队向阳站", "教导员"),
    ("晨光社区党委", "许红梅", "云溪万家福超市有限公司", "总经理"),
    ("晨光社区党委", "高远", "云溪区司法局向阳司法所", "所长"),
)
"""People of no roll here: committee, name, unit, post."""
CONFERENCES: Final[tuple[tuple[str, int, tuple[str, ...]], ...]] = (
    (STREET, 640, ("通报上半年共驻共建情况", "单位停车场错时开放")),
    ("晨光社区党委", 560, ("社区需求清单", "暑期托管场地")),
    (STREET, 450, ("审议资源、需求、项目清单", "图书馆周末开放")),
    ("铁新社区党委", 380, ("建材城周边环境整治",)),
    (STREET, 265, ("共建项目进展", "消防通道联合清理")),
    ("晨光社区党委", 180, ("商圈党员志愿服务", "老旧小区充电桩选址")),
    ("云溪动力机械公司党委", 120, ("职工活动中心向居民开放",)),
    (STREET, 75, ("听取协调事项办理情况", "供电线路改造期间的居民告知")),
)
AHEAD: Final = (STREET, -20, ("下半年共驻共建项目", "志愿服务队分工"))
PLACE: Final = "街道二楼会议室"


@dataclass(frozen=True, slots=True)
class Story:
    """A matter: whose, how long ago, what came of it; ``line`` is the line of the conference of that day that it was, 0 where none was."""

    place: str
    ago: int
    line: int
    title: str
    raised_by: str
    to: str
    last: str
    """The last step that is told: empty, assign, answer, confirm."""
    answer: str = ""


MATTERS: Final = (
    Story(
        STREET, 640, 2, "单位停车场错时开放", "晨光社区党委", "向阳街道机关党总支", "confirm", "晚七点到早七点开放六十个车位，物业登记。"
    ),
    Story(
        "晨光社区党委",
        560,
        2,
        "暑期托管场地",
        "晨光社区党委",
        "晨光社区党委",
        "confirm",
        "卫生服务中心腾出一间会议室，七八月每天上午使用。",
    ),
    Story(
        STREET, 450, 2, "图书馆周末开放自习室", "云溪区图书馆", "向阳街道机关党总支", "confirm", "周末八点到十八点开放，志愿者轮流值守。"
    ),
    Story(
        "铁新社区党委", 380, 1, "建材城周边环境整治", "云溪建材城市场管理有限公司", "铁新社区党委", "confirm", "划定摊位线，每月检查一次。"
    ),
    Story(STREET, 265, 2, "消防通道联合清理", "云溪区消防救援大队向阳站", "桂园社区党委", "confirm", "清理堆物四十二处，画黄线。"),
    Story("晨光社区党委", 180, 2, "老旧小区充电桩选址", "晨光社区党委", "晨光社区党委", "answer", "选定三处，电力部门正在核定容量。"),
    Story("云溪动力机械公司党委", 120, 1, "职工活动中心向居民开放", "铁新社区党委", "云溪动力机械公司党委", "assign"),
    Story(STREET, 75, 2, "线路改造期间的居民告知", "云溪供电公司向阳供电所", "晨光社区党委", "assign"),
    Story(STREET, 12, 0, "学校门口上下学交通", "向阳小学", "柳荫社区党委", "assign"),
    Story(STREET, 3, 0, "快递车辆集中停放", "云溪极速快运有限公司", "", ""),
)
APPOINTMENTS: Final = (
    ("", "云溪区中医医院", "党总支书记", 600, ("nominate", "vet", "appoint")),
    ("梁晓红", "向阳实验中学", "校长", 25, ("nominate",)),
    ("范志强", "云溪公交公司第三车队", "队长", 8, ()),
)
"""Concurrent members of the street: who (empty: the hospital's secretary), from where, begun how many days ago, what was done since."""
HOSPITAL: Final = "云溪区中医医院党总支"


def holds_steering() -> bool:
    """Whether they are there."""
    return SteeringCommittee.objects.unguarded(WHY).exists()


def load_steering(*, on: date) -> int:
    """Committees first, then what happened, day by day; returns how many committees there are."""
    told = Steering(Telling(on))
    found = told.set_up()
    days = {*(ago for _, ago, _ in CONFERENCES), *(one.ago for one in MATTERS), *(ago for *_, ago, _ in APPOINTMENTS)}
    for ago in sorted(days, reverse=True):
        told.day(ago)
    told.conference(*AHEAD)
    return found


class Steering:
    """What is told of them, each on its day."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.rows: dict[str, SteeringCommittee] = {}

    def by(self, ago: int, username: str = CLERK) -> Actor:
        """Somebody, so many days ago; what lies ahead is planned today."""
        return self.telling.by(username, self.on(max(ago, 0)))

    def on(self, ago: int) -> date:
        """The day."""
        return self.telling.on - timedelta(days=ago)

    def set_up(self) -> int:
        """With those who sit there without standing on a roll here."""
        for name in PLACES:
            place = self.telling.places[name]
            _done(set_up(by=self.by(SINCE), organisation=place, on=self.on(SINCE), basis=BASIS))
            self.rows[name] = SteeringCommittee.objects.unguarded(WHY).select_related("organisation").get(organisation=place)
        for name, who, unit, post in SEATS:
            by = self.by(SINCE)
            asked = Who(meant(by.reader, who, outside=True), unit, post)
            _done(add_member(by=by, committee=self.rows[name], who=asked, seat=SeatKind.MEMBER, on=self.on(SINCE)))
        return len(self.rows)

    def day(self, ago: int) -> None:
        """Conferences, then what came out of them, then proposals."""
        made = {name: self.conference(name, ago, items) for name, day, items in CONFERENCES if day == ago}
        for story in MATTERS:
            if story.ago == ago:
                self.matter(story, made.get(story.place))
        for who, unit, post, day, steps in APPOINTMENTS:
            if day == ago:
                self.proposal(who, unit, post, day, steps)

    def conference(self, name: str, ago: int, items: tuple[str, ...]) -> Gathering:
        """Held, written and signed; or planned."""
        by, day = self.by(ago), self.on(ago)
        planned = Conference("党建联席会议", day, time(14, 30), PLACE, items)
        number = _done(plan_conference(by=by, committee=self.rows[name], conference=planned))
        found = Gathering.objects.unguarded(WHY).get(pk=number)
        if ago >= 0:
            holdings = list(Holding.objects.unguarded(WHY).filter(gathering=found).select_related("part__gathering", "organisation"))
            _done(mark_attendance(by=by, holdings=holdings, marks={}, rest=str(Presence.PRESENT)))
            for one in holdings:
                words = tuple(f"{title}：会议同意，由牵头单位办理。" for title in items)
                _done(write_minutes(by=by, part=one.part, text="听取情况，研究办法，明确牵头单位。", resolutions=words))
            _done(sign_minutes(by=by, holdings=holdings, rules=rulebook().on(day)))
        return found

    def matter(self, story: Story, conference: Gathering | None) -> None:
        """Raised, assigned, answered, confirmed; a few days between."""
        lines = (
            AgendaItem.objects.unguarded(WHY)
            .filter(gathering_id=conference.pk if conference else 0, number=story.line)
            .values_list("pk", flat=True)
        )
        item = lines.first() if conference and story.line else 0
        texts = {"matter": story.title, "raised_by": story.raised_by}
        facts = Raised(story.title, self.on(story.ago), texts, conference=conference.code if conference else "", item=item or 0)
        number = _done(raise_matter(by=self.by(story.ago), committee=self.rows[story.place], raised=facts))
        for key, after, words in _steps(story):
            case = Case.objects.unguarded(WHY).get(pk=number)
            deed = Deed(key, self.on(story.ago - after), words)
            to = self.telling.places[story.to] if key == "assign" else None
            _done(cases.act(by=self.by(story.ago - after), case=case, seen=case.now_last, deed=deed, organisation=to))

    def proposal(self, who: str, unit: str, post: str, ago: int, steps: tuple[str, ...]) -> None:
        """A concurrent member of the street."""
        by = self.by(ago)
        asked = Who(meant(by.reader, who or self._secretary(), outside=bool(who)), unit, post)
        number = _done(propose(by=by, committee=self.rows[STREET], who=asked, on=self.on(ago), texts={}))
        for after, key in enumerate(steps, 1):
            row = Appointment.objects.unguarded(WHY).select_related("case", "committee__organisation", "superior").get(case_id=number)
            day = self.on(ago - 5 * after)
            written = Written(row.case.now_last, day)
            if key == "appoint":
                _done(appoint(by=self.by(ago - 5 * after), appointment=row, written=written, until=months_after(day, 60)))
            else:
                _done(record_step(by=self.by(ago - 5 * after), appointment=row, step=key, written=written))

    def _secretary(self) -> str:
        """By code: somebody of the register, who keeps membership and post."""
        posts = Post.objects.unguarded(WHY).filter(organisation=self.telling.places[HOSPITAL], kind=str(PostKind.SECRETARY), valid_to=FAR)
        return posts.values_list("person__code", flat=True).get()


def _steps(story: Story) -> list[tuple[str, int, Mapping[str, str]]]:
    """Those that are told, each with the days since it was raised."""
    every = [
        ("assign", 2, {"helpers": story.raised_by}),
        ("answer", 14, {"answer": story.answer}),
        ("confirm", 20, {"confirmation": "已解决。"}),
    ]
    keys = [key for key, *_ in every]
    return [*every[: keys.index(story.last) + 1]] if story.last else []


def _done(outcome: Outcome) -> int:
    """A story that cannot have happened so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例指导委员会没有建成：{why}(sample steering committee could not be written)"
        raise Unusable(text)
    return outcome.row_id
