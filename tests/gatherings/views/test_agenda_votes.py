"""From a line of the agenda to a vote, from the vote to the decision below that line; and no name kept beside the register."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import WHY, holdings, make_gathering, mark, part, parts, sign
from tests.gatherings.test_papers import rows
from tests.register.factories import Street, actor, make_person, make_street
from tests.register.state import nothing_written
from tests.register.views.asking import fields_of, refusals, send
from zhibu.access.terms import Role
from zhibu.gatherings.models import AgendaItem, Gathering, Resolution, Vote
from zhibu.gatherings.queries.decisions import resolved
from zhibu.gatherings.queries.ledgers import Asked, ledger_rows
from zhibu.gatherings.queries.papers import Meeting, paper
from zhibu.gatherings.rules.deciding import Resolved
from zhibu.gatherings.services.minutes import write_minutes
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.gatherings.terms.papers import PaperKind
from zhibu.kernel.clock import today
from zhibu.kernel.readers import SystemReader
from zhibu.register.models import Organisation, Person
from zhibu.register.services.erasing import erase_people
from zhibu.register.terms.people import MemberStatus
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db
Kind = GatheringKind
LINES = ("学习文件", "讨论工作计划")


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def secretary(street: Street) -> Client:
    return signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"))


def meeting(*holders: Organisation, host: Organisation | None = None) -> Gathering:
    """Three of three are there; the second line is voted on."""
    gathering = make_gathering(host or holders[0], part(Kind.MEMBERS_MEETING, *holders, items=LINES), on=today(), by=actor(today()))
    for one in holders:
        people = [make_person(one, f"{one.pk}党员{number}") for number in range(3)]
        mark_one(gathering, people)
    _, second = lines(gathering)
    with recording(actor(today()), "gathering.correct") as work:
        work.change(AgendaItem, second.pk, matter="ordinary")
    return gathering


def mark_one(gathering: Gathering, people: list[Person]) -> None:
    mark(gathering, dict.fromkeys(people, Presence.PRESENT), by=actor(today()))


def lines(gathering: Gathering) -> list[AgendaItem]:
    return list(AgendaItem.objects.unguarded(WHY).filter(gathering_id=gathering.pk).order_by("number"))


def opening(gathering: Gathering, at: int = 0) -> str:
    return reverse("gathering_vote_open", args=[gathering.code, holdings(gathering)[at].pk])


def page(client: Client, name: str, gathering: Gathering) -> str:
    return client.get(reverse(name, args=[gathering.code])).content.decode()


def settle(client: Client, gathering: Gathering, at: int = 0, **typed: object) -> Vote:
    """Put and counted by hands."""
    send(client, opening(gathering, at), **({"matter": "ordinary", "ballot": "hands"} | typed))
    vote = Vote.objects.unguarded(WHY).latest("pk")
    send(client, reverse("gathering_vote_count", args=[gathering.code, vote.pk]), counted_by="赵敏", for_it=3)
    return vote


def test_a_vote_begins_on_the_line_that_is_voted_on_and_nothing_is_typed_again(street: Street, secretary: Client) -> None:
    gathering = meeting(street.sunny_first)
    address = opening(gathering)
    shown = page(secretary, "gathering", gathering)
    assert [f'href="{address}?item={number}"' in shown for number in (1, 2)] == [False, True]
    form = secretary.get(f"{address}?item=2").content.decode()
    item = lines(gathering)[1]
    assert (f'value="{item.pk}" selected' in form, 'value="讨论工作计划"' in form) == (True, True)
    settle(secretary, gathering, item=item.pk)
    vote = Vote.objects.unguarded(WHY).get()
    assert (vote.item_id, vote.question, vote.passed) == (item.pk, "讨论工作计划", True)
    assert "?item=" not in page(secretary, "gathering", gathering)
    told = words(secretary.get(reverse("gathering_vote", args=[gathering.code, vote.pk])))
    assert "议题 2. 讨论工作计划" in told


def test_before_the_day_and_after_the_signature_nothing_is_put(street: Street, secretary: Client) -> None:
    later = make_gathering(street.sunny_first, part(Kind.MEMBERS_MEETING, street.sunny_first, items=LINES), on=today() + timedelta(days=3))
    signed = meeting(street.sunny_first)
    write_minutes(by=actor(today()), part=parts(signed)[0], text="记录", resolutions=("同意。",))
    sign(signed, by=actor(today()), on=today())
    with recording(actor(today()), "gathering.correct") as work:
        work.change(AgendaItem, lines(later)[0].pk, matter="ordinary")
    assert ["?item=" in page(secretary, "gathering", one) for one in (later, signed)] == [False, False]


def test_what_is_voted_on_is_said_where_the_agenda_is_changed(street: Street, secretary: Client) -> None:
    gathering = meeting(street.sunny_first)
    address = reverse("gathering_part", args=[gathering.code, 1])
    assert [name for name in fields_of(secretary, address) if name.startswith("matter")] == ["matter_1", "matter_2"]
    typed = {"holders": [street.sunny_first.code], "item_1": LINES[0], "item_2": LINES[1], "matter_1": "admission", "matter_2": ""}
    send(secretary, address, **typed)
    assert [one.matter for one in lines(gathering)] == ["admission", ""]


def test_a_meeting_that_votes_on_nothing_asks_for_no_matter(street: Street, secretary: Client) -> None:
    lecture = make_gathering(street.sunny_first, part(Kind.LECTURE, street.sunny_first, items=LINES), on=today(), by=actor(today()))
    asked = fields_of(secretary, reverse("gathering_part", args=[lecture.code, 1]))
    assert [name for name in asked if name.startswith("matter")] == []


def test_several_organisations_find_the_line_on_the_page_of_votes(street: Street) -> None:
    gathering = meeting(street.sunny_first, street.sunny_second, host=street.sunny)
    community = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))
    votes = reverse("gathering_votes", args=[gathering.code])
    assert f'href="{votes}?item=2"' in page(community, "gathering", gathering)
    shown = page(community, "gathering_votes", gathering)
    assert [f'href="{opening(gathering, at)}?item=2"' in shown for at in (0, 1)] == [True, True]


def test_a_line_of_another_meeting_is_refused(street: Street, secretary: Client) -> None:
    gathering, other = meeting(street.sunny_first), meeting(street.sunny_second)
    strange = lines(other)[1].pk
    with nothing_written():
        answer = send(secretary, opening(gathering), item=strange, matter="ordinary", ballot="hands", question="同意")
        assert len(refusals(answer)) == 1
        done = write_minutes(by=actor(), part=parts(gathering)[0], text="记录", resolutions=(Resolved("同意。", strange),))
    assert [one.code for one in done.decision.objections] == ["item_gone"]


def decide(client: Client, gathering: Gathering, **typed: object) -> None:
    """Minutes with one decision below each line and one beside them."""
    first, second = lines(gathering)
    said: dict[str, object] = {"text": "记录", f"decided_{first.pk}": "学完了。", f"decided_{second.pk}": "同意计划。\n按月检查。"}
    send(client, reverse("gathering_minutes_write", args=[gathering.code, 1]), **(said | {"resolutions": "另一条。"} | typed))


def stored(gathering: Gathering) -> list[tuple[str, int | None]]:
    found = Resolution.objects.unguarded(WHY).filter(gathering_id=gathering.pk).order_by("minutes", "number")
    return list(found.values_list("text", "item__number"))


DECIDED = [("学完了。", 1), ("同意计划。", 2), ("按月检查。", 2), ("另一条。", None)]


def test_decisions_stand_below_their_lines_on_every_page_and_paper(street: Street, secretary: Client) -> None:
    gathering = meeting(street.sunny_first)
    decide(secretary, gathering)
    assert stored(gathering) == DECIDED
    text = words(secretary.get(reverse("gathering_minutes", args=[gathering.code])))
    assert "学习文件 学完了。 讨论工作计划 同意计划。 按月检查。 其他 另一条。" in text
    assert "2. 讨论工作计划 表决 ：讨论工作计划 决议：同意计划。 决议：按月检查。" in words(
        secretary.get(reverse("gathering", args=[gathering.code]))
    )
    reader = SystemReader("测试")
    (printed,) = rows(paper(PaperKind.MINUTES, Meeting.of(gathering, reader, "see_gatherings", today=today())), "内容")
    assert printed["决议"] == "学习文件\n　　学完了。\n讨论工作计划\n　　同意计划。\n　　按月检查。\n其他\n　　另一条。"
    (row,) = ledger_rows(Asked.of_year(reader, LedgerKind.THREE_MEETINGS, today().year))
    assert row.decisions == "1. （议题 1）学完了。\n2. （议题 2）同意计划。\n3. （议题 2）按月检查。\n4. 另一条。"


def test_what_is_opened_and_saved_again_stays_as_it_is(street: Street, secretary: Client) -> None:
    gathering = meeting(street.sunny_first)
    decide(secretary, gathering)
    form = secretary.get(reverse("gathering_minutes_write", args=[gathering.code, 1])).content.decode()
    assert ["学完了。</textarea>" in form, "同意计划。\n按月检查。</textarea>" in form, "另一条。</textarea>" in form] == [True] * 3
    decide(secretary, gathering, seen=0)
    assert stored(gathering) == DECIDED


def test_a_corrected_version_keeps_each_decision_below_its_line(street: Street, secretary: Client) -> None:
    gathering = meeting(street.sunny_first)
    vote = settle(secretary, gathering, item=lines(gathering)[1].pk)
    decide(secretary, gathering, offered=[str(vote.pk)])
    sign(gathering, by=actor(today()), on=today())
    address = reverse("gathering_minutes_correct", args=[gathering.code, 1])
    first, second = lines(gathering)
    decided = [f"decided_{first.pk}", f"decided_{second.pk}", "resolutions", "offered"]
    assert fields_of(secretary, address) == ["reason", "topic", "chair", "recorder", "text", *decided]
    said = {f"decided_{second.pk}": "同意计划。", "offered": [str(vote.pk)]}
    send(secretary, address, reason="多记了一条", text="记录", **said)
    newest = Resolution.objects.unguarded(WHY).filter(minutes__version=2).order_by("number")
    assert list(newest.values_list("item__number", "vote")) == [(2, None), (2, vote.pk)]


def test_of_a_person_the_minutes_keep_no_name(street: Street, secretary: Client) -> None:
    gathering = meeting(street.sunny_first)
    person = make_person(street.sunny_first, "欧阳钱七", status=MemberStatus.APPLICANT)
    vote = settle(secretary, gathering, question="推荐为积极分子", names="欧阳钱七")
    decide(secretary, gathering, offered=[str(vote.pk)])
    assert [one for one in stored(gathering) if "欧阳钱七" in one[0]] == []
    pages = ("gathering_minutes", "gathering", "gathering_votes")
    assert ["推荐为积极分子：欧阳钱七" in page(secretary, name, gathering) for name in pages] == [True] * 3
    with recording(actor(), "keeping.erase") as work:
        erase_people(work, [person.pk])
    assert ["欧阳钱七" in page(secretary, name, gathering) for name in pages] == [False] * 3
    (row,) = ledger_rows(Asked.of_year(SystemReader("测试"), LedgerKind.THREE_MEETINGS, today().year))
    assert ("推荐为积极分子" in row.decisions, "欧阳钱七" in row.decisions) == (True, False)


def test_a_vote_declared_void_leaves_a_draft_and_is_offered_no_more(street: Street, secretary: Client) -> None:
    gathering = meeting(street.sunny_first)
    vote = settle(secretary, gathering, question="同意计划")
    decide(secretary, gathering, offered=[str(vote.pk)])
    send(secretary, reverse("gathering_vote_void", args=[gathering.code, vote.pk]), reason="提法有误")
    assert stored(gathering) == DECIDED
    assert 'name="offered"' not in secretary.get(reverse("gathering_minutes_write", args=[gathering.code, 1])).content.decode()


def test_a_result_of_an_organisation_out_of_reach_stays_in_the_common_minutes(street: Street) -> None:
    gathering = meeting(street.sunny_first, street.spring_first, host=street.street)
    clerk = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    community = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))
    vote = settle(clerk, gathering, at=[one.organisation_id for one in holdings(gathering)].index(street.spring_first.pk), question="同意")
    decide(clerk, gathering, offered=[str(vote.pk)])
    form = community.get(reverse("gathering_minutes_write", args=[gathering.code, 1])).content.decode()
    assert 'name="offered"' not in form
    decide(community, gathering, seen=0)
    (kept,) = resolved(Resolution.objects.unguarded(WHY).values_list("minutes_id", flat=True)).values()
    assert [one.vote_id for one in kept] == [None, None, None, None, vote.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_writing_takes_as_many_queries_for_one_line_as_for_three(street: Street, secretary: Client, count: int) -> None:
    items = tuple(f"事项{number}" for number in range(count))
    gathering = make_gathering(
        street.sunny_first, part(Kind.MEMBERS_MEETING, street.sunny_first, items=items), on=today(), by=actor(today())
    )
    address = reverse("gathering_minutes_write", args=[gathering.code, 1])
    assert queries(lambda: secretary.get(address)) == 8
