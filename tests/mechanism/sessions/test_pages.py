"""Who proposes, who screens, who reads what of a session; and what each page says."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import mark, sign
from tests.mechanism.sessions.committees import (
    WHY,
    Committee,
    all_there,
    decide,
    make_committee,
    make_session,
    propose,
    ready,
    resolve,
    stands,
    table,
)
from tests.register.factories import LONG_SINCE, actor
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.cases.registry import newest
from zhibu.cases.services import Opening, open_case
from zhibu.gatherings.models import Holding
from zhibu.gatherings.terms import Presence
from zhibu.kernel.clock import today
from zhibu.mechanism.sessions.models import ListedMatter, Recusal, Screening, Tabling, Topic
from zhibu.mechanism.sessions.rules.topics import Charge, TopicDraft
from zhibu.mechanism.sessions.services.proposing import propose_topic
from zhibu.mechanism.sessions.services.supervising import supervise
from zhibu.mechanism.sessions.services.tabling import note_item, recuse
from zhibu.mechanism.sessions.terms import TopicKind
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def committee() -> Committee:
    return make_committee()


@pytest.fixture
def clerk(committee: Committee) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, committee.place))


@pytest.fixture
def secretary(committee: Committee) -> Client:
    return signed_in(make_account("shuji", Role.STREET_SECRETARY, committee.place))


@pytest.fixture
def community(committee: Committee) -> Client:
    return signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, committee.street.sunny))


@pytest.fixture
def session(committee: Committee) -> Holding:
    return make_session(committee, on=today())


def text(answer: Any) -> str:
    return str(answer.content.decode())


def code_of(holding: Holding) -> str:
    return holding.part.gathering.code


def on(holding: Holding, name: str, *numbers: int) -> str:
    return reverse(name, args=[code_of(holding), *numbers])


def typed(**facts: str) -> dict[str, str]:
    return {"token": "a" * 32, "title": "研究电梯", "kind": "ordinary", "organisation": "阳光社区党委"} | facts


def test_a_community_secretary_proposes_and_reads_what_became_of_it(community: Client) -> None:
    answer = community.post(reverse("topic_new"), typed(party_building="on", background="三种方案"))
    made = Topic.objects.unguarded(WHY).get()
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("topic", args=[made.code]))
    page = text(community.get(reverse("topic", args=[made.code])))
    assert [word in page for word in ("待审核", "党建工作议题", "三种方案", "撤回")] == [True] * 4
    assert "topic/screen" not in page


def test_a_form_that_lacks_something_says_all_of_it(community: Client) -> None:
    answer = community.post(reverse("topic_new"), typed(title="", organisation="哪里"))
    assert (answer.status_code, Topic.objects.unguarded(WHY).count()) == (422, 0)


def test_the_secretary_screens_under_the_own_name(committee: Committee, secretary: Client) -> None:
    made = propose(committee.street.sunny)
    assert "审核的书记" not in text(secretary.get(reverse("topic_screen", args=[made.code])))
    assert secretary.post(reverse("topic_screen", args=[made.code]), {"taken_up": "yes", "reason": ""}).status_code == 302
    assert Screening.objects.unguarded(WHY).get().screened_by == "shuji的姓名"


def test_the_clerk_screens_on_behalf_and_names_who_did(committee: Committee, clerk: Client) -> None:
    made = propose(committee.street.sunny)
    page = reverse("topic_screen", args=[made.code])
    assert 'value="王书记"' in text(clerk.get(page))
    assert clerk.post(page, {"taken_up": "no", "reason": "", "screened_by": ""}).status_code == 422
    assert not Screening.objects.unguarded(WHY).exists()
    clerk.post(page, {"taken_up": "no", "reason": "缺预算", "screened_by": "王书记"})
    assert "退回，王书记，" in text(clerk.get(reverse("topic", args=[made.code])))
    assert "ganshi的姓名代录" in text(clerk.get(reverse("topic", args=[made.code])))


def test_a_community_secretary_screens_nothing_and_sees_no_other_communitys_topic(committee: Committee, community: Client) -> None:
    own, other = propose(committee.street.sunny), propose(committee.street.spring, "别处的事")
    assert community.post(reverse("topic_screen", args=[own.code]), {"taken_up": "yes"}).status_code == 403
    assert community.get(reverse("topic", args=[other.code])).status_code == 404
    assert "别处的事" not in text(community.get(reverse("topics")))
    assert not Screening.objects.unguarded(WHY).exists()


def test_a_branch_sees_nothing_of_a_session(committee: Committee, session: Holding) -> None:
    (tabling,) = table(session, ready(committee.street.sunny_first))
    branch = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, committee.street.sunny_first))
    pages = [on(session, "session"), on(session, "session_table"), on(session, "session_note", tabling.pk)]
    papers = reverse("session_paper", args=[code_of(session), "summary"])
    assert [branch.get(page).status_code for page in (*pages, papers)] == [404] * 4
    assert [branch.get(reverse(name)).status_code for name in ("topics", "topics_decisions", "topic_new")] == [403] * 3
    assert branch.post(on(session, "session_note", tabling.pk), {"dissent": "写进去"}).status_code == 404
    assert Tabling.objects.unguarded(WHY).get().dissent == ""


@pytest.fixture
def appointment(committee: Committee, session: Holding) -> Topic:
    made = ready(committee.street.sunny, "任命孙某为办公室主任", TopicKind.APPOINTMENTS)
    table(session, made)
    return made


def seen_by(client: Client, topic: Topic, session: Holding) -> list[bool]:
    pages = (reverse("topics"), reverse("topics") + "?q=孙某", reverse("topic", args=[topic.code]), on(session, "session"))
    return ["孙某" in text(client.get(page)).replace('value="孙某"', "").replace("查找：孙某", "") for page in pages]


def test_an_appointment_is_named_to_the_head_and_the_clerk(clerk: Client, secretary: Client, appointment: Topic, session: Holding) -> None:
    assert (seen_by(clerk, appointment, session), seen_by(secretary, appointment, session)) == ([True] * 4, [True] * 4)


def test_an_appointment_is_veiled_to_whoever_proposed_it_and_to_the_level_above(
    committee: Committee, community: Client, appointment: Topic, session: Holding
) -> None:
    above = signed_in(make_account("quwei", Role.STREET_CLERK, committee.street.district))
    pages = (reverse("topics"), reverse("topic", args=[appointment.code]))
    assert ["孙某" in text(client.get(page)) for client in (community, above) for page in pages] == [False] * 4
    assert "人事议题" in text(community.get(reverse("topics")))
    assert "没有符合条件的记录" in text(community.get(reverse("topics") + "?q=孙某"))
    assert "孙某" not in text(above.get(on(session, "session")))


def test_a_member_of_the_committee_reads_it_whatever_the_role(committee: Committee, appointment: Topic) -> None:
    seated = signed_in(make_account("weiyuan", Role.COMMUNITY_SECRETARY, committee.street.sunny, person=committee.member))
    assert "孙某" in text(seated.get(reverse("topic", args=[appointment.code])))


def test_topics_are_tabled_from_the_page_of_the_session(committee: Committee, clerk: Client, session: Holding) -> None:
    lift, road = ready(committee.street.sunny), ready(committee.street.spring, "修路")
    propose(committee.street.sunny, "还没有审核的")
    page = text(clerk.get(on(session, "session_table")))
    assert ("修路" in page, "还没有审核的" in page) == (True, False)
    assert clerk.post(on(session, "session_table"), {"topics": [road.code]}).status_code == 302
    assert (stands(road).standing.label, stands(lift).standing.label) == ("已列入议程", "待上会")
    assert clerk.post(on(session, "session_table"), {"topics": []}).status_code == 422


def test_the_page_of_the_gathering_fetches_the_topics(committee: Committee, clerk: Client, session: Holding) -> None:
    table(session, ready(committee.street.sunny, "买设备", TopicKind.FUNDS))
    all_there(committee, session)
    assert on(session, "session") in text(clerk.get(reverse("gathering", args=[code_of(session)])))
    part = text(clerk.get(on(session, "session"), headers={"HX-Request": "true"}))
    assert "有“三重一大”清单内的议题，应到 3 人，三分之二以上为 2 人；实到 3 人，可以开会" in part


def test_recusal_notes_and_the_order_of_speaking_stand_on_the_page(committee: Committee, clerk: Client, session: Holding) -> None:
    (tabling,) = table(session, ready(committee.street.sunny))
    all_there(committee, session)
    clerk.post(on(session, "session_recuse", tabling.pk), {"person": str(committee.member.pk), "reason": "涉及近亲属"})
    clerk.post(on(session, "session_note", tabling.pk), {"dissent": "李副书记：先试点", "absent_opinions": ""})
    page = text(clerk.get(on(session, "session")))
    assert "赵委员回避：涉及近亲属" in page
    assert "本议题应到 2 人，半数以上为 1 人；实到 2 人，可以开会" in page
    assert "不同意见：李副书记：先试点" in page
    assert page.index("1. 赵委员") < page.index("2. 李副书记") < page.index("3. 王书记（书记）——末位表态")
    undo = on(session, "session_recuse_undo", Recusal.objects.unguarded(WHY).get().pk)
    assert clerk.post(undo, {}).status_code == 302
    assert not Recusal.objects.unguarded(WHY).exists()


def test_a_decision_is_followed_up_and_leads_back_to_its_topic(committee: Committee, clerk: Client, session: Holding) -> None:
    topic = ready(committee.street.sunny)
    (tabling,) = table(session, topic)
    resolve(committee, session, {1: "同意第一种方案。"}, day=today())
    page = on(session, "session_supervise", tabling.pk)
    assert "同意第一种方案。" in text(clerk.get(page))
    sent = {"organisation": "阳光社区党委", "until": (today() + timedelta(days=30)).isoformat()}
    posts = {"first": "街道党工委书记", "direct": "副书记"}
    assert clerk.post(page, sent | posts).status_code == 302
    case = Case.objects.unguarded(WHY).get()
    assert "阳光社区党委书记" in text(clerk.get(reverse("case", args=[case.code])))
    assert reverse("topic", args=[topic.code]) in text(clerk.get(reverse("case", args=[case.code])))
    assert "研究老旧小区电梯" in text(clerk.get(reverse("supervised")))
    assert f"督办 {case.code}：办理中" in text(clerk.get(reverse("topic", args=[topic.code])))


def offered(client: Client, address: str, box: str) -> list[str]:
    """What a box of names holds."""
    (found,) = re.findall(rf'<datalist id="id_{box}-offered">(.*?)</datalist>', client.get(address).content.decode(), re.DOTALL)
    return re.findall(r'value="([^"]+)"', found)


def test_who_answers_is_a_post_that_the_register_knows_and_who_proposed_it_is_suggested(
    committee: Committee, clerk: Client, session: Holding
) -> None:
    hold_post(by=actor(), person=committee.member, organisation=committee.street.sunny, kind=PostKind.SECRETARY, on=LONG_SINCE)
    (proposed, own) = table(session, ready(committee.street.sunny), ready(committee.place, "研究分工"))
    resolve(committee, session, {1: "同意第一种方案。", 2: "同意分工。"}, day=today())
    page = on(session, "session_supervise", proposed.pk)
    street = str(committee.place)
    above = [f"{street}书记", f"{street}副书记"]
    known = ["阳光社区党委书记", *above]
    assert offered(clerk, page, "first") == ["街道党工委书记", *known]
    assert offered(clerk, page, "direct") == ["街道党工委副书记", "街道党工委委员", *known]
    assert offered(clerk, page, "executing") == known
    pages = (page, on(session, "session_supervise", own.pk))
    assert [re.findall(r'name="organisation"(?: value="([^"]*)")?', text(clerk.get(one))) for one in pages] == [["阳光社区党委"], [""]]


def papers_of(client: Client, case: Case) -> list[tuple[str, str, str]]:
    """What a case has and lacks: state, document, where its row leads."""
    panel = text(client.get(reverse("case", args=[case.code])))
    rows = re.findall(
        r'<span class="chip[^>]*>(?:<[^>]*>)*([^<]*)</span>\s*<div>\s*<p>(会议决定或纪要|进展报告)</p>(.*?)</li>', panel, re.DOTALL
    )
    return [(state.strip(), name, "".join(re.findall('href="([^"]+)"', rest))) for state, name, rest in rows]


def test_the_decision_that_a_matter_came_out_of_is_there_and_leads_to_its_topic(
    committee: Committee, clerk: Client, session: Holding
) -> None:
    topic = ready(committee.street.sunny)
    table(session, topic)
    resolve(committee, session, {1: "同意第一种方案。"}, day=today())
    charge = Charge("街道党工委书记", "副书记", "社区书记", today() + timedelta(days=20))
    by, stage = actor(today()), stands(topic).stages[0]
    assert supervise(by=by, topic=topic, stage=stage, to=committee.street.sunny, charge=charge).done
    table_ = newest("supervised_matter")
    assert table_ is not None
    opening = Opening(table_, "另立的", today(), {"matter": "办好"}, subject_kind="resolution", subject_code=topic.code)
    assert open_case(by=by, organisation=committee.place, opening=opening).done
    other = Opening(table_, "没有来源的", today(), {"matter": "办好"})
    assert open_case(by=by, organisation=committee.place, opening=other).done
    followed, opened, bare = Case.objects.unguarded(WHY).order_by("pk")
    there = ("已有", "会议决定或纪要", reverse("topic", args=[topic.code]))
    assert [papers_of(clerk, one)[0] for one in (followed, opened)] == [there, there]
    assert papers_of(clerk, bare)[0][:2] == ("还缺", "会议决定或纪要")


def test_who_put_topics_before_is_offered_but_not_who_put_appointments(committee: Committee, clerk: Client) -> None:
    for at, (who, kind) in enumerate((("城建办", TopicKind.ORDINARY), ("组织办", TopicKind.APPOINTMENTS), ("城建办", TopicKind.FUNDS))):
        draft = TopicDraft(f"研究第{at}件事", str(kind), proposed_as=who)
        assert propose_topic(by=actor(), proposer=committee.street.sunny, draft=draft).done
    assert offered(clerk, reverse("topic_new"), "proposed_as") == ["城建办"]


def test_the_community_reads_that_it_was_decided_and_not_who_dissented(committee: Committee, community: Client, session: Holding) -> None:
    topic = ready(committee.street.sunny)
    (tabling,) = table(session, topic)
    all_there(committee, session)
    decide(session, {1: "同意第一种方案。"})
    note_item(by=actor(), tabling=tabling, holding=session, deferred=False, dissent="李副书记不同意", absent_opinions="")
    sign(session.part.gathering, by=actor(today()))
    page = text(community.get(reverse("topic", args=[topic.code])))
    assert ("已决定" in page, "李副书记" in page, code_of(session) in page) == (True, False, False)


def paper(client: Client, session: Holding, kind: str) -> str:
    answer = client.get(reverse("session_paper", args=[code_of(session), kind]))
    found = Document(BytesIO(b"".join(answer)))
    cells = [cell.text for one in found.tables for row in one.rows for cell in row.cells]
    return "\n".join([*(line.text for line in found.paragraphs), *cells])


def test_the_papers_say_quorum_order_decisions_and_dissent(committee: Committee, clerk: Client, session: Holding) -> None:
    topics = [ready(committee.street.sunny), ready(committee.street.sunny, "买设备", TopicKind.FUNDS)]
    first, _ = table(session, *topics)
    all_there(committee, session)
    recuse(by=actor(), tabling=first, holding=session, person=committee.member, reason="涉及近亲属")
    note_item(by=actor(), tabling=first, holding=session, deferred=False, dissent="李副书记：先试点", absent_opinions="")
    decide(session, {1: "同意第一种方案。"})
    agenda, summary, decisions = (paper(clerk, session, kind) for kind in ("agenda", "summary", "decisions"))
    assert "三分之二以上为 2 人" in agenda
    assert agenda.index("赵委员\n委员") < agenda.index("王书记\n书记")
    assert "涉及近亲属" not in agenda
    assert ("会议决定：同意第一种方案。" in summary, "李副书记：先试点" in summary) == (True, False)
    assert "李副书记：先试点" in decisions
    assert clerk.get(reverse("session_paper", args=[code_of(session), "ballots"])).status_code == 404


def test_the_yearly_list_says_what_was_decided_and_how_it_stands(committee: Committee, clerk: Client, session: Holding) -> None:
    table(session, ready(committee.street.sunny), ready(committee.street.sunny, "没有议到的"))
    all_there(committee, session)
    decide(session, {1: "同意第一种方案。"})
    sign(session.part.gathering, by=actor(today()))
    answer = clerk.get(reverse("topics_decisions") + f"?year={today().year}")
    (_, row) = load_workbook(BytesIO(b"".join(answer))).worksheets[0].iter_rows(values_only=True)
    assert (row[4], row[8], row[9]) == ("研究老旧小区电梯", "同意第一种方案。", "已决定")


def test_the_list_is_narrowed_by_a_state_that_nobody_stored(committee: Committee, clerk: Client) -> None:
    ready(committee.street.sunny, "审核过的", party=True)
    propose(committee.street.sunny, "没审核的")
    page = reverse("topics")
    found = [text(clerk.get(page + asked)) for asked in ("?state=ready", "?state=proposed", "?party=yes", "?q=没审核")]
    assert [("审核过的" in one, "没审核的" in one) for one in found] == [(True, False), (False, True), (True, False), (False, True)]


def test_the_clerk_keeps_the_list_of_weighty_matters(committee: Committee, clerk: Client, community: Client) -> None:
    page = reverse("listed_matters", args=[committee.place.code])
    assert "现在按默认办理：干部任免、大额资金、奖惩须三分之二以上成员到会" in text(clerk.get(page))
    new = reverse("listed_matter_new", args=[committee.place.code])
    line = {"kind": "funds", "says": "单笔五万元以上", "basis": "街办〔2026〕1号", "valid_from": today().isoformat(), "weighty": "on"}
    assert (community.post(new, line).status_code, ListedMatter.objects.unguarded(WHY).count()) == (403, 0)
    assert clerk.post(new, line).status_code == 302
    assert "单笔五万元以上" in text(clerk.get(page))
    end = reverse("listed_matter_end", args=[ListedMatter.objects.unguarded(WHY).get().pk])
    tomorrow = today() + timedelta(days=1)
    assert clerk.post(end, {"on": tomorrow.isoformat(), "basis": "街办〔2026〕9号"}).status_code == 302
    assert ListedMatter.objects.unguarded(WHY).get().valid_to == tomorrow


def test_one_topic_costs_as_many_queries_as_three(
    committee: Committee, clerk: Client, session: Holding, django_assert_num_queries: Queries
) -> None:
    pages = {reverse("topics"): 9, on(session, "session"): 20}
    for many in (1, 2):
        table(session, *(ready(committee.street.sunny, f"第{many}{number}个") for number in range(many)))
        for page, number in pages.items():
            clerk.get(page)
            with django_assert_num_queries(number):
                clerk.get(page)


def buttons(client: Client, address: str) -> list[tuple[str, str]]:
    """Label and address of each button of a page's head."""
    (head,) = re.findall(r"<h1.*?</header>|<h1.*?<section", text(client.get(address)), re.DOTALL)[:1]
    return [(label, url.replace("&amp;", "&")) for url, label in re.findall(r'<a class="btn [^"]*" href="([^"]+)"[^>]*>([^<]+)</a>', head)]


