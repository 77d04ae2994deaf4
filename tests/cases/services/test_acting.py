"""Writing cases: one transaction, one line, projections beside it; the second actor is told; sent twice is written once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cases.desks import (
    ANSWER,
    ASKER,
    MATTER,
    MONDAY,
    TITLE,
    WHY,
    Desks,
    acting,
    answered,
    assigned,
    brought_up,
    case,
    done,
    everything,
    make_desks,
    waiting,
)
from tests.register.factories import actor
from tests.register.state import codes
from zhibu.cases import services
from zhibu.cases.models import Case, CaseEntry, CaseText
from zhibu.cases.queries.log import standing, texts_of
from zhibu.cases.queries.projections import cases_astray
from zhibu.cases.rules.acts import Deed
from zhibu.cases.services.forgetting import FORGOTTEN, forget_texts
from zhibu.cases.services.turning import turn_over_cases
from zhibu.cases.terms import Status
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.supervision.rules import SUPERVISED_MATTER
from zhibu.mechanism.ties.rules import ANSWER_WITHIN
from zhibu.parameters.models import LocalParameter
from zhibu.store.keys import key_store
from zhibu.trail.door import recording
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def desks() -> Desks:
    return make_desks()


def test_a_matter_begins_with_its_first_step(desks: Desks) -> None:
    found = brought_up(desks)
    assert (found.code, found.title, found.now_state, found.now_steps) == (f"B{found.pk:06d}", TITLE, "open", "assign")
    assert waiting(found) == [("assign", desks.street.street.pk, date(2026, 3, 5))]
    assert texts_of(found) == {1: {"matter": MATTER, "asker": ASKER}}


def test_the_same_form_sent_twice_opens_one_case(desks: Desks) -> None:
    assert brought_up(desks, submission="a" * 32).pk == brought_up(desks, submission="a" * 32).pk
    assert Case.objects.unguarded(WHY).count() == 1


def test_assigned_it_waits_at_the_other_organisation_for_ten_working_days(desks: Desks) -> None:
    assert waiting(assigned(desks)) == [("answer", desks.street.sunny.pk, date(2026, 3, 16))]


def test_a_streets_own_number_of_days_counts_as_it_was_when_the_step_began(desks: Desks) -> None:
    own = {"organisation_id": desks.street.street.pk, "parameter": ANSWER_WITHIN, "basis": "测试文件"}
    with recording(actor(), "parameter.accept") as work:
        work.add(LocalParameter, value="5", valid_from=MONDAY - timedelta(days=30), valid_to=TUESDAY, **own)
        work.add(LocalParameter, value="3", valid_from=TUESDAY, valid_to=FAR, **own)
    before, after = assigned(desks), assigned(desks, TUESDAY)
    assert [waiting(one)[0][2] for one in (before, after)] == [date(2026, 3, 9), date(2026, 3, 6)]


def test_answered_and_confirmed_it_has_ended(desks: Desks) -> None:
    ended = done(services.act(by=acting(desks.clerk, TUESDAY), case=answered(desks), seen=3, deed=Deed("confirm", TUESDAY)))
    assert (ended.now_state, ended.now_ended_on, ended.now_latest, waiting(ended)) == ("done", TUESDAY, FAR, [])


def test_an_answer_that_settled_nothing_is_given_again(desks: Desks) -> None:
    back = done(services.reopen(by=acting(desks.clerk, TUESDAY), case=answered(desks), seen=3, step="answer", reason="灯又坏了"))
    assert waiting(back) == [("answer", desks.street.sunny.pk, date(2026, 3, 17))]
    assert texts_of(back)[4] == {"reason": "灯又坏了"}


def test_a_case_rests_and_goes_on(desks: Desks) -> None:
    rests = done(services.pause(by=acting(desks.clerk), case=assigned(desks), seen=2, reason="等供电公司"))
    assert (rests.now_state, rests.now_latest, waiting(rests)) == ("paused", FAR, [])
    later = MONDAY + timedelta(days=7)
    assert waiting(done(services.resume(by=acting(desks.clerk, later), case=rests, seen=3))) == [
        ("answer", desks.street.sunny.pk, date(2026, 3, 20))
    ]


def test_handed_over_it_waits_elsewhere_with_the_same_last_day(desks: Desks) -> None:
    moved = services.hand_over(by=acting(desks.sunny), case=assigned(desks), seen=2, to=desks.street.spring, reason="不在本社区")
    assert waiting(done(moved)) == [("answer", desks.street.spring.pk, date(2026, 3, 16))]


def test_a_step_done_by_mistake_is_void_and_its_line_stays(desks: Desks) -> None:
    undone = done(services.void(by=acting(desks.clerk, TUESDAY), case=answered(desks), seen=3, step="assign", reason="交错了"))
    assert waiting(undone) == [("assign", desks.street.street.pk, date(2026, 3, 6))]
    assert (undone.now_assignee_id, len(standing(undone).lines)) == (None, 4)


def test_given_up_it_waits_for_nobody(desks: Desks) -> None:
    ended = done(services.cancel(by=acting(desks.clerk), case=brought_up(desks), seen=1, reason="重复登记"))
    assert (ended.now_state, waiting(ended)) == (Status.CANCELLED, [])


def test_the_second_actor_is_told_what_the_first_one_did_and_writes_nothing(desks: Desks) -> None:
    given = assigned(desks)
    done(services.act(by=acting(desks.sunny, hour=10), case=given, seen=2, deed=Deed("answer", MONDAY, ANSWER)))
    before = everything()
    late = services.act(
        by=acting(desks.clerk, hour=10, minute=5), case=given, seen=2, deed=Deed("answer", MONDAY, {**ANSWER, "answer": "我也答"})
    )
    assert [(one.code, one.message) for one in late.decision.objections] == [("changed_since", "何春燕 刚刚办理了“答复本人”。")]
    assert late.decision.objections[0].remedy == "请看一看现在的情况，再决定是否提交；您填写的内容还在下面。"
    assert everything() == before


def test_what_happened_longer_ago_is_told_with_its_time(desks: Desks) -> None:
    given = assigned(desks)
    done(services.pause(by=acting(desks.sunny, hour=10), case=given, seen=2, reason="等回函"))
    late = services.cancel(by=acting(desks.clerk, hour=15), case=given, seen=2, reason="不办了")
    assert late.decision.objections[0].message == "何春燕 03月02日 10:00暂停了事项。"


def test_the_same_deed_sent_twice_by_the_same_hand_is_written_once(desks: Desks) -> None:
    given, deed = assigned(desks), Deed("answer", MONDAY, ANSWER)
    done(services.act(by=acting(desks.sunny), case=given, seen=2, deed=deed))
    before = everything()
    assert services.act(by=acting(desks.sunny, minute=1), case=given, seen=2, deed=deed).done
    assert everything() == before


@pytest.mark.parametrize("other", [{**ANSWER, "answer": "另一种答复"}, {**ANSWER, "more": "补充"}])
def test_another_text_by_the_same_hand_is_no_repetition(desks: Desks, other: dict[str, str]) -> None:
    given = assigned(desks)
    done(services.act(by=acting(desks.sunny), case=given, seen=2, deed=Deed("answer", MONDAY, ANSWER)))
    assert codes(services.act(by=acting(desks.sunny), case=given, seen=2, deed=Deed("answer", MONDAY, other))) == ["changed_since"]


def test_the_database_itself_takes_a_number_of_a_log_once(desks: Desks) -> None:
    found = brought_up(desks)
    again = {"case_id": found.pk, "number": 1, "kind": "paused", "day": MONDAY, "at": acting(desks.clerk).at, "actor": "周敏"}
    with pytest.raises(IntegrityError), transaction.atomic(), recording(acting(desks.clerk), "case.pause") as work:
        work.add(CaseEntry, **again)


REFUSED: list[Callable[[Desks, Case], Outcome]] = [
    lambda desks, one: services.act(by=acting(desks.sunny), case=one, seen=2, deed=Deed("confirm", MONDAY)),
    lambda desks, one: services.act(by=acting(desks.sunny), case=one, seen=2, deed=Deed("answer", TUESDAY, {})),
    lambda desks, one: services.pause(by=acting(desks.sunny), case=one, seen=2, reason=" "),
    lambda desks, one: services.resume(by=acting(desks.sunny), case=one, seen=2),
    lambda desks, one: services.hand_over(by=acting(desks.sunny), case=one, seen=2, to=desks.street.sunny, reason="改"),
    lambda desks, one: services.cancel(by=acting(desks.sunny), case=one, seen=2, reason=""),
    lambda desks, one: services.void(by=acting(desks.sunny), case=one, seen=2, step="answer", reason="错"),
    lambda desks, one: services.reopen(by=acting(desks.sunny), case=one, seen=2, step="assign", reason="错"),
    lambda desks, one: services.register_document(by=acting(desks.sunny), case=one, document="form", on=MONDAY, kept_at="柜"),
]


@pytest.mark.parametrize("refuse", REFUSED)
def test_a_refusal_changes_nothing(desks: Desks, refuse: Callable[[Desks, Case], Outcome]) -> None:
    given = assigned(desks)
    before = everything()
    assert refuse(desks, given).decision.objections
    assert everything() == before


def supervised(desks: Desks) -> Case:
    opening = services.Opening(SUPERVISED_MATTER, "老楼加装电梯", MONDAY, {"matter": "年内加装三部"})
    return done(services.open_case(by=acting(desks.clerk), organisation=desks.street.street, opening=opening))


def test_a_step_waits_for_its_documents_and_the_day_of_the_report_is_named(desks: Desks) -> None:
    found = supervised(desks)
    posts = {"first_post": "党工委书记", "direct_post": "副书记", "executing_post": "社区党委书记"}
    deed = Deed("charge", MONDAY, posts, until=date(2026, 6, 30))
    by, sunny = acting(desks.clerk), desks.street.sunny
    assert codes(services.act(by=by, case=found, seen=1, deed=deed, organisation=sunny)) == ["document_missing"]
    for _ in range(2):
        assert services.register_document(by=by, case=found, document="resolution", on=MONDAY, kept_at="党政办铁柜").done
    charged = done(services.act(by=by, case=found, seen=1, deed=deed, organisation=sunny))
    assert waiting(charged) == [("report", sunny.pk, date(2026, 6, 30))]
    assert standing(charged).documents == {"resolution"}


def test_the_trail_tells_what_was_done_and_nothing_that_was_written(desks: Desks) -> None:
    found = answered(desks)
    acts = list(Operation.objects.filter(act__startswith="case.").order_by("pk").values_list("act", "reason"))
    assert acts == [("case.open", "反映事项"), ("case.step", "交办"), ("case.step", "答复本人")]
    told = b"".join(
        bytes(body) for body in AuditEntry.objects.filter(subject_kind="case", subject_id=found.pk).values_list("changes", flat=True)
    )
    assert [text in told.decode() for text in (TITLE, MATTER, ASKER, "小李", ANSWER["answer"])] == [False] * 5


def test_texts_are_sealed_with_a_key_of_their_case(desks: Desks) -> None:
    found = answered(desks)
    stored = b"".join(bytes(one) for one in CaseText.objects.unguarded(WHY).values_list("sealed", flat=True))
    assert [text.encode() in stored for text in (MATTER, ASKER, "小李")] == [False] * 3
    key_store().destroy([found.key_name], on="2026-03-03")
    assert {text for texts in texts_of(found).values() for text in texts.values()} == {"（已销毁）"}


def test_what_was_written_goes_two_years_after_the_end_and_the_log_stays(desks: Desks) -> None:
    ended = done(services.cancel(by=acting(desks.clerk), case=brought_up(desks), seen=1, reason="重复登记"))
    other = assigned(desks)
    two_years = date(2028, 3, 2)
    assert [forget_texts(by=actor(day)) for day in (two_years, two_years + timedelta(days=1), two_years + timedelta(days=2))] == [0, 1, 0]
    gone = case(ended.pk)
    assert (gone.title, gone.forgotten_on, texts_of(gone)) == (FORGOTTEN, two_years + timedelta(days=1), {})
    assert key_store().of([gone.key_name]) == {}
    assert [line.kind for line in standing(gone).lines] == ["opened", "cancelled"]
    assert texts_of(case(other.pk))[1]["matter"] == MATTER


def test_columns_that_say_something_else_than_the_log_are_found_and_mended(desks: Desks) -> None:
    found = assigned(desks)
    with recording(actor(), "register.turn_over") as work:
        work.project(Case, ("now_state", "now_latest"), [("done", MONDAY, found.pk)])
    assert [(one.code, one.column, one.stands) for one in cases_astray()] == [
        (found.code, "now_state", "done"),
        (found.code, "now_latest", MONDAY),
    ]
    assert turn_over_cases(by=actor()) == 1
    assert (list(cases_astray()), waiting(case(found.pk))) == ([], waiting(found))
