"""A topic on its way: proposed, screened, tabled, decided, followed up; back on the agenda where it is late."""

from datetime import timedelta

import pytest

from tests.gatherings.meetings import mark, rules, sign
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
from tests.register.factories import TODAY, actor
from zhibu.cases.models import Case
from zhibu.gatherings.models import AgendaItem, Vote
from zhibu.gatherings.rules.agenda import Item
from zhibu.gatherings.rules.ballots import Question, VoteDraft
from zhibu.gatherings.services.adjusting import adjust_part
from zhibu.gatherings.services.minutes import correct_minutes
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.gatherings.services.votes import open_votes
from zhibu.gatherings.terms import Presence
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.sessions.models import ListedMatter, Recusal, Screening, Tabling, Topic
from zhibu.mechanism.sessions.queries.committee import speaking_order
from zhibu.mechanism.sessions.queries.late import late_matters
from zhibu.mechanism.sessions.queries.session import session_shown
from zhibu.mechanism.sessions.rules.topics import Charge, ListDraft, TopicDraft
from zhibu.mechanism.sessions.services.listing import end_listed, list_matter
from zhibu.mechanism.sessions.services.proposing import propose_topic, screen_topic, withdraw_topic
from zhibu.mechanism.sessions.services.supervising import supervise
from zhibu.mechanism.sessions.services.tabling import note_item, recuse, table_topics, take_off_agenda, undo_recusal
from zhibu.mechanism.sessions.terms import TopicKind, TopicState
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

READER = SystemReader("测试")


@pytest.fixture
def committee() -> Committee:
    return make_committee()


def label(topic: Topic) -> str:
    return stands(topic).standing.label


def test_a_topic_is_proposed_to_the_committee_above_once(committee: Committee) -> None:
    draft = TopicDraft("研究老旧小区电梯", "ordinary", token="a" * 32)
    first, again = (propose_topic(by=actor(), proposer=committee.street.sunny, draft=draft) for _ in range(2))
    (made,) = Topic.objects.unguarded(WHY).all()
    assert (first.row_id, again.row_id, made.committee_id) == (made.pk, made.pk, committee.place.pk)
    assert label(made) == "待审核"


def test_above_the_street_there_is_no_committee_to_propose_to(committee: Committee) -> None:
    done = propose_topic(by=actor(), proposer=committee.street.district, draft=TopicDraft("甲", "ordinary"))
    assert [one.code for one in done.decision.objections] == ["no_committee"]
    assert not Topic.objects.unguarded(WHY).exists()


def test_what_was_sent_back_may_be_taken_up_later_and_both_stay(committee: Committee) -> None:
    topic = propose(committee.street.sunny)
    screen_topic(by=actor(), topic=topic, taken_up=False, reason="缺预算", screened_by="王书记")
    assert label(topic) == "已退回"
    screen_topic(by=actor(), topic=topic, taken_up=True, screened_by="王书记")
    assert label(topic) == "待上会"
    assert Screening.objects.unguarded(WHY).count() == 2


def test_a_topic_not_reached_comes_back_by_itself(committee: Committee) -> None:
    lift, road = ready(committee.street.sunny), ready(committee.street.spring, "修路")
    session = make_session(committee)
    table(session, lift, road)
    assert (label(lift), label(road)) == ("已列入议程", "已列入议程")
    all_there(committee, session)
    decide(session, {1: "同意第一种方案。"})
    sign(session.part.gathering)
    assert (label(lift), label(road)) == ("已决定", "待上会（上次未议到）")
    later = make_session(committee, on=TODAY + timedelta(days=14))
    assert [one.title for one in session_shown(READER, later, on=TODAY).ready] == ["修路"]
    table(later, road)
    assert label(road) == "已列入议程"


def test_called_off_and_put_off_topics_wait_again(committee: Committee) -> None:
    first, second = ready(committee.street.sunny), ready(committee.street.spring, "修路")
    off, held = make_session(committee), make_session(committee)
    table(off, first)
    (tabling,) = table(held, second)
    assert cancel_gathering(by=actor(), gathering=off.part.gathering, reason="改期").decision.allowed
    assert note_item(by=actor(), tabling=tabling, holding=held, deferred=True, dissent="", absent_opinions="").decision.allowed
    assert (label(first), label(second)) == ("待上会（上次会议取消）", "待上会（上次缓议）")