def test_a_topic_that_waits_is_offered_the_next_session_and_ticked_there(committee: Committee, clerk: Client, secretary: Client) -> None:
    topic = ready(committee.street.sunny)
    make_session(committee, on=today() + timedelta(days=30))
    coming = make_session(committee, on=today() + timedelta(days=9))
    address = reverse("topic", args=[topic.code])
    url = on(coming, "session_table") + f"?topic={topic.code}"
    day = coming.on
    assert buttons(clerk, address)[0] == (f"列入 {day.month}月{day.day}日党工委会议", url)
    assert re.findall(r'<input type="checkbox"[^>]* checked[^>]*>', text(clerk.get(url)))[0].count(topic.code) == 1
    assert re.findall(r'href="([^"]+)">列入<', text(clerk.get(on(coming, "session")))) == [url]
    clerk.post(url, {"topics": [topic.code]})
    assert (stands(topic).standing.label, buttons(clerk, address)) == ("已列入议程", [])


def test_where_no_session_is_planned_a_topic_is_offered_none(committee: Committee, clerk: Client) -> None:
    make_session(committee, on=today() - timedelta(days=9))
    topic = ready(committee.street.sunny)
    assert [label for label, _ in buttons(clerk, reverse("topic", args=[topic.code]))] == ["重新审核", "撤回"]


