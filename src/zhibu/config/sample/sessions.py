"""Two years of the working committee's topics, on the agendas of the sample's sessions, in one operation through the bulk door."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle
from typing import Any, Final

from zhibu.cases.models import Case
from zhibu.config.sample.load import ACT, REASON
from zhibu.config.sample.street import STREET
from zhibu.config.sample.topics import LISTED, PROPOSED, READY, SENT_BACK, TOLD, WAITING, Told
from zhibu.gatherings.models import AgendaItem, Attendance, Holding, Minutes, Resolution
from zhibu.gatherings.rules.voting import Matter
from zhibu.gatherings.terms import GatheringKind, GatheringState
from zhibu.kernel.dates import FAR
from zhibu.mechanism.sessions.models import ListedMatter, Recusal, Screening, Tabling, Topic
from zhibu.mechanism.sessions.services.proposing import topic_code
from zhibu.mechanism.sessions.terms import PERSONNEL, RESOLUTION, SUPERVISED_MATTER, VEILED, TopicKind
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "示例议题"
EACH: Final = 3
"""Topics of a session beside what the sample has on its agenda already."""
HEAD: Final = "街道党工委书记"
COMMUNITY: Final = "晨光社区党委"
COLUMNS: Final[dict[Any, tuple[str, ...]]] = {
    AgendaItem: ("id", "gathering_id", "part_id", "number", "title", "presenter", "matter", "papers_on"),
    Resolution: ("id", "gathering_id", "part_id", "minutes_id", "item_id", "number", "text"),
    Topic: (
        "id", "code", "committee_id", "proposer_id", "proposed_as", "kind", "party_building", "title", "background", "proposed_on",
        "entered_by",
    ),
    Screening: ("id", "topic_id", "taken_up", "reason", "screened_by", "entered_by", "screened_on"),
    Tabling: ("id", "topic_id", "item_id", "tabled_on", "dissent", "absent_opinions", "case_code"),
}  # fmt: skip


def holds_topics() -> bool:
    """Whether they are there."""
    return Topic.objects.unguarded(WHY).exists()


def load_topics(*, by: Actor) -> int:
    """Topics of all sessions so far and of the next one, those that wait, and the list of 三重一大; returns how many topics."""
    places = {
        one.now_short_name: one for one in Organisation.objects.unguarded(WHY).filter(now_short_name__in=(f"{STREET}党工委", COMMUNITY))
    }
    with recording(by, ACT, reason=REASON) as work:
        telling = Telling(work, places[f"{STREET}党工委"], places[COMMUNITY], by.day)
        telling.sessions()
        telling.wait()
        telling.write()
        _list(work, telling.committee, by.day)
    return len(telling.rows[Topic])


def _list(work: Work, committee: Organisation, on: date) -> None:
    since = on.replace(day=1) - timedelta(days=800)
    lines = [(str(kind), says, weighty, "示例：三重一大事项清单", since, FAR) for kind, says, weighty in LISTED]
    numbers = work.reserve(ListedMatter, len(lines))
    columns = ("id", "committee_id", "kind", "says", "weighty", "basis", "valid_from", "valid_to")
    work.put(ListedMatter, columns, [(pk, committee.pk, *line) for pk, line in zip(numbers, lines, strict=True)])


class Telling:
    """Rows under way."""

    def __init__(self, work: Work, committee: Organisation, community: Organisation, on: date) -> None:
        self.work, self.committee, self.community, self.on = work, committee, community, on
        self.rows: dict[Any, list[tuple[Any, ...]]] = {model: [] for model in COLUMNS}
        self.left: tuple[int, int] | None = None
        self._told = cycle(TOLD)
        self._again: tuple[Told, int] | None = None
        self._late = self._supervised()

    def _supervised(self) -> dict[date, list[Case]]:
        """By the day on which they were opened: each follows a decision."""
        found: dict[date, list[Case]] = defaultdict(list)
        for one in Case.objects.unguarded(WHY).filter(procedure=SUPERVISED_MATTER).order_by("opened_on", "pk"):
            found[one.opened_on].append(one)
        return found

    def sessions(self) -> None:
        """In the order in which they were held; the first that is planned has topics on its agenda, too."""
        held = list(_held(self.committee))
        items = _items([one.part_id for one in held])
        minutes = dict(
            Minutes.objects.unguarded(WHY)
            .filter(part_id__in=[one.part_id for one in held])
            .order_by("version")
            .values_list("part_id", "pk")
        )
        for number, one in enumerate(held):
            until = held[number + 1].on if number + 1 < len(held) else FAR
            if one.part_id in minutes:
                self._session(one, items[one.part_id], minutes[one.part_id], until)
            elif one.on > self.on:
                self._coming(one, items[one.part_id])
                return

    def _session(self, one: Holding, items: Sequence[AgendaItem], minutes: int, until: date) -> None:
        """What the agenda has already, some more, one that was not reached and comes back, and what is supervised since."""
        number = max(1, len(items))
        for item in items:
            topic = self._topic(Told(item.title, ""), one.on - timedelta(days=9), self.committee)
            self._tabling(topic, item.pk, one.on)
        back = [self._again] if self._again else []
        several = [*back, *((next(self._told), 0) for _ in range(EACH))]
        later = several.pop() if one.on.month % 4 == 1 else None
        for told, known in several:
            number += 1
            self._decided(told, one, minutes, number, known=known)
        for day in sorted(day for day in self._late if one.on <= day < until):
            for case in self._late[day]:
                number += 1
                self._decided(Told(case.title, "同意，列入督办。", proposed_as="党建办"), one, minutes, number, case)
        self._again = (later[0], self._put(later[0], one, number + 1)[0]) if later is not None else None

    def _decided(self, told: Told, one: Holding, minutes: int, number: int, case: Case | None = None, *, known: int = 0) -> None:
        topic, item = self._put(told, one, number, case.code if case else "", known=known)
        (pk,) = self.work.reserve(Resolution, 1)
        self.rows[Resolution].append((pk, one.gathering_id, one.part_id, minutes, item, number, told.decision))
        if case is not None:
            self.work.change(Case, case.pk, subject_kind=RESOLUTION, subject_code=topic_code(topic))

    def _coming(self, one: Holding, items: Sequence[AgendaItem]) -> None:
        number = len(items)
        for item in items:
            self._tabling(self._topic(Told(item.title, ""), self.on - timedelta(days=6), self.committee), item.pk, self.on)
        for told in WAITING:
            number += 1
            self._put(told, one, number)

    def _put(self, told: Told, one: Holding, number: int, case: str = "", *, known: int = 0) -> tuple[int, int]:
        day = min(one.on, self.on)
        topic = known or self._topic(told, day - timedelta(days=8), self.committee)
        (item,) = self.work.reserve(AgendaItem, 1)
        matter = str(Matter.WEIGHTY if any(kind is told.kind and weighty for kind, _, weighty in LISTED) else Matter.ORDINARY)
        title = VEILED if told.kind is PERSONNEL else told.title
        papers = one.on - timedelta(days=2) if one.on <= self.on else None
        self.rows[AgendaItem].append((item, one.gathering_id, one.part_id, number, title, told.proposed_as, matter, papers))
        self._tabling(topic, item, day - timedelta(days=3), case, told)
        return topic, item

    def _tabling(self, topic: int, item: int, on: date, case: str = "", told: Told | None = None) -> None:
        (pk,) = self.work.reserve(Tabling, 1)
        dissent = "一名委员认为应当先小范围试点。" if told and told.kind is TopicKind.DECISION else ""
        absent = "一名委员会前书面表示同意。" if told and told.kind is TopicKind.PROJECT and told.decision else ""
        self.rows[Tabling].append((pk, topic, item, on, dissent, absent, case))
        if told is not None and told.kind is TopicKind.SANCTIONS:
            self.left = pk, topic

    def _topic(self, told: Told, on: date, proposer: Organisation, *, taken_up: bool | None = True, reason: str = "") -> int:
        (pk,) = self.work.reserve(Topic, 1)
        self.work.know("topic", {pk: SubjectFacts(proposer.now_path)})
        by = "周敏"
        self.rows[Topic].append(
            (
                pk, topic_code(pk), self.committee.pk, proposer.pk, told.proposed_as, str(told.kind), told.party, told.title,
                "请党工委研究决定。", on, by,
            )
        )  # fmt: skip
        if taken_up is not None:
            (screening,) = self.work.reserve(Screening, 1)
            self.rows[Screening].append((screening, pk, taken_up, reason, HEAD, by, on + timedelta(days=1)))
        return pk

    def wait(self) -> None:
        """Ready, to be screened, sent back."""
        for told in READY:
            self._topic(told, self.on - timedelta(days=5), self.committee)
        for told in PROPOSED:
            self._topic(told, self.on - timedelta(days=2), self.community, taken_up=None)
        self._topic(SENT_BACK, self.on - timedelta(days=12), self.community, taken_up=False, reason="先同物业商量费用分担，有了方案再报。")

    def write(self) -> None:
        """All of it; who left the room when his own branch was honoured."""
        for model, columns in COLUMNS.items():
            self.work.put(model, columns, self.rows[model])
        if self.left is None:
            return
        tabling, topic = self.left
        item = next(row[2] for row in self.rows[Tabling] if row[0] == tabling)
        part = next(row[2] for row in self.rows[AgendaItem] if row[0] == item)
        there = Attendance.objects.unguarded(WHY).filter(holding__part_id=part, votes=True).order_by("-person__sort_key", "person_id")
        person = there.values_list("person_id", flat=True).first()
        if person is not None:
            self.work.add(Recusal, topic_id=topic, tabling_id=tabling, person_id=person, reason="表彰名单里有本人所在的党支部")


def _held(committee: Organisation) -> Iterator[Holding]:
    found = Holding.objects.unguarded(WHY).filter(organisation=committee, kind=str(GatheringKind.WORKING_COMMITTEE_SESSION))
    yield from found.exclude(gathering__state=GatheringState.CANCELLED).select_related("gathering").order_by("on", "pk")


def _items(parts: Sequence[int]) -> dict[int, list[AgendaItem]]:
    """What stands on each agenda already, in its order."""
    found: dict[int, list[AgendaItem]] = defaultdict(list)
    for one in AgendaItem.objects.unguarded(WHY).filter(part_id__in=parts).order_by("part_id", "number"):
        found[one.part_id].append(one)
    return found