def test_only_what_was_taken_up_is_tabled(committee: Committee) -> None:
    topic, session = propose(committee.street.sunny), make_session(committee)
    done = table_topics(by=actor(), holding=session, topics=[topic])
    assert [one.code for one in done.decision.objections] == ["not_ready"]
    assert not Tabling.objects.unguarded(WHY).exists()
    assert not AgendaItem.objects.unguarded(WHY).exists()


def test_an_appointment_stands_on_the_agenda_without_its_name(committee: Committee) -> None:
    session = make_session(committee)
    (tabling,) = table(session, ready(committee.street.sunny, "任命某某", TopicKind.APPOINTMENTS))
    assert (tabling.item.title, tabling.item.matter) == ("人事议题", "weighty")


def test_a_line_of_the_agenda_that_is_a_topic_keeps_its_name(committee: Committee) -> None:
    session = make_session(committee)
    table(session, ready(committee.street.sunny))
    done = adjust_part(by=actor(), part=session.part, facts={}, items=[Item("另一件事")], holders=[], of=[])
    assert [one.code for one in done.decision.objections] == ["topic"]
    assert AgendaItem.objects.unguarded(WHY).get().title == "研究老旧小区电梯"


def test_a_topic_taken_off_leaves_no_gap(committee: Committee) -> None:
    session = make_session(committee)
    topics = [ready(committee.street.sunny, title) for title in ("甲", "乙", "丙")]
    _, second, _ = table(session, *topics)
    assert take_off_agenda(by=actor(), tabling=second, holding=session).decision.allowed
    assert list(AgendaItem.objects.unguarded(WHY).order_by("number").values_list("number", "title")) == [(1, "甲"), (2, "丙")]
    assert label(topics[1]) == "待上会"


def test_who_has_a_stake_counts_neither_as_entitled_nor_as_there(committee: Committee) -> None:
    session = make_session(committee)
    (tabling,) = table(session, ready(committee.street.sunny, "给予奖励", TopicKind.SANCTIONS))
    all_there(committee, session)
    before = session_shown(READER, session, on=TODAY)
    done = recuse(by=actor(), tabling=tabling, holding=session, person=committee.member, reason="涉及近亲属")
    assert done.decision.objections == ()
    after = session_shown(READER, session, on=TODAY)
    assert [(one.needed.entitled, one.needed.there) for one in (*before.lines, *after.lines)] == [(3, 3), (2, 2)]
    assert [(left.name, left.reason) for left in after.lines[0].left] == [("赵委员", "涉及近亲属")]


def test_a_vote_on_that_item_counts_without_them(committee: Committee) -> None:
    session = make_session(committee)
    first, second = table(session, ready(committee.street.sunny), ready(committee.street.sunny, "修路"))
    all_there(committee, session)
    recuse(by=actor(), tabling=first, holding=session, person=committee.member, reason="涉及近亲属")
    for one in (first, second):
        draft = VoteDraft("ordinary", "hands", (Question("同意"),), item_id=one.item_id)
        assert open_votes(by=actor(), holding=session, draft=draft, rules=rules()).decision.objections == ()
    found = Vote.objects.unguarded(WHY).order_by("pk").values_list("item_id", "entitled", "there")
    assert list(found) == [(first.item_id, 2, 2), (second.item_id, 3, 3)]
    late = recuse(by=actor(), tabling=first, holding=session, person=committee.deputy, reason="涉及本人")
    assert [one.code for one in late.decision.objections] == ["voted"]


def test_what_the_list_calls_weighty_is_not_voted_on_by_half(committee: Committee) -> None:
    session = make_session(committee)
    (tabling,) = table(session, ready(committee.street.sunny, "给予奖励", TopicKind.SANCTIONS))
    mark(session.part.gathering, {committee.head: Presence.PRESENT})
    draft = VoteDraft(tabling.item.matter, "hands", (Question("同意"),), item_id=tabling.item_id)
    done = open_votes(by=actor(), holding=session, draft=draft, rules=rules())
    assert [one.message for one in done.decision.objections] == ["应到会有表决权 3 人，三分之二以上为 2 人，实到 1 人，还不能表决。"]
    assert not Vote.objects.unguarded(WHY).exists()