def test_a_decided_topic_offers_to_follow_it_up_and_nothing_of_it_to_the_community(
    committee: Committee, clerk: Client, community: Client, session: Holding
) -> None:
    topic = ready(committee.street.sunny)
    (tabling,) = table(session, topic)
    address = reverse("topic", args=[topic.code])
    decide(session, {1: "同意第一种方案。"})
    assert (buttons(clerk, address), "拟作决定（会议记录签批后生效）：同意第一种方案。" in text(clerk.get(address))) == ([], True)
    all_there(committee, session)
    sign(session.part.gathering, by=actor(today()))
    assert buttons(clerk, address) == [("列入督办", on(session, "session_supervise", tabling.pk))]
    assert buttons(community, address) == []


def test_before_a_roll_call_nobody_is_said_to_be_there(committee: Committee, clerk: Client, session: Holding) -> None:
    (tabling,) = table(session, ready(committee.street.sunny))
    page = on(session, "session_note", tabling.pk)
    found = [re.findall("这里不用再写。([^<]*)<", text(clerk.get(page)))]
    mark(session.part.gathering, {committee.head: Presence.PRESENT})
    found.append(re.findall("这里不用再写。([^<]*)<", text(clerk.get(page))))
    mark(session.part.gathering, {committee.member: Presence.ON_LEAVE})
    found.append(re.findall("这里不用再写。([^<]*)<", text(clerk.get(page))))
    assert found == [["尚未点名。"], ["没有缺席的成员。"], ["缺席的成员：赵委员。"]]
