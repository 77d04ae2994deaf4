"""Life meetings of the sample street: what was prepared and followed, in the words of its personas; nothing of what was said.

The meetings themselves are those of ``meetings``; one of the street's own lies ahead, with its preparation under way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from zhibu.access.readers import reader_of
from zhibu.accounts.models import Account
from zhibu.cases import services
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Deed
from zhibu.config.sample.moments import at
from zhibu.config.sample.personas import BRANCH, STREET
from zhibu.gatherings.models import Holding
from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.life_meetings import services as life
from zhibu.mechanism.life_meetings.queries.talks import talks_of
from zhibu.mechanism.life_meetings.rules.procedures import KEYS
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor

WHY: Final = "示例生活会"
CLERK, SECRETARY, HEAD = "ganshi", "shuji", "zhibu"
AHEAD: Final = timedelta(days=20)
BEFORE: Final = (("topic", 22), ("study", 12), ("opinions", 8), ("papers", 3))
AFTER: Final = (("report", 10), ("notice", 12))
TEXTS: Final = {
    "topic": {"topic": "围绕年度主题，查摆问题，明确整改"},
    "study": {"studied": "规定的学习篇目\n上级有关通知"},
    "opinions": {"asked": "36", "matters": "活动时间可以再灵活一些\n公示栏更新不够及时\n下基层时间还不够多"},
    "papers": {"kept_at": "党政办铁柜，民主生活会盒"},
    "report": {"sent": "纸质报告报区委组织部"},
    "notice": {"told": "在党员大会上通报"},
}
MATTERS: Final = {
    STREET: (
        ("每月固定一天到社区办公，听意见、办实事", "党工委书记"),
        ("公示栏每周一更新，专人负责", "党政办主任"),
        ("精简报表，同一数据不重复要", "组织委员"),
    ),
    BRANCH: (("主题党日隔月安排在晚上，方便在职党员", "组织委员"), ("行动不便的党员每季度上门送学一次", "支部书记")),
}
RESULT: Final = "已经照办，写进了工作计划。"


def load_lives(*, on: date) -> int:
    """All of them; returns how many meetings are told of."""
    telling = Telling(on)
    meetings = list(_meetings())
    for one in meetings:
        telling.tell(one)
    telling.ahead()
    return len(meetings) + 1


def holds_lives() -> bool:
    """Whether they are there."""
    return Case.objects.unguarded(WHY).filter(procedure__in=KEYS).exists()


def _meetings() -> Iterator[Holding]:
    """Of the street and of one branch, as far as they were held and signed."""
    kinds = (str(GatheringKind.DEMOCRATIC_LIFE_MEETING), str(GatheringKind.ORGANISATIONAL_LIFE_MEETING))
    found = Holding.objects.unguarded(WHY).filter(kind__in=kinds, organisation__now_short_name__in=(STREET, BRANCH))
    held = found.exclude(signed_at=None).exclude(quorate=False).select_related("gathering", "organisation", "part")
    yield from held.order_by("on", "pk")


@dataclass(frozen=True, slots=True)
class Followed:
    """A matter of a list: when it was to be done, and whether it was."""

    title: str
    responsible: str
    until: date
    done: bool


class Telling:
    """Who acts on a day, and what is done around a meeting."""

    def __init__(self, on: date) -> None:
        self.on = on
        rows = Account.objects.filter(username__in=(CLERK, SECRETARY, HEAD)).values_list("username", "pk", "display_name")
        self.readers = {name: reader_of(account_id=pk, label=label, on=on) for name, pk, label in rows}

    def by(self, username: str, day: date) -> Actor:
        """In the morning of a day."""
        return Actor(self.readers[username], at(day, 9, on=self.on), "demo")

    def tell(self, meeting: Holding) -> None:
        """Before, during and after one that was held."""
        hand = CLERK if meeting.organisation.now_short_name == STREET else HEAD
        case = self._prepare(meeting, hand, days=25)
        for key, days in BEFORE:
            if key in case.now_steps.split(","):
                self._step(case, hand, key, meeting.on - timedelta(days=days))
        self._talks(meeting, hand, everybody=True)
        by, day = self.by(hand, meeting.on - timedelta(days=4)), meeting.on + timedelta(days=1)
        _done(life.finish_talks(by=by, case=case, meeting=meeting, seen=_last(case), exception="在外地的已电话沟通。"))
        _done(life.hold(by=self.by(hand, day), case=case, meeting=meeting, seen=_last(case)))
        self._list(meeting, case, hand)
        for key, days in AFTER:
            if key in _fresh(case).now_steps.split(",") and meeting.on + timedelta(days=days) <= self.on:
                self._step(case, hand, key, meeting.on + timedelta(days=days))

    def ahead(self) -> None:
        """The street's next one: reported and studied, some have talked."""
        street = Organisation.objects.unguarded(WHY).get(now_short_name=STREET)
        part = PartDraft(
            str(GatheringKind.DEMOCRATIC_LIFE_MEETING), "年度民主生活会", (Holder(street.pk, str(street), street.now_kind),), 180
        )
        draft = Draft("", _weekday(self.on + AHEAD), time(9), time(12), "街道三楼会议室", (part,))
        made = _done(plan_gathering(by=self.by(CLERK, self.on - timedelta(days=6)), host=street, draft=draft))
        meeting = Holding.objects.unguarded(WHY).select_related("gathering", "organisation", "part").get(gathering_id=made.row_id)
        case = self._prepare(meeting, CLERK, days=0)
        self._step(case, CLERK, "topic", self.on - timedelta(days=3))
        self._step(case, CLERK, "study", self.on - timedelta(days=2))
        self._talks(meeting, CLERK, everybody=False)

    def _prepare(self, meeting: Holding, hand: str, *, days: int) -> Case:
        day = meeting.on - timedelta(days=days) if days else self.on - timedelta(days=5)
        return Case.objects.unguarded(WHY).get(pk=_done(life.prepare(by=self.by(hand, day), holding=meeting)).row_id)

    def _step(self, case: Case, hand: str, key: str, day: date) -> None:
        _done(services.act(by=self.by(hand, day), case=case, seen=_last(case), deed=Deed(key, day, TEXTS[key])))

    def _talks(self, meeting: Holding, hand: str, *, everybody: bool) -> None:
        """The secretary with everybody that is still to be talked with."""
        talks = talks_of(meeting)
        day = min(meeting.on - timedelta(days=5), self.on - timedelta(days=1))
        for speaker in talks.seats if everybody else talks.seats[:1]:
            others = [one.person_id for one in talks_of(meeting).still(speaker)]
            if others:
                noted = life.Noted(speaker.code, others if everybody else others[:2], day)
                _done(life.note_talks(by=self.by(hand, day + timedelta(days=1)), meeting=meeting, noted=noted))

    def _list(self, meeting: Holding, case: Case, hand: str) -> None:
        for one in self._matters(meeting):
            written = min(meeting.on + timedelta(days=3), self.on)
            matter = life.Matter(one.title, one.responsible, one.until)
            pk = _done(life.list_matter(by=self.by(hand, written), holding=meeting, matter=matter)).row_id
            if one.done:
                self._put_right(Case.objects.unguarded(WHY).get(pk=pk), hand, one.until - timedelta(days=9))
        _done(life.close_list(by=self.by(hand, min(meeting.on + timedelta(days=4), self.on)), case=case, seen=_last(case)))

    def _matters(self, meeting: Holding) -> Sequence[Followed]:
        """All of an old list were put right; of the newest the last one is late, or still to come."""
        found = MATTERS[meeting.organisation.now_short_name]
        old = self.on - meeting.on > timedelta(days=400)
        return [
            Followed(title, who, max(meeting.on + timedelta(days=60 * number), meeting.on + timedelta(days=20)), done=True)
            if old or meeting.on + timedelta(days=60 * number) < self.on - timedelta(days=60)
            else Followed(title, who, max(self.on + timedelta(days=30 * number - 40), meeting.on + timedelta(days=10)), done=False)
            for number, (title, who) in enumerate(found, 1)
        ]

    def _put_right(self, case: Case, hand: str, day: date) -> None:
        head = SECRETARY if hand == CLERK else HEAD
        _done(services.act(by=self.by(hand, day), case=case, seen=1, deed=Deed("finish", day, {"result": RESULT})))
        seen, verdict = day + timedelta(days=3), {"verdict": "到现场看过，情况属实。"}
        _done(services.act(by=self.by(head, seen), case=case, seen=2, deed=Deed("check", seen, verdict)))


def _weekday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _fresh(case: Case) -> Case:
    return Case.objects.unguarded(WHY).get(pk=case.pk)


def _last(case: Case) -> int:
    return _fresh(case).now_last


def _done(outcome: Outcome) -> Outcome:
    """What cannot have happened so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例生活会没有建成：{why}(sample life meeting could not be written)"
        raise Unusable(text)
    return outcome