def test_a_recusal_is_taken_back_and_not_entered_twice(committee: Committee) -> None:
    session = make_session(committee)
    (tabling,) = table(session, ready(committee.street.sunny))
    first, again = (recuse(by=actor(), tabling=tabling, holding=session, person=committee.member, reason="涉及本人") for _ in range(2))
    assert first.done
    assert [one.code for one in again.decision.objections] == ["known"]
    (found,) = Recusal.objects.unguarded(WHY).select_related("tabling")
    assert undo_recusal(by=actor(), recusal=found, holding=session).decision.allowed
    assert not Recusal.objects.unguarded(WHY).exists()


def test_the_strictest_topic_says_how_many_must_be_there(committee: Committee) -> None:
    session = make_session(committee)
    table(session, ready(committee.street.sunny))
    ordinary = session_shown(READER, session, on=TODAY).needed
    table(session, ready(committee.street.sunny, "购置设备", TopicKind.FUNDS))
    weighty = session_shown(READER, session, on=TODAY).needed
    assert [(one.least, one.share) for one in (ordinary, weighty)] == [(2, "半数以上"), (2, "三分之二以上")]


def test_the_streets_own_list_says_which_kinds_are_weighty_on_a_day(committee: Committee) -> None:
    draft = ListDraft("project", "百万元以上的项目", "街办〔2026〕1号", TODAY)
    made, again = (list_matter(by=actor(), committee=committee.place, draft=draft) for _ in range(2))
    assert (made.done, [one.code for one in again.decision.objections]) == (True, ["listed"])
    session = make_session(committee)
    project, funds = table(
        session, ready(committee.street.sunny, "建食堂", TopicKind.PROJECT), ready(committee.street.sunny, "买设备", TopicKind.FUNDS)
    )
    assert (project.item.matter, funds.item.matter) == ("weighty", "ordinary")
    listed = ListedMatter.objects.unguarded(WHY).get()
    assert [one.code for one in end_listed(by=actor(), matter=listed, on=TODAY, basis="街办").decision.objections] == ["ends_first"]
    assert end_listed(by=actor(), matter=listed, on=TODAY + timedelta(days=1), basis="街办〔2026〕2号").decision.allowed


def test_the_head_speaks_last_and_the_members_first(committee: Committee) -> None:
    order = speaking_order(committee.place.pk, TODAY)
    assert [(one.name, one.head) for one in order] == [("赵委员", False), ("李副书记", False), ("王书记", True)]


def followed(committee: Committee, *, report_in: int = 20) -> tuple[Topic, Case]:
    """A decision whose report is due."""
    topic, session = ready(committee.street.sunny), make_session(committee)
    table(session, topic)
    resolve(committee, session, {1: "同意，三个月内装好。"})
    stage = stands(topic).stages[0]
    charge = Charge("街道党工委书记", "副书记", "社区书记", TODAY + timedelta(days=report_in))
    done = supervise(by=actor(), topic=topic, stage=stage, to=committee.street.sunny, charge=charge)
    assert done.decision.objections == ()
    return topic, Case.objects.unguarded(WHY).get()


def test_a_decision_is_followed_up_without_typing_it_again(committee: Committee) -> None:
    topic, case = followed(committee)
    assert (case.procedure, case.version, case.title, case.subject_code) == ("supervised_matter", 2, "研究老旧小区电梯", topic.code)
    assert (case.now_holder_id, case.now_assignee_id) == (committee.place.pk, committee.street.sunny.pk)
    assert (case.now_steps, case.now_latest) == ("report", TODAY + timedelta(days=20))
    assert label(topic) == "督办中"


def test_refused_halfway_nothing_stands(committee: Committee) -> None:
    topic, session = ready(committee.street.sunny), make_session(committee)
    table(session, topic)
    resolve(committee, session, {1: "同意。"})
    operations = Operation.objects.count()
    charge = Charge("", "副书记", "社区书记", TODAY + timedelta(days=20))
    done = supervise(by=actor(), topic=topic, stage=stands(topic).stages[0], to=committee.street.sunny, charge=charge)
    assert [one.field for one in done.decision.objections] == ["first_post"]
    assert not Case.objects.unguarded(WHY).exists()
    assert (label(topic), Operation.objects.count()) == ("已决定", operations)


