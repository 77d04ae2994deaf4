"""A committee of three with sessions and topics, made through the services."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tests.gatherings.meetings import holdings, make_gathering, mark, part, parts, sign
from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_person, make_street
from tests.register.put_back import written_once
from zhibu.gatherings.models import AgendaItem, Gathering, Holding
from zhibu.gatherings.rules.deciding import Resolved
from zhibu.gatherings.services.minutes import write_minutes
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.mechanism.sessions.models import Tabling, Topic
from zhibu.mechanism.sessions.queries.topics import TopicShown, shown
from zhibu.mechanism.sessions.rules.topics import TopicDraft
from zhibu.mechanism.sessions.services.proposing import propose_topic, screen_topic
from zhibu.mechanism.sessions.services.tabling import table_topics
from zhibu.mechanism.sessions.terms import TopicKind
from zhibu.register.models import Organisation, Person
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind

WHY: Final = "测试"
KINDS: Final = (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.COMMITTEE_MEMBER)


@dataclass(frozen=True, slots=True)
class Committee:
    """A street whose working committee has a head, a deputy and a member."""

    street: Street
    head: Person
    deputy: Person
    member: Person

    @property
    def place(self) -> Organisation:
        """The working committee."""
        return self.street.street


@written_once
def make_committee() -> Committee:
    """Their posts date from long ago."""
    street = make_street()
    people = [make_person(street.sunny_first, name) for name in ("王书记", "李副书记", "赵委员")]
    for one, kind in zip(people, KINDS, strict=True):
        done = hold_post(by=actor(), person=one, organisation=street.street, kind=kind, on=LONG_SINCE)
        assert done.decision.objections == ()
    return Committee(street, *people)


def make_session(committee: Committee, *, on: date = TODAY, title: str = "党工委会议") -> Holding:
    """Planned or entered afterwards."""
    made = make_gathering(committee.place, part(GatheringKind.WORKING_COMMITTEE_SESSION, committee.place, topic=""), on=on, title=title)
    return holding_of(made)


def holding_of(gathering: Gathering) -> Holding:
    """The committee's own."""
    (found,) = holdings(gathering)
    return found


def propose(proposer: Organisation, title: str = "研究老旧小区电梯", kind: TopicKind = TopicKind.ORDINARY, *, party: bool = False) -> Topic:
    """As it is typed."""
    done = propose_topic(by=actor(), proposer=proposer, draft=TopicDraft(title, str(kind), "三种方案。", "建设办", party))
    assert done.decision.objections == ()
    return Topic.objects.unguarded(WHY).select_related("committee", "proposer").get(pk=done.row_id)


def ready(proposer: Organisation, title: str = "研究老旧小区电梯", kind: TopicKind = TopicKind.ORDINARY, *, party: bool = False) -> Topic:
    """Proposed and taken up."""
    made = propose(proposer, title, kind, party=party)
    done = screen_topic(by=actor(), topic=made, taken_up=True, screened_by="王书记")
    assert done.decision.objections == ()
    return made


def table(holding: Holding, *topics: Topic) -> list[Tabling]:
    """On the agenda, in their order."""
    done = table_topics(by=actor(), holding=holding, topics=topics)
    assert done.decision.objections == ()
    return [Tabling.objects.unguarded(WHY).select_related("item").get(topic=one, item__part=holding.part) for one in topics]


def stands(topic: Topic) -> TopicShown:
    """As somebody reads it who sits on the committee."""
    rows = Topic.objects.unguarded(WHY).filter(pk=topic.pk).select_related("committee", "proposer")
    (found,) = shown(rows, open_to=frozenset({topic.committee_id}))
    return found


def all_there(committee: Committee, holding: Holding) -> None:
    """Everybody came."""
    mark(holding.part.gathering, dict.fromkeys((committee.head, committee.deputy, committee.member), Presence.PRESENT))


def decide(holding: Holding, decisions: dict[int, str], *, day: date = TODAY) -> None:
    """Minutes that resolve on lines of the agenda, by their number."""
    (one,) = parts(holding.part.gathering)
    items = dict(AgendaItem.objects.unguarded(WHY).filter(part=one).values_list("number", "pk"))
    wanted = [Resolved(text, items[number]) for number, text in decisions.items()]
    done = write_minutes(by=actor(day), part=one, text="逐项讨论。", resolutions=wanted)
    assert done.decision.objections == ()


def resolve(committee: Committee, holding: Holding, decisions: dict[int, str], *, day: date = TODAY) -> None:
    """Held, recorded, signed: only then is it decided."""
    all_there(committee, holding)
    decide(holding, decisions, day=day)
    sign(holding.part.gathering, by=actor(day))