def test_what_is_late_returns_to_the_agenda_and_is_not_offered_twice(committee: Committee) -> None:
    _, case = followed(committee)
    assert late_matters(READER, committee.place.pk, on=TODAY + timedelta(days=20)) == []
    (late,) = late_matters(READER, committee.place.pk, on=TODAY + timedelta(days=23))
    assert (late.code, late.step, late.late_by(TODAY + timedelta(days=23))) == (case.code, "报告进展", 3)
    day = TODAY + timedelta(days=23)
    session = make_session(committee, on=day)
    assert table_topics(by=actor(day), holding=session, topics=[], late=[late]).decision.allowed
    topic = Topic.objects.unguarded(WHY).get(about_case=case.code)
    assert (topic.title, label(topic)) == ("督办事项进展：研究老旧小区电梯", "已列入议程")
    assert topic.background == f"“报告进展”应于 {(TODAY + timedelta(days=20)).isoformat()} 完成，已逾期 3 天，由阳光社区党委承办"
    assert late_matters(READER, committee.place.pk, on=day) == []
    assert [one.code for one in late_matters(READER, committee.place.pk, on=day + timedelta(days=30))] == [case.code]


def test_a_topic_withdrawn_says_why_and_is_not_tabled(committee: Committee) -> None:
    topic = ready(committee.street.sunny)
    assert withdraw_topic(by=actor(), topic=topic, reason="另行研究").decision.allowed
    done = table_topics(by=actor(), holding=make_session(committee), topics=[topic])
    assert [one.code for one in done.decision.objections] == ["not_ready"]
    assert stands(topic).standing.state is TopicState.WITHDRAWN


def test_after_the_signature_nothing_is_noted_any_more(committee: Committee) -> None:
    session = make_session(committee)
    (tabling,) = table(session, ready(committee.street.sunny))
    all_there(committee, session)
    decide(session, {1: "同意。"})
    sign(session.part.gathering)
    done = note_item(by=actor(), tabling=tabling, holding=session, deferred=False, dissent="赵委员不同意", absent_opinions="")
    assert [one.code for one in done.decision.objections] == ["signed"]
    assert Tabling.objects.unguarded(WHY).get().dissent == ""


def test_what_is_typed_before_the_day_or_not_signed_decides_nothing(committee: Committee) -> None:
    lift, road = ready(committee.street.sunny), ready(committee.street.spring, "修路")
    ahead, today_ = make_session(committee, on=TODAY + timedelta(days=9)), make_session(committee)
    table(ahead, lift)
    table(today_, road)
    decide(ahead, {1: "同意第一种方案。"})
    decide(today_, {1: "同意修。"})
    assert (label(lift), label(road)) == ("已列入议程", "已列入议程")
    all_there(committee, today_)
    sign(today_.part.gathering)
    assert (label(lift), label(road)) == ("已列入议程", "已决定")


def test_a_correction_that_nobody_has_signed_changes_no_decision(committee: Committee) -> None:
    topic, session = ready(committee.street.sunny), make_session(committee)
    table(session, topic)
    resolve(committee, session, {1: "同意第一种方案。"})
    done = correct_minutes(by=actor(), part=session.part, text="逐项讨论。", resolutions=[], reason="漏记")
    assert done.decision.objections == ()
    assert (label(topic), stands(topic).stages[0].decisions) == ("已决定", ("同意第一种方案。",))


def test_a_draft_of_a_session_that_was_called_off_holds_no_topic_back(committee: Committee) -> None:
    topic, off = ready(committee.street.sunny), make_session(committee, on=TODAY + timedelta(days=3))
    table(off, topic)
    decide(off, {1: "同意。"})
    assert cancel_gathering(by=actor(), gathering=off.part.gathering, reason="改期").decision.objections == ()
    coming = make_session(committee, on=TODAY + timedelta(days=7))
    assert [one.title for one in session_shown(READER, coming, on=TODAY).ready] == ["研究老旧小区电梯"]


def test_the_committee_itself_reports_nothing_where_no_office_was_named(committee: Committee) -> None:
    own = propose_topic(by=actor(), proposer=committee.place, draft=TopicDraft("研究分工", "ordinary"))
    topic = Topic.objects.unguarded(WHY).select_related("committee", "proposer").get(pk=own.row_id)
    screen_topic(by=actor(), topic=topic, taken_up=True, screened_by="王书记")
    tabled = table(make_session(committee), topic, ready(committee.street.sunny))
    assert [one.item.presenter for one in tabled] == ["", "建设办"]
